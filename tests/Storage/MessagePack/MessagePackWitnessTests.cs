using System.Text;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Against python3-msgpack, all in one process of it: it reads and writes what we wrote, and we what it wrote.</summary>
public class MessagePackWitnessTests
{
    private const int Values = 3000;

    [Fact]
    public async Task Python_reads_and_writes_the_same_and_so_do_we_of_what_python_wrote()
    {
        var ours = Enumerable.Range(0, Values).Select(i => PackedChance.Value(new Random(i), 4, Single(i))).ToList();
        var questions = new StringBuilder();
        for (var i = 0; i < Values; i++) questions.Append(Single(i) ? '1' : '0').Append(' ').Append(Convert.ToHexStringLower(ours[i].ToBytes())).Append('\n');
        for (var i = 0; i < Values; i++) questions.Append("0 ").Append(Convert.ToHexStringLower(WideWriter.Write(ours[i]))).Append('\n');
        var script = Checkout.File("tests/Witnesses/messagepack.py");
        var result = await Command.RunAsync("python3", [script, $"{Values}"], Checkout.Root, input: questions.ToString());
        Assert.True(result.ExitCode == 0, $"this test needs python3 with msgpack (Debian: apt-get install python3-msgpack)\n{result}");
        var lines = result.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')).ToList();
        Assert.Equal(3 * Values, lines.Count);

        for (var i = 0; i < Values; i++)
        {
            Assert.Equal($"{ours[i]} {Convert.ToHexStringLower(ours[i].ToBytes())}", string.Join(' ', lines[i]));
            Assert.Equal(ours[i].ToString(), lines[Values + i][0]);
        }

        foreach (var theirs in lines[(2 * Values)..])
        {
            var read = Packed.Read(Convert.FromHexString(theirs[1]));
            Assert.Equal(string.Join(' ', theirs), $"{read} {Convert.ToHexStringLower(read.ToBytes())}");
        }

        // What the comparison is worth: a writer of long forms does not pass it.
        Assert.Contains(Enumerable.Range(0, Values), i => lines[Values + i][1] != Convert.ToHexStringLower(WideWriter.Write(ours[i])));
    }

    private static bool Single(int value) => value % 3 == 0;
}
