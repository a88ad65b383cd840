using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Homes and sources that the user may not write or read.</summary>
public sealed class LockedDoors : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Nobody _nobody = new();

    public LockedDoors() => MadeSource.Write(_folder["readings.db"], days: 1, everySeconds: 600);

    public void Dispose()
    {
        Mode("", "700");
        _folder.Dispose();
        _nobody.Dispose();
    }

    [Fact]
    public async Task A_home_that_cannot_be_made_is_said()
    {
        Mode("", "555");
        Complaint.MustBe(await BackfillAsync("home"), _folder["home"], "check the permissions");
    }

    [Fact]
    public async Task A_home_that_cannot_be_written_is_said_and_left_as_it_was()
    {
        var made = await Viz.RunAsync(Command("home"), _folder.Path);
        Assert.True(made.ExitCode == 0, made.ToString());
        var before = HomeState.Read(_folder["home"]);
        await Command("chmod", "-R", "a-w,a+rX", _folder.Path);
        Complaint.MustBe(await BackfillAsync("home"), _folder["home"], "check the permissions");
        await Command("chmod", "-R", "u+w", _folder.Path);
        HomeState.Read(_folder["home"]).MustEqual(before);
    }

    [Fact]
    public async Task A_picture_folder_that_cannot_be_written_is_said()
    {
        Directory.CreateDirectory(_folder["home/pictures"]);
        Mode("", "777");
        Mode("home", "777");
        Mode("home/pictures", "555");
        Complaint.MustBe(await BackfillAsync("home"), _folder["home/pictures"], "check the permissions");
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_is_said()
    {
        Mode("", "777");
        Mode("readings.db", "000");
        Complaint.MustBe(await BackfillAsync("home"), _folder["readings.db"], "may be read");
        Assert.False(Directory.Exists(_folder["home"]), "a home was made for nothing");
    }

    private Task<CommandResult> BackfillAsync(string home) => _nobody.RunVizAsync(Command(home), _folder.Path);

    private string[] Command(string home) => ["backfill", "--source", _folder["readings.db"], "--home", _folder[home]];

    private void Mode(string name, string mode) => Command("chmod", mode, _folder[name]).GetAwaiter().GetResult();

    private static async Task Command(string program, params string[] arguments) =>
        Assert.Equal(0, (await Support.Command.RunAsync(program, arguments, "/")).ExitCode);
}
