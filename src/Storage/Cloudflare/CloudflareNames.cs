using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace VizPipeline.Storage;

/// <summary>The name index in a namespace of Cloudflare's Workers KV. Reads may be a minute and more behind writes.</summary>
/// <param name="client">Sends the requests; the caller disposes it.</param>
/// <param name="options">Where to.</param>
public sealed class CloudflareNames(ProviderClient client, CloudflareOptions options) : INameIndex
{
    public async ValueTask<string?> FindAsync(string key, CancellationToken cancel)
    {
        var request = new ProviderRequest(HttpMethod.Get, Value(key), $"look up {key}", ProviderOperation.Get) { MayBeMissing = true };
        var answer = Placed(request, await client.SendAsync(request, cancel));
        return answer.IsMissing ? null : Encoding.UTF8.GetString(answer.Body.Span);
    }

    public async ValueTask<IReadOnlyDictionary<string, string>> FindAllAsync(IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        foreach (var key in keys) KvLimits.CheckKey(key);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in keys.Distinct(StringComparer.Ordinal).Chunk(KvLimits.BulkKeys))
        {
            var request = new ProviderRequest(HttpMethod.Post, At("/bulk/get"), $"look up {some.Length} keys", ProviderOperation.BulkGet) { Body = () => JsonBody.Of(json => WriteKeys(json, some)) };
            var answer = await client.SendAsync(request, cancel);
            foreach (var (key, value) in client.Read(request, () => KvAnswers.Values(answer.Body))) found[key] = value;
        }

        return found;
    }

    public async ValueTask PutAsync(string key, string value, CancellationToken cancel)
    {
        KvLimits.CheckPair(key, value);
        var request = new ProviderRequest(HttpMethod.Put, Value(key), $"write {key}", ProviderOperation.Put) { Body = () => new StringContent(value), ContentStatuses = ProviderRequest.OfContent };
        await CheckedAsync(request, cancel);
    }

    /// <remarks>In pieces of at most 5,000 pairs. Each piece is tried whether those before it succeeded or not, except where the provider was not even asked.</remarks>
    public async ValueTask PutAllAsync(IReadOnlyCollection<KeyValuePair<string, string>> pairs, CancellationToken cancel)
    {
        var latest = new Dictionary<string, string>(pairs.Count, StringComparer.Ordinal);
        foreach (var (key, value) in pairs) latest[key] = value;
        var bulks = KvLimits.Bulks([.. latest]).ToList();
        await new KvBulkWrite(client, At("/bulk")).WriteAsync(bulks, cancel);
    }

    public async ValueTask DeleteAsync(string key, CancellationToken cancel) =>
        await CheckedAsync(new(HttpMethod.Delete, Value(key), $"delete {key}", ProviderOperation.Delete) { MayBeMissing = true }, cancel);

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? cursor = null;
        do
        {
            var query = $"?limit={KvLimits.ListedKeys}{Part("prefix", prefix)}{Part("cursor", cursor)}";
            var request = new ProviderRequest(HttpMethod.Get, At("/keys" + query), "list its keys", ProviderOperation.List);
            var answer = await client.SendAsync(request, cancel);
            (var keys, cursor) = client.Read(request, () => KvAnswers.Page(answer.Body));
            foreach (var key in keys) yield return key;
        }
        while (cursor is not null);

        static string Part(string name, string? text) => text is { Length: > 0 } ? $"&{name}={Uri.EscapeDataString(text)}" : "";
    }

    private static void WriteKeys(Utf8JsonWriter json, string[] keys)
    {
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var key in keys) json.WriteStringValue(key);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private Uri At(string path) => ProviderRequest.At(options.Api, options.Path + path);

    private Uri Value(string key)
    {
        KvLimits.CheckKey(key);
        return At("/values/" + Uri.EscapeDataString(key));
    }

    private async ValueTask CheckedAsync(ProviderRequest request, CancellationToken cancel)
    {
        var answer = Placed(request, await client.SendAsync(request, cancel));
        if (answer.IsMissing) return;
        client.Read(request, () =>
        {
            KvAnswers.Check(answer.Body);
            return true;
        });
    }

    // A missing key is an answer, a missing namespace is a wrong setting.
    private ProviderAnswer Placed(ProviderRequest request, ProviderAnswer answer) => KvAnswers.IsWrongPlace(answer)
        ? throw new StoreRefusedException($"{client.Provider} did not {request.Asked}: there is no such account or namespace; check CLOUDFLARE_ACCOUNT_ID and KV_NAMESPACE_ID")
        : answer;
}
