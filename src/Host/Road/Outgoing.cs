using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The outbox of a run and what sends it to the webhook, beside the road.</summary>
internal sealed class Outgoing : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly WebhookSender _sender;
    private readonly Task _delivery;
    private readonly Action<string> _note;
    private readonly IClock _clock;

    private Outgoing(Outbox outbox, WebhookTarget target, Invocation call)
    {
        (Outbox, _note, _clock) = (outbox, call.Output.Warn, call.Clock);
        _sender = new(target, call.Clock, TimeProvider.System);
        _delivery = Task.Run(() => new OutboxDelivery(outbox, _sender, TimeProvider.System, _note).RunAsync(_over.Token, call.Stop.Abort));
    }

    public Outbox Outbox { get; }

    /// <summary>Null where the settings name no webhook. What an earlier run left is sent from now on.</summary>
    /// <exception cref="HomeUnavailableException">The outbox cannot be opened or made.</exception>
    public static Outgoing? Begin(Invocation call, HomePaths home) => call.Settings.Webhook is { } webhook ? new(Outbox.Open(home.Outbox), webhook.Target, call) : null;

    /// <summary>The last event of a run; only a backfill has one.</summary>
    public async Task FinishAsync(long run, string verb, Instant started, ExitCode code, IReadOnlyDictionary<string, long>? counts)
    {
        if (verb != "backfill") return;

        var counted = counts?.ToImmutableSortedDictionary(StringComparer.Ordinal) ?? ImmutableSortedDictionary<string, long>.Empty;
        await Outbox.AddAsync(new BackfillFinished(_clock.GetCurrentInstant(), run, started, (int)code, counted), CancellationToken.None);
    }

    /// <summary>Sends what it can in a moment, and keeps the rest.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        try
        {
            await _delivery;
            if (Outbox.Count() is var left and > 0) _note($"webhook {_sender.Name}: {left:N0} events are left for the next run");
        }
        finally
        {
            await Outbox.DisposeAsync();
            _sender.Dispose();
            _over.Dispose();
        }
    }
}
