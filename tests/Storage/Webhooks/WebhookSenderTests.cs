using System.Security.Cryptography;
using System.Text;
using NodaTime;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public sealed class WebhookSenderTests
{
    private static readonly WebhookMessage Message = new("00ff", "picture.published", Encoding.UTF8.GetBytes("""{"a":"é"}"""));
    private static readonly StoppedClock Clock = new(Instant.FromUnixTimeSeconds(1736928000));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_is_a_signed_post_with_its_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var sender = new WebhookSender(receiver.Target, Clock, TimeProvider.System);
        Assert.Equal(WebhookAnswer.Taken, await sender.SendAsync(Message, Cancel));
        var delivery = Assert.Single(receiver.Deliveries);
        Assert.Equal("POST /in?token=hidden-in-the-path", delivery.Request);
        Assert.Equal(Message.Body.ToArray(), delivery.Body);
        Assert.Equal(("00ff", "picture.published", "application/json"), (delivery.Headers["X-Viz-Id"], delivery.Headers["X-Viz-Event"], delivery.Headers["Content-Type"]));
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(WebhookReceiver.Secret), (byte[])[.. "1736928000."u8, .. delivery.Body]);
        Assert.Equal($"t=1736928000,v1={Convert.ToHexString(mac)}", delivery.Headers["X-Viz-Signature"], ignoreCase: true);
        Assert.DoesNotContain("hidden", sender.Name, StringComparison.Ordinal);
    }

    // printf '1.what do ya want for nothing?' | openssl dgst -sha256 -hmac Jefe
    [Fact]
    public void A_signature_is_what_openssl_makes() => Assert.Equal(
        "t=1,v1=a9049465ce89cfb8e9aac62333abda66f80e3403f51f57f6bae3c3a4485eca38",
        WebhookSignature.Of("Jefe", 1, "what do ya want for nothing?"u8));

    [Theory]
    [InlineData(200, WebhookVerdict.Taken)]
    [InlineData(204, WebhookVerdict.Taken)]
    [InlineData(301, WebhookVerdict.Refused)]
    [InlineData(400, WebhookVerdict.Refused)]
    [InlineData(401, WebhookVerdict.Refused)]
    [InlineData(404, WebhookVerdict.Refused)]
    [InlineData(408, WebhookVerdict.Unavailable)]
    [InlineData(410, WebhookVerdict.Refused)]
    [InlineData(425, WebhookVerdict.Unavailable)]
    [InlineData(429, WebhookVerdict.Unavailable)]
    [InlineData(500, WebhookVerdict.Unavailable)]
    [InlineData(503, WebhookVerdict.Unavailable)]
    public async Task An_answer_says_whether_to_come_again(int status, WebhookVerdict verdict)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            context.Response.Headers.RetryAfter = "7";
            return Task.CompletedTask;
        };
        using var sender = new WebhookSender(receiver.Target, Clock, TimeProvider.System);
        var answer = await sender.SendAsync(Message, Cancel);
        Assert.Equal((verdict, verdict == WebhookVerdict.Unavailable ? TimeSpan.FromSeconds(7) : (TimeSpan?)null), (answer.Verdict, answer.RetryAfter));
        Assert.Equal(verdict == WebhookVerdict.Taken ? "" : $"it answered {status}", answer.Reason);
        Assert.Single(receiver.Deliveries);
    }

    [Fact]
    public async Task A_receiver_that_hangs_up_or_is_not_there_may_take_it_later()
    {
        var receiver = await WebhookReceiver.StartAsync();
        using var sender = new WebhookSender(receiver.Target, Clock, TimeProvider.System);
        receiver.Answer = (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(WebhookVerdict.Unavailable, (await sender.SendAsync(Message, Cancel)).Verdict);
        await receiver.DisposeAsync();
        Assert.Equal(WebhookVerdict.Unavailable, (await sender.SendAsync(Message, Cancel)).Verdict);
    }

    [Fact]
    public async Task A_receiver_that_says_nothing_is_given_up_after_a_while()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var time = new StillTime();
        using var sender = new WebhookSender(receiver.Target, Clock, time);
        var sending = sender.SendAsync(Message, Cancel);
        (await time.NextAsync(Cancel)).End();
        Assert.Equal(new(WebhookVerdict.Unavailable, "no answer within 10 seconds", null), await sending);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_private_receiver_is_refused_when_connecting_unless_allowed(string host)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var address = new UriBuilder(receiver.Address) { Host = host }.Uri;
        using var sender = new WebhookSender(new(address, WebhookReceiver.Secret, allowPrivate: false), Clock, TimeProvider.System);
        var answer = await sender.SendAsync(Message, Cancel);
        Assert.Equal(WebhookVerdict.Refused, answer.Verdict);
        Assert.Contains("WEBHOOK_ALLOW_PRIVATE=true allows it", answer.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", answer.Reason, StringComparison.Ordinal);
        Assert.Empty(receiver.Deliveries);
    }

    [Fact]
    public async Task Only_the_callers_cancellation_is_an_exception()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var sender = new WebhookSender(receiver.Target, Clock, TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        var sending = sender.SendAsync(Message, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }
}
