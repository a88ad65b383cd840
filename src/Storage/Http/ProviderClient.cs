using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace VizPipeline.Storage;

/// <summary>Sends requests to one provider over one pool of connections, each request through the gate, and turns what goes wrong into the two kinds of store failure.</summary>
public sealed class ProviderClient : IDisposable
{
    private const int MostBytes = 64 << 20;
    private const int MostErrorBytes = 1 << 20;
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly ProviderFaults _faults;
    private readonly Secret _token;
    private readonly IProviderGate _gate;
    private readonly TimeProvider _time;
    private volatile StoreRefusedException? _refused;

    /// <param name="provider">What messages call it.</param>
    /// <param name="token">Sent with every request, and in no message.</param>
    /// <param name="tokenSetting">The setting that a refused user looks at.</param>
    /// <param name="gate">What every single request goes through: quota, breaker, concurrency, timeout. It must not repeat a call.</param>
    /// <param name="time">Tells how far away a moment to retry at is, and how long requests take.</param>
    /// <param name="sendsTraceContext">Whether the provider is told which trace a request belongs to.</param>
    public ProviderClient(string provider, Secret token, string tokenSetting, IProviderGate gate, TimeProvider time, bool sendsTraceContext = false)
    {
        (Provider, _token, _gate, _time) = (provider, token, gate, time);
        _faults = new(provider, token, tokenSetting, time);
        _http = new(new SocketsHttpHandler
        {
            // A redirect would carry pictures to a place that nobody configured.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLife,
            UseCookies = false,
            ActivityHeadersPropagator = TraceContext.Of(sendsTraceContext),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public string Provider { get; }

    /// <summary>Hears of every single request.</summary>
    public IProviderObserver Observer { get; init; } = IProviderObserver.None;

    /// <summary>Sends it once and reads the whole answer, which is a success or, where that was allowed, 404.</summary>
    /// <exception cref="StoreUnavailableException">It may go better another time.</exception>
    /// <exception cref="ContentRefusedException">It will not with this body.</exception>
    /// <exception cref="StoreRefusedException">It will not, until the user changes something.</exception>
    public ValueTask<ProviderAnswer> SendAsync(ProviderRequest request, CancellationToken cancel) =>
        _gate.RunAsync(token => ObservedAsync(request, token, cancel), cancel);

    /// <summary>Takes an answer's JSON apart.</summary>
    /// <exception cref="StoreUnavailableException">It is not what was expected.</exception>
    public T Read<T>(ProviderRequest request, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw _faults.Unusable(request, $"its answer cannot be read: {cause.Message}", cause);
        }
    }

    /// <summary>An answer that came whole and cannot be used.</summary>
    public StoreUnavailableException Unusable(ProviderRequest request, string why) => _faults.Unusable(request, why, cause: null);

    public void Dispose() => _http.Dispose();

    private Exception Remembered(Exception fault, HttpStatusCode status)
    {
        if (status == HttpStatusCode.Unauthorized) _refused = fault as StoreRefusedException;
        return fault;
    }

    private async ValueTask<ProviderAnswer> ObservedAsync(ProviderRequest request, CancellationToken cancel, CancellationToken caller)
    {
        // A token that was refused once is refused: whoever waited meanwhile need not ask.
        if (_refused is { } refused) throw new StoreRefusedException(refused.Message, refused);

        var (began, outcome) = (_time.GetTimestamp(), ProviderOutcome.Unavailable);
        Observer.Asked(Provider, request.Operation);
        try
        {
            var answer = await OnceAsync(request, cancel);
            outcome = ProviderOutcome.Ok;
            return answer;
        }
        catch (StoreUnavailableException cause) when (cause.WasRefusedForQuota)
        {
            outcome = ProviderOutcome.Throttled;
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = caller.IsCancellationRequested ? ProviderOutcome.Cancelled : ProviderOutcome.Timeout;
            throw;
        }
        catch (ContentRefusedException)
        {
            outcome = ProviderOutcome.Rejected;
            throw;
        }
        catch (StoreRefusedException)
        {
            outcome = ProviderOutcome.Refused;
            throw;
        }
        finally
        {
            Observer.Answered(Provider, request.Operation, outcome, _time.GetElapsedTime(began));
        }
    }

    private async ValueTask<ProviderAnswer> OnceAsync(ProviderRequest request, CancellationToken cancel)
    {
        using var message = new HttpRequestMessage(request.Method, request.Address) { Content = request.Body?.Invoke() };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token.Reveal());
        if (message.Content?.Headers.ContentLength is { } sent) Observer.Sent(Provider, sent);
        try
        {
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel);
            var isAnswer = response.IsSuccessStatusCode || (request.MayBeMissing && response.StatusCode == HttpStatusCode.NotFound);
            var isPage = isAnswer && response.Content.Headers.ContentType?.MediaType == "text/html";
            var (body, isWhole) = await BoundedBody.ReadAsync(response.Content, isAnswer ? MostBytes : MostErrorBytes, cancel);
            Observer.Received(Provider, body.Length);
            if (!isAnswer) throw Remembered(_faults.Of(request, response, body.Span), response.StatusCode);

            // No provider answers so; what stands between does.
            if (isPage) throw _faults.Unusable(request, $"a web page came instead of an answer, \"{ErrorText.Of(body.Span)}\"", cause: null);
            return isWhole ? new(response.StatusCode, body) : throw _faults.Unusable(request, $"its answer is longer than {MostBytes >> 20} MiB", cause: null);
        }
        catch (HttpRequestException cause)
        {
            throw _faults.Unreachable(request, cause);
        }
        catch (IOException cause) when (cause is not (StoreUnavailableException or ContentRefusedException))
        {
            throw _faults.Unreachable(request, cause);
        }
    }
}
