namespace VizPipeline.Stages;

/// <summary>One window that a run looks at.</summary>
/// <param name="Entry">What the ledger knows of it, or would.</param>
/// <param name="OnlyIfChanged">Whether it is left alone when its input is what its picture was made from.</param>
public readonly record struct WindowTask(LedgerEntry Entry, bool OnlyIfChanged);
