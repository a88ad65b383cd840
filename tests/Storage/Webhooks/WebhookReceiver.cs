using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>A real server on loopback that keeps what it is told and answers as it is told to.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-tests-0451";

    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>All deliveries, those that were answered with an error too.</summary>
    public ConcurrentQueue<WebhookDelivery> Deliveries { get; } = new();

    /// <summary>What to do with the nth delivery, from 0; by default yes.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public Uri Address => new($"{_app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/in?token=hidden-in-the-path");

    public WebhookTarget Target => new(Address, Secret, allowPrivate: true);

    public static Func<HttpContext, int, Task> Status(Func<int, int> status) => (context, n) =>
    {
        context.Response.StatusCode = status(n);
        return Task.CompletedTask;
    };

    public static async Task<WebhookReceiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        int number;
        lock (Deliveries)
        {
            number = Deliveries.Count;
            Deliveries.Enqueue(new(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}",
                context.Request.Headers.ToDictionary(header => header.Key, header => $"{header.Value}", StringComparer.OrdinalIgnoreCase),
                body.ToArray()));
        }

        await Answer(context, number);
    }
}

internal sealed record WebhookDelivery(string Request, IReadOnlyDictionary<string, string> Headers, byte[] Body);
