namespace VizPipeline.Storage;

/// <summary>One caller's write while it waits for its group.</summary>
internal abstract class GroupedWrite
{
    public abstract void Apply(PreparedStatements statements);

    /// <summary>Ends the caller's wait: with the result when <paramref name="failure"/> is null.</summary>
    public abstract void Complete(Exception? failure);
}

internal sealed class GroupedWrite<TResult>(Func<PreparedStatements, TResult> write) : GroupedWrite
{
    private readonly TaskCompletionSource<TResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? _result;

    public Task<TResult> Task => _done.Task;

    public override void Apply(PreparedStatements statements) => _result = write(statements);

    public override void Complete(Exception? failure)
    {
        if (failure is null) _done.SetResult(_result!);
        else _done.SetException(failure);
    }
}
