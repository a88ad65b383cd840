using VizPipeline.Stages;
using Xunit;

namespace VizPipeline.Tests;

public sealed class LateReadingsContract : SqliteContract
{
    private protected override async Task<IReadings> PlantAsync(PlantedTable table)
    {
        await using var wide = new SqliteWideReadings();
        var path = NewPath();
        File.Copy(await wide.PlantAtAsync(table), path);
        return new LateReadings(() => new SqliteReadings(path, new WideLayout()));
    }

    [Fact]
    public void A_source_is_opened_when_it_is_first_asked_and_once()
    {
        var opened = 0;
        var late = new LateReadings(() =>
        {
            opened++;
            return new SqliteReadings(NewPath(), new WideLayout());
        });
        Assert.Equal(0, opened);
        Assert.Equal(late.Name, late.Name);
        Assert.Equal(1, opened);
    }
}
