using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Where readings come from.</summary>
internal abstract record SourceLocation
{
    /// <summary>Our own database in the home folder.</summary>
    internal sealed record Embedded : SourceLocation;

    /// <summary>An SQLite database of somebody else, opened read-only.</summary>
    internal sealed record SqliteDatabase(string Path) : SourceLocation;

    /// <summary>A PostgreSQL server, by a postgres:// address that may hold a password.</summary>
    internal sealed record Postgres(Secret Address, string Name) : SourceLocation;
}
