using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VizPipeline.Storage;

/// <summary>Finds the sentence in the body of an error, whichever of the providers' styles it has.</summary>
internal static partial class ErrorText
{
    /// <summary>The provider's own words; empty where there are none.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        if (text.StartsWith('<')) return OfPage(text);
        try
        {
            using var json = JsonDocument.Parse(text);
            return OfJson(json.RootElement) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>The error codes of an envelope <c>{"errors":[{"code","message"}]}</c>; none of any other body.</summary>
    public static IReadOnlyList<int> Codes(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (Member(json.RootElement, "errors") is not { ValueKind: JsonValueKind.Array } errors) return [];
            return [.. errors.EnumerateArray()
                .Select(error => Member(error, "code") is { ValueKind: JsonValueKind.Number } code && code.TryGetInt32(out var number) ? number : 0)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // {"errors":[{"message"}]}, {"error":{"message"}}, {"error":{"reason","details"}}, {"error":"…"}, {"message":"…"}
    private static string? OfJson(JsonElement root)
    {
        if (Member(root, "errors") is { ValueKind: JsonValueKind.Array } errors && errors.EnumerateArray().ToList() is [_, ..] all)
            return string.Join("; ", all.Select(error => error.ValueKind == JsonValueKind.String ? error.GetString() : OfJson(error)).OfType<string>());
        if (Member(root, "error") is not { } error) return Text(root, "message");
        if (error.ValueKind == JsonValueKind.String) return error.GetString();
        return Text(error, "message") ?? (Text(error, "reason"), Text(error, "details")) switch
        {
            ({ } reason, { } details) => $"{reason}: {details}",
            var (reason, details) => reason ?? details,
        };
    }

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string OfPage(string page) => Title().Match(page) is { Success: true } title ? WebUtility.HtmlDecode(title.Groups[1].Value.Trim()) : "";

    [GeneratedRegex("<title[^>]*>([^<]*)</title>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
