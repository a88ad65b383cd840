using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace VizPipeline.Host;

/// <summary>Backfills: those of the past, one asked for, one called off.</summary>
internal sealed class BackfillRoutes(DoorView view) : IDisposable
{
    public const int MostListed = 100;
    private const int UsualListed = 20;

    // A dry run reads all readings of its dates.
    private readonly ConcurrencyLimiter _dryRuns = new(new() { PermitLimit = 1, QueueLimit = 2, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    public void Map(IEndpointRouteBuilder to)
    {
        to.MapGet("/api/v1/backfills", ListAsync).Needs(Need.Reading).WithName("backfills").WithSummary("The last runs, newest first")
            .Produces<BackfillList>().ProducesProblem(StatusCodes.Status400BadRequest);
        to.MapGet("/api/v1/backfills/{id}", FindAsync).Needs(Need.Reading).WithName("backfill").WithSummary("One run, under way or of the past")
            .Produces<BackfillView>().ProducesProblem(StatusCodes.Status404NotFound);
        to.MapPost("/api/v1/backfills", BeginAsync).Needs(Need.Writing).RequireRateLimiting(DoorLimits.Writes)
            .Accepts<BackfillAsked>("application/json").WithName("beginBackfill").WithSummary("Has what is missing drawn; with dryRun, says what that would be and changes nothing")
            .Produces<BackfillView>(StatusCodes.Status202Accepted).Produces<object>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).WithRequestTimeout(DoorLimits.Long);
        to.MapDelete("/api/v1/backfills/{id}", CancelAsync).Needs(Need.Writing).WithName("cancelBackfill").WithSummary("Lets a backfill finish what it has begun and do no more")
            .Produces<BackfillView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    public void Dispose() => _dryRuns.Dispose();

    /// <summary>One run, as the service knows it or else the ledger; null where there was none.</summary>
    public static async Task<BackfillView?> LookAsync(DoorView view, string id, CancellationToken cancel)
    {
        if (!long.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) return null;
        if (view.Desk?.Find(number) is { } progress) return BackfillView.Of(progress);
        return await view.Home().Ledger.FindRunAsync(number, cancel) is { } run ? BackfillView.Of(run) : null;
    }

    public static IResult Unknown(string id) => Problem.Of(StatusCodes.Status404NotFound, $"there is no run \"{Plain.Of(id)}\"");

    private async Task<IResult> ListAsync(string? limit, CancellationToken cancel)
    {
        var runs = await view.Home().Ledger.RunsAsync(Parameters.Limit(limit, UsualListed, MostListed), cancel);
        return TypedResults.Ok(new BackfillList([.. runs.Select(run => view.Desk?.Find(run.Id) is { } progress ? BackfillView.Of(progress) : BackfillView.Of(run))]));
    }

    private async Task<IResult> FindAsync(string id, CancellationToken cancel) => await LookAsync(view, id, cancel) is { } found ? TypedResults.Ok(found) : Unknown(id);

    private async Task<IResult> BeginAsync(HttpContext context, CancellationToken cancel)
    {
        var asked = await ReadAsync(context.Request, cancel);
        if (asked.DryRun is not true && view.Desk is null) return ReadOnlyDoor.Answer;

        var choice = asked.Choice(view, await view.Readings.OffersAsync(view.Sensors, cancel));
        if (asked.DryRun is true)
        {
            using var turn = await _dryRuns.AcquireAsync(1, cancel);
            if (!turn.IsAcquired) throw new DeskFullException("others wait for a dry run; ask again in a while");
            return TypedResults.Ok((await view.Forecast(choice, cancel)).Document());
        }

        var id = await view.Desk!.BeginAsync(choice, cancel);
        var begun = await LookAsync(view, $"{id}", cancel) ?? throw new InvalidOperationException($"run {id} was begun and is not known");
        return TypedResults.Accepted($"/api/v1/backfills/{id}", begun);
    }

    private static async Task<BackfillAsked> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasJsonContentType()) throw new BadHttpRequestException("the body must be application/json", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return await JsonSerializer.DeserializeAsync<BackfillAsked>(request.Body, DoorJson.Options, cancel) ?? throw new UsageException("the body must be an object; {} asks for everything that is missing");
        }
        catch (JsonException wrong)
        {
            throw new UsageException($"the body is not as it must be, at {Plain.Of(wrong.Path ?? "$")}: sensors and intervals are lists, startDate, endDate and retry texts, dryRun true or false");
        }
    }

    private async Task<IResult> CancelAsync(string id, CancellationToken cancel)
    {
        if (view.Desk is not { } desk) return ReadOnlyDoor.Answer;
        if (await LookAsync(view, id, cancel) is not { } found) return Unknown(id);
        if (!desk.Cancel(found.Id)) return Problem.Of(StatusCodes.Status409Conflict, $"run {found.Id} is not under way in this service");
        return TypedResults.Accepted($"/api/v1/backfills/{found.Id}", await LookAsync(view, id, cancel));
    }
}
