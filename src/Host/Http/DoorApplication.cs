using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace VizPipeline.Host;

/// <summary>Puts the door together: what stands before every route, in order, and the routes. The framework reads no settings, writes no log and hears no signal.</summary>
internal static class DoorApplication
{
    public static WebApplication Make(IPEndPoint at, DoorSettings settings, DoorView view)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "viz", EnvironmentName = Environments.Production, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Bound(kestrel, at));
        var services = builder.Services;
        services.RemoveAll<IHostLifetime>().AddSingleton<IHostLifetime, NoLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = DoorLimits.Farewell);
        services.ConfigureHttpJsonOptions(json => DoorJson.Apply(json.SerializerOptions));
        services.AddRoutingCore().AddProblemDetails().AddOpenApi(DocumentRoute.Version, DoorDocument.Describe);
        services.AddSingleton(view).AddSingleton(settings).AddSingleton(new Access(settings, at.Address)).AddSingleton<DoorRoutes>();
        services.AddRequestTimeouts(DoorLimits.Time).AddRateLimiter(limits => DoorLimits.Count(limits, settings)).AddCors(cors => cors.AddDefaultPolicy(policy => Allow(policy, settings)));

        var app = builder.Build();
        var faults = new DoorFaults(view.Warn);
        app.Use(SecurityHeaders.AddAsync);
        app.UseStatusCodePages(context => SayStatusAsync(context.HttpContext));
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = faults.AnswerAsync, SuppressDiagnosticsCallback = _ => true });
        app.Use(new HostCheck(settings).PassAsync);
        app.Use(HeadersOnly.PassAsync);
        app.UseRouting();
        app.UseCors();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.Use(app.Services.GetRequiredService<Access>().PassAsync);
        app.Services.GetRequiredService<DoorRoutes>().Map(app);
        return app;
    }

    private static void Bound(KestrelServerOptions kestrel, IPEndPoint at)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(at, listen => listen.Protocols = HttpProtocols.Http1);
        DoorLimits.Bound(kestrel.Limits);
    }

    private static void Allow(Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder policy, DoorSettings settings) => policy
        .WithOrigins([.. settings.Origins]).WithMethods("GET", "POST", "DELETE").WithHeaders("Authorization", "X-Api-Key", "Content-Type", "If-None-Match", "Range")
        .WithExposedHeaders("ETag", "Location", "Retry-After").SetPreflightMaxAge(TimeSpan.FromHours(1));

    // What the framework refuses without a word.
    private static Task SayStatusAsync(HttpContext context) => Problem.WriteAsync(context, context.Response.StatusCode, context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "there is nothing at this path; /openapi/v1.json lists what there is",
        StatusCodes.Status405MethodNotAllowed => "this path does not take this method; the Allow header says which it takes",
        StatusCodes.Status413PayloadTooLarge => "the body is too large",
        StatusCodes.Status415UnsupportedMediaType => "the body must be application/json",
        StatusCodes.Status504GatewayTimeout => "it took too long and was given up",
        _ => "it was refused",
    });

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
