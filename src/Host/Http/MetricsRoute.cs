using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace VizPipeline.Host;

/// <summary>The metrics of the run, for Prometheus.</summary>
internal sealed class MetricsRoute(DoorView view)
{
    public void Map(IEndpointRouteBuilder to) => to.MapGet("/metrics", ShowAsync).Needs(Need.Reading).WithName("metrics").WithSummary("Metrics in Prometheus' text or OpenMetrics")
        .Produces<string>(StatusCodes.Status200OK, "text/plain", "application/openmetrics-text").ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private async Task ShowAsync(HttpContext context, CancellationToken cancel)
    {
        if (await view.Metrics(cancel) is { } families) await MetricsAnswer.WriteAsync(context, families);
        else await Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, MetricsAnswer.Off);
    }
}
