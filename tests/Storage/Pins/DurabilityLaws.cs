using FsCheck;
using FsCheck.Fluent;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>What was flushed is there after a power cut, under its name and whole.</summary>
public class DurabilityLaws
{
    private const string Root = "/home/pictures";

    private static readonly Gen<(bool CanFlushAll, (int Name, byte Content, bool IsFlushed)[] Acts)> Cases =
        from canFlushAll in Gen.Elements(true, false)
        from acts in (from name in Gen.Choose(0, 5) from content in Gen.Choose(1, 3) from isFlushed in Gen.Elements(true, false) select (name, (byte)content, isFlushed)).ArrayOf()
        select (canFlushAll, acts);

    [Theory]
    [InlineData(Durability.Batch)]
    [InlineData(Durability.Each)]
    public void What_was_flushed_survives_a_power_cut(Durability durability) => Law.Holds(Cases, test => Survives(test.CanFlushAll, test.Acts, disk => Files(disk, durability)));

    [Fact]
    public void The_law_refutes_a_store_that_leaves_it_to_the_system() =>
        Mutant.IsRefuted(Cases, test => Survives(test.CanFlushAll, test.Acts, disk => Files(disk, Durability.None)));

    [Fact]
    public void The_law_refutes_one_that_flushes_files_and_not_their_folders() => Mutant.IsRefuted(Cases, test => Survives(test.CanFlushAll, test.Acts, FilesOnly));

    [Fact]
    public void Whoever_asks_during_a_flush_waits_for_the_next_one() => Law.Holds(Gen.Choose(1, 6), count => WaitsForItsOwn(count, flush => new SharedFlush(flush).FlushAsync));

    [Fact]
    public void The_law_refutes_flushes_that_are_joined_on_their_way() => Mutant.IsRefuted(Gen.Choose(1, 6), count => WaitsForItsOwn(count, flush =>
    {
        Task? running = null;
        return () => running ??= Task.Run(flush);
    }));

    private static (Action<string, byte[]> Put, Action Flush) FilesOnly(SimulatedDisk disk)
    {
        return (Put, () => { });

        void Put(string target, byte[] content)
        {
            disk.MakeFolder(Path.GetDirectoryName(target)!);
            disk.MakeFolder("/home/work");
            disk.Write("/home/work/part", content, flush: true);
            disk.Rename("/home/work/part", target);
        }
    }

    private static bool Survives(bool canFlushAll, (int Name, byte Content, bool IsFlushed)[] acts, Func<SimulatedDisk, (Action<string, byte[]> Put, Action Flush)> open)
    {
        var disk = new SimulatedDisk(canFlushAll);
        var (put, flush) = open(disk);
        var wanted = new Dictionary<string, byte[]>();
        foreach (var (name, content, isFlushed) in acts)
        {
            var target = $"{Root}/{name % 2}/{name}/picture.png";
            put(target, wanted[target] = [content, content]);
            if (!isFlushed) continue;
            flush();
            if (!wanted.All(entry => disk.AfterPowerCut(entry.Key) is { } kept && kept.SequenceEqual(entry.Value))) return false;
        }

        return true;
    }

    // Pictures that come while a flush is on its way are not part of it: whoever asks then must get one more.
    private static async Task<bool> WaitsForItsOwn(int count, Func<Action, Func<Task>> share)
    {
        var disk = new SimulatedDisk(canFlushAll: true);
        var (put, flush) = Files(disk, Durability.Batch);
        var flushAsync = share(flush);
        var late = new List<Task>();
        disk.During = () =>
        {
            disk.During = () => { };
            for (var i = 0; i < count; i++)
            {
                put(Target(i), [1]);
                late.Add(flushAsync());
            }
        };
        put(Target(-1), [1]);
        await flushAsync();
        await Task.WhenAll(late);
        return Enumerable.Range(-1, count + 1).All(i => disk.AfterPowerCut(Target(i)) is not null);

        static string Target(int i) => $"{Root}/{i}.png";
    }

    private static (Action<string, byte[]> Put, Action Flush) Files(SimulatedDisk disk, Durability durability)
    {
        var files = new PictureFiles(disk, Root, new WorkFolder("/home/work"), durability);
        return ((target, content) => files.Put(target, content), files.Flush);
    }
}
