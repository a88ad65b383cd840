using NodaTime;
using NodaTime.Text;

namespace VizPipeline.Storage;

/// <summary>
/// One writer per home folder. The operating system holds the lock and lets go of it when the process ends, however it ends,
/// so nothing is guessed from process ids; the file beside it only tells others who it is.
/// </summary>
public sealed class HomeLock : IDisposable
{
    private const string LockName = "home.lock";
    private const string HolderName = "home.holder";

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private const int LinuxHeld = 11, MacHeld = 35, WindowsHeld = unchecked((int)0x80070020);

    private readonly FileStream _lock;
    private readonly string _holderPath;

    private HomeLock(string home)
    {
        _holderPath = Path.Combine(home, HolderName);
        _lock = FileFaults.Explained(home, () =>
        {
            Directory.CreateDirectory(home);
            return Lock(home, _holderPath);
        });
    }

    /// <summary>Takes the folder, which is made when missing, until disposed.</summary>
    /// <param name="home">The home folder.</param>
    /// <param name="command">What the other process will say is running: a verb, nothing secret.</param>
    /// <param name="clock">Tells since when.</param>
    /// <exception cref="HomeHeldException">Another process, or another lock of this one, has it.</exception>
    /// <exception cref="HomeUnavailableException">The folder cannot be made or written.</exception>
    public static HomeLock Take(string home, string command, IClock clock)
    {
        HomeLock? taken = null;
        try
        {
            taken = new HomeLock(home);
            taken.Describe(new LockHolder(Environment.ProcessId, clock.GetCurrentInstant(), command));
            var described = taken;
            taken = null;
            return described;
        }
        finally
        {
            taken?.Dispose();
        }
    }

    /// <summary>Lets go. The lock file stays: removing it could take it from a process that has just opened it.</summary>
    public void Dispose()
    {
        if (!_lock.CanWrite) return;
        FileFaults.TryDelete(_holderPath);
        _lock.Dispose();
    }

    private void Describe(LockHolder holder) => FileFaults.Explained(_holderPath, () =>
    {
        File.WriteAllText(_holderPath, holder.ToLine());
        return true;
    });

    private static FileStream Lock(string home, string holderPath)
    {
        try
        {
            return new FileStream(Path.Combine(home, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause) when (cause.HResult is LinuxHeld or MacHeld or WindowsHeld)
        {
            throw Held(home, HolderOf(holderPath), cause);
        }
    }

    private static HomeHeldException Held(string home, LockHolder? holder, IOException cause)
    {
        var who = holder is null ? "another process works here"
            : $"another process works here: {holder.Command} (process {holder.Process}) since {InstantPattern.General.Format(holder.Since)}";
        return new($"{home}: {who}; wait until it ends, or use another home folder", cause) { Holder = holder };
    }

    private static LockHolder? HolderOf(string path)
    {
        try
        {
            return LockHolder.Parse(File.ReadAllText(path));
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
