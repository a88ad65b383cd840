using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using System.Text.Json;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Asks a running service how it is: for images without a shell, whose health somebody wants to know.</summary>
internal sealed class HealthVerb : Verb
{
    private const string UsualAddress = "127.0.0.1:8080";
    private const int LargestAnswer = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Argument<string> Address = new("ADDRESS") { Description = $"What it was given with --http [{UsualAddress}]", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => UsualAddress };
    private static readonly Option<bool> IsReady = new("--ready") { Description = "Whether also all that it relies on answers, one by one" };

    public override string Name => "health";

    public override string Description => "Asks a running service whether it answers";

    public override ImmutableArray<string> Examples => ["viz health", "viz health 8080 --ready"];

    public override ImmutableArray<Argument> Arguments => [Address];

    public override ImmutableArray<Option> Options => [IsReady, GlobalOptions.Json];

    public override async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel)
    {
        var given = call.Value(Address)!;
        var endpoint = MetricsEndpoint.Parse(given) ?? throw new UsageException($"ADDRESS {Plain.Of(given)}: it must be {MetricsEndpoint.Allowed}");
        if (endpoint.Address.Equals(IPAddress.Any)) endpoint.Address = IPAddress.Loopback;
        if (endpoint.Address.Equals(IPAddress.IPv6Any)) endpoint.Address = IPAddress.IPv6Loopback;
        var (code, answer) = await AskAsync(endpoint, call.Value(IsReady) ? "ready" : "live", cancel);
        if (call.WantsJson) call.Output.Json(answer);
        else foreach (var line in Lines(answer)) call.Output.Line(line);
        return code == HttpStatusCode.OK ? ExitCode.Clean : throw new StoreUnavailableException($"{endpoint}: the service answers {(int)code}: not all that it relies on is there");
    }

    private static async Task<(HttpStatusCode Code, JsonElement Answer)> AskAsync(IPEndPoint endpoint, string what, CancellationToken cancel)
    {
        using var direct = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(direct) { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };
        try
        {
            using var response = await http.GetAsync(new Uri($"http://{endpoint}/{what}"), cancel);
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
            return (response.StatusCode, document.RootElement.Clone());
        }
        catch (HttpRequestException cause)
        {
            throw new StoreUnavailableException($"{endpoint}: nothing answers there: is the service running, with --http?", cause);
        }
        catch (TaskCanceledException cause) when (!cancel.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"{endpoint}: no answer in {Patience.TotalSeconds:0} seconds", cause);
        }
        catch (JsonException cause)
        {
            throw new StoreUnavailableException($"{endpoint}: what answers there is no service of viz", cause);
        }
    }

    // Dependencies where the answer has them; otherwise that there was one.
    private static IEnumerable<string> Lines(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("dependencies", out var all) || all.ValueKind != JsonValueKind.Array) return ["it answers"];
        return all.EnumerateArray().Select(one => $"{Text(one, "name")}: {(one.TryGetProperty("isUp", out var isUp) && isUp.ValueKind == JsonValueKind.True ? "up" : $"down {Text(one, "why")}".TrimEnd())}");
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? Plain.Of(text.GetString()!) : "";
}
