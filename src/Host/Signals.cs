using System.Runtime.InteropServices;

namespace VizPipeline.Host;

/// <summary>First Ctrl-C or SIGTERM: finish what was begun. Second: drop it. Third: the system's own way, which ends the process.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _heard;

    public StopSignals Stop => new(_drain.Token, _abort.Token);

    public static Signals OfProcess()
    {
        var signals = new Signals();
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            signals._registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = signals.Hear()));
        }

        return signals;
    }

    /// <summary>Takes one signal; false when it is not ours to hold back any more.</summary>
    public bool Hear()
    {
        var heard = Interlocked.Increment(ref _heard);
        if (heard == 1) _drain.Cancel();
        if (heard == 2) _abort.Cancel();
        return heard <= 2;
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _drain.Dispose();
        _abort.Dispose();
    }
}
