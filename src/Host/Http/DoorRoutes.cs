using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace VizPipeline.Host;

/// <summary>Every route of the door. What holds something lives as long as the door does.</summary>
internal sealed class DoorRoutes(DoorView view, DoorSettings settings, Access access, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly HealthRoutes _health = new(view, access);
    private readonly PictureShelf _shelf = new(view);
    private readonly ReadingsRoute _readings = new(view, settings);
    private readonly StatsRoute _stats = new(view);
    private readonly BackfillRoutes _backfills = new(view);
    private readonly EventRoutes _events = new(view, settings, lifetime);

    public void Map(WebApplication to)
    {
        _health.Map(to);
        new MetricsRoute(view).Map(to);
        new LatestRoute(view).Map(to);
        new WindowRoutes(view).Map(to);
        new PictureRoutes(view, _shelf).Map(to);
        _stats.Map(to);
        _readings.Map(to);
        _backfills.Map(to);
        _events.Map(to);
        PageRoutes.Map(to);
        new GalleryRoutes(view).Map(to);
        DocumentRoute.Map(to);
    }

    public void Dispose()
    {
        _health.Dispose();
        _shelf.Dispose();
        _readings.Dispose();
        _stats.Dispose();
        _backfills.Dispose();
        _events.Dispose();
    }
}
