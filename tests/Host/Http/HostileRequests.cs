using System.Collections.Immutable;
using System.Text;

namespace VizPipeline.Tests;

/// <summary>Makes requests out of what a document says: some of them right, some nearly, some meant to do harm. The same seed makes the same ones.</summary>
internal sealed class HostileRequests(ImmutableArray<ApiOperation> operations, ImmutableDictionary<string, ImmutableArray<string>> right, int seed)
{
    private static readonly ImmutableArray<string> Raw =
    [
        "", ".", "..", "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fsecret.txt", "..\\..\\secret.txt", "%252e%252e%252fsecret.txt", "%5c..%5csecret.txt",
        "%00", "secret.txt%00.png", "%ff%fe", "%c0%ae%c0%ae%c0%af", "%ed%a0%80", "%", "%zz", "%e2%80%ae", "%f0%9f%97%bb", "%0d%0aSet-Cookie:x=y", "+", "%20", "*", "~", "{key}", "?", ";a=b",
        "-1", "0", "1", "99999999999999999999999", "9223372036854775807", "-9223372036854775808", "1e309", "NaN", "null", "true", "[]", "{}", "0x10", "1_000", "%d9%a3",
        "9999-12-31T23:59:59Z", "0001-01-01", "-9999-01-01", "2025-02-30", "2025-03-09T02:30", "2025-11-02T01:30", "2025-11-02T24:00", "10000-01-01", "2025-11-02T00:00:00%2B99:99",
        "temperature:daily:2025-11-02%2f..%2f..%2fledger.db", "temperature:daily:..", "temperature:cumulative:2025-11-01..2025-11-02T01-0700", "temperature:hourly:2025-11-02T01-0800", "temperature:daily:latest",
        "'%20OR%201=1--", "%22;DROP%20TABLE%20windows;--", "$%7bjndi:ldap://x%7d", "%3cscript%3ealert(1)%3c/script%3e", "http://169.254.169.254/", "file:///etc/passwd",
        "AAAAAAAAAAAAAAAAAAAAAA", "__________________________", "f_______________________w", "gAAAAAAAAAAAAAAAAAAAAA", new('a', 300), new('a', 6000), new('%', 900), string.Concat(Enumerable.Repeat("%f0%9f%97%bb", 400)), new('a', 9000),
    ];

    private static readonly ImmutableArray<string> Bodies =
    [
        "", "{}", "null", "[]", "0", "\"x\"", "{\"dryRun\":true}", "{\"dryRun\":\"yes\"}", "{\"sensors\":[\"temperature\"],\"intervals\":[\"daily\"],\"dryRun\":true}", "{\"sensors\":null,\"dryRun\":true}", "{\"sensors\":[[]]}",
        "{\"startDate\":\"2025-11-02\",\"endDate\":\"2025-11-02\",\"retry\":\"all\",\"dryRun\":true}", "{\"startDate\":\"9999-12-31\",\"dryRun\":true}", "{\"startDate\":5}", "{\"retry\":\"\\u0000\"}", "{\"x\":1}", "{\"dryRun\":true,\"dryRun\":false}",
        $"{{\"sensors\":[{string.Join(',', Enumerable.Repeat("\"temperature\"", 3000))}],\"dryRun\":true}}", $"{new string('[', 5000)}{new string(']', 5000)}", $"{{\"retry\":\"{new string('r', 70_000)}\"}}", "{\"sensors\":[\"🗻\\ud800\"]}", "\u0000", "{\"dryRun\":true}{", "<xml/>",
    ];

    private readonly Random _random = new(seed);

    public HostileRequest Next()
    {
        var operation = _random.NextDouble() < 0.02 ? Otherwise(Pick(operations), Pick(["PUT", "PATCH", "DELETE", "POST", "OPTIONS", "GET"])) : Pick(operations);
        var path = operation.Parameters.Where(parameter => parameter.IsInPath).Aggregate(operation.Path, (made, parameter) => made.Replace($"{{{parameter.Name}}}", Value(parameter), StringComparison.Ordinal));
        var query = new StringBuilder();
        foreach (var parameter in operation.Parameters.Where(parameter => !parameter.IsInPath && _random.NextDouble() < 0.7))
        {
            for (var times = _random.NextDouble() < 0.05 ? 3 : 1; times > 0; times--) query.Append(query.Length == 0 ? '?' : '&').Append(parameter.Name).Append('=').Append(Value(parameter).Replace("#", "%23", StringComparison.Ordinal));
        }

        if (_random.NextDouble() < 0.03) query.Append(query.Length == 0 ? '?' : '&').Append(Pick(Raw)).Append('=').Append(Pick(Raw));
        var isRouted = operation.Answers.Count > 0 && path.Split('/').Length == operation.Path.Split('/').Length && path.IndexOfAny(['?', '\\']) < 0
            && !path.Split('/').Skip(1).Any(part => part.Length == 0 && operation.Path.Length > 1) && !path.Split('/').Any(part => Uri.UnescapeDataString(part) is "." or "..");
        return new(operation, operation.Method == "GET" && _random.NextDouble() < 0.05 ? "HEAD" : operation.Method, path + query, isRouted)
        {
            Body = operation.HasBody ? Pick(Bodies) : null,
            ContentType = _random.NextDouble() < 0.9 ? "application/json" : Pick(["text/plain", "application/xml", "multipart/form-data", "application/json; charset=utf-7"]),
            Headers = _random.NextDouble() < 0.2 ? [(Pick(["Accept", "Range", "If-None-Match", "If-Match", "If-Range", "Host", "Origin", "X-Forwarded-For", "Cookie", "Last-Event-ID", "Accept-Encoding", "Content-Encoding"]), Pick([.. Odd, .. Raw.Where(IsHeader)]))] : [],
        };
    }

    // Another method at the same path, which may be another operation or none.
    private ApiOperation Otherwise(ApiOperation operation, string method) => operations.FirstOrDefault(other => other.Path == operation.Path && other.Method == method)
        ?? operation with { Method = method, Answers = ImmutableDictionary<int, ImmutableArray<string>>.Empty };

    private static readonly ImmutableArray<string> Odd = ["text/csv", "*/*;q=0.1", "bytes=0-0", "bytes=5-1", "bytes=-1", "bytes=0-,1-,2-,3-", "bytes=99999999999-", "\"x\"", "W/\"x\"", "*", "\"x", "localhost", "evil.example", "null", "gzip", "text/csv;q=x, ,,"];

    private static bool IsHeader(string text) => text.Length is > 0 and < 5000;

    private string Value(ApiParameter parameter)
    {
        var chance = _random.NextDouble();
        if (chance < 0.35) return Pick(Raw);
        if (parameter.Values.Length > 0) return Pick(parameter.Values);
        return right.TryGetValue(parameter.Name, out var values) ? Pick(values) : Pick(Raw);
    }

    private T Pick<T>(ImmutableArray<T> from) => from[_random.Next(from.Length)];
}

/// <param name="Of">Which operation it is made from.</param>
/// <param name="Method">Its own.</param>
/// <param name="Target">Path and query, as they stand in the request.</param>
/// <param name="IsRouted">Whether it leads to the operation, so that its answer must be one of those described.</param>
internal sealed record HostileRequest(ApiOperation Of, string Method, string Target, bool IsRouted)
{
    public string? Body { get; init; }

    public string ContentType { get; init; } = "";

    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];
}
