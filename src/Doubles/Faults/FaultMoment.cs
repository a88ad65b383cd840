namespace VizPipeline.Doubles;

/// <summary>When in the course of a request something goes wrong.</summary>
public enum FaultMoment
{
    /// <summary>Nothing of the body was read; no effect.</summary>
    BeforeBody,

    /// <summary>Half of the body was read; no effect.</summary>
    DuringBody,

    /// <summary>The effect happened, and nothing of the answer was sent.</summary>
    AfterEffect,

    /// <summary>The effect happened, and half of the answer was sent; for resets only.</summary>
    DuringAnswer,
}
