using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Doubles;

/// <summary>Sends an answer, as slowly or as brokenly as the script wants it.</summary>
internal sealed class Sender(TimeProvider time)
{
    private const int SlowPieces = 8;
    private static readonly InstantPattern HttpDate = InstantPattern.Create("ddd, dd MMM uuuu HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);

    /// <param name="context">Whose answer it is.</param>
    /// <param name="answer">What to send.</param>
    /// <param name="now">What the provider's clock shows, right or wrong.</param>
    /// <param name="faults">How.</param>
    public async Task SendAsync(HttpContext context, Answer answer, Instant now, RequestFaults faults)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.MediaType;
        response.ContentLength = answer.Body.Length;
        response.Headers.Date = HttpDate.Format(now);
        if (answer.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = answer.IsRetryDate
                ? HttpDate.Format(now + Duration.FromTimeSpan(wait))
                : Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (faults.Resets(FaultMoment.DuringAnswer))
        {
            await response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
            Connection.Reset(context);
            return;
        }

        var pieces = faults.AnswersOver > TimeSpan.Zero ? SlowPieces : 1;
        for (var i = 0; i < pieces; i++)
        {
            if (pieces > 1) await Task.Delay(faults.AnswersOver / pieces, time, context.RequestAborted);
            await response.Body.WriteAsync(answer.Body[(answer.Body.Length * i / pieces)..(answer.Body.Length * (i + 1) / pieces)], context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
