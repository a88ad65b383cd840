using System.Globalization;

namespace VizPipeline.Tests;

/// <summary>What ipfs-unixfs-importer said of prefixes of a <see cref="Keystream"/>: seed, bytes, chunk, links, CID.</summary>
internal static class ExpectedCids
{
    private const string Table = """
        strip 0 262144 174 bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku
        strip 1 262144 174 bafkreiaipwapp4mc3vcpdbfkq3fdiseikpv4ybhqyygvffertjdgwrryge
        strip 49124 262144 174 bafkreie44oz2a6x372cbnpcsm7vtnytfwx6s6ovxiqtjvxqj6rozg5apqi
        strip 262143 262144 174 bafkreieqtwwqpdgqzbprycjinjxk6gqgf4q65upid2kbfca4lpog5mjow4
        strip 262144 262144 174 bafkreiavdd65et3ctike2ufkfkkl2bgkbviovb4wznu5lmbuzrxwjjy7wq
        strip 262145 262144 174 bafybeic46zv6pivlv7v4mydlbri3t5fctr74pcjco6v4s6bvbpl35gfqze
        chunk-v1-seed 262145 262144 174 bafybeial7vb62qc4jfbps3fnvzk2asbki23tlhb3a54sqjpeg6d3waw6zq
        strip 524288 262144 174 bafybeifabeybroimntzhdyzo2pgdtktkqz4tvidsf5265swlwgrhek4jba
        strip 524289 262144 174 bafybeid5esgw3ofouddlwbsizn6fhintt7uez4pqybqth2bc6y5icwefte
        strip 1000000 262144 174 bafybeidoogdz2vmgnbqb7s5cnm6l4mnccqevr3xmr36svymya22pixneye
        strip 45613056 262144 174 bafybeiho52yoojjz72b4karivkvemkwwbxtl2fknzuzlvdnw7loz5nfeci
        strip 45613057 262144 174 bafybeiaqha2zont7iyv2e4j7yvas5qb5znkdehqkpyajqycsxpmohhmjey
        strip 45875201 262144 174 bafybeicvexrpt5hy7cspt7k3jrydbolukte3y5lu5era7pb3i3wenubrda
        tree 27 1 3 bafybeiggx4oj5uvtukcuitwdqpkwfmumzrk25sd363gt4ieabb7apiskbe
        tree 28 1 3 bafybeicy3bg5gdq5nd64loca5v2qlyfpq4y5cbx75wn7s7wa2ltcqui4u4
        tree 81 1 3 bafybeih3bgn2dejghxsg6ylxsbqlmir2uzto3aw3ciu3wmh2xqucwpmkmy
        tree 82 1 3 bafybeibijo6g4jpfd2wjb2xti7cuuljobenvztdm3cnbwog7hbgzmvyeoe
        tree 1000 7 2 bafybeiflne2tyezswawfouve6jctibf7sg6phdzdeezsferl3gclzfgjfu
        tree 484416 16 174 bafybeihpws5n3t6speic6exq5jlm2wxad4c6ensxxz4lz3xnqlqfjkhjwy
        tree 484417 16 174 bafybeif73fjdafjgiebtrwmvhxsqecx5eojgucyqujgygyr54kzg4ya5fm
        """;

    public sealed record Row(string Seed, int Size, int Chunk, int Links, string Cid);

    private static readonly Lazy<Dictionary<string, byte[]>> _contents = new(
        () => Rows!.GroupBy(row => row.Seed).ToDictionary(rows => rows.Key, rows => Keystream.Of(rows.Key, rows.Max(row => row.Size))));

    /// <summary>As much of a seed's keystream as its longest row needs.</summary>
    public static byte[] Content(string seed) => _contents.Value[seed];

    public static Row[] Rows { get; } =
    [
        .. from line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let cells = line.Split(' ')
           let numbers = cells[1..4].Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToArray()
           select new Row(cells[0], numbers[0], numbers[1], numbers[2], cells[4]),
    ];
}
