using System.Buffers;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Bench;

/// <summary>The same pictures in a loop on one thread: read, drawn and hashed, and nothing else. No engine, ledger, index, preview or file.</summary>
internal static class PlainRoad
{
    private const long StripsInMemory = 256L << 20;

    public static async Task RunAsync(WholeRoad road, string home)
    {
        var (works, painter, sensors, pictures) = (road.Works, road.Painter(), MadeReadings.Sensors, 0);
        var png = new ArrayBufferWriter<byte>();
        using var shelf = new StripShelf(Path.Combine(home, "strips"), StripsInMemory);
        var history = sensors.Select(_ => new StripHistory()).ToArray();
        var anchor = works.Calendar.StartOf(MadeReadings.First)!.Value;
        var reader = new DayReader(works.Readings, works.Calendar);
        await foreach (var (day, strips) in reader.ReadAsync(sensors, road.First, road.Last, new Drops(), CancellationToken.None))
        {
            var kept = day.Hourly().Concat(day.Cumulative(anchor)).Prepend(day.Daily()).Where(window => road.Kinds.Contains(window.Kind)).ToList();
            for (var i = 0; i < sensors.Length; i++)
            {
                var windows = new WindowOfDay(sensors[i], strips[i], history[i].Prefix(history[i].Count));
                foreach (var window in kept)
                {
                    png.ResetWrittenCount();
                    var head = painter.Paint(windows.StripOf(window)!, StripSize.Full, png);
                    if (PictureCids.Of(png.WrittenSpan, head) != default) pictures++;
                }

                if (road.Kinds.Contains(WindowKind.Cumulative)) history[i].Add(strips[i], shelf);
            }
        }

        if (pictures != road.Pictures) throw new InvalidOperationException($"{pictures} of {road.Pictures} pictures");
    }
}
