using Microsoft.Win32.SafeHandles;
using VizPipeline.Imaging;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>Keeps the strips of a cumulative span: in memory up to a budget, beyond it in a work file that is gone when the shelf is.</summary>
internal sealed class StripShelf(string workFile, long budgetBytes) : IDisposable
{
    private readonly Lock _lock = new();
    private SafeFileHandle? _file;
    private long _end;
    private long _held;

    public ShelvedStrip Put(DayStrip strip)
    {
        lock (_lock)
        {
            var size = StripFormat.SizeInMemory(strip);
            if (_held + size <= budgetBytes)
            {
                _held += size;
                return new ShelvedStrip(this, strip.Day, strip, 0, 0, SpanSoFar.RowOf(strip));
            }

            var bytes = StripFormat.Write(strip);
            var at = _end;
            Write(bytes, at);
            _end += bytes.Length;
            return new ShelvedStrip(this, strip.Day, null, at, bytes.Length, strip.IsEmpty ? null : new ShelvedRow(this, strip.Day, at, bytes.Length));
        }
    }

    public DayStrip Load(LocalDay day, long at, int length) => FileFaults.Explained(workFile, () =>
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var got = RandomAccess.Read(_file!, bytes.AsSpan(read), at + read);
            if (got == 0) throw new HomeUnavailableException($"{workFile}: the work file ended early");
            read += got;
        }

        return StripFormat.Read(day, bytes);
    });

    public void Dispose() => _file?.Dispose();

    private void Write(byte[] bytes, long at) => FileFaults.Explained(workFile, () =>
    {
        _file ??= Open();
        RandomAccess.Write(_file, bytes, at);
        return true;
    });

    private SafeFileHandle Open()
    {
        if (Path.GetDirectoryName(workFile) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        return File.OpenHandle(workFile, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    }
}

/// <summary>A strip in memory, or where the work file keeps it; and its row, null for a day without a reading.</summary>
internal readonly record struct ShelvedStrip(StripShelf Shelf, LocalDay Day, DayStrip? Held, long At, int Length, StripRow? Row)
{
    public DayStrip Load() => Held ?? Shelf.Load(Day, At, Length);
}

/// <summary>The row of a day in the work file, which it reads when it is drawn.</summary>
internal sealed class ShelvedRow(StripShelf shelf, LocalDay day, long at, int length) : StripRow
{
    public override void Fill(Span<double> columns) => shelf.Load(day, at, length).Row.Fill(columns);
}
