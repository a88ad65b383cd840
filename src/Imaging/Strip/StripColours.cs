using System.Buffers;

namespace VizPipeline.Imaging;

/// <summary>The colours of a strip's rows, one row at a time, in pooled memory.</summary>
internal sealed class StripColours(Strip strip) : IDisposable
{
    private readonly ColourScale _scale = new(strip.Palette, strip.Min, strip.Max);
    private readonly double[] _values = ArrayPool<double>.Shared.Rent(StripRow.Columns);
    private readonly uint[] _colours = ArrayPool<uint>.Shared.Rent(StripRow.Columns);

    /// <summary>The row's 1,440 packed colours; the caller may write over them, the next call does.</summary>
    public Span<uint> Of(int row)
    {
        var values = _values.AsSpan(0, StripRow.Columns);
        var colours = _colours.AsSpan(0, StripRow.Columns);
        strip.Rows[row].Fill(values);
        _scale.Map(values, colours);
        return colours;
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_values);
        ArrayPool<uint>.Shared.Return(_colours);
    }
}
