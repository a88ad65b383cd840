using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using NodaTime;

namespace VizPipeline.Storage;

/// <summary>Sends one event once, signed at that moment. What comes of it is a value: no answer of a receiver is an exception.</summary>
/// <param name="target">The receiver.</param>
/// <param name="clock">The time of the signature.</param>
/// <param name="time">Measures the patience.</param>
public sealed class WebhookSender(WebhookTarget target, IClock clock, TimeProvider time) : IDisposable
{
    /// <summary>How long a receiver may take over one event.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(WebhookConnection.Handler(target)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The receiver as it may be shown.</summary>
    public string Name => target.ToString();

    /// <exception cref="OperationCanceledException">Only because of <paramref name="cancel"/>; the event may have arrived.</exception>
    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        using var request = Request(message);
        try
        {
            // Nobody wants the body of the answer; what is left of it goes with the connection.
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(response);
        }
        catch (HttpRequestException cause) when (cause.InnerException is PrivateAddressException refusal)
        {
            return new(WebhookVerdict.Refused, refusal.Message, null);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            return new(WebhookVerdict.Unavailable, cause.Message, null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(WebhookVerdict.Unavailable, $"no answer within {Patience.TotalSeconds:0} seconds", null);
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(WebhookMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("User-Agent", "viz");
        request.Headers.Add("X-Viz-Id", message.Id);
        request.Headers.Add("X-Viz-Event", message.Type);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(target.Secret, clock.GetCurrentInstant().ToUnixTimeSeconds(), message.Body.Span));
        return request;
    }

    private static WebhookAnswer Judge(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return WebhookAnswer.Taken;
        var reason = string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode}");
        var mayPass = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 or >= HttpStatusCode.InternalServerError;
        return new(mayPass ? WebhookVerdict.Unavailable : WebhookVerdict.Refused, reason, mayPass ? response.Headers.RetryAfter?.Delta : null);
    }
}
