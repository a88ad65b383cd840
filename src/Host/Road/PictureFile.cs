using VizPipeline.Imaging;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Draws one window into a file of the user's choice; nothing of it is recorded.</summary>
internal sealed class PictureFile(Wiring wiring, IReadings readings, int scale)
{
    /// <param name="call">Where to speak.</param>
    /// <param name="sensor">Whose readings, and in which colours.</param>
    /// <param name="window">What to draw.</param>
    /// <param name="target">The file, replaced if it exists; null for one of the window's own name in the current folder, which is never replaced.</param>
    /// <param name="cancel">Ends the pass over the readings.</param>
    public async Task<ExitCode> WriteAsync(Invocation call, Sensor sensor, Window window, string? target, CancellationToken cancel)
    {
        var path = target ?? wiring.Names.FileName(window);
        if (Directory.Exists(path)) throw new UsageException($"--output {Plain.Of(path)}: it is a folder; it must be a file");
        if (target is null && File.Exists(path)) throw new UsageException($"{path} exists already; --output names the file to write");
        var options = wiring.LookingOptions;
        using var reader = new WindowReader(readings, wiring.Calendar, options.WorkFile, options.StripCacheBytes);
        if (await reader.ReadAsync(sensor, window, cancel) is not { } strip)
        {
            return SayEmpty(call, wiring.Names.Key(sensor.Name, window));
        }

        using var content = new PooledContent();
        new StripPainter().Paint(strip, StripSize.Full with { Scale = scale }, content);
        await WholeFile.WriteAsync(path, content.Bytes, cancel);
        var cid = Cids.Of(content.Bytes.Span);
        if (call.WantsJson) call.Output.Json(new { file = path, cid = cid.Text, bytes = content.Length, min = strip.Min, max = strip.Max });
        else call.Output.Line($"{path}  {cid}");
        return ExitCode.Clean;
    }

    /// <summary>A window without a reading has no picture.</summary>
    public static ExitCode SayEmpty(Invocation call, string key)
    {
        call.Output.Fail($"{key}: the window has no reading, so there is no picture");
        return ExitCode.SomeFailed;
    }
}
