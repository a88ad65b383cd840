using System.Collections.Immutable;
using System.Globalization;
using NodaTime.Text;
using VizPipeline.Doubles;

namespace VizPipeline.Host;

/// <summary>What a rehearsal shows: a line for each request, and at the end what the doubles hold.</summary>
internal static class RehearsalReport
{
    private const int MostShown = 10;
    private static readonly InstantPattern Clock = InstantPattern.CreateWithInvariantCulture("HH:mm:ss'Z'");

    /// <summary>One request as it ended.</summary>
    public static string Line(string provider, Exchange exchange)
    {
        var outcome = exchange.Status is { } status ? status.ToString(CultureInfo.InvariantCulture) : "connection cut";
        var why = exchange.Refusal == Refusal.None ? "" : $" ({Words(exchange.Refusal)})";
        var fault = exchange.Faults.IsEmpty ? "" : $" [{string.Join(", ", exchange.Faults)}]";
        return $"{Clock.Format(exchange.At)} {provider} {Words(exchange.Call)} {Plain.Of(exchange.About)} → {outcome}{why}{fault}";
    }

    public static IEnumerable<string> Lines(PinataDouble pinata, CloudflareDouble cloudflare)
    {
        var (files, values) = (pinata.Files, cloudflare.Values);
        yield return string.Create(CultureInfo.InvariantCulture, $"pinata: {files.Length:N0} files of {files.DistinctBy(file => file.Cid).Count():N0} CIDs, {files.Sum(file => file.Bytes):N0} bytes; {Requests(pinata.Exchanges)}");
        foreach (var line in Some([.. files.Select(file => $"{file.Cid}  {Plain.Of(file.Name)}")])) yield return line;
        yield return string.Create(CultureInfo.InvariantCulture, $"cloudflare: {values.Count:N0} keys; {Requests(cloudflare.Exchanges)}");
        foreach (var line in Some([.. values.Keys.Select(Plain.Of)])) yield return line;
    }

    public static object Document(ImmutableArray<(string Name, string Value)> settings, PinataDouble pinata, CloudflareDouble cloudflare) => new
    {
        settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        pinata = new
        {
            files = pinata.Files.Select(file => new { id = file.Id, cid = file.Cid.Text, name = file.Name, bytes = file.Bytes, network = file.Network }),
            requests = pinata.Exchanges.Length,
            refused = Refused(pinata.Exchanges),
        },
        cloudflare = new
        {
            keys = cloudflare.Values.Keys,
            requests = cloudflare.Exchanges.Length,
            refused = Refused(cloudflare.Exchanges),
        },
    };

    private static string Requests(ImmutableArray<Exchange> exchanges) => string.Create(
        CultureInfo.InvariantCulture,
        $"{exchanges.Length:N0} requests, {exchanges.Count(exchange => exchange.Refusal != Refusal.None):N0} refused, {exchanges.Count(exchange => !exchange.Faults.IsEmpty):N0} with a scripted fault");

    private static IEnumerable<string> Some(ImmutableArray<string> all)
    {
        foreach (var line in all.Take(MostShown)) yield return $"  {line}";
        if (all.Length > MostShown) yield return string.Create(CultureInfo.InvariantCulture, $"  … and {all.Length - MostShown:N0} more");
    }

    private static Dictionary<string, int> Refused(ImmutableArray<Exchange> exchanges) => exchanges
        .Where(exchange => exchange.Refusal != Refusal.None)
        .CountBy(exchange => JsonForm.Options.PropertyNamingPolicy!.ConvertName($"{exchange.Refusal}"))
        .ToDictionary();

    // BulkPut → bulk put
    private static string Words<T>(T name) where T : struct, Enum =>
        string.Concat($"{name}".Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
