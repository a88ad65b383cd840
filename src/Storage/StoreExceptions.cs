using System.Collections.Immutable;

namespace VizPipeline.Storage;

/// <summary>A store could not be reached or could not do its work now; a repeat may succeed.</summary>
public class StoreUnavailableException : IOException
{
    public StoreUnavailableException() { }

    public StoreUnavailableException(string message) : base(message) { }

    public StoreUnavailableException(string message, Exception cause) : base(message, cause) { }

    /// <summary>How long the store wants to be left alone, where it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it was asked more often than it allows; then it did nothing of what was asked.</summary>
    public bool WasRefusedForQuota { get; init; }

    /// <summary>Whether it is certain that nothing of what was asked has happened, or will.</summary>
    public bool HadNoEffect => WasRefusedForQuota || this is NotAskedException;

    /// <summary>Whether it failed at what it was asked, or took too long, so that less of it might have succeeded.</summary>
    internal bool MayHaveBeenTooLarge { get; init; }
}

/// <summary>A store was not asked at all: it is known to be out of reach, or to take nothing more, for longer than one waits.</summary>
public sealed class NotAskedException : StoreUnavailableException
{
    public NotAskedException() { }

    public NotAskedException(string message) : base(message) { }

    public NotAskedException(string message, Exception cause) : base(message, cause) { }
}

/// <summary>Some pairs were written and others not.</summary>
public sealed class NamesUnwrittenException : StoreUnavailableException
{
    public NamesUnwrittenException() { }

    public NamesUnwrittenException(string message) : base(message) { }

    public NamesUnwrittenException(string message, Exception cause) : base(message, cause) { }

    /// <summary>The keys whose values may not be durable; all others are.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];
}

/// <summary>The home folder itself cannot be written: full disk, no permission. Nothing else can succeed until that changes.</summary>
public sealed class HomeUnavailableException : StoreUnavailableException
{
    public HomeUnavailableException() { }

    public HomeUnavailableException(string message) : base(message) { }

    public HomeUnavailableException(string message, Exception cause) : base(message, cause) { }
}

/// <summary>A store will not have this one content, however often it is asked: too long, of a kind it does not take. Others it may.</summary>
public sealed class ContentRefusedException : IOException
{
    public ContentRefusedException() { }

    public ContentRefusedException(string message) : base(message) { }

    public ContentRefusedException(string message, Exception cause) : base(message, cause) { }
}

/// <summary>A store said no: credentials or configuration. Only the user can change that.</summary>
public sealed class StoreRefusedException : Exception
{
    public StoreRefusedException() { }

    public StoreRefusedException(string message) : base(message) { }

    public StoreRefusedException(string message, Exception cause) : base(message, cause) { }
}
