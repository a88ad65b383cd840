using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>The home in figures: sensors with their stretches of readings, windows by state, and how the service stands.</summary>
internal sealed class StatsRoute(DoorView view) : IDisposable
{
    private static readonly TimeSpan CountsLast = TimeSpan.FromSeconds(5), ExtentsLast = TimeSpan.FromMinutes(1);

    // With a million windows counting takes a tenth of a second, and a source may take longer to say where its readings end.
    private readonly Recent<ImmutableArray<LedgerCount>> _counts = new(view.Time, CountsLast, async cancel => await view.Home().Ledger.CountAsync(cancel));
    private readonly Recent<Extents> _extents = new(view.Time, ExtentsLast, cancel => ExtentsAsync(view, cancel));

    public void Map(IEndpointRouteBuilder to) => to.MapGet("/api/v1/stats", LookAsync).Needs(Need.Reading).WithName("stats").WithSummary("Sensors, windows by state, and how the service stands").Produces<StatsView>();

    public void Dispose()
    {
        _counts.Dispose();
        _extents.Dispose();
    }

    private async Task<IResult> LookAsync(CancellationToken cancel)
    {
        var (counts, extents) = (await _counts.AskAsync(cancel), await _extents.AskAsync(cancel));
        return TypedResults.Ok(new StatsView(
            view.Calendar.Zone.Id,
            [.. view.Sensors.Select(sensor => Of(sensor, extents.Known.FirstOrDefault(extent => extent.Sensor.Name == sensor.Name)))],
            extents.Problem,
            [.. counts.Select(count => new WindowCount(count.Sensor, count.Kind, count.State, count.Count, view.Names.At(count.First), view.Names.At(count.Last)))],
            view.Desk?.State is { } state ? ServiceView.Of(state) : null));
    }

    private SensorView Of(Sensor sensor, Extent? extent) => new(sensor.Name, sensor.Unit, At(extent?.First), At(extent?.Last));

    private string? At(Instant? at) => at is { } known ? view.Names.At(known) : null;

    private static async Task<Extents> ExtentsAsync(DoorView view, CancellationToken cancel)
    {
        try
        {
            return new(await view.Readings.ExtentsAsync(await view.Readings.OffersAsync(view.Sensors, cancel), cancel), Problem: null);
        }
        catch (SourceException cause)
        {
            return new([], cause.Message);
        }
    }

    private sealed record Extents(ImmutableArray<Extent> Known, string? Problem);
}

/// <param name="Zone">Of every local time.</param>
/// <param name="Sensors">Those configured.</param>
/// <param name="ReadingsProblem">Why the source of readings could not be asked; null where it could.</param>
/// <param name="Windows">Those recorded, by sensor, interval and state; a few seconds old.</param>
/// <param name="Service">Null where none runs here.</param>
internal sealed record StatsView(string Zone, ImmutableArray<SensorView> Sensors, string? ReadingsProblem, ImmutableArray<WindowCount> Windows, ServiceView? Service);

/// <param name="Name">As in keys.</param>
/// <param name="Unit">Of its values.</param>
/// <param name="First">Its first reading; null where there is none.</param>
/// <param name="Last">Its last reading, up to a minute ago.</param>
internal sealed record SensorView(string Name, string Unit, string? First, string? Last);

/// <param name="Sensor">Whose.</param>
/// <param name="Interval">Of which.</param>
/// <param name="State">In which.</param>
/// <param name="Count">How many.</param>
/// <param name="First">Where the first begins.</param>
/// <param name="Last">Where the last ends.</param>
internal sealed record WindowCount(string Sensor, WindowKind Interval, WindowState State, long Count, string First, string Last);
