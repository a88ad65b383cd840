using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Tests;

/// <summary>A row of the record of uploads.</summary>
internal sealed record UploadRow(Cid Cid, string Name, string? PinId, Cid? PinCid)
{
    /// <summary>All rows of a file that nobody has open, or that is a copy.</summary>
    public static ImmutableArray<UploadRow> Read(string path)
    {
        using var database = SqliteFile.OpenOwn(path);
        using var command = database.CreateCommand();
        command.CommandText = "SELECT cid, name, pin_id, pin_cid FROM uploads";
        using var rows = command.ExecuteReader();
        var found = ImmutableArray.CreateBuilder<UploadRow>();
        while (rows.Read()) found.Add(new(new(rows.GetString(0)), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.IsDBNull(3) ? null : new Cid(rows.GetString(3))));
        return found.DrainToImmutable();
    }
}
