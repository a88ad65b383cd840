using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace VizPipeline.Host;

/// <summary>
/// Refuses requests that a browser sends under a name that is not ours: a page elsewhere can have its own name lead here, but it cannot have an address or
/// <c>localhost</c> stand in the Host header, nor its origin be ours.
/// </summary>
/// <param name="settings">Names that it answers to besides, and origins that may write.</param>
internal sealed class HostCheck(DoorSettings settings)
{
    private readonly ImmutableHashSet<string> _names =
        [.. settings.Hosts.Concat(settings.Origins.Select(origin => new Uri(origin).Host)).Select(name => name.ToUpperInvariant())];

    public Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var (host, origin) = (context.Request.Host, context.Request.Headers.Origin.ToString());
        if (!IsOurs(host.Host))
            return Problem.WriteAsync(context, StatusCodes.Status421MisdirectedRequest, "this server does not answer to the name in the Host header; VIZ_HTTP_HOSTS names those that it answers to");

        var changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !HttpMethods.IsOptions(context.Request.Method);
        return changes && origin.Length > 0 && !IsOurOrigin(origin, host)
            ? Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "pages of other origins may not write here; VIZ_CORS_ORIGINS names those that may")
            : next(context);
    }

    // Without one it is no browser.
    private bool IsOurs(string name) => name is "" or "localhost" || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(name.Trim('[', ']'), out _) || _names.Contains(name.ToUpperInvariant());

    private bool IsOurOrigin(string origin, HostString host) => settings.Origins.Contains(origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase));
}
