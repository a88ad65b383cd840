using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace VizPipeline.Tests.Support;

/// <summary>A request as it came over the wire.</summary>
internal sealed record SeenRequest(string Method, string Target, string Authorization, string ContentType, byte[] Body)
{
    /// <summary>Empty where there was none.</summary>
    public string TraceParent { get; init; } = "";

    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A web server on this machine that answers as it is told and remembers what it was asked.</summary>
internal sealed class SmallServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SmallServer(WebApplication app) => _app = app;

    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    public Uri Address => new(_app.Urls.First());

    public static async Task<SmallServer> StartAsync(Func<HttpContext, SeenRequest, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var server = new SmallServer(builder.Build());
        server._app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var request = context.Request;
            var seen = new SeenRequest(
                request.Method, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, request.Headers.Authorization.ToString(), request.ContentType ?? "", body.ToArray())
            {
                TraceParent = request.Headers.TraceParent.ToString(),
            };
            server.Seen.Enqueue(seen);
            await answer(context, seen);
        });
        await server._app.StartAsync();
        return server;
    }

    /// <summary>One that gives the same answer to everything.</summary>
    public static Task<SmallServer> StartAsync(int status, string body, params (string Name, string Value)[] headers) => StartAsync(async (context, _) =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
