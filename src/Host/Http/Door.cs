using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace VizPipeline.Host;

/// <summary>The way into a home over HTTP: the page, the interface under <c>/api/v1</c>, and what watches the program. Open from its start until it is disposed.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Door(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    /// <summary>Where a server listens when nobody says so.</summary>
    public static IPEndPoint Usual { get; } = new(IPAddress.Loopback, 8080);

    /// <summary>Of the page, with the port that was found if none was asked for.</summary>
    public Uri Address { get; }

    /// <param name="at">Where to listen; port 0 takes a free one.</param>
    /// <param name="settings">For whom.</param>
    /// <param name="view">What is seen through it.</param>
    /// <param name="cancel">Ends the beginning.</param>
    /// <exception cref="IOException">It cannot listen there.</exception>
    public static async Task<Door> OpenAsync(IPEndPoint at, DoorSettings settings, DoorView view, CancellationToken cancel)
    {
        var app = DoorApplication.Make(at, settings, view);
        try
        {
            await app.StartAsync(cancel);
            return new(app);
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new IOException($"the page cannot be shown at {at}: {ListenFault.Reason(cause)}; --http names another place, port 0 any free port", cause);
        }
    }

    /// <summary>Takes no more requests, ends streams of events, gives what is being answered a few seconds, then cuts what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
