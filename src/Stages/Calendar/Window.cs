using NodaTime;

namespace VizPipeline.Stages;

/// <summary>What one picture shows: a half-open stretch of time, <c>Start &lt;= at &amp;&amp; at &lt; End</c>. Never empty, never unbounded.</summary>
public readonly record struct Window : IComparable<Window>
{
    public Window(WindowKind kind, Instant start, Instant end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        (Kind, Start, End) = (kind, start, end);
    }

    public WindowKind Kind { get; }

    public Instant Start { get; }

    public Instant End { get; }

    public bool Contains(Instant at) => Start <= at && at < End;

    /// <summary>By end, the longer last where two end together, then by kind: the greatest is <c>latest</c>.</summary>
    public int CompareTo(Window other) => (End, other.Start, Kind).CompareTo((other.End, Start, other.Kind));

    public override string ToString() => $"{Kind} {Start}/{End}";

    public static bool operator <(Window left, Window right) => left.CompareTo(right) < 0;

    public static bool operator >(Window left, Window right) => left.CompareTo(right) > 0;

    public static bool operator <=(Window left, Window right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Window left, Window right) => left.CompareTo(right) >= 0;
}
