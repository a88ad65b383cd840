using System.Collections.Immutable;
using System.Text;
using VizPipeline.Doubles;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>Everything that publishing leaves behind, here and at the providers.</summary>
/// <param name="Rows">Of the ledger.</param>
/// <param name="Uploads">Of the record of uploads: contents as computed here, with their pins.</param>
/// <param name="Kept">Paths of the pictures that are in the home folder.</param>
/// <param name="Files">Rows at Pinata.</param>
/// <param name="Index">Pairs at Cloudflare.</param>
internal sealed record PublishedState(
    ImmutableArray<LedgerEntry> Rows, ImmutableArray<UploadRow> Uploads, ImmutableHashSet<string> Kept, ImmutableArray<PinataFile> Files, ImmutableSortedDictionary<string, string> Index)
{
    public static async Task<PublishedState> ReadAsync(PublishedHome home) => new(
        [.. (await home.Home.RowsAsync()).Values],
        UploadRow.Read(home.UploadsPath),
        [.. await home.Home.Pins.ListAsync(default).Select(pin => pin.Id).ToListAsync()],
        home.Pinata.Files,
        home.Cloudflare.Values);

    /// <summary>What must hold after any run, however it went.</summary>
    /// <param name="names">Of the home.</param>
    /// <param name="deletes">Whether what is published goes from the home folder.</param>
    public IEnumerable<string> Broken(WindowNames names, bool deletes)
    {
        var (byId, cids) = (Files.ToDictionary(file => file.Id), Files.Select(file => file.Cid).ToHashSet());
        foreach (var row in Rows.Where(row => row.State is not (WindowState.Done or WindowState.Empty)))
        {
            if (row.Error is null) yield return $"{row.Key} is {row.State} without a reason";
        }

        foreach (var row in Rows.Where(row => row.State == WindowState.Done))
        {
            if (byId.GetValueOrDefault(row.PinId ?? "") is not { Network: "public" } file || file.Cid != row.Cid) yield return $"{row.Key} is done and not pinned";
            if (Index.GetValueOrDefault(row.Key) is not { } text || IndexValue.TryParse(text) is not { } value || !SaysSo(value, row, names)) yield return $"{row.Key} is done and not named so";
        }

        foreach (var file in Files.Where(file => !Uploads.Any(upload => upload.Name == file.Name && (upload.Cid == file.Cid || upload.PinCid == file.Cid)))) yield return $"{file.Name} is pinned and not recorded";
        foreach (var (key, value) in Index.Where(pair => !cids.Contains(IndexValue.TryParse(pair.Value)!.Cid))) yield return $"{key} points to nothing: {value}";
        foreach (var row in Rows.Where(row => row.State != WindowState.Empty && row.Cid is not null))
        {
            var wanted = !deletes || row.State != WindowState.Done;
            if (Kept.Contains(names.FilePath(row.Sensor, row.Window)) != wanted) yield return $"{row.Key} is {row.State} and its file is {(wanted ? "gone" : "kept")}";
        }
    }

    /// <summary>What must hold besides when nothing goes wrong any more.</summary>
    /// <param name="names">Of the home.</param>
    public IEnumerable<string> Unfinished(WindowNames names)
    {
        foreach (var row in Rows.Where(row => row.State is not (WindowState.Done or WindowState.Empty))) yield return $"{row.Key} is still {row.State}: {row.Error}";
        foreach (var cid in Files.CountBy(file => file.Cid).Where(cid => cid.Value > 1)) yield return $"{cid.Key} is pinned {cid.Value} times";
        foreach (var file in Files.Where(file => Uploads.All(upload => upload.PinId != file.Id))) yield return $"{file.Id}, {file.Name}, is pinned and not known";
        foreach (var series in Rows.Where(row => row.State == WindowState.Done).GroupBy(row => (row.Sensor, row.Window.Kind)))
        {
            var newest = series.MaxBy(row => row.Window)!;
            var latest = names.LatestKey(newest.Sensor, newest.Window.Kind);
            if (Index.GetValueOrDefault(latest) is not { } text || !SaysSo(IndexValue.TryParse(text)!, newest, names)) yield return $"{latest} is not {newest.Key}";
        }

        var wanted = Rows.Where(row => row.State == WindowState.Done).SelectMany(row => new[] { row.Key, names.LatestKey(row.Sensor, row.Window.Kind) }).ToHashSet();
        foreach (var key in Index.Keys.Where(key => !wanted.Contains(key))) yield return $"{key} is named and nobody's";
    }

    /// <summary>Whether each done window has the content that the slow and obvious rules draw, under its own name or under the one that the store gave it.</summary>
    /// <param name="wanted">Contents by path.</param>
    /// <param name="names">Of the home.</param>
    public IEnumerable<string> Wrong(ImmutableSortedDictionary<string, string> wanted, WindowNames names) =>
        from row in Rows
        let cid = wanted.GetValueOrDefault(names.FilePath(row.Sensor, row.Window))
        where row.State == WindowState.Done ? cid is null || (row.Cid!.Value.Text != cid && row.Cid != Misnamed(cid)) : row.State == WindowState.Empty && cid is not null
        select $"{row.Key} is {row.State} with {row.Cid}, not {cid}";

    // As the double's scripted fault computes it.
    private static Cid Misnamed(string cid) => Cids.Of(Encoding.UTF8.GetBytes($"not {cid}"));

    private static bool SaysSo(IndexValue value, LedgerEntry row, WindowNames names) =>
        (value.Cid, value.Window, value.Sensor, value.DataPoints, value.FileName) == (row.Cid, row.Window, row.Sensor, row.DataPoints, names.FileName(row.Window));
}
