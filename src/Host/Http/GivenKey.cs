using Microsoft.AspNetCore.Http;

namespace VizPipeline.Host;

/// <summary>The key that comes with a request, whether it is one that opens anything or not.</summary>
internal static class GivenKey
{
    private const string Scheme = "Bearer ";

    /// <summary>Null where none comes.</summary>
    public static string? Of(HttpRequest request)
    {
        var (bearer, plain) = (request.Headers.Authorization.ToString(), request.Headers["X-Api-Key"].ToString());
        return bearer.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? bearer[Scheme.Length..] : plain.Length > 0 ? plain : null;
    }
}
