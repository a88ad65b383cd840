using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using VizPipeline.Doubles;

namespace VizPipeline.Tests;

/// <summary>Speaks to a <see cref="CloudflareDouble"/> by plain HTTP.</summary>
internal sealed class KvClient : IDisposable
{
    private readonly HttpClient _http;

    public KvClient(Uri address, string token = "rehearsal-cloudflare", string account = "rehearsal-account", string space = "rehearsal-namespace")
    {
        _http = new HttpClient { BaseAddress = new Uri($"{address}/accounts/{account}/storage/kv/namespaces/{space}/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<HttpResponseMessage> PutAsync(string key, string value) => SendAsync(HttpMethod.Put, Path(key), new StringContent(value));

    public Task<HttpResponseMessage> GetAsync(string key) => SendAsync(HttpMethod.Get, Path(key));

    public Task<HttpResponseMessage> DeleteAsync(string key) => SendAsync(HttpMethod.Delete, Path(key));

    public Task<HttpResponseMessage> BulkPutAsync(params IEnumerable<(string Key, string Value)> pairs) =>
        BulkPutAsync(new JsonArray([.. pairs.Select(pair => new JsonObject { ["key"] = pair.Key, ["value"] = pair.Value })]));

    public Task<HttpResponseMessage> BulkPutAsync(JsonNode body) => SendAsync(HttpMethod.Put, "bulk", JsonContent.Create(body));

    public Task<HttpResponseMessage> BulkGetAsync(params IEnumerable<string> keys) => SendAsync(HttpMethod.Post, "bulk/get", JsonContent.Create(new { keys }));

    /// <summary>One page.</summary>
    public async Task<(List<string> Keys, string Cursor)> ListAsync(string prefix, int limit, string cursor)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"keys?limit={limit}&prefix={Uri.EscapeDataString(prefix)}&cursor={cursor}");
        var page = await JsonAsync(await SendAsync(HttpMethod.Get, query));
        return ([.. page["result"]!.AsArray().Select(key => key!["name"]!.GetValue<string>())], page["result_info"]!["cursor"]!.GetValue<string>());
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body = null) =>
        _http.SendAsync(new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body }, Cancel);

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;

    public void Dispose() => _http.Dispose();

    private static string Path(string key) => $"values/{Uri.EscapeDataString(key)}";

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;
}
