using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>The rules of Cloudflare's Workers KV, as its API version 4 has them.</summary>
internal sealed class CloudflareProvider(CloudflareDoubleOptions options) : IProvider
{
    private const int SegmentsBefore = 8;

    private readonly Lock _lock = new();
    private readonly PenaltyBox _quota = new(options.RequestsPerFiveMinutes, Duration.FromMinutes(5), Duration.FromMinutes(5));

    public KvStore Store { get; } = new(options);

    public ProviderCall CallOf(Request request)
    {
        if (request.Path is not ["client", "v4", "accounts", _, "storage", "kv", "namespaces", _, .. var rest]) return ProviderCall.Unknown;
        return (request.Method, rest) switch
        {
            ("PUT", ["values", _]) => ProviderCall.PutValue,
            ("GET", ["values", _]) => ProviderCall.GetValue,
            ("DELETE", ["values", _]) => ProviderCall.DeleteValue,
            ("GET", ["keys"]) => ProviderCall.ListKeys,
            ("PUT", ["bulk"]) => ProviderCall.BulkPut,
            ("POST", ["bulk", "get"]) => ProviderCall.BulkGet,
            _ => ProviderCall.Unknown,
        };
    }

    public Answer? Refuse(Request request)
    {
        if (request.Token != options.Token) return KvAnswers.Error(401, "Authentication error", KvAnswers.NotAuthenticated) with { Refusal = Refusal.Credentials };
        lock (_lock)
        {
            if (_quota.Refuse(request.At) is not { } wait) return null;
            return KvAnswers.Error(429, "Please wait and consider throttling your request speed", KvAnswers.AccountLimit) with
            {
                Refusal = Refusal.Quota,
                RetryAfter = options.SaysRetryAfter ? wait.ToTimeSpan() : null,
            };
        }
    }

    public async Task<Answer> AnswerAsync(Request request, ProviderCall call, CancellationToken cancel)
    {
        if (call == ProviderCall.Unknown) throw new RequestRefusedException(404, "endpoint does not exist", KvAnswers.NoSuchAddress);
        if (request.Path[3] != options.AccountId) throw new RequestRefusedException(403, "Authentication error", KvAnswers.NotAuthenticated) { Refusal = Refusal.Credentials };
        if (request.Path[7] != options.NamespaceId) throw new RequestRefusedException(404, "namespace not found", KvAnswers.NamespaceNotFound);
        if (call is ProviderCall.PutValue or ProviderCall.GetValue or ProviderCall.DeleteValue) return await AnswerValueAsync(request, request.Path[SegmentsBefore + 1], call, cancel);
        return call switch
        {
            ProviderCall.ListKeys => List(request),
            ProviderCall.BulkPut => BulkPut(request, await BulkBody.PairsAsync(request.Body, cancel)),
            _ => BulkGet(await BulkBody.KeysAsync(request.Body, cancel)),
        };
    }

    public Answer Error(int status, string message, int code = 0) => KvAnswers.Error(status, message, code);

    private async Task<Answer> AnswerValueAsync(Request request, string key, ProviderCall call, CancellationToken cancel)
    {
        KvLimits.CheckKey(key);
        switch (call)
        {
            case ProviderCall.PutValue:
                var (value, metadata) = await KvPutBody.ReadAsync(request, cancel);
                if (!Store.TryPut(key, value, metadata, options.Now)) throw TooSoon;
                break;
            case ProviderCall.DeleteValue:
                if (!Store.TryDelete(key, options.Now)) throw TooSoon;
                break;
            default:
                var found = Store.Find(key, options.Now) ?? throw new RequestRefusedException(404, "get: 'key not found'", KvAnswers.KeyNotFound);
                return new Answer(200, found.Value, "application/octet-stream") { About = key };
        }

        return KvAnswers.Done() with { About = key };
    }

    private static RequestRefusedException TooSoon => new(429, "too many requests: one write a second to the same key", KvAnswers.TooManyRequests)
    {
        Refusal = Refusal.KeyRate,
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private Answer List(Request request)
    {
        var (prefix, after) = (request.Query.GetValueOrDefault("prefix", ""), KvAnswers.After(request.Query.GetValueOrDefault("cursor", "")));
        var (keys, hasMore) = Store.Page(prefix, after, request.Number("limit", 1000, 10, 1000, KvAnswers.WrongLimit), options.Now);
        return KvAnswers.Keys(keys, hasMore) with { About = prefix };
    }

    private Answer BulkPut(Request request, ImmutableArray<(string Key, byte[] Value, string? Metadata)> pairs)
    {
        var about = string.Create(CultureInfo.InvariantCulture, $"{pairs.Length} pairs");
        var inTime = options.MostPairsInTime is { } most && pairs.Length > most ? pairs[..most] : pairs;
        var unsuccessful = Store.Put(inTime, request.Faults.SkipEvery, options.Now);
        if (inTime.Length < pairs.Length) return Answer.Html(524) with { About = about };
        return KvAnswers.Written(pairs.Length - unsuccessful.Length, unsuccessful) with { About = about };
    }

    private Answer BulkGet(ImmutableArray<string> keys) => KvAnswers.Done(new JsonObject
    {
        ["values"] = new JsonObject(keys.Distinct().Select(key => KeyValuePair.Create<string, JsonNode?>(
            key, Store.Find(key, options.Now) is { Value: { } value } ? Encoding.UTF8.GetString(value) : null))),
    }) with
    { About = string.Create(CultureInfo.InvariantCulture, $"{keys.Length} keys") };
}
