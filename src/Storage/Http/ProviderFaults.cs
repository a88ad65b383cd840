using System.Globalization;
using System.Net;
using NodaTime;

namespace VizPipeline.Storage;

/// <summary>Says in one sentence what a failed request means, and whether it may pass.</summary>
/// <param name="provider">As messages call it.</param>
/// <param name="token">Blotted out of whatever the provider says.</param>
/// <param name="tokenSetting">The setting that a refused user looks at.</param>
/// <param name="time">Tells how far away a moment to retry at is.</param>
internal sealed class ProviderFaults(string provider, Secret token, string tokenSetting, TimeProvider time)
{
    private const int LongestReason = 200;

    /// <summary>The failure that an answer of another status than success stands for.</summary>
    public Exception Of(ProviderRequest request, HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var status = response.StatusCode;
        var said = Plain(ErrorText.Of(body));
        var message = $"{provider} did not {request.Asked}: {Status(response)}{(said.Length > 0 ? $", \"{said}\"" : "")}";
        if (request.ContentStatuses.Contains(status)) return new ContentRefusedException(message);
        if (!MayPass(status)) return new StoreRefusedException(message + Advice(status));
        return new StoreUnavailableException(message)
        {
            RetryAfter = RetryAfter(response),
            WasRefusedForQuota = status == HttpStatusCode.TooManyRequests,
            MayHaveBeenTooLarge = status >= HttpStatusCode.InternalServerError,
        };
    }

    public StoreUnavailableException Unreachable(ProviderRequest request, Exception cause) =>
        new($"{provider} did not {request.Asked}: {request.Address.Host} could not be reached, or broke off: {Plain(cause.Message)}", cause);

    public StoreUnavailableException Unusable(ProviderRequest request, string why, Exception? cause) =>
        new($"{provider} did not {request.Asked}: {Plain(why)}", cause!);

    private static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status is 425 or >= 500;

    private static string Status(HttpResponseMessage response)
    {
        var number = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return response.ReasonPhrase is { Length: > 0 } reason ? $"{number} {reason}" : number;
    }

    private string Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => $"; check {tokenSetting}",
        HttpStatusCode.Forbidden => $"; check {tokenSetting} and what it may do",
        HttpStatusCode.PaymentRequired => "; the plan does not allow it",
        HttpStatusCode.NotFound or (>= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest) => "; check the address and the identifiers in the settings",
        _ => "",
    };

    // A moment is read against the provider's own clock, so that a wrong one, here or there, changes nothing.
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var retry = response.Headers.RetryAfter;
        if (retry?.Delta is { } delta) return delta;
        if (retry?.Date is not { } date) return null;
        var now = Instant.FromDateTimeOffset(response.Headers.Date ?? time.GetUtcNow());
        return Duration.Max(Instant.FromDateTimeOffset(date) - now, Duration.Zero).ToTimeSpan();
    }

    private string Plain(string text)
    {
        var safe = token.Reveal().Length > 0 ? text.Replace(token.Reveal(), "***", StringComparison.Ordinal) : text;
        var line = string.Concat(safe.Take(LongestReason).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return safe.Length > LongestReason ? line + "…" : line;
    }
}
