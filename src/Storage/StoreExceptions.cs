namespace VizPipeline.Storage;

/// <summary>A store could not be reached or could not do its work now; a repeat may succeed.</summary>
public class StoreUnavailableException : IOException
{
    public StoreUnavailableException() { }

    public StoreUnavailableException(string message) : base(message) { }

    public StoreUnavailableException(string message, Exception cause) : base(message, cause) { }
}

/// <summary>The home folder itself cannot be written: full disk, no permission. Nothing else can succeed until that changes.</summary>
public sealed class HomeUnavailableException : StoreUnavailableException
{
    public HomeUnavailableException() { }

    public HomeUnavailableException(string message) : base(message) { }

    public HomeUnavailableException(string message, Exception cause) : base(message, cause) { }
}

/// <summary>A store said no: credentials or configuration. Only the user can change that.</summary>
public sealed class StoreRefusedException : Exception
{
    public StoreRefusedException() { }

    public StoreRefusedException(string message) : base(message) { }

    public StoreRefusedException(string message, Exception cause) : base(message, cause) { }
}
