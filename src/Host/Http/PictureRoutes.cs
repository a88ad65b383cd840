using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using VizPipeline.Imaging;

namespace VizPipeline.Host;

/// <summary>Pictures, by the keys of their windows. Their entity tag is their CID.</summary>
internal sealed class PictureRoutes(DoorView view, PictureShelf shelf)
{
    private const int LargestScale = 8;
    private static readonly int Columns = StripSize.Preview(1).Width;

    public static ImmutableArray<int> Widths { get; } = [.. Enumerable.Range(1, LargestScale).Select(scale => scale * Columns)];

    public void Map(IEndpointRouteBuilder to) => to.MapGet("/api/v1/pictures/{key}", ShowAsync).Needs(Need.Reading)
        .WithName("picture").WithSummary("The picture of a window; drawn again where it is not kept")
        .Produces<byte[]>(StatusCodes.Status200OK, "image/png").Produces<byte[]>(StatusCodes.Status206PartialContent, "image/png").Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status416RangeNotSatisfiable).WithRequestTimeout(DoorLimits.Long);

    private async Task<IResult> ShowAsync(string key, string? cid, string? w, string? format, HttpContext context, CancellationToken cancel)
    {
        var scale = ScaleOf(w);
        if (format is not (null or "png")) throw new UsageException($"format \"{Plain.Of(format)}\": it must be png; nothing here writes another");
        if (await view.Home().Ledger.FindAsync(key, cancel) is not { } entry) return WindowRoutes.Unknown(key);
        if (entry.Cid is null) return Problem.Of(StatusCodes.Status404NotFound, $"{key} has no picture; it is {entry.State.ToString().ToLowerInvariant()}");
        if (cid is not null && cid != entry.Cid.Value.Text) return Problem.Of(StatusCodes.Status404NotFound, $"{key} has another picture now: {entry.Cid}");

        var picture = scale is null ? await shelf.FindAsync(entry, cancel) : await shelf.FindAsync(entry, scale.Value, cancel);
        if (picture is null || (scale is null && cid is not null && picture.Cid != entry.Cid)) return await GoneAsync(key, picture);

        context.Response.Headers.CacheControl = cid is null ? "no-cache" : "private, max-age=31536000, immutable";
        return TypedResults.Stream(picture.Png, "image/png", entityTag: new EntityTagHeaderValue($"\"{picture.Cid}\""), enableRangeProcessing: true);
    }

    private static async Task<IResult> GoneAsync(string key, ShownPicture? other)
    {
        if (other is not null) await other.Png.DisposeAsync();
        return Problem.Of(StatusCodes.Status404NotFound, $"the picture of {key} is not kept here, and the readings do not give it any more");
    }

    private static int? ScaleOf(string? w) => w is null ? null
        : int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && Widths.Contains(width) ? width / Columns
        : throw new UsageException($"w \"{Plain.Of(w)}\": a picture has 1,440 columns, one a minute, so that it must be one of {string.Join(", ", Widths)}; other widths would mix minutes");
}
