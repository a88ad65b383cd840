using System.Threading.Channels;

namespace VizPipeline;

/// <summary>
/// Work that waits its turn in two bounded channels. What is urgent goes before what is patient, but no more often than a few times in a row while
/// something patient waits that may be taken: neither starves. Many may put, one takes.
/// </summary>
/// <param name="urgent">How much that is urgent may wait.</param>
/// <param name="patient">How much that is patient may wait.</param>
/// <param name="mostInARow">How many urgent ones go before a patient one that waits.</param>
public sealed class Lanes<T>(int urgent, int patient, int mostInARow)
{
    private readonly Channel<T> _urgent = Open(urgent), _patient = Open(patient);
    private int _inARow;

    /// <summary>How much waits.</summary>
    public int Count => _urgent.Reader.Count + _patient.Reader.Count;

    /// <summary>False where the lane is full: nothing was put.</summary>
    public bool TryPutUrgent(T work) => _urgent.Writer.TryWrite(work);

    /// <inheritdoc cref="TryPutUrgent"/>
    public bool TryPutPatient(T work) => _patient.Writer.TryWrite(work);

    /// <summary>Takes the next; false where there is none.</summary>
    /// <param name="withPatient">Whether what is patient may be taken at all.</param>
    /// <param name="work">The next.</param>
    public bool TryTake(bool withPatient, out T work)
    {
        var someoneWaits = _patient.Reader.Count > 0;
        if (!(withPatient && someoneWaits && _inARow >= mostInARow) && _urgent.Reader.TryRead(out work!))
        {
            _inARow = someoneWaits ? _inARow + 1 : 0;
            return true;
        }

        work = default!;
        if (!withPatient || !_patient.Reader.TryRead(out work!)) return false;

        _inARow = 0;
        return true;
    }

    /// <summary>Completes when there is something to take.</summary>
    /// <param name="withPatient">Whether what is patient counts.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task WaitAsync(bool withPatient, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var urgentComes = _urgent.Reader.WaitToReadAsync(over.Token).AsTask();
        var first = withPatient ? await Task.WhenAny(urgentComes, _patient.Reader.WaitToReadAsync(over.Token).AsTask()) : urgentComes;
        await first;
        await over.CancelAsync();
    }

    private static Channel<T> Open(int capacity) => Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
}
