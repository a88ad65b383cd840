using System.Security.Cryptography;
using System.Text;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>Notices that the settings name another account than before, and keeps the home from believing that what it published there is here.</summary>
internal sealed class ChangedPlaces(PublishSettings publish, Uploads uploads, ILedger ledger, IClock clock, Action<string> note)
{
    private const int FingerprintBytes = 8;

    public async Task FollowAsync()
    {
        var (pinata, cloudflare) = (publish.Pinata!, publish.Cloudflare!);
        var here = Fingerprint(pinata.Options.Uploads.AbsoluteUri, pinata.Token.Reveal());

        // First the windows, then the place: a run that ends in between is followed by one that notices again.
        var isPinnedElsewhere = await uploads.PinsElsewhereAsync(here, CancellationToken.None);
        if (isPinnedElsewhere) await PinAgainAsync();
        await uploads.PinAtAsync(here, CancellationToken.None);
        var isNamedElsewhere = await uploads.NameAtAsync(
            Fingerprint(cloudflare.Options.Api.AbsoluteUri, cloudflare.Options.AccountId, cloudflare.Options.NamespaceId), CancellationToken.None);
        if (!isPinnedElsewhere && !isNamedElsewhere) return;

        var settings = (isPinnedElsewhere, isNamedElsewhere) switch
        {
            (true, true) => "Pinata's and Cloudflare's settings name",
            (true, false) => "PINATA_JWT or PINATA_UPLOAD_URL names",
            _ => "Cloudflare's settings name",
        };
        note($"{settings} another place than in the run before; what was published there is not published here, if it is another account: viz backfill --retry all does that");
    }

    // Waiting for its name, a picture would be named before it is here.
    private async Task PinAgainAsync()
    {
        await foreach (var waiting in ledger.ReadAsync([WindowState.Pinned], CancellationToken.None))
            await ledger.RecordAsync(waiting with { State = WindowState.Pinning, PinId = null, UpdatedAt = clock.GetCurrentInstant() }, preview: null, CancellationToken.None);
    }

    // A token cannot be told from it; that it is another can.
    private static string Fingerprint(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, FingerprintBytes));
}
