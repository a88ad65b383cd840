using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using VizPipeline.Stages;
using VizPipeline.Storage;

namespace VizPipeline.Bench;

/// <summary>The obvious way from a server to a file.</summary>
internal static class PlainSync
{
    public const string Name = "a plain loop";

    public static void Copy(string address, string path)
    {
        using var connection = new NpgsqlConnection(PostgresAddress.Parse(address).ConnectionString);
        connection.Open();
        using var select = new NpgsqlCommand(SqliteTable.Query, connection);
        using var rows = select.ExecuteReader();
        using var database = SqliteFile.OpenOwn(path);
        SqliteFile.Execute(database, "CREATE TABLE environmental_data (time TEXT PRIMARY KEY, temp REAL, hum REAL, pressure REAL, lux REAL, uv REAL, gas REAL); BEGIN");
        using var insert = new SqliteCommand("INSERT OR REPLACE INTO environmental_data VALUES (@0, @1, @2, @3, @4, @5, @6)", database);
        for (var i = 0; i < 7; i++) insert.Parameters.Add(new SqliteParameter($"@{i}", null));
        while (rows.Read())
        {
            insert.Parameters[0].Value = rows.GetDateTime(0).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            for (var i = 1; i < 7; i++) insert.Parameters[i].Value = rows.GetValue(i);
            insert.ExecuteNonQuery();
        }

        SqliteFile.Execute(database, "COMMIT");
    }
}
