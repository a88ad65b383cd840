using System.Collections.Immutable;
using System.Net;

namespace VizPipeline.Storage;

/// <summary>One request to a provider, as often as it must be sent.</summary>
/// <param name="Method">GET, PUT, POST or DELETE.</param>
/// <param name="Address">Sent as it is written: percent-encoded parts stay so.</param>
/// <param name="Asked">Completes "Pinata did not …" for messages: <c>take gas-daily.png</c>.</param>
/// <param name="Operation">What it is, for those who count.</param>
public sealed record ProviderRequest(HttpMethod Method, Uri Address, string Asked, ProviderOperation Operation)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Makes the body afresh for each sending; null for none.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>Whether 404 is an answer to be read rather than a failure.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>Statuses that say something about the body and nothing about later ones: <see cref="ContentRefusedException"/>.</summary>
    public ImmutableArray<HttpStatusCode> ContentStatuses { get; init; } = [];

    /// <summary>What any provider may say of a body: 413, 415, 422.</summary>
    public static ImmutableArray<HttpStatusCode> OfContent { get; } =
        [HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnprocessableEntity];

    /// <summary>An address below a provider's base.</summary>
    public static Uri At(Uri address, string path) => new(address.AbsoluteUri.TrimEnd('/') + path, AsWritten);
}

/// <summary>What came back, whole.</summary>
public sealed record ProviderAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body)
{
    public bool IsMissing => Status == HttpStatusCode.NotFound;
}
