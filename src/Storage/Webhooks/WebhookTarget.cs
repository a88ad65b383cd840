namespace VizPipeline.Storage;

/// <summary>Where events are sent. A class and not a record, so that nothing prints the secret.</summary>
/// <param name="address">An http or https address; its path may be a secret of its own.</param>
/// <param name="secret">What bodies are signed with.</param>
/// <param name="allowPrivate">Whether it may lie in a network that is not public.</param>
public sealed class WebhookTarget(Uri address, string secret, bool allowPrivate)
{
    public Uri Address { get; } = address;

    public string Secret { get; } = secret;

    public bool AllowPrivate { get; } = allowPrivate;

    /// <summary>Whether it is told which trace an event belongs to.</summary>
    public bool SendsTraceContext { get; init; }

    /// <summary>All of the address that may be shown.</summary>
    public override string ToString() => Address.GetLeftPart(UriPartial.Authority);
}
