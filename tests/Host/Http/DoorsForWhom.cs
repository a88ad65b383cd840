using System.Net;
using System.Text.Json;
using VizPipeline.Host;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>Who may read and write, under which names, how often, and how much at once.</summary>
public sealed class DoorsForWhom
{
    private const string Write = "/api/v1/backfills", Read = "/api/v1/windows?limit=1";
    private static readonly ApiKeys Known = new([ApiKeys.HashOf("another-key-of-some-length"), ApiKeys.HashOf(DoorHome.Key)]);
    private static readonly (string, string) Bearer = ("Authorization", $"Bearer {DoorHome.Key}"), Plain = ("X-Api-Key", DoorHome.Key), Wrong = ("X-Api-Key", "sesame-sesame-sesamE");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_may_write_where_no_key_is_set()
    {
        await using var home = await DoorHome.OpenAsync();
        using var answer = await home.SendAsync(HttpMethod.Post, Write, "{}", Bearer);
        Assert.Contains("VIZ_API_KEYS", await DoorHome.ProblemAsync(answer, HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_a_key_may_write_and_nobody_else()
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings { Keys = Known });
        foreach (var headers in ((string, string)[][])[[], [Wrong], [("Authorization", "Bearer ")], [("Authorization", $"Basic {DoorHome.Key}")], [("X-Api-Key", ApiKeys.HashOf(DoorHome.Key))]])
        {
            using var refused = await home.SendAsync(HttpMethod.Post, Write, "{}", headers);
            Assert.DoesNotContain(DoorHome.Key, await DoorHome.ProblemAsync(refused, HttpStatusCode.Unauthorized), StringComparison.Ordinal);
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
        }

        foreach (var header in ((string, string)[])[Bearer, Plain, ("authorization", $"bearer {DoorHome.Key}")])
        {
            using var taken = await home.SendAsync(HttpMethod.Post, Write, "{}", header);
            Assert.Contains("no service runs", await DoorHome.ProblemAsync(taken, HttpStatusCode.Conflict), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Unauthorized)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task Elsewhere_than_on_loopback_reading_needs_a_key_unless_it_is_open(bool isOpen, HttpStatusCode status)
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings { Keys = Known, OpenReads = isOpen }, view => view with { Readings = new BrokenSource() }, IPAddress.Any);
        home.Client.BaseAddress = new($"http://127.0.0.1:{home.Door.Address.Port}");
        using var without = await home.GetAsync(Read);
        using var with = await home.GetAsync(Read, Plain);
        using var live = await home.GetAsync("/live");
        using var page = await home.GetAsync("/");
        using var ready = await home.GetAsync("/ready");
        Assert.Equal((status, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (without.StatusCode, with.StatusCode, live.StatusCode, page.StatusCode));
        var reasons = JsonElement.Parse(await ready.Content.ReadAsStringAsync(Cancel)).GetProperty("dependencies").EnumerateArray().Select(one => one.GetProperty("why").GetString()).ToList();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, isOpen ? 1 : 0), (ready.StatusCode, reasons.Count(why => why == BrokenSource.Why)));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("viz.localhost:80", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("192.168.1.7:8080", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("viz.example", true)]
    [InlineData("pages.example", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    public async Task It_answers_to_no_name_that_is_not_its_own(string host, bool isOurs)
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings { Hosts = ["viz.example"], Origins = ["https://pages.example"] });
        using var answer = await home.GetAsync(Read, ("Host", host));
        Assert.Equal(isOurs ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_of_other_origins_may_use_it_only_if_a_setting_names_them()
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings { Keys = Known, Origins = ["https://pages.example"] });
        using var stranger = await home.GetAsync(Read, ("Origin", "https://evil.example"));
        using var friend = await home.GetAsync(Read, ("Origin", "https://pages.example"));
        Assert.False(stranger.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(["https://pages.example"], friend.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.False(friend.Headers.Contains("Access-Control-Allow-Credentials"));

        using var strange = await home.SendAsync(HttpMethod.Post, Write, "{}", Bearer, ("Origin", "https://evil.example"));
        using var friendly = await home.SendAsync(HttpMethod.Post, Write, "{}", Bearer, ("Origin", "https://pages.example"));
        using var own = await home.SendAsync(HttpMethod.Post, Write, "{}", Bearer, ("Origin", home.Door.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Conflict, HttpStatusCode.Conflict), (strange.StatusCode, friendly.StatusCode, own.StatusCode));

        using var before = await home.SendAsync(HttpMethod.Options, Write, null, ("Origin", "https://pages.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));
        Assert.Equal(HttpStatusCode.NoContent, before.StatusCode);
        Assert.Contains("authorization,x-api-key,content-type", string.Join(",", before.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_ask_again()
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings { RequestsPerMinute = 1 });
        using var answered = await home.GetAsync(Read);
        using var refused = await home.GetAsync(Read);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Contains("too often", await DoorHome.ProblemAsync(refused, HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        using var live = await home.GetAsync("/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task Who_asks_for_much_at_once_and_then_rests_is_not_refused()
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings { RequestsPerMinute = 60 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => home.GetAsync(Read)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Who_has_a_key_writes_as_often_as_they_may_whoever_else_comes_from_the_same_address()
    {
        await using var home = await DoorHome.OpenAsync(new DoorSettings { Keys = Known, WritesPerMinute = 1 });
        foreach (var headers in ((string, string)[][])[[Wrong], [Bearer], [("X-Api-Key", "another-key-of-some-length")]])
        {
            using var first = await home.SendAsync(HttpMethod.Post, Write, "{}", headers);
            using var second = await home.SendAsync(HttpMethod.Post, Write, "{}", headers);
            Assert.Equal((headers[0] == Wrong ? HttpStatusCode.Unauthorized : HttpStatusCode.Conflict, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        }

        using var same = await home.SendAsync(HttpMethod.Post, Write, "{}", Plain);
        Assert.Equal(HttpStatusCode.TooManyRequests, same.StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(90)]
    [InlineData(119)]
    [InlineData(30_000)]
    public void Just_so_many_a_minute_as_the_setting_says_are_let_through(int perMinute)
    {
        var bucket = DoorLimits.Bucket(perMinute);
        Assert.Equal(perMinute, bucket.TokensPerPeriod / bucket.ReplenishmentPeriod.TotalMinutes, 0.001);
        Assert.InRange(bucket.TokenLimit, 1, perMinute);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/live")]
    [InlineData("/nothing/at/all")]
    [InlineData("/api/v1/windows?limit=x")]
    [InlineData("/openapi/v1.json")]
    public async Task Every_answer_tells_browsers_what_to_leave_alone(string path)
    {
        await using var home = await DoorHome.OpenAsync();
        using var answer = await home.GetAsync(path);
        var policy = string.Join("", answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var (name, value) in ((string, string)[])[("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"), ("Cross-Origin-Resource-Policy", "same-origin")])
            Assert.Equal([value], answer.Headers.GetValues(name));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public void A_key_is_known_by_its_hash_alone()
    {
        var keys = new ApiKeys([ApiKeys.HashOf("0123456789abcdef")]);
        Assert.Equal((true, false, false), (keys.Know("0123456789abcdef"), keys.Know("0123456789abcdeF"), keys.Know("")));
        Assert.Equal("9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f", ApiKeys.HashOf("0123456789abcdef"));
    }
}
