using Npgsql;

namespace VizPipeline.Stages;

/// <summary>Reads where a PostgreSQL database is and who asks.</summary>
internal static class PostgresAddress
{
    // Each filling may be a wait for the network: with Npgsql's own 8 KB, one for every hundredth row.
    private const int ReadBufferBytes = 32 << 10;

    public static bool IsUrl(string source) =>
        source.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes <c>postgres://user:password@host:port/database?sslmode=require</c>, or keywords and values as Npgsql knows them.</summary>
    /// <exception cref="SourceException">It is neither. The message does not repeat it, for it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string source)
    {
        var address = IsUrl(source) ? OfUrl(source) : OfKeywords(source);
        if (string.IsNullOrEmpty(address.Host)) throw new SourceException("the PostgreSQL source names no host; expected postgres://user:password@host:port/database");
        address.Pooling = false;
        address.ApplicationName ??= "viz";
        if (!address.ContainsKey("Command Timeout")) address.CommandTimeout = 600;
        // Asked for unless told otherwise, through a library that small images lack, which then complains on standard error.
        if (!address.ContainsKey("GSS Encryption Mode")) address.GssEncryptionMode = GssEncryptionMode.Disable;
        if (!address.ContainsKey("Keepalive")) address.KeepAlive = 30;
        if (!address.ContainsKey("Read Buffer Size")) address.ReadBufferSize = ReadBufferBytes;
        return address;
    }

    /// <summary>What messages call it: no user, no password.</summary>
    public static string NameOf(NpgsqlConnectionStringBuilder address) => $"postgres://{address.Host}:{address.Port}/{address.Database ?? address.Username}";

    private static NpgsqlConnectionStringBuilder OfKeywords(string source)
    {
        try
        {
            return new(source);
        }
        catch (Exception cause) when (cause is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new SourceException("the PostgreSQL source is no connection string that Npgsql understands; expected Host=…;Database=…;Username=… or postgres://user@host/database");
        }
    }

    private static NpgsqlConnectionStringBuilder OfUrl(string source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var url))
            throw new SourceException("the PostgreSQL source is no valid address; expected postgres://user:password@host:port/database, with special characters of the password written as %XX");

        var address = new NpgsqlConnectionStringBuilder { Host = Uri.UnescapeDataString(url.Host.Trim('[', ']')) };
        if (url.Port > 0) address.Port = url.Port;
        if (url.AbsolutePath.Trim('/') is { Length: > 0 } database) address.Database = Uri.UnescapeDataString(database);
        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0) address.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) address.Password = Uri.UnescapeDataString(user[1]);
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)) Set(address, option.Split('=', 2));
        return address;
    }

    private static void Set(NpgsqlConnectionStringBuilder address, string[] option)
    {
        var (key, value) = (Uri.UnescapeDataString(option[0]), option.Length > 1 ? Uri.UnescapeDataString(option[1]) : "");
        var keyword = key.ToUpperInvariant() switch
        {
            "SSLMODE" => "SSL Mode",
            "SSLROOTCERT" => "Root Certificate",
            "SSLCERT" => "SSL Certificate",
            "SSLKEY" => "SSL Key",
            "CONNECT_TIMEOUT" => "Timeout",
            "APPLICATION_NAME" => "Application Name",
            _ => key,
        };
        try
        {
            address[keyword] = keyword == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception cause) when (cause is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            throw new SourceException($"the PostgreSQL source has an option {key} that is not known, or whose value is not");
        }
    }
}
