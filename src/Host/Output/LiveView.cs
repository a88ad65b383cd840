using Spectre.Console;

namespace VizPipeline.Host;

/// <summary>How far some work is. <paramref name="Total"/> is 0 as long as nobody knows.</summary>
internal readonly record struct Progress(double Done, double Total, string Text);

/// <summary>Shows work while it goes on: a bar where a person watches, else a plain line every few seconds.</summary>
internal sealed class LiveView(Output output, TimeProvider time)
{
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
            if (look() is { Text.Length: > 0 } now) output.Note(now.Text);
        }
    }

    private Task ShowBarAsync(Task work, string beginning, Func<Progress> look) => output.Terminal.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
        .StartAsync(async bars =>
        {
            var bar = bars.AddTask(beginning, maxValue: 1);
            using var timer = new PeriodicTimer(BarEvery, time);
            while (await IsUnderWayAsync(work, timer))
            {
                var now = look();
                if (now.Text.Length == 0) continue;

                bar.IsIndeterminate = now.Total <= 0;
                if (now.Total > 0) (bar.MaxValue, bar.Value) = (now.Total, now.Done);
                bar.Description = Markup.Escape(now.Text);
            }
        });

    private static async Task<bool> IsUnderWayAsync(Task work, PeriodicTimer timer) =>
        await Task.WhenAny(work, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != work;
}
