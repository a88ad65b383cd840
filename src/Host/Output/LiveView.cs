using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;

namespace VizPipeline.Host;

/// <summary>How far some work is.</summary>
/// <param name="Done">In the unit of <paramref name="Total"/>.</param>
/// <param name="Total">0 as long as nobody knows.</param>
/// <param name="Brief">Beside a bar, which shows the rest; empty where there is nothing to say yet.</param>
/// <param name="Line">The whole of it.</param>
internal readonly record struct Progress(double Done, double Total, string Brief, string Line)
{
    public static Progress None { get; } = new(0, 0, "", "");

    /// <summary>More lines for a person who watches.</summary>
    public ImmutableArray<string> Details { get; init; } = [];
}

/// <summary>Shows work while it goes on: a bar where a person watches, else a plain line every few seconds.</summary>
internal sealed class LiveView(Output output, TimeProvider time)
{
    private const int BarCells = 30;

    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Asks <paramref name="look"/> now and then until the work ends.</summary>
    public async Task<T> WatchAsync<T>(Task<T> work, string beginning, Func<Progress> look)
    {
        if (output.IsTerminal) await ShowBarAsync(work, beginning, look);
        else await WriteLinesAsync(work, look);
        return await work;
    }

    private async Task WriteLinesAsync(Task work, Func<Progress> look)
    {
        using var timer = new PeriodicTimer(LineEvery, time);
        while (await IsUnderWayAsync(work, timer))
        {
            if (look() is { Line.Length: > 0 } now) output.Tell(Severity.Info, "progress", now.Line, ("done", now.Done), ("total", now.Total));
        }
    }

    private Task ShowBarAsync(Task work, string beginning, Func<Progress> look) => output.Terminal.Live(new Text(beginning))
        .AutoClear(true)
        .Overflow(VerticalOverflow.Crop)
        .StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(BarEvery, time);
            while (await IsUnderWayAsync(work, timer))
            {
                var now = look();
                if (now.Brief.Length > 0) live.UpdateTarget(new Rows([new Text(Headline(now)), .. now.Details.Select(line => new Text(line))]));
            }
        });

    private static string Headline(Progress now) => now.Total > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Bar.Of(now.Done / now.Total, BarCells)} {now.Done / now.Total:0 %}  {now.Brief}")
        : now.Brief;

    private static async Task<bool> IsUnderWayAsync(Task work, PeriodicTimer timer) =>
        await Task.WhenAny(work, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != work;
}
