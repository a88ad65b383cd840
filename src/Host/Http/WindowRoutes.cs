using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace VizPipeline.Host;

/// <summary>The windows of the ledger: a page of them, one, and one to be drawn again.</summary>
internal sealed class WindowRoutes(DoorView view)
{
    private readonly Parameters _parameters = new(view.Calendar);

    public void Map(IEndpointRouteBuilder to)
    {
        to.MapGet("/api/v1/windows", ListAsync).Needs(Need.Reading).WithName("windows").WithSummary("Windows by end, a page at a time")
            .Produces<WindowPage>().ProducesProblem(StatusCodes.Status400BadRequest);
        to.MapGet("/api/v1/windows/{key}", FindAsync).Needs(Need.Reading).WithName("window").WithSummary("One window")
            .Produces<WindowView>().ProducesProblem(StatusCodes.Status404NotFound);
        to.MapPost("/api/v1/windows/{key}/redraw", RedrawAsync).Needs(Need.Writing).RequireRateLimiting(DoorLimits.Writes).WithName("redraw")
            .WithSummary("Has one window drawn and published again, before anything that waits")
            .Produces<WindowView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private async Task<IResult> ListAsync(
        string? sensor, string? interval, [FromQuery] string[]? state, string? from, string? to, string? order, string? limit, string? cursor, CancellationToken cancel)
    {
        var page = await view.Home().Ledger.PageAsync(
            new()
            {
                Sensor = sensor,
                Kind = Parameters.Interval(interval),
                States = Parameters.States(state ?? []),
                From = _parameters.Time("from", from),
                To = _parameters.Time("to", to),
                NewestFirst = Parameters.IsNewestFirst(order),
                Most = Parameters.Limit(limit, Parameters.UsualWindows, Parameters.MostWindows),
                After = Parameters.After(cursor),
            },
            cancel);
        return TypedResults.Ok(new WindowPage([.. page.Entries.Select(entry => WindowView.Of(entry, view.Names))], page.Next is { } next ? Cursor.Write(next) : null));
    }

    private async Task<IResult> FindAsync(string key, CancellationToken cancel) =>
        await view.Home().Ledger.FindAsync(key, cancel) is { } entry ? TypedResults.Ok(WindowView.Of(entry, view.Names)) : Unknown(key);

    private async Task<IResult> RedrawAsync(string key, CancellationToken cancel)
    {
        if (view.Desk is not { } desk) return ReadOnlyDoor.Answer;
        if (await view.Home().Ledger.FindAsync(key, cancel) is not { } entry) return Unknown(key);

        await desk.RedrawAsync(entry, cancel);
        return TypedResults.Accepted($"/api/v1/windows/{key}", WindowView.Of(entry, view.Names));
    }

    public static IResult Unknown(string key) => Problem.Of(StatusCodes.Status404NotFound, $"there is no window \"{Plain.Of(key)}\" in the ledger");
}
