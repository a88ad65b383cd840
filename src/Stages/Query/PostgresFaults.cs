using System.Net.Sockets;
using Npgsql;

namespace VizPipeline.Stages;

/// <summary>Says in one sentence what went wrong with a PostgreSQL source, and whether it may pass.</summary>
internal static class PostgresFaults
{
    public static SourceException Of(string name, NpgsqlException cause)
    {
        var (what, mayPass) = cause is PostgresException answer ? Answered(answer) : Unanswered(cause);
        return new($"{name}: {what}", cause) { MayPass = mayPass };
    }

    private static (string What, bool MayPass) Answered(PostgresException answer) => answer.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => ("the server refuses the user or the password", false),
        PostgresErrorCodes.InvalidCatalogName => ("the server has no such database", false),
        PostgresErrorCodes.InsufficientPrivilege => ($"the user may not read it ({answer.MessageText}); docs/postgres.md shows the role to make", false),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => ($"the table changed while it was being read ({answer.MessageText})", false),
        PostgresErrorCodes.TooManyConnections => ("the server has no connection left", true),
        PostgresErrorCodes.CannotConnectNow => ("the server is starting or stopping", true),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => ("the server closed the connection", true),
        PostgresErrorCodes.QueryCanceled => ("the server ended the query: its statement_timeout is too short for one pass over the readings", false),
        _ => (answer.MessageText, answer.IsTransient),
    };

    private static (string What, bool MayPass) Unanswered(NpgsqlException cause) => cause.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => ("nothing answers there: is the server running, and is the port right?", true),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => ("there is no such host", false),
        TimeoutException => ("the server does not answer in time", true),
        null when !cause.IsTransient => (cause.Message, false),
        System.Security.Authentication.AuthenticationException => ("the encrypted connection was refused: check sslmode and the certificate", false),
        _ => ("the connection was lost", true),
    };
}
