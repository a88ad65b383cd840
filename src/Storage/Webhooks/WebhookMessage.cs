namespace VizPipeline.Storage;

/// <summary>One event on its way.</summary>
/// <param name="Id">The same for every delivery of the same event.</param>
/// <param name="Type">Such as <c>picture.published</c>.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookMessage(string Id, string Type, ReadOnlyMemory<byte> Body);

/// <summary>What became of one delivery.</summary>
/// <param name="Verdict">Whether to send it again.</param>
/// <param name="Reason">In a few words without secrets; empty when it was taken.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone; null when it does not.</param>
public sealed record WebhookAnswer(WebhookVerdict Verdict, string Reason, TimeSpan? RetryAfter)
{
    public static WebhookAnswer Taken { get; } = new(WebhookVerdict.Taken, "", null);
}

public enum WebhookVerdict
{
    /// <summary>The receiver said yes.</summary>
    Taken,

    /// <summary>It was not there, too slow or too busy: it may take it later.</summary>
    Unavailable,

    /// <summary>It, or we, said no: somebody has to change something first.</summary>
    Refused,
}
