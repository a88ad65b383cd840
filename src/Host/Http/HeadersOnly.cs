using Microsoft.AspNetCore.Http;

namespace VizPipeline.Host;

/// <summary>Stands by a request of HEAD, which routes see as GET: the server keeps the body of the answer back by itself, but waits for its end.</summary>
internal sealed class HeadersOnly
{
    private static readonly HeadersOnly Asked = new();

    public static Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Features.Set(Asked);
        }

        return next(context);
    }

    public static bool AreAskedFor(HttpContext context) => context.Features.Get<HeadersOnly>() is not null;
}
