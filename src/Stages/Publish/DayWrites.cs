using NodaTime;
using NodaTime.Text;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>How many keys were written on a day from this home, in the record of uploads.</summary>
internal sealed class DayWrites(GroupWriter writer) : IDayTally
{
    public async ValueTask<int> CountAsync(LocalDate day, CancellationToken cancel) => await writer.WriteAsync(
        prepared =>
        {
            var writes = prepared[UploadSql.Writes];
            writes.Bind(1, LocalDatePattern.Iso.Format(day));
            var count = writes.Step() ? (int)writes.Whole(0) : 0;
            writes.Reset();
            return count;
        },
        cancel);

    public async ValueTask RecordAsync(LocalDate day, int count, CancellationToken cancel) => await writer.WriteAsync(
        prepared =>
        {
            var (forget, wrote, text) = (prepared[UploadSql.ForgetWrites], prepared[UploadSql.Wrote], LocalDatePattern.Iso.Format(day));
            forget.Bind(1, text);
            forget.Run();
            wrote.Bind(1, text);
            wrote.Bind(2, count);
            wrote.Run();
        },
        cancel);
}
