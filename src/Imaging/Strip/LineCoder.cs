namespace VizPipeline.Imaging;

/// <summary>Turns rows into coded lines: values, colours, numbers, steps, bits. Has the memory for one row at a time.</summary>
internal sealed class LineCoder(Kernel kernel)
{
    private readonly double[] _values = new double[StripRow.Columns];
    private readonly uint[] _colours = new uint[StripRow.Columns];
    private readonly uint[] _numbers = new uint[StripRow.Columns];
    private readonly uint[] _steps = new uint[StripRow.Columns];
    private readonly LineBuffers _buffers = new();
    private readonly byte[] _packed = new byte[LineCode.MostBytes(StripRow.Columns)];

    /// <summary>Bytes of memory.</summary>
    public long Size => (_values.Length * sizeof(double)) + ((_colours.Length + _numbers.Length + _steps.Length) * sizeof(uint)) + _packed.Length + _buffers.Size;

    /// <summary>Takes the row that the next calls are about.</summary>
    public void Load(StripRow row, in ColourScale scale)
    {
        row.Fill(_values);
        kernel.Place(scale, _values);
        if (scale.IsLimited) scale.Limit(_values);
        kernel.Mix(scale, _values, _colours);
    }

    /// <summary>The row as numbers of colours; none, and the table as it was, where that takes others than the first <paramref name="most"/>.</summary>
    public CodedLine Indexed(ColourTable table, int scale, int most) => table.TryNumber(_colours, _numbers, most) ? Code(_numbers, 1, scale) : default;

    public CodedLine Rgb(int scale) => Code(_colours, 3, scale);

    /// <summary>Takes back what a line holds.</summary>
    public void Return(CodedLine line) => _buffers.Return(line);

    private CodedLine Code(ReadOnlySpan<uint> columns, int channels, int scale)
    {
        var sum = kernel.Step(columns, _steps, channels, scale);
        var bits = new BitWriter(_packed);
        LineCode.For(channels, scale).Write(_steps, ref bits);
        var (count, whole) = ((int)bits.Bits, (int)((bits.Bits + 7) / 8));
        bits.Align();
        return new(_buffers.Copy(_packed.AsSpan(0, whole)), count, sum);
    }
}
