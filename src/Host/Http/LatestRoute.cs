using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What the index says of the newest picture of a sensor and interval: the value itself, byte for byte.</summary>
internal sealed class LatestRoute(DoorView view)
{
    public void Map(IEndpointRouteBuilder to) => to.MapGet("/api/v1/latest/{sensor}/{interval}", FindAsync).Needs(Need.Reading).WithName("latest")
        .WithSummary("The index value of the newest picture, as it is")
        .Produces<string>(StatusCodes.Status200OK, "application/json").ProducesProblem(StatusCodes.Status404NotFound);

    private async Task<IResult> FindAsync(string sensor, string interval, CancellationToken cancel)
    {
        if (view.Sensors.All(known => known.Name != sensor)) return Problem.Of(StatusCodes.Status404NotFound, $"there is no sensor \"{Plain.Of(sensor)}\"");
        if (WindowKinds.Parse(interval) is not { } kind) return Problem.Of(StatusCodes.Status404NotFound, $"there is no interval \"{Plain.Of(interval)}\"; there are daily, hourly and cumulative");

        var key = view.Names.LatestKey(sensor, kind);
        return await view.FindName(key, cancel) is { } value ? TypedResults.Text(value, "application/json") : Problem.Of(StatusCodes.Status404NotFound, $"{key}: nothing is published yet");
    }
}
