using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using VizPipeline.Host;
using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Ten thousand requests made from the served document: half of them with a service behind the door. Each answer is one that the document describes, none is a 500, none shows what lies beside the pictures. Alone, because the heap that must not grow is that of the whole process.</summary>
[CollectionDefinition(nameof(RandomRequests), DisableParallelization = true)]
[Collection(nameof(RandomRequests))]
public sealed class RandomRequests
{
    private const int Requests = 5_000, AtOnce = 8, MostBytes = 4 << 20;
    private const string Events = "text/event-stream";
    private const long MostGrowth = 48 << 20;
    private const string Planted = "planted-beside-the-pictures", Sqlite = "SQLite format 3";

    // What is answered where no operation is, or another than the one it was made from: also by the server itself, before any of it.
    private static readonly ImmutableHashSet<int> Unrouted = [200, 204, 304, 400, 401, 403, 404, 405, 409, 414, 421, 431, 503];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Random_requests_get_only_answers_that_the_document_describes_and_nobody_is_left_listening(bool hasService)
    {
        var bugs = new List<string>();
        DeskBehindDoor? desk = null;
        await using var home = await DoorHome.OpenAsync(
            new DoorSettings { Keys = new([ApiKeys.HashOf(DoorHome.Key)]) }, (road, view) => view with { Warn = bugs.Add, Desk = hasService ? (desk = new(road)).Desk : null });
        await using var working = desk;
        await File.WriteAllTextAsync(home.Home.PathOf("secret.txt"), Planted, Cancel);
        await File.WriteAllTextAsync(home.Home.PathOf("pictures/secret.txt"), Planted, Cancel);
        await File.WriteAllTextAsync(home.Home.PathOf("pictures/temperature/daily/secret.txt"), Planted, Cancel);

        var operations = ApiOperation.All(await home.JsonAsync("/openapi/v1.json"));
        var requests = new HostileRequests(operations, await RightAsync(home), seed: 1);
        var seen = new HashSet<(string, int)>();
        long? before = null;
        for (var sent = 0; sent < Requests; sent += AtOnce * 25)
        {
            ImmutableArray<HostileRequest> some = [.. Enumerable.Range(0, AtOnce * 25).Select(_ => requests.Next())];
            await Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (request, _) =>
            {
                var status = await AskAsync(home, request);
                lock (seen) seen.Add(($"{request.Of.Method} {request.Of.Path}", status));
            });
            if (sent > Requests / 4) before ??= GC.GetTotalMemory(forceFullCollection: true);
        }

        Assert.True(working is null || await AllHaveGoneAsync(working.Hub), "somebody is left listening");
        Assert.Empty(bugs);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before!.Value, long.MinValue, MostGrowth);
        // All of it was reached, and not only refused.
        foreach (var operation in operations.Where(operation => operation.Method == "GET" && (hasService || !operation.Path.EndsWith("/events", StringComparison.Ordinal)))) Assert.Contains(($"GET {operation.Path}", 200), seen);
    }

    // The server sees a moment later that a listener has gone.
    private static async Task<bool> AllHaveGoneAsync(EventHub hub)
    {
        for (var watch = Stopwatch.StartNew(); hub.IsHeard && watch.Elapsed < Patience;) await Task.Delay(1, Cancel);
        return !hub.IsHeard;
    }

    private static async Task<int> AskAsync(DoorHome home, HostileRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(home.Door.Address.GetLeftPart(UriPartial.Authority) + request.Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        message.Headers.TryAddWithoutValidation("X-Api-Key", DoorHome.Key);
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body));
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }

        foreach (var (name, value) in request.Headers) message.Headers.TryAddWithoutValidation(name, value);
        using var answer = await home.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Cancel);
        var (status, said) = ((int)answer.StatusCode, $"{request.Method} {request.Target} {string.Join(' ', request.Headers)} {request.Body}");
        if (said.Length > 400) said = said[..400];
        var body = answer.Content.Headers.ContentType?.MediaType == Events ? await FirstAsync(answer.Content) : await answer.Content.ReadAsByteArrayAsync(Cancel);
        var text = Encoding.Latin1.GetString(body);
        Assert.True(status != 500, $"500: {said}: {text}");
        Assert.True(request.IsRouted ? request.Of.Answers.ContainsKey(status) : Unrouted.Contains(status), $"{status} is not described: {said}: {text}");
        Assert.True(body.Length < MostBytes && !text.Contains(Planted, StringComparison.Ordinal) && !text.Contains(Sqlite, StringComparison.Ordinal) && !text.Contains("root:x:0", StringComparison.Ordinal), said);
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (body.Length > 0 && request.IsRouted) Assert.True(request.Of.Answers[status].Contains(type ?? ""), $"{status} {type} is not described: {said}");
        if (body.Length > 0 && status >= 400) Assert.True(type is "application/problem+json" || request.Of.Path == "/ready", $"{status} {type}: {said}");
        return status;
    }

    // A stream of events is left after its first bytes.
    private static async Task<byte[]> FirstAsync(HttpContent content)
    {
        var bytes = new byte[100];
        var stream = await content.ReadAsStreamAsync(Cancel);
        return bytes[..await stream.ReadAsync(bytes, Cancel)];
    }

    private static async Task<ImmutableDictionary<string, ImmutableArray<string>>> RightAsync(DoorHome home)
    {
        var page = await home.Home.Ledger.PageAsync(new() { Most = 100, NewestFirst = true }, Cancel);
        return new Dictionary<string, ImmutableArray<string>>
        {
            ["sensor"] = ["temperature", "humidity"],
            ["key"] = [.. page.Entries.Select(entry => entry.Key)],
            ["cid"] = [.. page.Entries.Select(entry => entry.Cid!.Value.Text)],
            ["cursor"] = [Cursor.Write(page.Next!.Value), Cursor.Write(new(long.MinValue, long.MaxValue)), Cursor.Write(new(long.MaxValue, long.MinValue))],
            ["state"] = [.. Enum.GetNames<WindowState>().Select(name => name.ToLowerInvariant()), "done,failed"],
            ["from"] = ["2025-11-01", "2025-11-01T08:00:00-07:00", "2025-11-02T01:30"],
            ["to"] = ["2025-11-03", "2025-11-03T08:00:00Z", "2025-11-04"],
            ["limit"] = ["1", "7", "100"],
            ["format"] = ["png", "json", "csv"],
            ["id"] = ["1", "2"],
            ["year"] = ["2025"],
            ["month"] = ["2025-11"],
            ["date"] = ["2025-11-02"],
        }.ToImmutableDictionary();
    }
}
