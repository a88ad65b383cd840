using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>One thing done to a name index: put a value, or delete the key when there is none.</summary>
internal sealed record NameAct(string Key, string? Value)
{
    /// <summary>Keys that look alike to a search by pattern or without regard to case.</summary>
    private static readonly string[] _keys =
    [
        .. from sensor in (string[])["gas", "Gas", "ga%", "ga_", "gas1", ""]
           from rest in (string[])[":daily:latest", ":daily:2025-01-15", "", ":hourly:2025-11-02T01-0700", ":%"]
           select sensor + rest,
    ];

    public static Gen<NameAct[]> Some { get; } =
        (from key in Gen.Elements(_keys)
         from value in Gen.Elements(null, "", "1", """{"ipfs_url":"ipfs://ü"}""")
         select new NameAct(key, value)).ArrayOf();

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
        foreach (var (key, value) in acts)
        {
            if (value is null)
            {
                model.Remove(key);
                await index.DeleteAsync(key, default);
            }
            else
            {
                model[key] = value;
                await index.PutAsync(key, value, default);
            }
        }

        await Agree(index, model, acts);
        await Close(index);
        index = open(home.Folder);
        await Agree(index, model, acts);
        await Close(index);
        return true;
    }

    private static async Task Agree(INameIndex index, SortedDictionary<string, string> model, NameAct[] acts)
    {
        foreach (var key in acts.Select(act => act.Key).Append("unknown"))
            Assert.Equal(model.GetValueOrDefault(key), await index.FindAsync(key, default));
        foreach (var prefix in NameAct.Prefixes)
            Assert.Equal(model.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)), await index.ListAsync(prefix, default).ToListAsync());
    }

    private static async Task Close(INameIndex index)
    {
        if (index is IAsyncDisposable closing) await closing.DisposeAsync();
    }
}
