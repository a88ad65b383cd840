using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace VizPipeline.Host;

/// <summary>What a route needs of who asks.</summary>
internal enum Need
{
    /// <summary>Nothing on loopback or where the settings open reading; else a key.</summary>
    Reading,

    /// <summary>A key, everywhere.</summary>
    Writing,
}

/// <summary>Lets those through to a route who may.</summary>
/// <param name="settings">The keys, and whether reading is open.</param>
/// <param name="at">Where the door listens: what reaches a loopback address comes from this machine.</param>
internal sealed class Access(DoorSettings settings, IPAddress at)
{
    /// <summary>Whether whoever reaches the door may read.</summary>
    public bool IsOpen { get; } = settings.OpenReads || IPAddress.IsLoopback(at);

    /// <summary>Whether this request may read.</summary>
    public bool MayRead(HttpContext context) => IsOpen || HasKey(context);

    public Task PassAsync(HttpContext context, RequestDelegate next) => context.GetEndpoint()?.Metadata.GetMetadata<AccessNeeded>()?.Need switch
    {
        Need.Writing when settings.Keys.IsEmpty => Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "nothing can be changed through this server: VIZ_API_KEYS names no key"),
        Need.Writing when !HasKey(context) => RefuseAsync(context, "writing"),
        Need.Reading when !MayRead(context) => RefuseAsync(context, "reading"),
        _ => next(context),
    };

    private static Task RefuseAsync(HttpContext context, string what)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.WriteAsync(context, StatusCodes.Status401Unauthorized, $"{what} needs one of the keys of VIZ_API_KEYS, as Authorization: Bearer KEY or X-Api-Key: KEY");
    }

    private bool HasKey(HttpContext context) => GivenKey.Of(context.Request) is { } key && settings.Keys.Know(key);
}

/// <summary>Stands at a route.</summary>
internal sealed record AccessNeeded(Need Need);

internal static class AccessOfRoutes
{
    /// <summary>States what a route, or every route of a group, needs; one that states nothing is open to all.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder routes, Need need) where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new AccessNeeded(need));
}
