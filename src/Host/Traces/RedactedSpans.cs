using System.Diagnostics;
using OpenTelemetry;

namespace VizPipeline.Host;

/// <summary>Blots secrets out of spans before they are sent: an address may have one in its path, a message may repeat one.</summary>
internal sealed class RedactedSpans(Func<string, string> redact) : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.StatusDescription is { } said) data.SetStatus(data.Status, redact(said));
        foreach (var (name, value) in data.TagObjects.ToList())
        {
            if (value is string text && redact(text) is var shown && shown != text) data.SetTag(name, shown);
        }
    }
}
