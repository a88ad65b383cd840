namespace VizPipeline.Stages;

/// <summary>One window that a pass looks at.</summary>
/// <param name="Entry">What the ledger knows of it, or would.</param>
/// <param name="Decision">What the run does with it.</param>
public readonly record struct WindowTask(LedgerEntry Entry, Decision Decision);
