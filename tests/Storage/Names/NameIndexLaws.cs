using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>One thing done to a name index: put a value, alone or with those after it, or delete the key when there is none.</summary>
internal sealed record NameAct(string Key, string? Value, bool IsHeld)
{
    /// <summary>Keys that look alike to a search by pattern or without regard to case.</summary>
    private static readonly string[] _keys =
    [
        .. from sensor in (string[])["gas", "Gas", "ga%", "ga_", "gas1", ""]
           from rest in (string[])[":daily:latest", ":daily:2025-01-15", "", ":hourly:2025-11-02T01-0700", ":%"]
           where sensor.Length + rest.Length > 0
           select sensor + rest,
    ];

    public static Gen<NameAct[]> Some { get; } =
        (from key in Gen.Elements(_keys)
         from value in Gen.Elements(null, "", "1", """{"ipfs_url":"ipfs://ü"}""")
         from isHeld in Gen.Elements(true, false)
         select new NameAct(key, value, isHeld)).ArrayOf();

    public static string[] Prefixes { get; } = ["", "gas", "gas:daily:", "ga%", "ga_", "none", "G"];
}

internal static class NameIndexLaws
{
    /// <summary>The index answers like a sorted dictionary, also when opened again. Breaking it throws.</summary>
    public static async Task<bool> AnswersLikeADictionary(Func<string, INameIndex> open, NameAct[] acts)
    {
        using var home = new ScratchHome();
        var index = open(home.Folder);
        var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var held = new List<KeyValuePair<string, string>>();
        foreach (var (key, value, isHeld) in acts)
        {
            if (value is not null)
            {
                model[key] = value;
                held.Add(new(key, value));
                if (isHeld) continue;
            }

            if (held is [var only]) await index.PutAsync(only.Key, only.Value, default);
            else await index.PutAllAsync(held, default);
            held.Clear();
            if (value is not null) continue;
            model.Remove(key);
            await index.DeleteAsync(key, default);
        }

        await index.PutAllAsync(held, default);
        await Agree(index, model, acts);
        await Close(index);
        index = open(home.Folder);
        await Agree(index, model, acts);
        await Close(index);
        return true;
    }

    private static async Task Agree(INameIndex index, SortedDictionary<string, string> model, NameAct[] acts)
    {
        string[] keys = [.. acts.Select(act => act.Key), "unknown"];
        foreach (var key in keys) Assert.Equal(model.GetValueOrDefault(key), await index.FindAsync(key, default));
        Assert.Equal(
            model.Where(pair => keys.Contains(pair.Key)),
            (await index.FindAllAsync(keys, default)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        foreach (var prefix in NameAct.Prefixes)
            Assert.Equal(model.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)), await index.ListAsync(prefix, default).ToListAsync());
    }

    private static async Task Close(INameIndex index)
    {
        if (index is IAsyncDisposable closing) await closing.DisposeAsync();
    }
}
