using System.IO.Pipelines;
using System.Text;

namespace VizPipeline.Host;

/// <summary>One listener's end of the events: an event at a time, and between them a comment now and then, by which both sides see that the other is there.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly PipeWriter _body;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end;
    private readonly Task _beating;

    public EventStream(PipeWriter body, TimeProvider time, CancellationToken cancel)
    {
        _body = body;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _beating = BeatAsync(time);
    }

    /// <exception cref="OperationCanceledException">The listener has gone.</exception>
    public Task SendAsync(ToldEvent told, CancellationToken cancel) => WriteAsync($"event: {told.Name}\ndata: {told.Json}\n\n", cancel);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _beating;
        _end.Dispose();
        _turn.Dispose();
    }

    private async Task BeatAsync(TimeProvider time)
    {
        try
        {
            await WriteAsync("retry: 5000\n\n", _end.Token);
            using var timer = new PeriodicTimer(Heartbeat, time);
            while (await timer.WaitForNextTickAsync(_end.Token)) await WriteAsync(": still here\n\n", _end.Token);
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // Whoever sends hears the same.
        }
    }

    private async Task WriteAsync(string text, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            Encoding.UTF8.GetBytes(text, _body);
            var flushed = await _body.FlushAsync(cancel);
            if (flushed.IsCompleted || flushed.IsCanceled) throw new OperationCanceledException(_end.Token);
        }
        finally
        {
            _turn.Release();
        }
    }
}
