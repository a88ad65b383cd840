using System.Diagnostics;

namespace VizPipeline.Host;

/// <summary>Tells each request to a provider or webhook once it is answered, at debug level: method, address without query, status, time.</summary>
internal sealed class RequestLog : IDisposable
{
    private readonly ActivityListener _listener;

    public RequestLog(Output output)
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == Tracing.OfRequests,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = request => Tell(output, request),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private static void Tell(Output output, Activity request)
    {
        var (method, seconds) = (Tag("http.request.method"), request.Duration.TotalSeconds);
        var address = $"{Tag("url.full")}".Split('?')[0];
        var outcome = Tag("http.response.status_code") ?? Tag("error.type") ?? "no answer";
        output.Tell(
            Severity.Debug, "provider.request", $"{method} {address} → {outcome}, {Durations.Text(request.Duration)}",
            ("method", method), ("url", address), ("status", Tag("http.response.status_code")), ("error", Tag("error.type")), ("seconds", seconds));

        object? Tag(string name) => request.GetTagItem(name);
    }
}
