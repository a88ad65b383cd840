using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime.Text;

namespace VizPipeline.Doubles;

/// <summary>The documents that Pinata's files API answers with.</summary>
internal static class PinataAnswers
{
    public static Answer Of(PinataFile file, bool isDuplicate) => Answer.Json(200, new() { ["data"] = Row(file, isDuplicate) }) with { About = file.Name };

    public static Answer Of(ImmutableArray<PinataFile> files, long? next) => Answer.Json(200, new()
    {
        ["data"] = new JsonObject
        {
            ["files"] = new JsonArray([.. files.Select(file => Row(file, isDuplicate: false))]),
            ["next_page_token"] = next is { } number ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture))) : null,
        },
    });

    public static Answer Nothing => Answer.Json(200, new() { ["data"] = null });

    public static Answer Error(int status, string message, bool isOlder) => Answer.Json(status, new()
    {
        ["error"] = isOlder
            ? new JsonObject { ["reason"] = Reason(status), ["details"] = message }
            : new JsonObject { ["code"] = status, ["message"] = message },
    });

    /// <exception cref="RequestRefusedException">It is no token of ours.</exception>
    public static long Number(string pageToken)
    {
        if (Base64Url.IsValid(pageToken) && long.TryParse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(pageToken)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        throw new RequestRefusedException(400, "pageToken is no token that was given out");
    }

    private static string Reason(int status) => status switch
    {
        401 or 403 => "INVALID_CREDENTIALS",
        429 => "RATE_LIMIT",
        _ => "REQUEST_FAILED",
    };

    private static JsonObject Row(PinataFile file, bool isDuplicate)
    {
        var row = new JsonObject
        {
            ["id"] = file.Id,
            ["name"] = file.Name,
            ["cid"] = file.Cid.Text,
            ["created_at"] = InstantPattern.ExtendedIso.Format(file.CreatedAt),
            ["size"] = file.Bytes,
            ["number_of_files"] = 1,
            ["mime_type"] = file.MediaType,
            ["user_id"] = "01900000-0000-7000-8000-000000000000",
            ["group_id"] = file.GroupId,
            ["keyvalues"] = new JsonObject(file.KeyValues.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
            ["network"] = file.Network,
        };
        if (isDuplicate) row["is_duplicate"] = true;
        return row;
    }
}
