using System.Collections.Immutable;
using VizPipeline.Imaging;

namespace VizPipeline.Bench;

/// <summary>A kind of pictures that is drawn.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Makes">What.</param>
/// <param name="IsNamed">Whether our time is until the CID is known, not only the file.</param>
/// <param name="Runs">How many of what it makes we draw in a round.</param>
/// <param name="PeerPictures">How many of their pictures the line-by-line peer draws; numpy and Pillow draw one.</param>
internal sealed record PictureCase(string Name, Func<MadeDays, PictureRun> Makes, bool IsNamed, int Runs, int PeerPictures)
{
    private const int History = 200;

    public static ImmutableArray<PictureCase> All { get; } =
    [
        new("daily", Daily, IsNamed: false, Runs: 512, PeerPictures: 8),
        new("daily, with CID", Daily, IsNamed: true, Runs: 512, PeerPictures: 8),
        new("hourly, with CID", Hourly, IsNamed: true, Runs: 512, PeerPictures: 8),
        new("cumulative 30 days", days => Cumulative(days, 30), IsNamed: false, Runs: 64, PeerPictures: 6),
        new("cumulative 200 days", days => Cumulative(days, History), IsNamed: false, Runs: 8, PeerPictures: 3),
        new("cumulative 200 days, first hour of the next day, with CID", FirstHour, IsNamed: true, Runs: 8, PeerPictures: 3),
        new("cumulative 200 days, next hour, with CID", NextHours, IsNamed: true, Runs: 8, PeerPictures: 3),
    ];

    private static PictureRun Daily(MadeDays days) => new(null, [MadeRow.Strip(MadeRow.Whole(days.Next()))]);

    private static PictureRun Hourly(MadeDays days) => new(null, [MadeRow.Strip(new MadeRow(days.Next(), 8 * 60, 9 * 60))]);

    private static PictureRun Cumulative(MadeDays days, int count) => new(null, [MadeRow.Strip(Whole(days, count))]);

    private static PictureRun FirstHour(MadeDays days)
    {
        var whole = Whole(days, History - 1);
        return new(MadeRow.Strip(whole), [MadeRow.Strip([.. whole, new(days.Next(), 0, 60)])]);
    }

    private static PictureRun NextHours(MadeDays days)
    {
        var (whole, last) = (Whole(days, History - 1), days.Next());
        var hours = Enumerable.Range(1, 24).Select(hour => MadeRow.Strip([.. whole, new(last, 0, hour * 60)])).ToList();
        return new(hours[0], [.. hours.Skip(1)]);
    }

    private static MadeRow[] Whole(MadeDays days, int count) => [.. Enumerable.Range(0, count).Select(_ => MadeRow.Whole(days.Next()))];
}

/// <summary>Pictures that follow one another.</summary>
/// <param name="Before">The picture that was drawn before the clock starts, and of which our way may keep what it likes; null where it keeps nothing.</param>
/// <param name="Pictures">At least one.</param>
internal sealed record PictureRun(Strip? Before, ImmutableArray<Strip> Pictures);
