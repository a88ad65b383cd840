namespace VizPipeline.Doubles;

/// <summary>Why a double said no by its own rules; what a script did is not counted here.</summary>
public enum Refusal
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>No token, another token, or another account.</summary>
    Credentials,

    /// <summary>Too many requests a minute, or in five minutes.</summary>
    Quota,

    /// <summary>A second write to one key within a second.</summary>
    KeyRate,

    /// <summary>No writes are left today.</summary>
    WritesPerDay,

    /// <summary>Something is wrong with the request itself, or what it names is absent.</summary>
    Request,
}
