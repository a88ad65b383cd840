using Microsoft.AspNetCore.Http;

namespace VizPipeline.Host;

/// <summary>An answer that says when to ask again.</summary>
/// <param name="seconds">From now.</param>
/// <param name="detail">Why not now.</param>
internal sealed class Later(int seconds, string detail) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Problem.WriteForNowAsync(httpContext, StatusCodes.Status503ServiceUnavailable, seconds, detail);
}
