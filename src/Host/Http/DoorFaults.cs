using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>The one place where an exception behind a route becomes an answer.</summary>
/// <param name="warn">Tells the operator of what should not happen.</param>
internal sealed class DoorFaults(Action<string> warn)
{
    private const int SoonSeconds = 5, LaterSeconds = 30;

    public Task AnswerAsync(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Error switch
    {
        UsageException wrong => Problem.WriteAsync(context, StatusCodes.Status400BadRequest, wrong.Message),
        BadHttpRequestException wrong => Problem.WriteAsync(context, wrong.StatusCode, wrong.Message),
        DeskFullException full => Problem.WriteForNowAsync(context, StatusCodes.Status503ServiceUnavailable, LaterSeconds, full.Message),
        SourceException or StoreUnavailableException or StoreRefusedException or IOException or UnauthorizedAccessException => Problem.WriteForNowAsync(
            context, StatusCodes.Status503ServiceUnavailable, SoonSeconds, context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error.Message),
        var bug => SayBugAsync(context, bug),
    };

    private Task SayBugAsync(HttpContext context, Exception? bug)
    {
        warn($"{context.Request.Method} {Plain.Of(context.Request.Path.Value ?? "")}: internal error: {bug?.GetType().Name}: {Plain.Of(bug?.Message ?? "")}");
        return Problem.WriteAsync(context, StatusCodes.Status500InternalServerError, "internal error; the server's own messages say more");
    }
}
