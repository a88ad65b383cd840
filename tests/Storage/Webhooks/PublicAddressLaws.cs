using System.Collections.Immutable;
using System.Net;
using VizPipeline.Storage;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Against python's ipaddress: an address that it does not call global is never taken for a public one.</summary>
public class PublicAddressLaws
{
    private const int Addresses = 20000;

    private static readonly string[] Edges =
    [
        "0.0.0.0", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.8", "192.168.255.255",
        "198.18.0.0", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::", "fdff::", "ff02::1", "2001::", "2001:db8::1", "2002:7f00:1::", "3fff::", "fec0::1",
    ];

    [Fact]
    public async Task What_is_not_global_is_not_public() => Assert.Empty(await PublicAmongOthersAsync(PublicAddress.Is));

    [Fact]
    public async Task The_law_refutes_a_list_of_private_networks_alone() => Assert.NotEmpty(await PublicAmongOthersAsync(address =>
        !((string[])["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128"]).Select(IPNetwork.Parse).Any(network => network.Contains(address))));

    [Theory]
    [InlineData("1.1.1.1", true)]
    [InlineData("93.184.215.14", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.0", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::ffff:1.1.1.1", true)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::1.1.1.1", true)]
    [InlineData("64:ff9b::169.254.169.254", false)]
    [InlineData("fe80::1%1", false)]
    public void An_address_is_public_whatever_way_it_is_written(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    private static async Task<ImmutableArray<string>> PublicAmongOthersAsync(Func<IPAddress, bool> isPublic)
    {
        var chance = new Random(1);
        var addresses = Edges.Concat(Enumerable.Range(0, Addresses).Select(_ => Near(chance))).ToList();
        const string Script = "import sys, ipaddress\nfor line in sys.stdin:\n    a = ipaddress.ip_address(line.strip())\n    print(int(a.is_global and not a.is_multicast))";
        var result = await Command.RunAsync("python3", ["-c", Script], Checkout.Root, input: string.Join('\n', addresses));
        Assert.True(result.ExitCode == 0, $"this test needs python3\n{result}");
        var answers = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(addresses.Count, answers.Length);
        Assert.InRange(answers.Count(answer => answer == "1"), Addresses / 10, Addresses);
        return [.. addresses.Zip(answers).Where(pair => pair.Second == "0" && isPublic(IPAddress.Parse(pair.First))).Select(pair => pair.First)];
    }

    // Half of them anywhere, half within a few networks' reach of an edge.
    private static string Near(Random chance)
    {
        var bytes = chance.Next(2) == 0 ? new byte[4] : new byte[16];
        chance.NextBytes(bytes);
        if (chance.Next(2) != 0) return new IPAddress(bytes).ToString();
        bytes = IPAddress.Parse(Edges[chance.Next(Edges.Length)]).GetAddressBytes();
        bytes[chance.Next(bytes.Length)] ^= (byte)(1 << chance.Next(8));
        return new IPAddress(bytes).ToString();
    }
}
