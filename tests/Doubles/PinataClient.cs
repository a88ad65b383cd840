using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using VizPipeline.Doubles;

namespace VizPipeline.Tests;

/// <summary>Speaks to a <see cref="PinataDouble"/> by plain HTTP.</summary>
internal sealed class PinataClient : IDisposable
{
    private readonly HttpClient _http;

    public PinataClient(Uri address, string? token = "rehearsal-pinata")
    {
        _http = new HttpClient { BaseAddress = address };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Uploads a file named a.png, with more fields.</summary>
    public Task<HttpResponseMessage> UploadAsync(byte[] content, params (string Name, string Value)[] fields) => SendAsync(Form(content, fields));

    public Task<HttpResponseMessage> UploadAsync(string content, params (string Name, string Value)[] fields) => UploadAsync(Encoding.UTF8.GetBytes(content), fields);

    public Task<HttpResponseMessage> SendAsync(HttpContent body) => _http.PostAsync(new Uri("v3/files", UriKind.Relative), body, Cancel);

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), Cancel);

    public Task<HttpResponseMessage> DeleteAsync(string path) => _http.DeleteAsync(new Uri(path, UriKind.Relative), Cancel);

    public static MultipartFormDataContent Form(byte[] content, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", "a.png" } };
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        return form;
    }

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;

    public void Dispose() => _http.Dispose();

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;
}
