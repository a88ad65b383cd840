using Microsoft.Data.Sqlite;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public class SqliteSchemaTests
{
    private static readonly SqliteSchema _first = new(["CREATE TABLE pets (name TEXT)"]);
    private static readonly SqliteSchema _second = new([.. _first.Steps, "ALTER TABLE pets ADD COLUMN age INTEGER NOT NULL DEFAULT 3"]);

    [Fact]
    public void An_older_layout_is_brought_up_to_date_and_keeps_its_rows()
    {
        using var home = new ScratchHome();
        using (var old = OwnDatabase.Open(home["pets.db"], _first)) SqliteFile.Execute(old, "INSERT INTO pets VALUES ('Mia')");
        using var now = OwnDatabase.Open(home["pets.db"], _second);
        Assert.Equal("Mia is 3", Text(now, "SELECT name || ' is ' || age FROM pets"));
        Assert.Equal("2", Text(now, "PRAGMA user_version"));
    }

    [Fact]
    public void A_newer_layout_is_refused_and_left_alone()
    {
        using var home = new ScratchHome();
        OwnDatabase.Open(home["pets.db"], _second).Dispose();
        var refusal = Assert.Throws<StoreRefusedException>(() => OwnDatabase.Open(home["pets.db"], _first).Dispose());
        Assert.StartsWith($"{home["pets.db"]}: it was written by a newer version of this program (layout 2, this one knows up to 1)", refusal.Message, StringComparison.Ordinal);
        Assert.True(OwnDatabase.Require(home["pets.db"], _second));
    }

    [Fact]
    public void Reading_an_older_layout_asks_for_a_command_that_writes()
    {
        using var home = new ScratchHome();
        OwnDatabase.Open(home["pets.db"], _first).Dispose();
        Assert.Throws<StoreRefusedException>(() => OwnDatabase.Require(home["pets.db"], _second));
        Assert.True(OwnDatabase.Require(home["pets.db"], _first));
    }

    [Fact]
    public void A_file_whose_maker_was_stopped_before_its_tables_were_there_is_as_good_as_none()
    {
        using var home = new ScratchHome();
        Assert.False(OwnDatabase.Require(home["pets.db"], _second));
        SqliteFile.OpenOwn(home["pets.db"]).Dispose();
        Assert.False(OwnDatabase.Require(home["pets.db"], _second));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_layout_as_it_was()
    {
        using var home = new ScratchHome();
        OwnDatabase.Open(home["pets.db"], _first).Dispose();
        var broken = new SqliteSchema([.. _first.Steps, "CREATE TABLE toys (name TEXT)", "CREATE TABLE pets (name TEXT)"]);
        Assert.Throws<HomeUnavailableException>(() => OwnDatabase.Open(home["pets.db"], broken).Dispose());
        using var same = OwnDatabase.Open(home["pets.db"], _first);
        Assert.Equal("0", Text(same, "SELECT count(*) FROM sqlite_master WHERE name = 'toys'"));
    }

    [Fact]
    public void What_is_no_database_is_called_that()
    {
        using var home = new ScratchHome();
        File.WriteAllText(home["pets.db"], new string('x', 5000));
        var fault = Assert.Throws<HomeUnavailableException>(() => OwnDatabase.Open(home["pets.db"], _first).Dispose());
        Assert.Equal($"{home["pets.db"]}: it is not an SQLite database, or it is damaged", fault.Message);
    }

    private static string Text(SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        Assert.True(statement.Step());
        return statement.Text(0);
    }
}
