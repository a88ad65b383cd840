using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>What the page shows, cut so that each answer is small and found by index.</summary>
internal sealed class GalleryRoutes(DoorView view)
{
    private readonly ShownTotals _totals = new(view.Time);

    public void Map(IEndpointRouteBuilder to)
    {
        var group = to.MapGroup("/api/v1/gallery").Needs(Need.Reading);
        group.MapGet("/overview", OverviewAsync).WithName("gallery").WithSummary("The newest picture of each series with its preview, the last failures, and from when to when there is something").Produces<LiveOverview>();
        group.MapGet("/totals", TotalsAsync).WithName("totals").WithSummary("All windows by state, as they were a little while ago").Produces<GalleryTotals>();
        group.MapGet("/years/{year:int:range(1,9999)}", YearAsync).WithName("year").WithSummary("A letter for each day of a sensor's year").Produces<LiveYear>().ProducesProblem(404);
        group.MapGet("/months/{month}", MonthAsync).WithName("month").WithSummary("The daily pictures of a sensor's month, with previews").Produces<LiveMonth>().ProducesProblem(400).ProducesProblem(404);
        group.MapGet("/days/{date}", DayAsync).WithName("day").WithSummary("A sensor's day and its hours, with previews").Produces<GalleryDay>().ProducesProblem(400).ProducesProblem(404);
        group.MapGet("/previews/{key}", PreviewAsync).WithName("preview").WithSummary("The small picture of a window; immutable when asked for with its CID").Produces<byte[]>(200, "image/png").ProducesProblem(404);
    }

    private async Task<IResult> OverviewAsync(CancellationToken cancel)
    {
        var ledger = view.Home().Ledger;
        return Json(await new LiveOverviewReader(ledger, view.Calendar, Pictures(ledger)).ReadAsync(view.Sensors, view.Desk is not null, cancel), GalleryJson.Default.LiveOverview);
    }

    private async Task<IResult> TotalsAsync() => Json(await _totals.ReadAsync(view.Home().Ledger, view.Sensors), GalleryJson.Default.GalleryTotals);

    private async Task<IResult> YearAsync(int year, string sensor, CancellationToken cancel) =>
        Find(sensor) is { } found ? Json(await Days().YearAsync(found, year, cancel), GalleryJson.Default.LiveYear) : NoSensor(sensor);

    private async Task<IResult> MonthAsync(string month, string sensor, CancellationToken cancel)
    {
        if (!YearMonthPattern.Iso.Parse(month).TryGetValue(default, out var asked)) return Problem.Of(400, $"\"{Plain.Of(month)}\" is no month; one looks like 2025-11");
        return Find(sensor) is { } found ? Json(await Days().MonthAsync(found, asked, cancel), GalleryJson.Default.LiveMonth) : NoSensor(sensor);
    }

    private async Task<IResult> DayAsync(string date, string sensor, CancellationToken cancel)
    {
        if (!LocalDatePattern.Iso.Parse(date).TryGetValue(default, out var asked)) return Problem.Of(400, $"\"{Plain.Of(date)}\" is no date; one looks like 2025-11-02");
        if (view.Calendar.DayOn(asked) is not { } day) return Problem.Of(404, $"there is no {date} in {view.Calendar.Zone.Id}");
        return Find(sensor) is { } found ? Json(await Days().DayAsync(found, day, cancel), GalleryJson.Default.GalleryDay) : NoSensor(sensor);
    }

    private async Task<IResult> PreviewAsync(string key, string? cid, HttpContext context, CancellationToken cancel)
    {
        var ledger = view.Home().Ledger;
        var entry = await ledger.FindAsync(key, cancel);
        if (entry is null || await ledger.PreviewAsync(key, cancel) is not { } png) return Problem.Of(404, "no small picture is kept under this key");
        // The two are read one after the other: a picture that was recorded in between must not be kept under the CID of the one before.
        var isOf = cid is not null && cid == entry.Cid?.Text && (await ledger.FindAsync(key, cancel))?.Cid == entry.Cid;
        context.Response.Headers.CacheControl = isOf ? "private, max-age=31536000, immutable" : "no-cache";
        return TypedResults.Bytes(png, "image/png");
    }

    private LiveDayReader Days()
    {
        var ledger = view.Home().Ledger;
        return new(ledger, view.Calendar, view.Names, Pictures(ledger));
    }

    // What is no longer kept is drawn again when it is asked for.
    private PictureReader Pictures(ILedger ledger) => new(ledger, view.Calendar, view.Names, isKept: _ => true, hasKeys: true);

    private Sensor? Find(string name) => view.Sensors.FirstOrDefault(sensor => sensor.Name == name);

    private static IResult NoSensor(string name) => Problem.Of(404, $"there is no sensor \"{Plain.Of(name)}\"");

    private static JsonHttpResult<T> Json<T>(T answer, JsonTypeInfo<T> form) => TypedResults.Json(answer, form);
}
