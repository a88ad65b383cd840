using System.Text.Json;

namespace VizPipeline.Storage;

/// <summary>Reads Pinata's answers: of a file row only what every version of the interface has given.</summary>
internal static class PinataFiles
{
    /// <summary>The row of an upload, <c>{"data":{…}}</c>; null without an id or a CID.</summary>
    /// <exception cref="JsonException">It is something else than JSON.</exception>
    public static Pin? Uploaded(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return Member(json.RootElement, "data") is { } row ? Row(row) : null;
    }

    /// <summary>A page of a listing, <c>{"data":{"files":[…],"next_page_token":…}}</c>; rows without a CID yet are left out.</summary>
    /// <exception cref="JsonException">It is something else than a listing.</exception>
    public static (List<Pin> Pins, string? Next) Page(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        if (Member(json.RootElement, "data") is not { } page || Member(page, "files") is not { } files) throw new JsonException("there is no list of files in it");
        var pins = files.ValueKind == JsonValueKind.Array ? files.EnumerateArray().Select(Row).OfType<Pin>().ToList() : [];
        return (pins, Text(page, "next_page_token") is { Length: > 0 } next ? next : null);
    }

    private static Pin? Row(JsonElement row)
    {
        if (Text(row, "id") is not { Length: > 0 } id || Text(row, "cid") is not { Length: > 0 } cid || cid == "pending") return null;
        var bytes = Member(row, "size") is { ValueKind: JsonValueKind.Number } size && size.TryGetInt64(out var number) ? number : 0;
        return new Pin(id, new Cid(cid), Text(row, "name") ?? "", bytes);
    }

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
