using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>
/// Brings the embedded readings into step with a source. May be run again and again in one process, one run at a time, while others read; who calls it owns the home folder.
/// Who runs it often looks for late rows once an hour, and otherwise no further back than an hour: days read again each minute would cost a hosted server more than everything else.
/// </summary>
/// <param name="home">What is written.</param>
/// <param name="source">What is read.</param>
/// <param name="overlap">How far before the watermark late rows and corrections are looked for each time.</param>
/// <param name="clock">What time it is.</param>
/// <param name="note">Hears when the source is lost, and that it is asked again.</param>
internal sealed class Sync(EmbeddedReadings home, SyncSource source, Duration overlap, IClock clock, Action<string> note)
{
    private const int MostRepairs = 2;

    private static readonly Duration BetweenLooks = Duration.FromHours(1);

    private Instant? _lookedBack;

    /// <summary>Rows of a transaction.</summary>
    public int BlockRows { get; init; } = 32_768;

    /// <summary>How far a run is.</summary>
    public SyncWatch Watch { get; } = new(clock);

    /// <summary>Why this home may not be synced from this source, or only in full; null where it may.</summary>
    public string? Refusal(bool full) => SyncMarks.Read(home.Path).Source is { } other && other != source.Identity && !full
        ? $"{home.Path} is in step with {other}, not with {source.Identity}; viz sync --full takes it from there from now on, and keeps what is here"
        : null;

    /// <summary>Asks the source whether it has anything to give, and changes nothing.</summary>
    /// <exception cref="SourceException">It is away, or has not.</exception>
    public async Task ProbeAsync(CancellationToken cancel) => await source.OffersAsync(source.Readings, cancel);

    /// <summary>Pulls what is new and the overlap before it, or everything, and sums up afterwards what both sides have. What came before it failed or was cancelled is kept, and the next run goes on.</summary>
    /// <param name="full">Whether everything is pulled, and then compared value by value.</param>
    /// <param name="cancel">Ends it at the end of a transaction.</param>
    /// <exception cref="SourceException">The source is away, or wrong, or another than this home is in step with.</exception>
    /// <exception cref="Storage.HomeUnavailableException">The home cannot be written.</exception>
    public async Task<SyncReport> RunAsync(bool full, CancellationToken cancel)
    {
        if (Refusal(full) is { } refusal) throw new SourceException(refusal);

        var readings = new ResumingReadings(source.Readings, TimeProvider.System, (cause, wait) =>
            note($"connection lost, trying again in {Durations.Text(wait)} and a few more times: {cause.Message}"));
        var sensors = await source.OffersAsync(readings, cancel);
        var marks = SyncMarks.Read(home.Path).Of(source.Identity);
        var now = clock.GetCurrentInstant();
        var looksBack = full || _lookedBack is not { } last || now < last || now >= last + BetweenLooks;
        var start = full ? Instant.MinValue : marks.Resume([.. sensors.Select(sensor => sensor.Column)], Reach(looksBack));
        var tally = new SyncTally(sensors);
        await PullAsync(readings, tally, start, Instant.MaxValue, advances: true, cancel);

        var here = full && tally.Last is not null ? null : await SumHereAsync(sensors, start, cancel);
        // Equal counts say little: as many may be kept here without being there as are missing.
        var isCompared = tally.Last is not null && !(here is not null && here.AsSpan().SequenceEqual(tally.There));
        var months = isCompared && tally.Last is { } end ? await SettleAsync(readings, tally, start, Instant.FromUnixTimeTicks(end + 1), cancel) : [];
        if (looksBack) _lookedBack = now;
        return new SyncReport(
            source.Identity, full, tally.Rows, At(tally.First), At(tally.Last),
            [.. sensors.Select((sensor, i) => isCompared ? Compared(sensor, i, tally, months) : Counted(sensor, i, tally, here![i].Count))],
            tally.Drops,
            [.. months.SelectMany(month => sensors.Select((sensor, i) => new SyncMismatch(sensor.Name, month.Month, month.Missing[i], month.Different[i])))
                .Where(mismatch => mismatch.Missing + mismatch.Different > 0)]);
    }

    // The watermark may have gone on for as long as nobody looked back: a row that came late meanwhile lies as much further behind it.
    private Duration Reach(bool looksBack) => looksBack ? overlap + BetweenLooks : BetweenLooks;

    // Compares value by value and pulls months that differ once more: somebody may have changed them meanwhile. What differs in the end is in the months it gives.
    private async Task<ImmutableArray<ComparedMonth>> SettleAsync(IReadings readings, SyncTally tally, Instant start, Instant reached, CancellationToken cancel)
    {
        var comparison = new SyncComparison(readings, home.Source, Watch);
        for (var repairs = 0; ; repairs++)
        {
            var months = await comparison.RunAsync(tally.Sensors, start, reached, Instant.MaxValue, cancel);
            if (repairs == MostRepairs || !months.Any(month => month.Differs)) return months;

            var again = new SyncTally(tally.Sensors);
            foreach (var month in months.Where(month => month.Differs))
                await PullAsync(readings, again, Instant.Max(start, month.Start), Instant.Min(reached, month.End), advances: false, cancel);
            tally.AddWritten(again);
        }
    }

    private Task PullAsync(IReadings readings, SyncTally tally, Instant start, Instant end, bool advances, CancellationToken cancel) =>
        new SyncPull(home, source.Identity, readings, clock.GetCurrentInstant(), BlockRows, tally, Watch).RunAsync(start, end, advances, cancel);

    // By reading them again, as the road does.
    private async Task<SyncSum[]> SumHereAsync(ImmutableArray<Sensor> sensors, Instant start, CancellationToken cancel)
    {
        var sums = new SyncSum[sensors.Length];
        if (!home.Exists()) return sums;

        var offered = await home.Source.OffersAsync(sensors, cancel);
        await foreach (var batch in home.Source.ReadAsync(offered, start, Instant.MaxValue, new Drops(), cancel))
        {
            Watch.Moved();
            for (var i = 0; i < offered.Length; i++)
            {
                ref var sum = ref sums[sensors.IndexOf(offered[i])];
                for (var row = 0; row < batch.Ticks.Length; row++) sum = sum.With(batch.Ticks.Span[row], batch.Values[i].Span[row]);
            }
        }

        return sums;
    }

    private static SyncedSensor Counted(Sensor sensor, int i, SyncTally tally, long here) =>
        new(sensor.Name, tally.There[i].Count, here, tally.Added[i], tally.Changed[i], here - tally.There[i].Count);

    private static SyncedSensor Compared(Sensor sensor, int i, SyncTally tally, ImmutableArray<ComparedMonth> months)
    {
        var (there, missing, kept) = (months.Sum(month => month.There[i]), months.Sum(month => month.Missing[i]), months.Sum(month => month.Kept[i]));
        return new(sensor.Name, there, there - missing + kept, tally.Added[i], tally.Changed[i], kept);
    }

    private static Instant? At(long? ticks) => ticks is { } known ? Instant.FromUnixTimeTicks(known) : null;
}
