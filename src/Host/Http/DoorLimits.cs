using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VizPipeline.Host;

/// <summary>What one client may take of the door: bytes, time, requests.</summary>
internal static class DoorLimits
{
    /// <summary>The rate limit of routes that ask for work.</summary>
    public const string Writes = "writes";

    /// <summary>The time limit of routes that read many readings, or draw.</summary>
    public const string Long = "long";

    private const int BodyBytes = 64 << 10, HeaderBytes = 16 << 10, LineBytes = 8 << 10, HeaderCount = 64, Connections = 1000;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(30), LongTime = TimeSpan.FromMinutes(5);

    /// <summary>For what is being answered when the door closes.</summary>
    public static TimeSpan Farewell { get; } = TimeSpan.FromSeconds(5);

    public static void Bound(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = BodyBytes;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestLineSize = LineBytes;
        limits.MaxRequestHeaderCount = HeaderCount;
        limits.MaxConcurrentConnections = Connections;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }

    public static void Time(RequestTimeoutOptions times)
    {
        times.DefaultPolicy = new() { Timeout = Short, TimeoutStatusCode = StatusCodes.Status504GatewayTimeout };
        times.AddPolicy(Long, new RequestTimeoutPolicy { Timeout = LongTime, TimeoutStatusCode = StatusCodes.Status504GatewayTimeout });
    }

    public static void Count(RateLimiterOptions limits, DoorSettings settings)
    {
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(AddressOf(context), settings.RequestsPerMinute));
        limits.AddPolicy(Writes, context => Partition(ClientOf(context, settings.Keys), settings.WritesPerMinute));
        limits.OnRejected = (rejected, _) =>
        {
            var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
            var text = string.Create(CultureInfo.InvariantCulture, $"this client has asked too often; it may again in {Math.Max(1, seconds)} s");
            return new(Problem.WriteForNowAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, Math.Max(1, seconds), text));
        };
    }

    private static RateLimitPartition<string> Partition(string client, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(client, _ => Bucket(perMinute));

    /// <summary>Just so many a minute: a second's worth at once, and never less than a few, since a page asks for a dozen things when it opens.</summary>
    public static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        var tokens = Math.Max(1, perMinute / 60);
        return new()
        {
            TokenLimit = Math.Min(perMinute, Math.Max(60, tokens)),
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)tokens / perMinute),
            AutoReplenishment = true,
            QueueLimit = 0,
        };
    }

    /// <summary>Who asks: the holder of a key, wherever they are; else an address, which behind a proxy is one for all.</summary>
    public static string ClientOf(HttpContext context, ApiKeys keys) => GivenKey.Of(context.Request) is { } key && keys.Know(key) ? ApiKeys.HashOf(key) : AddressOf(context);

    /// <summary>So many at once of each client.</summary>
    public static PartitionedRateLimiter<HttpContext> AtOnce(ApiKeys keys, int most, int waiting) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetConcurrencyLimiter(ClientOf(context, keys), _ => new() { PermitLimit = most, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));

    // A household has 2^64 addresses of version 6.
    private static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
