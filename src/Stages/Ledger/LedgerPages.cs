using System.Collections.Immutable;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>
/// Reads a page of windows through the indices that writing needs anyway: the wanted windows are some slices of one of them, each in order. The next places of
/// every slice are read, the foremost taken, and only those rows fetched. The texts of the statements do not depend on the question, so that few are prepared.
/// </summary>
internal static class LedgerPages
{
    private static readonly ImmutableArray<WindowKind> AllKinds = [.. Enum.GetValues<WindowKind>()];
    private static readonly ImmutableArray<WindowState> AllStates = [.. Enum.GetValues<WindowState>()];

    public static LedgerPage Read(PreparedStatements prepared, LedgerQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Most, 1);
        // A window that changes its state moves to another slice: all are read as they are at one moment.
        prepared["BEGIN"].Run();
        var places = Places(prepared, query).InOrder();
        var entries = places.Take(query.Most).Select(place => RowAt(prepared, place.Id)).ToImmutableArray();
        prepared["COMMIT"].Run();
        return new(entries, places.Length > query.Most ? places[query.Most - 1] : null);
    }

    private static ForemostPlaces Places(PreparedStatements prepared, LedgerQuery query)
    {
        var states = query.States.IsDefaultOrEmpty ? AllStates : [.. query.States.Distinct()];
        // One more than wanted, which tells whether there is another page.
        var places = new ForemostPlaces(query.Most + 1, query.NewestFirst);
        if (query is { Sensor: null, Kind: null })
        {
            var statement = prepared[LedgerSql.PlacesByState(query.NewestFirst)];
            foreach (var state in states)
            {
                statement.Bind(1, (int)state);
                Take(statement, 2, query, places);
            }
        }
        else
        {
            var statement = prepared[LedgerSql.PlacesBySeries(query.NewestFirst)];
            var slices = from sensor in query.Sensor is { } one ? [one] : Sensors(prepared)
                         from kind in query.Kind is { } some ? [some] : AllKinds
                         from state in states
                         select (sensor, kind, state);
            foreach (var (sensor, kind, state) in slices)
            {
                statement.Bind(1, sensor);
                statement.Bind(2, (int)kind);
                statement.Bind(3, (int)state);
                Take(statement, 4, query, places);
            }
        }

        return places;
    }

    // What lies beyond the places that are there already is not read.
    private static void Take(SqliteStatement statement, int first, LedgerQuery query, ForemostPlaces places)
    {
        var (from, to) = (query.From?.ToUnixTimeTicks() ?? long.MinValue, query.To?.ToUnixTimeTicks() ?? long.MaxValue);
        var (begin, bound) = query.NewestFirst ? (new LedgerPlace(to, long.MaxValue), from) : (new LedgerPlace(from, long.MaxValue), to);
        if (query.After is { } after && (query.NewestFirst ? after < begin : after > begin)) begin = after;
        statement.Bind(first, begin.Ticks);
        statement.Bind(first + 1, begin.Id);
        statement.Bind(first + 2, places.Last is not { } last ? bound : query.NewestFirst ? Math.Max(bound, last.Ticks - 1) : Math.Min(bound, last.Ticks));
        statement.Bind(first + 3, query.Most + 1L);
        while (statement.Step()) places.Add(new(statement.Whole(0), statement.Whole(1)));
    }

    // Each is found from the one before it by a step in the index, however many windows lie between.
    private static List<string> Sensors(PreparedStatements prepared)
    {
        var sensors = new List<string>();
        var statement = prepared[LedgerSql.NextSensor];
        for (statement.Bind(1, ""); statement.Step(); statement.Bind(1, sensors[^1]))
        {
            sensors.Add(statement.Text(0));
            statement.Reset();
        }

        return sensors;
    }

    private static LedgerEntry RowAt(PreparedStatements prepared, long id)
    {
        var statement = prepared[LedgerSql.ById];
        statement.Bind(1, id);
        statement.Step();
        var entry = LedgerRow.Read(statement);
        statement.Reset();
        return entry;
    }
}
