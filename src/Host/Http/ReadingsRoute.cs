using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace VizPipeline.Host;

/// <summary>The readings of a sensor over a stretch of time, as they are read: memory does not grow with them.</summary>
internal sealed class ReadingsRoute(DoorView view, DoorSettings settings) : IDisposable
{
    private const int MostDays = 366, AtOnce = 4, MostWaiting = 16, OfOne = 2, OfOneWaiting = 4;
    private static readonly Duration Most = Duration.FromDays(MostDays);

    private readonly Parameters _parameters = new(view.Calendar);
    private readonly ConcurrencyLimiter _turns = new(new() { PermitLimit = AtOnce, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private readonly PartitionedRateLimiter<HttpContext> _ofOne = DoorLimits.AtOnce(settings.Keys, OfOne, OfOneWaiting);

    public void Map(IEndpointRouteBuilder to) => to.MapGet("/api/v1/readings", ReadAsync).Needs(Need.Reading)
        .WithName("readings").WithSummary("Readings of one sensor, at most 366 days of them, as JSON or CSV")
        .Produces<ReadingsView>(StatusCodes.Status200OK, "application/json", "text/csv").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).WithRequestTimeout(DoorLimits.Long);

    public void Dispose()
    {
        _turns.Dispose();
        _ofOne.Dispose();
    }

    private async Task<IResult> ReadAsync(string? sensor, string? from, string? to, string? format, HttpContext context, CancellationToken cancel)
    {
        var (start, end) = (Given("from", from), Given("to", to));
        if (sensor is null) throw new UsageException("sensor is missing; it names one");
        if (end <= start) throw new UsageException("to must lie after from");
        if (end - start > Most) throw new UsageException($"from and to lie more than {MostDays} days apart; ask for a part at a time");
        var isCsv = IsCsv(format, context.Request.Headers.Accept);
        if (view.Sensors.FirstOrDefault(known => known.Name == sensor) is not { } found) return Problem.Of(StatusCodes.Status404NotFound, $"there is no sensor \"{Plain.Of(sensor)}\"");

        using var own = await _ofOne.AcquireAsync(context, 1, cancel);
        if (!own.IsAcquired) throw new DeskFullException($"this client reads {OfOne} stretches of readings already, and {OfOneWaiting} wait; ask again in a while");
        using var turn = await _turns.AcquireAsync(1, cancel);
        if (!turn.IsAcquired) throw new DeskFullException("many others read readings; ask again in a while");
        context.Response.Headers.Vary = "Accept";
        await new ReadingsAnswer(view, found, start, end, isCsv).WriteAsync(context.Response, cancel);
        return TypedResults.Empty;
    }

    private Instant Given(string name, string? text) => _parameters.Time(name, text) ?? throw new UsageException($"{name} is missing; it is a time such as 2025-01-15 or 2025-01-15T08:00:00-08:00");

    private static bool IsCsv(string? format, Microsoft.Extensions.Primitives.StringValues accept) => format switch
    {
        "csv" => true,
        "json" => false,
        null => MediaTypeHeaderValue.TryParseList(accept, out var ranges) && QualityOf(ranges, "text/csv") > QualityOf(ranges, "application/json"),
        _ => throw new UsageException($"format \"{Plain.Of(format)}\": it must be json or csv"),
    };

    private static double QualityOf(IEnumerable<MediaTypeHeaderValue> ranges, string type) =>
        ranges.Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
}

/// <summary>How readings look as JSON.</summary>
/// <param name="Sensor">Whose.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="Readings">Pairs of a time, in UTC, and a value, by time.</param>
internal sealed record ReadingsView(string Sensor, string Unit, object[][] Readings);
