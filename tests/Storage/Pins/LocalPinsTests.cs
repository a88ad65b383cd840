using System.Collections.Immutable;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

public sealed class LocalPinsTests : PinStoreContract
{
    private protected override IPinStore Open(string folder) => Local(folder);

    [Fact]
    public void Forgetting_to_compare_content_is_refuted() => Mutant.IsRefuted(
        PinAct.Some, acts => PinStoreLaws.KeepsWhatIsPinned(folder => new FindsAll(Local(folder)), acts), runs: 40);

    [Fact]
    public async Task A_picture_stands_under_its_path()
    {
        using var home = new ScratchHome();
        var pin = await Local(home.Folder).PinAsync(Request("gas/daily/a.png", [1, 2, 3]), Cancel);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(home["pictures/gas/daily/a.png"], Cancel));
        Assert.Equal(new Pin("gas/daily/a.png", Cids.Of([1, 2, 3]), "a.png", 3), pin);
    }

    [Fact]
    public async Task Whoever_has_the_old_picture_open_goes_on_reading_the_old_picture()
    {
        using var home = new ScratchHome();
        var pins = Local(home.Folder);
        await pins.PinAsync(Request("a.png", [1, 1, 1]), Cancel);
        await using var reader = File.OpenRead(home["pictures/a.png"]);
        await pins.PinAsync(Request("a.png", [2, 2, 2]), Cancel);
        var read = new byte[3];
        await reader.ReadExactlyAsync(read, Cancel);
        Assert.Equal([1, 1, 1], read);
        Assert.Equal([2, 2, 2], await File.ReadAllBytesAsync(home["pictures/a.png"], Cancel));
    }

    [Fact]
    public async Task Equal_content_leaves_the_file_alone()
    {
        using var home = new ScratchHome();
        await Local(home.Folder).PinAsync(Request("a.png", [1, 1, 1]), Cancel);
        File.SetLastWriteTimeUtc(home["pictures/a.png"], DateTime.UnixEpoch);
        await Local(home.Folder).PinAsync(Request("a.png", [1, 1, 1]), Cancel);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(home["pictures/a.png"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/a.png")]
    [InlineData("../a.png")]
    [InlineData("a/../../b.png")]
    [InlineData("a//b.png")]
    [InlineData("a/./b.png")]
    [InlineData("a\\b.png")]
    [InlineData("a/")]
    public async Task A_path_that_could_leave_the_folder_is_refused(string path)
    {
        using var home = new ScratchHome();
        await Assert.ThrowsAsync<ArgumentException>(() => Local(home.Folder).PinAsync(Request(path, [1]), Cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => Local(home.Folder).UnpinAsync(path, Cancel).AsTask());
        Assert.Empty(Directory.GetFileSystemEntries(home.Folder));
    }

    [Fact]
    public async Task A_name_that_cannot_be_given_says_which_and_leaves_no_part_behind()
    {
        using var home = new ScratchHome();
        Directory.CreateDirectory(home["pictures/a.png"]);
        var fault = await Assert.ThrowsAsync<HomeUnavailableException>(() => Local(home.Folder).PinAsync(Request("a.png", [1]), Cancel).AsTask());
        Assert.StartsWith(home["pictures/a.png"] + ": ", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(home["work"]));
    }

    [Fact]
    public async Task Folders_removed_meanwhile_cost_one_failure_at_most()
    {
        using var home = new ScratchHome();
        var pins = Local(home.Folder);
        await pins.PinAsync(Request("a/b.png", [1]), Cancel);
        Directory.Delete(home["pictures"], recursive: true);
        await Assert.ThrowsAsync<HomeUnavailableException>(() => pins.PinAsync(Request("a/b.png", [1]), Cancel).AsTask());
        await pins.PinAsync(Request("a/b.png", [1]), Cancel);
    }

    [Fact]
    public void Sweeping_removes_what_a_killed_process_left_and_nothing_else()
    {
        using var home = new ScratchHome();
        Assert.Equal(0, Local(home.Folder).Sweep());
        Directory.CreateDirectory(home["work"]);
        File.WriteAllText(home["work/123-4.part"], "half");
        File.WriteAllText(home["work/strips.bin"], "someone else's");
        Assert.Equal(1, Local(home.Folder).Sweep());
        Assert.Equal([home["work/strips.bin"]], Directory.GetFiles(home["work"]));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static LocalPins Local(string home) => new(Path.Combine(home, "pictures"), Path.Combine(home, "work"));

    private static PinRequest Request(string path, byte[] content) =>
        new(path, "unused.png", Cids.Of(content), content, ImmutableDictionary<string, string>.Empty);

    /// <summary>The mutant: finds whatever there is.</summary>
    private sealed class FindsAll(LocalPins pins) : IPinStore
    {
        public PinTraits Traits => pins.Traits;

        public ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel) => pins.PinAsync(request, cancel);

        public ValueTask FlushAsync(CancellationToken cancel) => pins.FlushAsync(cancel);

        public async ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel) => [.. await pins.ListAsync(cancel).ToListAsync(cancel)];

        public ValueTask UnpinAsync(string id, CancellationToken cancel) => pins.UnpinAsync(id, cancel);

        public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) => pins.ListAsync(cancel);
    }
}
