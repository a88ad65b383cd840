using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public class ReaderPoolTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_may_only_read_a_home_that_nobody_writes_sees_the_writer_that_begins_later()
    {
        using var home = new ScratchHome();
        await WriteAsync(home["n.db"], 1);
        using var pool = new ReaderPool(home["n.db"]);

        // No log can be made in its place, as in a folder that may not be written; for root, too, who may write every folder.
        Directory.CreateDirectory(home["n.db-wal"]);
        for (var read = 0; read < 2; read++) Assert.Equal(1, Count(pool));

        Directory.Delete(home["n.db-wal"]);
        await using var writer = new GroupWriter(home["n.db"], GroupWriterLaws.Numbers);
        await WriteAsync(writer, 2);
        Assert.Equal(2, Count(pool));
        await WriteAsync(writer, 3);
        Assert.Equal(3, Count(pool));
    }

    private static long Count(ReaderPool pool) => pool.Read(prepared =>
    {
        var count = prepared["SELECT count(*) FROM numbers"];
        count.Step();
        var found = count.Whole(0);
        count.Reset();
        return found;
    });

    private static async Task WriteAsync(string path, int number)
    {
        await using var writer = new GroupWriter(path, GroupWriterLaws.Numbers);
        await WriteAsync(writer, number);
    }

    private static Task WriteAsync(GroupWriter writer, int number) =>
        writer.WriteAsync(prepared => prepared[$"INSERT INTO numbers (number) VALUES ({number})"].Run(), Cancel);
}
