namespace VizPipeline.Stages;

/// <summary>
/// How many days of a long piece of work are done at once, so that what is due in between waits seconds and not hours. Begins with the least, grows after two slices in a row that were quick
/// (one may have had a provider's whole burst to itself), and shrinks after each that was slow.
/// </summary>
public sealed class SliceSize
{
    private const int MostDays = 32, QuickOnes = 2;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(2), Slow = TimeSpan.FromSeconds(20);

    private int _quickInARow;

    /// <summary>Local days of the next slice.</summary>
    public int Days { get; private set; } = 1;

    /// <summary>Whether a slice is one day of one sensor and not of all.</summary>
    public bool IsOfOneSensor { get; private set; } = true;

    /// <summary>A slice of this size took so long.</summary>
    public void Took(TimeSpan time)
    {
        _quickInARow = time < Quick ? _quickInARow + 1 : 0;
        if (_quickInARow >= QuickOnes) Grow();
        else if (time > Slow) Shrink();
    }

    private void Grow()
    {
        if (IsOfOneSensor) IsOfOneSensor = false;
        else Days = Math.Min(2 * Days, MostDays);
    }

    private void Shrink()
    {
        if (Days == 1) IsOfOneSensor = true;
        else Days /= 2;
    }
}
