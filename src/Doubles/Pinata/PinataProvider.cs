using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Doubles;

/// <summary>The rules of Pinata's files API, version 3; both its addresses at once.</summary>
internal sealed class PinataProvider(PinataDoubleOptions options) : IProvider
{
    private const int DefaultRows = 10;
    private const int MostRows = 1000;

    private readonly Lock _lock = new();
    private readonly SlidingWindow _quota = new(options.RequestsPerMinute, Duration.FromMinutes(1));

    public PinataFiles Files { get; } = new();

    public ProviderCall CallOf(Request request) => (request.Method, request.Path) switch
    {
        ("POST", ["v3", "files"]) => ProviderCall.Upload,
        ("GET", ["v3", "files", "public" or "private"]) => ProviderCall.ListFiles,
        ("GET", ["v3", "files", "public" or "private", { Length: > 0 }]) => ProviderCall.GetFile,
        ("DELETE", ["v3", "files", "public" or "private", { Length: > 0 }]) => ProviderCall.DeleteFile,
        _ => ProviderCall.Unknown,
    };

    public Answer? Refuse(Request request)
    {
        if (request.Token != options.Token) return Error(401, "Not Authorized") with { Refusal = Refusal.Credentials };
        lock (_lock)
        {
            if (_quota.Refuse(request.At) is not { } wait) return null;
            return Error(429, "Too many requests") with { Refusal = Refusal.Quota, RetryAfter = options.SaysRetryAfter ? wait.ToTimeSpan() : null };
        }
    }

    public async Task<Answer> AnswerAsync(Request request, ProviderCall call, CancellationToken cancel) => call switch
    {
        ProviderCall.Upload => Upload(request, await PinataUpload.ReadAsync(request, cancel)),
        ProviderCall.ListFiles => List(request),
        ProviderCall.GetFile => PinataAnswers.Of(Files.Find(request.Path[2], request.Path[3]) ?? throw Absent, isDuplicate: false),
        ProviderCall.DeleteFile => Files.Remove(request.Path[2], request.Path[3]) ? PinataAnswers.Nothing with { About = request.Path[3] } : throw Absent,
        _ => throw new RequestRefusedException(404, "there is no such address"),
    };

    public Answer Error(int status, string message, int code = 0) => PinataAnswers.Error(status, message, options.HasOlderErrors);

    private static RequestRefusedException Absent => new(404, "File not found");

    private Answer Upload(Request request, PinataUpload upload)
    {
        if (upload.GroupId is { } group && options.Groups?.Contains(group) == false) throw new RequestRefusedException(400, "there is no such group");
        var (file, isDuplicate) = Files.Add(upload, options.Now + request.Faults.ClockIsOffBy, options.RepeatsMakeRows);
        return PinataAnswers.Of(file, isDuplicate);
    }

    private Answer List(Request request)
    {
        var (query, most) = (request.Query, request.Number("limit", DefaultRows, 1, MostRows));
        var before = query.GetValueOrDefault("pageToken") is { Length: > 0 } token ? PinataAnswers.Number(token) : long.MaxValue;
        Cid? cid = query.TryGetValue("cid", out var text) ? new Cid(text) : null;
        var (files, next) = Files.Page(request.Path[2], cid, Matches, before, most);
        return PinataAnswers.Of(files, next) with { About = text ?? "" };

        bool Matches(PinataFile file) =>
            (!query.TryGetValue("name", out var name) || file.Name == name) && (!query.TryGetValue("group", out var group) || file.GroupId == group);
    }
}
