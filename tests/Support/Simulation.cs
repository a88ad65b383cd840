using System.Collections.Concurrent;

namespace VizPipeline.Tests.Support;

/// <summary>
/// Runs asynchronous work on one thread and a clock of its own: when nothing is left to do, time goes on to the next timer. Hours take milliseconds, and
/// the same work runs the same way each time. Work that waits for something that never comes fails.
/// </summary>
internal static class Simulation
{
    public static T Run<T>(Func<ManualTime, Task<T>> work)
    {
        var (time, pump, before) = (new ManualTime(), new Pump(), SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(pump);
        try
        {
            var running = work(time);
            while (!running.IsCompleted)
            {
                if (pump.RunOne()) continue;
                if (!time.Step(TimeSpan.MaxValue)) throw new InvalidOperationException($"after {time.Elapsed} everything waits and no timer is set");
            }

            return running.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public static void Run(Func<ManualTime, Task> work) => Run(async time =>
    {
        await work(time);
        return true;
    });

    private sealed class Pump : SynchronizationContext
    {
        private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _waiting = new();

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Enqueue((d, state));

        public bool RunOne()
        {
            if (!_waiting.TryDequeue(out var next)) return false;
            next.Callback(next.State);
            return true;
        }
    }
}
