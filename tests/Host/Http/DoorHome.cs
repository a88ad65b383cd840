using System.Net;
using System.Text;
using System.Text.Json;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Three days of readings, drawn for real, and a door to them on a port of its own.</summary>
internal sealed class DoorHome : IAsyncDisposable
{
    public const string Key = "sesame-sesame-sesame";

    private DoorHome(RoadHome home, Door door) => (Home, Door, Client) = (home, door, new HttpClient { BaseAddress = door.Address });

    public RoadHome Home { get; }

    public Door Door { get; }

    public HttpClient Client { get; }

    public static Task<DoorHome> OpenAsync() => OpenAsync(new(), view => view);

    public static Task<DoorHome> OpenAsync(DoorSettings settings) => OpenAsync(settings, view => view);

    public static Task<DoorHome> OpenAsync(DoorSettings settings, Func<DoorView, DoorView> change, IPAddress? at = null) => OpenAsync(settings, (_, view) => change(view), at);

    public static async Task<DoorHome> OpenAsync(DoorSettings settings, Func<RoadHome, DoorView, DoorView> change, IPAddress? at = null)
    {
        var home = new RoadHome(History.Autumn);
        await home.RunAsync();
        return new(home, await Door.OpenAsync(new(at ?? IPAddress.Loopback, 0), settings, change(home, ViewOf(home)), Cancel));
    }

    public static DoorView ViewOf(RoadHome home) => new()
    {
        Home = () => new(home.Ledger, home.Index, home.Pins),
        FindName = home.Index.FindAsync,
        Calendar = home.Calendar,
        Names = home.Names,
        Sensors = home.Sensors,
        Readings = home.Ports.Readings,
        Scale = home.Options.Scale,
        Anchor = null,
        Clock = home.Clock,
        Time = TimeProvider.System,
        Metrics = _ => Task.FromResult<IReadOnlyList<MetricFamily>?>([]),
        Forecast = (_, _) => Task.FromResult(new DryRunReport([], 0, 0, 0, null)),
        Warn = line => TestContext.Current.SendDiagnosticMessage(line),
    };

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, Cancel);
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Cancel)}");
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The detail of a problem, which the answer must be.</summary>
    public static async Task<string> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonElement.Parse(text).GetProperty("detail").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Door.DisposeAsync();
        await Home.DisposeAsync();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
