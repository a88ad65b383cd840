using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Something that writes numbers to the table <c>numbers</c> of a database; a write that completed is durable.</summary>
internal interface INumberWriter : IAsyncDisposable
{
    Task WriteAsync(int number);
}

internal static class GroupWriterLaws
{
    public static SqliteSchema Numbers { get; } = new(["CREATE TABLE numbers (number INTEGER PRIMARY KEY, padding BLOB)"]);

    /// <summary>
    /// Whatever has completed is found by whoever opens the files as they are at that moment, without the writer's help: what a crash would leave.
    /// Each write looks, while others are under way, at a copy made after it completed.
    /// </summary>
    public static async Task<bool> WhatCompletedSurvivesACrash(Func<string, INumberWriter> open, int writers, int each)
    {
        using var home = new ScratchHome();
        await using var writer = open(home["numbers.db"]);
        var found = await Task.WhenAll(Enumerable.Range(0, writers).Select(async first =>
        {
            for (var i = 0; i < each; i++) await writer.WriteAsync((first * each) + i);
            var left = Crash.Copy(home["numbers.db"], home[$"after-{first}"]);
            return Found(left).IsSupersetOf(Enumerable.Range(first * each, each));
        }));
        return found.All(all => all);
    }

    public static HashSet<int> Found(string path)
    {
        using var connection = SqliteFile.OpenOwn(path);
        using var select = new SqliteStatement(connection, "SELECT number FROM numbers");
        var found = new HashSet<int>();
        while (select.Step()) found.Add((int)select.Whole(0));
        return found;
    }
}
