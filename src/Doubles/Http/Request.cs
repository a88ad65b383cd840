using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>A request as providers look at it.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">The segments of the path, each percent-decoded by itself; empty when the encoding is wrong.</param>
/// <param name="Query">The first value of each name.</param>
/// <param name="Token">Behind <c>Bearer</c>; null where there is none.</param>
/// <param name="MediaType">With its parameters.</param>
/// <param name="Body">To be read once.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Faults">What goes wrong with it.</param>
internal sealed record Request(
    string Method, ImmutableArray<string> Path, ImmutableDictionary<string, string> Query, string? Token, string? MediaType, Stream Body, Instant At, RequestFaults Faults)
{
    private const string Bearer = "Bearer ";

    public static Request Of(HttpContext context, Instant at)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        return new(
            context.Request.Method,
            Segments(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget),
            context.Request.Query.ToImmutableDictionary(pair => pair.Key, pair => pair.Value[0] ?? ""),
            authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..] : null,
            context.Request.ContentType,
            context.Request.Body,
            at,
            new RequestFaults([]));
    }

    /// <summary>A whole number in the query.</summary>
    /// <exception cref="RequestRefusedException">It is none, or not in this span.</exception>
    public int Number(string name, int otherwise, int least, int most, int code = 0)
    {
        if (!Query.TryGetValue(name, out var text)) return otherwise;
        if (int.TryParse(text, out var number) && least <= number && number <= most) return number;
        throw new RequestRefusedException(400, $"{name} must be a whole number from {least} to {most}", code);
    }

    // The framework's own path is decoded as a whole, so that a slash inside a key could not be told from one between segments.
    private static ImmutableArray<string> Segments(string target)
    {
        var path = target.Split('?')[0];
        if (path is not ['/', ..]) return [];
        for (var at = path.IndexOf('%', StringComparison.Ordinal); at >= 0; at = path.IndexOf('%', at + 1))
        {
            if (at + 2 >= path.Length || !char.IsAsciiHexDigit(path[at + 1]) || !char.IsAsciiHexDigit(path[at + 2])) return [];
        }

        return [.. path[1..].Split('/').Select(Uri.UnescapeDataString)];
    }
}
