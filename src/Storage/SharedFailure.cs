namespace VizPipeline.Storage;

/// <summary>A failure that several callers hear of: each throws one of its own, of the same kind, since what they do next depends on the kind.</summary>
public static class SharedFailure
{
    public static Exception ForOneCaller(Exception cause) => cause switch
    {
        HomeUnavailableException => new HomeUnavailableException(cause.Message, cause),
        NotAskedException => new NotAskedException(cause.Message, cause),
        StoreUnavailableException => new StoreUnavailableException(cause.Message, cause),
        StoreRefusedException => new StoreRefusedException(cause.Message, cause),
        ContentRefusedException => new ContentRefusedException(cause.Message, cause),
        _ => cause,
    };
}
