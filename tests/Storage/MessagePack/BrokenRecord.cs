using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>What every record that is kept must do when one of its bytes is another.</summary>
internal static class BrokenRecord
{
    public static void IsReadOrTheOneError<T>(Gen<T> values, Func<T, byte[]> write, Action<byte[]> read) => Law.Holds(
        values.Zip(Gen.Choose(0, 100_000)).Zip(Gen.Choose(0, 255)),
        broken =>
        {
            var ((value, at), other) = broken;
            var record = write(value);
            record[at % record.Length] = (byte)other;
            try
            {
                read(record);
                return true;
            }
            catch (MessagePackException)
            {
                return true;
            }
        },
        runs: 3000);
}
