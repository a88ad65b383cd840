using Microsoft.AspNetCore.Http;

namespace VizPipeline.Host;

/// <summary>What went wrong, as a problem document (RFC 9457): every error of the door is one.</summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <param name="status">The status of the answer.</param>
    /// <param name="detail">What was wrong, where, what is allowed; without secrets.</param>
    public static IResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>The same where no route answers.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail) => Of(status, detail).ExecuteAsync(context);

    /// <summary>One that passes by itself.</summary>
    /// <param name="context">Whose answer it is.</param>
    /// <param name="status">429 or 503.</param>
    /// <param name="seconds">When it is worth asking again.</param>
    /// <param name="detail">As for <see cref="Of"/>.</param>
    public static Task WriteForNowAsync(HttpContext context, int status, int seconds, string detail)
    {
        context.Response.Headers.RetryAfter = $"{seconds}";
        return WriteAsync(context, status, detail);
    }
}
