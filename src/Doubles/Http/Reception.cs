using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace VizPipeline.Doubles;

/// <summary>Takes every request through the same course: arrival, quota, latency, effect, latency, answer; and lets the script interfere.</summary>
internal sealed class Reception(IProvider provider, DoubleOptions options)
{
    private readonly Sender _sender = new(options.Time);
    private volatile FaultScript _faults = options.Faults;

    public Journal Journal { get; } = new();

    public FaultScript Faults
    {
        get => _faults;
        set => _faults = value;
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var request = Request.Of(context, options.Now);
        var call = provider.CallOf(request);
        var turn = Journal.Next(call);
        request = request with { Faults = new RequestFaults(Faults.For(turn)) };
        var (answer, isCut) = await CourseOrCutAsync(request, call, context);
        isCut |= answer is null || request.Faults.Resets(FaultMoment.DuringAnswer);
        Record(new(turn.Number, request.At, call, answer?.About ?? "", isCut ? null : answer!.Status, answer?.Refusal ?? Refusal.None, request.Faults.All));
        if (answer is null || (isCut && !request.Faults.Resets(FaultMoment.DuringAnswer))) Connection.Reset(context);
        else await SendAsync(context, answer, request.Faults);
    }

    private async Task<(Answer? Answer, bool IsCut)> CourseOrCutAsync(Request request, ProviderCall call, HttpContext context)
    {
        try
        {
            return await CourseAsync(request, call, context);
        }
        catch (OperationCanceledException)
        {
            // The client is gone, or the double stops: there is nobody to answer.
            return (null, true);
        }
        catch (IOException)
        {
            return (null, true);
        }
    }

    private async Task<(Answer? Answer, bool IsCut)> CourseAsync(Request request, ProviderCall call, HttpContext context)
    {
        var (faults, half, cancel) = (request.Faults, options.Latency / 2, context.RequestAborted);
        var answer = provider.Refuse(request);
        if (faults.Resets(FaultMoment.BeforeBody)) return (answer, true);
        await PauseAsync(half + faults.Delay(FaultMoment.BeforeBody), cancel);

        answer ??= faults.Answer(FaultMoment.BeforeBody, provider);
        if (answer is null && faults.Stops(FaultMoment.DuringBody, provider))
        {
            await BodyReader.SkipAsync(request.Body, (context.Request.ContentLength ?? 0) / 2, cancel);
            if (faults.Resets(FaultMoment.DuringBody)) return (null, true);
            answer = faults.Answer(FaultMoment.DuringBody, provider);
        }

        answer ??= await WorkAsync(request, call, cancel) is var done && faults.Answer(FaultMoment.AfterEffect, provider) is { } other ? other with { About = done.About } : done;
        await PauseAsync(half + faults.Delay(FaultMoment.AfterEffect), cancel);
        return (answer, faults.Resets(FaultMoment.AfterEffect));
    }

    private async Task<Answer> WorkAsync(Request request, ProviderCall call, CancellationToken cancel)
    {
        try
        {
            return await provider.AnswerAsync(request, call, cancel);
        }
        catch (RequestRefusedException refused)
        {
            return provider.Error(refused.Status, refused.Message, refused.Code) with { Refusal = refused.Refusal, RetryAfter = options.SaysRetryAfter ? refused.RetryAfter : null };
        }
        catch (InvalidDataException wrong)
        {
            return provider.Error(400, wrong.Message) with { Refusal = Refusal.Request };
        }
        catch (IOException early) when (early is not (BadHttpRequestException or ConnectionResetException))
        {
            return provider.Error(400, "the form ends before its end") with { Refusal = Refusal.Request };
        }
    }

    private async Task SendAsync(HttpContext context, Answer answer, RequestFaults faults)
    {
        try
        {
            await _sender.SendAsync(context, answer, options.Now + faults.ClockIsOffBy, faults);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        catch (IOException)
        {
            context.Abort();
        }
    }

    private void Record(Exchange exchange)
    {
        Journal.Add(exchange);
        options.Seen?.Invoke(exchange);
    }

    private async Task PauseAsync(TimeSpan wait, CancellationToken cancel)
    {
        if (wait > TimeSpan.Zero) await Task.Delay(wait, options.Time, cancel);
    }
}
