using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace VizPipeline.Doubles;

/// <summary>The connection below a request.</summary>
internal static class Connection
{
    /// <summary>Ends it as a crash does: the other side sees a reset, not an orderly end.</summary>
    public static void Reset(HttpContext context)
    {
        context.Features.Get<IConnectionSocketFeature>()?.Socket.Close(timeout: 0);
        context.Abort();
    }
}
