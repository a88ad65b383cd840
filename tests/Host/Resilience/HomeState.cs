using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Everything a home folder holds, by name: files as hashes, rows as text; without what may differ from run to run (attempts, times, how long it took).</summary>
internal sealed partial record HomeState(ImmutableSortedDictionary<string, string> Things)
{
    private const string Rows = "SELECT key, key, sensor, kind, start_at, end_at, state, hex(input), cid, pin_id, bytes, data_points, min, max, error FROM windows";
    private const string Previews = "SELECT key, hex(png) FROM previews JOIN windows ON windows.id = previews.window";

    /// <summary>Of a home where nobody works: its databases are opened as they lie there.</summary>
    public static HomeState Read(string home)
    {
        var things = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(home, file);
            things[name] = name is "ledger.db" or "index.db" ? "a database"
                : name.StartsWith("gallery", StringComparison.Ordinal) && name.EndsWith(".js", StringComparison.Ordinal) ? Varying().Replace(File.ReadAllText(file), "")
                : Hash(File.ReadAllBytes(file));
        }

        Add(things, "row", Path.Combine(home, "ledger.db"), Rows);
        Add(things, "preview", Path.Combine(home, "ledger.db"), Previews);
        Add(things, "fact", Path.Combine(home, "ledger.db"), "SELECT name, value FROM facts");
        Add(things, "name", Path.Combine(home, "index.db"), "SELECT key, value FROM names");
        return new(things.ToImmutable());
    }

    public static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));

    /// <summary>What one has and the other has not, or has otherwise; empty for equal homes.</summary>
    public ImmutableArray<string> Differences(HomeState other) =>
    [
        .. Things.Keys.Union(other.Things.Keys).Order(StringComparer.Ordinal)
            .Where(name => Things.GetValueOrDefault(name) != other.Things.GetValueOrDefault(name))
            .Select(name => $"{name}: {Short(Things, name)} / {Short(other.Things, name)}"),
    ];

    public void MustEqual(HomeState other)
    {
        var differences = Differences(other);
        Assert.True(differences.IsEmpty, $"{differences.Length} differences:\n{string.Join('\n', differences.Take(20))}");
    }

    private static void Add(ImmutableSortedDictionary<string, string>.Builder things, string what, string path, string sql)
    {
        using var database = SqliteFile.OpenOwn(path);
        using var command = database.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        while (rows.Read()) things[$"{what} {rows.GetString(0)}"] = Varying().Replace(Line(rows), "");
    }

    private static string Line(SqliteDataReader row)
    {
        var line = new StringBuilder();
        for (var i = 1; i < row.FieldCount; i++) line.Append(row.IsDBNull(i) ? "null" : row.GetValue(i)).Append('|');
        return line.ToString();
    }

    private static string Short(ImmutableSortedDictionary<string, string> things, string name) =>
        things.TryGetValue(name, out var text) ? text[..Math.Min(text.Length, 200)] : "not there";

    [GeneratedRegex("\"took\":[^,}]+,?|\"generated\":\"[^\"]*\",|\"updated_at\":\"[0-9]+\",|\"processing_time\":[^,}]+,")]
    private static partial Regex Varying();
}
