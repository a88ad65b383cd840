namespace VizPipeline.Storage;

/// <summary>Says in one sentence what a failed file operation in the home folder means for a user.</summary>
public static class FileFaults
{
    // errno on Linux and macOS; on Windows the system's own numbers.
    private const int NoSpace = 28, ReadOnlySystem = 30, LinuxQuota = 122, MacQuota = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Does something with a file or folder of the home; a failure names <paramref name="path"/>.</summary>
    /// <exception cref="HomeUnavailableException">It could not be done.</exception>
    public static T Explained<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (IOException cause) when (cause is not StoreUnavailableException)
        {
            throw ToHomeUnavailable(cause, path);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw ToHomeUnavailable(cause, path);
        }
    }

    public static HomeUnavailableException ToHomeUnavailable(IOException cause, string path) => new($"{path}: {Explain(cause)}", cause);

    public static HomeUnavailableException ToHomeUnavailable(UnauthorizedAccessException cause, string path) =>
        new($"{path}: it may not be read or written: check the permissions of the file and its folder", cause);

    /// <summary>Removes a file that nobody needs any more; false when it had to stay.</summary>
    public static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Explain(IOException cause) => cause.HResult switch
    {
        NoSpace or WindowsDiskFull => "the disk is full",
        LinuxQuota or MacQuota => "the disk quota is used up",
        ReadOnlySystem => "the file system is read-only",
        _ => cause.Message,
    };
}
