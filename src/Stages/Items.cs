using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Imaging;

namespace VizPipeline.Stages;

// What travels, in order of travel.

/// <summary>Asks for what the agenda holds between two local dates, both inclusive.</summary>
public sealed record Request(LocalDate First, LocalDate Last)
{
    public override string ToString() => First == Last ? $"{First:uuuu-MM-dd}" : $"{First:uuuu-MM-dd} to {Last:uuuu-MM-dd}";
}

/// <summary>One sensor's local day, and what is to be done with it.</summary>
/// <param name="Sensor">Whose readings.</param>
/// <param name="Strip">The day itself.</param>
/// <param name="Before">The span's whole days before it; null where no cumulative window is asked for.</param>
/// <param name="Tasks">The day's windows that this run looks at, in order of drawing.</param>
internal sealed record DayOfReadings(Sensor Sensor, DayStrip Strip, SpanSoFar? Before, ImmutableArray<WindowTask> Tasks) : IWindowed
{
    public IEnumerable<LedgerEntry> Entries => Tasks.Select(task => task.Entry);

    public override string ToString() => $"{Sensor.Name} {Strip.Day.Date:uuuu-MM-dd}";
}

/// <summary>The windows of one kind in one local day that need a picture. Their entries carry the input hash.</summary>
internal sealed record Frame(Sensor Sensor, WindowKind Kind, DayStrip Strip, SpanSoFar? Before, ImmutableArray<LedgerEntry> Windows, long StartedAt) : IWindowed
{
    public IEnumerable<LedgerEntry> Entries => Windows;

    public override string ToString() => $"{Sensor.Name} {Kind} {Strip.Day.Date:uuuu-MM-dd}";
}

/// <summary>A drawn window. Owns its bytes until disposed.</summary>
/// <param name="Entry">What the ledger will know of it; its CID is that of these bytes once <see cref="Identify"/> was called.</param>
/// <param name="Content">The PNG file, in a pooled buffer.</param>
/// <param name="Preview">A small PNG of the same strip; null where none is kept.</param>
/// <param name="StartedAt">The clock's timestamp when its frame was made.</param>
internal sealed record Picture(LedgerEntry Entry, PooledContent Content, byte[]? Preview, long StartedAt) : IWindowed, IDisposable
{
    public LedgerEntry Entry { get; private set; } = Entry;

    /// <summary>What its beginning has in common with other pictures.</summary>
    public PictureHead Head { get; init; }

    /// <summary>Whether it was not drawn but read from the copy that is kept at home.</summary>
    public bool IsKept { get; init; }

    public IEnumerable<LedgerEntry> Entries => [Entry];

    /// <summary>Computes the CID. Of a daily picture this takes twice as long as drawing it, and many can be at it while one draws.</summary>
    public void Identify()
    {
        if (!IsKept) Entry = Entry with { Cid = PictureCids.Of(Content.Bytes.Span, Head) };
    }

    public void Dispose() => Content.Dispose();

    public override string ToString() => Entry.Key;
}

/// <summary>A picture that its store keeps.</summary>
internal sealed record Pinned(LedgerEntry Entry, byte[]? Preview) : IWindowed
{
    /// <summary>Whether the ledger knew of no picture of this window before.</summary>
    public bool IsNew { get; init; }

    public IEnumerable<LedgerEntry> Entries => [Entry];

    public override string ToString() => Entry.Key;
}

/// <summary>A pinned picture that the index names.</summary>
internal sealed record Committed(LedgerEntry Entry, byte[]? Preview) : IWindowed
{
    public IEnumerable<LedgerEntry> Entries => [Entry];

    public override string ToString() => Entry.Key;
}

/// <summary>The end of the road.</summary>
internal sealed record Published(LedgerEntry Entry);

/// <summary>An item that stands for windows, so that a fault knows whom it struck.</summary>
internal interface IWindowed
{
    IEnumerable<LedgerEntry> Entries { get; }
}
