using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace VizPipeline.Host;

/// <summary>Answers <c>GET /metrics</c> and nothing else: Kestrel without the framework's host, so that it reads no settings, writes no log and hears no signal.</summary>
internal sealed class MetricsServer : IAsyncDisposable
{
    private const string Path = "/metrics";

    private readonly KestrelServer _kestrel;

    private MetricsServer(KestrelServer kestrel)
    {
        _kestrel = kestrel;
        Address = new Uri(new Uri(kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()), Path);
    }

    /// <summary>Of the metrics, with the port that was found if none was asked for.</summary>
    public Uri Address { get; }

    /// <param name="at">Where to listen; port 0 takes a free one.</param>
    /// <param name="look">Gives all metrics; null where there are none.</param>
    /// <param name="cancel">Ends the beginning.</param>
    /// <exception cref="IOException">It cannot listen there.</exception>
    public static async Task<MetricsServer> StartAsync(IPEndPoint at, Func<CancellationToken, Task<IReadOnlyList<MetricFamily>?>> look, CancellationToken cancel)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(at, listen => listen.Protocols = HttpProtocols.Http1);
        options.Limits.MaxRequestBodySize = 0;
        var kestrel = new KestrelServer(
            Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        try
        {
            await kestrel.StartAsync(new Application(look), cancel);
            return new(kestrel);
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            kestrel.Dispose();
            throw new IOException($"metrics cannot be shown at {at}: {ListenFault.Reason(cause)}; --metrics names another place, port 0 any free port", cause);
        }
    }

    /// <summary>Cuts every connection that is still open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true));
        _kestrel.Dispose();
    }

    private sealed class Application(Func<CancellationToken, Task<IReadOnlyList<MetricFamily>?>> look) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            var (request, response) = (context.Request, context.Response);
            if (request.Path != Path) await SayAsync(response, StatusCodes.Status404NotFound, $"metrics are at {Path}\n");
            else if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            {
                response.Headers.Allow = "GET, HEAD";
                await SayAsync(response, StatusCodes.Status405MethodNotAllowed, "metrics can only be read\n");
            }
            else await MetricsAnswer.WriteAsync(context, await look(context.RequestAborted));
        }

        public void DisposeContext(HttpContext context, Exception? exception) { }

        private static Task SayAsync(HttpResponse response, int status, string text)
        {
            (response.StatusCode, response.ContentType) = (status, "text/plain; charset=utf-8");
            return response.WriteAsync(text);
        }
    }
}
