using System.Buffers.Binary;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>An entry as the columns of <see cref="LedgerSql.Columns"/>, both ways.</summary>
internal static class LedgerRow
{
    public static void BindPlanned(SqliteStatement statement, LedgerEntry entry)
    {
        statement.Bind(1, entry.Key);
        statement.Bind(2, entry.Sensor);
        statement.Bind(3, (int)entry.Window.Kind);
        statement.Bind(4, entry.Window.Start.ToUnixTimeTicks());
        statement.Bind(5, entry.Window.End.ToUnixTimeTicks());
        statement.Bind(6, (int)entry.State);
        statement.Bind(7, entry.UpdatedAt.ToUnixTimeTicks());
    }

    public static void Bind(SqliteStatement statement, LedgerEntry entry)
    {
        BindPlanned(statement, entry);
        BindInput(statement, 8, entry.Input);
        statement.BindOrNull(9, entry.Cid?.Text);
        statement.BindOrNull(10, entry.PinId);
        statement.Bind(11, entry.Bytes);
        statement.Bind(12, entry.DataPoints);
        statement.BindOrNull(13, entry.Min);
        statement.BindOrNull(14, entry.Max);
        statement.Bind(15, entry.ProcessingTime);
        statement.Bind(16, entry.Attempts);
        statement.BindOrNull(17, entry.Error);
    }

    public static LedgerEntry Read(SqliteStatement row) => new()
    {
        Key = row.Text(0),
        Sensor = row.Text(1),
        Window = new Window((WindowKind)row.Whole(2), InstantAt(row, 3), InstantAt(row, 4)),
        State = (WindowState)row.Whole(5),
        UpdatedAt = InstantAt(row, 6),
        Input = row.IsNull(7) ? null : new InputHash(BinaryPrimitives.ReadUInt128BigEndian(row.Blob(7))),
        Cid = row.TextOrNull(8) is { } cid ? new Cid(cid) : null,
        PinId = row.TextOrNull(9),
        Bytes = row.Whole(10),
        DataPoints = row.Whole(11),
        Min = row.RealOrNull(12),
        Max = row.RealOrNull(13),
        ProcessingTime = row.Real(14),
        Attempts = (int)row.Whole(15),
        Error = row.TextOrNull(16),
    };

    public static Instant InstantAt(SqliteStatement row, int column) => Instant.FromUnixTimeTicks(row.Whole(column));

    private static void BindInput(SqliteStatement statement, int parameter, InputHash? input)
    {
        if (input is not { } hash)
        {
            statement.BindNull(parameter);
            return;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash.Value);
        statement.Bind(parameter, bytes);
    }
}
