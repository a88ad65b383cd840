using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using VizPipeline.Storage;

namespace VizPipeline.Doubles;

/// <summary>An upload as it came in, its bytes hashed and forgotten.</summary>
internal sealed record PinataUpload(Cid Cid, string Name, long Bytes, string Network, string? GroupId, ImmutableDictionary<string, string> KeyValues, string MediaType)
{
    /// <summary>More than that takes the other protocol, tus.</summary>
    public const long MostBytes = 100_000_000;

    private const int MostKeyValues = 10;

    /// <exception cref="RequestRefusedException">A rule is broken.</exception>
    public static async Task<PinataUpload> ReadAsync(Request request, CancellationToken cancel)
    {
        var (fields, upload) = (new Dictionary<string, string>(StringComparer.Ordinal), (PinataUpload?)null);
        await foreach (var part in FormReader.PartsAsync(request, cancel))
        {
            if (part.Name != "file") fields[part.Name] = await FormReader.TextAsync(part, cancel);
            else if (upload is null) upload = await HashAsync(part, cancel);
            else throw new RequestRefusedException(400, "more than one file");
        }

        if (upload is null) throw new RequestRefusedException(400, "file is missing");
        if (fields.GetValueOrDefault("cid_version", "v1") != "v1") throw new RequestRefusedException(400, "cid_version must be v1 here");
        var network = fields.GetValueOrDefault("network", "private");
        if (network is not ("public" or "private")) throw new RequestRefusedException(400, "network must be public or private");
        return upload with
        {
            Cid = request.Faults.IsCidWrong ? Cids.Of(Encoding.UTF8.GetBytes($"not {upload.Cid}")) : upload.Cid,
            Name = fields.GetValueOrDefault("name", upload.Name),
            Network = network,
            GroupId = fields.GetValueOrDefault("group_id") is { Length: > 0 } group ? group : null,
            KeyValues = KeyValuesOf(fields.GetValueOrDefault("keyvalues", "{}")),
        };
    }

    private static async Task<PinataUpload> HashAsync(FormPart part, CancellationToken cancel)
    {
        if (part.FileName is not { Length: > 0 } name) throw new RequestRefusedException(400, "file must have a file name");
        using var hasher = new CidHasher();
        var bytes = await BodyReader.PiecesAsync(part.Content, MostBytes, hasher.Append, cancel);
        return new(hasher.Finish(), name, bytes, "", null, [], part.MediaType ?? "application/octet-stream");
    }

    private static ImmutableDictionary<string, string> KeyValuesOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return Flat(document.RootElement);
        }
        catch (JsonException)
        {
        }

        throw new RequestRefusedException(400, "keyvalues must be a JSON object");
    }

    private static ImmutableDictionary<string, string> Flat(JsonElement keyValues)
    {
        var pairs = keyValues.EnumerateObject().ToList();
        if (pairs.Count > MostKeyValues) throw new RequestRefusedException(400, $"keyvalues has {pairs.Count} pairs; at most {MostKeyValues} are allowed");
        if (pairs.Any(pair => pair.Value.ValueKind != JsonValueKind.String)) throw new RequestRefusedException(400, "keyvalues must be flat, from text to text");
        return pairs.GroupBy(pair => pair.Name).ToImmutableDictionary(same => same.Key, same => same.Last().Value.GetString()!);
    }
}
