using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using VizPipeline.Stages;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Where a kill fell, by what it left behind.</summary>
internal enum KillStage
{
    /// <summary>The home is taken, and no picture is there yet.</summary>
    Planning,

    /// <summary>A file has not got its name yet.</summary>
    Writing,

    /// <summary>A picture is there that no key names.</summary>
    Pinned,

    /// <summary>A key names a picture whose window is not recorded as done.</summary>
    Committed,

    /// <summary>All windows are settled, the run is not.</summary>
    Finishing,
}

/// <summary>A home as a kill left it, looked at without touching it: its databases are read from copies.</summary>
/// <param name="Stages">Where the kill fell; a kill may leave traces of several stages, as all of them work at once.</param>
/// <param name="RunEnded">Whether the killed run had noted its end, so that the kill fell outside the work.</param>
internal sealed record KilledHome(ImmutableHashSet<KillStage> Stages, bool RunEnded)
{
    public static KilledHome Look(string home, string copies)
    {
        var pictures = PicturesIn(home).ToHashSet(StringComparer.Ordinal);
        var windows = new Dictionary<string, (WindowState State, string? PinId, string Key)>(StringComparer.Ordinal);
        var ended = true;
        Each(Copied(home, "ledger.db", copies), "SELECT key, state FROM windows", row => windows[row.GetString(0)] = ((WindowState)row.GetInt32(1), null, row.GetString(0)));
        Each(Copied(home, "ledger.db", copies), "SELECT finished FROM runs ORDER BY id DESC LIMIT 1", row => ended = !row.IsDBNull(0));
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(Path.Combine(home, "index.db")))
            Each(Copied(home, "index.db", copies), "SELECT key, json_extract(value, '$.metadata.sensor_type') || '/' || json_extract(value, '$.metadata.interval') || '/' || json_extract(value, '$.metadata.filename') FROM names", row => named[row.GetString(0)] = row.GetString(1));

        var stages = ImmutableHashSet.CreateBuilder<KillStage>();
        if (pictures.Count == 0) stages.Add(KillStage.Planning);
        if (Directory.Exists(Path.Combine(home, "work")) && Directory.EnumerateFiles(Path.Combine(home, "work"), "*.part").Any()) stages.Add(KillStage.Writing);
        if (pictures.Except(named.Values).Any()) stages.Add(KillStage.Pinned);
        if (named.Keys.Any(key => windows.TryGetValue(key, out var window) && window.State != WindowState.Done)) stages.Add(KillStage.Committed);
        if (windows.Count > 0 && windows.Values.All(window => window.State is WindowState.Done or WindowState.Empty)) stages.Add(KillStage.Finishing);
        return new(stages.ToImmutable(), ended);
    }

    /// <summary>Every file that stands under a final name is the one that the undisturbed run made: nothing is half written.</summary>
    public static void MustShowOnlyWholeFiles(string home, HomeState undisturbed)
    {
        foreach (var picture in PicturesIn(home))
        {
            var hash = HomeState.Hash(File.ReadAllBytes(Path.Combine(home, "pictures", picture)));
            Assert.Equal(undisturbed.Things[$"pictures/{picture}"], hash);
        }

        var gallery = Path.Combine(home, "gallery");
        foreach (var script in Directory.Exists(gallery) ? Directory.EnumerateFiles(gallery, "*.js", SearchOption.AllDirectories) : [])
        {
            var text = File.ReadAllText(script);
            Assert.StartsWith("viz.", text, StringComparison.Ordinal);
            Assert.EndsWith("});\n", text, StringComparison.Ordinal);
        }

        if (File.Exists(Path.Combine(gallery, "index.html"))) Assert.EndsWith("</html>", File.ReadAllText(Path.Combine(gallery, "index.html")).TrimEnd(), StringComparison.Ordinal);
    }

    /// <summary>By their paths below the folder of pictures, whatever they are called.</summary>
    public static IEnumerable<string> PicturesIn(string home)
    {
        var folder = Path.Combine(home, "pictures");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)) : [];
    }

    /// <summary>A copy of a database, as the kill left it, to be opened in its place.</summary>
    public static string Copied(string home, string name, string copies)
    {
        Directory.CreateDirectory(copies);
        foreach (var part in (ReadOnlySpan<string>)["", "-wal"])
        {
            File.Delete(Path.Combine(copies, name + part));
            if (File.Exists(Path.Combine(home, name + part))) File.Copy(Path.Combine(home, name + part), Path.Combine(copies, name + part));
        }

        File.Delete(Path.Combine(copies, name + "-shm"));
        return Path.Combine(copies, name);
    }

    private static void Each(string path, string sql, Action<SqliteDataReader> see)
    {
        using var database = SqliteFile.OpenOwn(path);
        using var command = database.CreateCommand();
        command.CommandText = sql;
        try
        {
            using var rows = command.ExecuteReader();
            while (rows.Read()) see(rows);
        }
        catch (SqliteException missing) when (missing.Message.Contains("no such table", StringComparison.Ordinal))
        {
            // Killed before the tables were made.
        }
    }
}
