using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace VizPipeline.Host;

/// <summary>The page and its parts. They are the same for everybody and open to all: what a home holds, the page asks for.</summary>
internal static class PageRoutes
{
    public static void Map(IEndpointRouteBuilder to)
    {
        to.MapGet("/", () => TypedResults.Bytes(LivePage.Markup, "text/html; charset=utf-8")).ExcludeFromDescription();
        to.MapGet("/assets/{name}", Find).ExcludeFromDescription();
    }

    private static IResult Find(string name, HttpContext context)
    {
        if (LivePage.Find(name) is not { } asset) return Problem.Of(StatusCodes.Status404NotFound, "the page has no part of this name; it changes with what is in it");
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(asset.Content, asset.ContentType);
    }
}
