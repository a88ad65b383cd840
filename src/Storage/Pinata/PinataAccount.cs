namespace VizPipeline.Storage;

/// <summary>A Pinata account in use: its pins behind everything that keeps it within its quota and gets through its faults.</summary>
public sealed class PinataAccount : IDisposable
{
    private readonly ProviderClient _client;
    private readonly PinataPins _pins;

    /// <param name="token">The account's JWT.</param>
    /// <param name="options">Where to.</param>
    /// <param name="requestsPerMinute">What the account's plan allows.</param>
    /// <param name="pace">How it is asked.</param>
    public PinataAccount(Secret token, PinataOptions options, int requestsPerMinute, ProviderPace pace)
    {
        var quota = new Quota(requestsPerMinute, TimeSpan.FromMinutes(1));
        _client = new("Pinata", token, "PINATA_JWT", pace.Requests("Pinata", quota), pace.Time, pace.SendsTraceContext) { Observer = pace.Observer };
        _pins = new(_client, options) { Progress = (name, sent, all) => Progress(name, sent, all) };
        Pins = new(_pins, pace.Calls("Pinata"));
    }

    public GatedPins Pins { get; }

    /// <inheritdoc cref="PinataPins.Progress"/>
    public Action<string, long, long> Progress { get; init; } = (_, _, _) => { };

    /// <inheritdoc cref="PinataPins.CidMismatches"/>
    public long CidMismatches => _pins.CidMismatches;

    public void Dispose() => _client.Dispose();
}
