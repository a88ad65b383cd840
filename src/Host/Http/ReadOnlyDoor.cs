using Microsoft.AspNetCore.Http;

namespace VizPipeline.Host;

/// <summary>The answer to whoever asks for work where none is done.</summary>
internal static class ReadOnlyDoor
{
    public static IResult Answer => Problem.Of(StatusCodes.Status409Conflict, "no service runs behind this server, so that it takes no work and has no events; viz run --http starts one");
}
