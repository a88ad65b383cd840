using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace VizPipeline.Host;

/// <summary>The OpenAPI document of the door, made once.</summary>
internal static class DocumentRoute
{
    public const string Version = "v1";

    public static void Map(WebApplication to)
    {
        var document = new Lazy<Task<byte[]>>(() => MakeAsync(to.Services), LazyThreadSafetyMode.ExecutionAndPublication);
        to.MapGet("/openapi/v1.json", async () => TypedResults.Bytes(await document.Value, "application/json")).WithName("openapi").WithSummary("This document").Produces<object>();
    }

    private static async Task<byte[]> MakeAsync(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Version).GetOpenApiDocumentAsync(CancellationToken.None);
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, CancellationToken.None));
    }
}
