using NodaTime;

namespace VizPipeline.Stages;

/// <summary>One run of a command, as the ledger remembers it.</summary>
/// <param name="Id">Counts up from 1.</param>
/// <param name="Verb">The command: <c>backfill</c>, <c>demo</c>.</param>
/// <param name="Started">When it took the home folder.</param>
/// <param name="Finished">Null while it runs, and for ever when it was killed.</param>
/// <param name="ExitCode">As told to the shell; null like <paramref name="Finished"/>.</param>
/// <param name="Summary">What it came to; null like <paramref name="Finished"/>, and where it ended before its work began.</param>
/// <param name="LastLine">The sentence it ended with, without secrets.</param>
public sealed record RunRecord(long Id, string Verb, Instant Started, Instant? Finished, int? ExitCode, RunSummary? Summary, string? LastLine);
