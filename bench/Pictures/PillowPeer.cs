using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace VizPipeline.Bench;

/// <summary>A process of <c>bench/peers/pillow.py</c>, which lives as long as the bench and takes its own time.</summary>
internal sealed class PillowPeer : IDisposable
{
    private readonly Process _python;

    private PillowPeer(Process python) => _python = python;

    /// <exception cref="MissingPeerException">There is no Python with numpy and Pillow.</exception>
    public static async Task<PillowPeer> StartAsync()
    {
        try
        {
            var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Script()]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            var peer = new PillowPeer(Process.Start(start)!);
            if (await peer._python.StandardOutput.ReadLineAsync() == "ready") return peer;
            throw Missing((await peer._python.StandardError.ReadToEndAsync()).Trim().Split('\n')[^1]);
        }
        catch (Win32Exception missing)
        {
            throw Missing(missing.Message);
        }
    }

    /// <summary>Draws the pictures of a file that <see cref="PeerFile"/> wrote.</summary>
    public async Task<DrawnPictures> DrawAsync(string file)
    {
        await _python.StandardInput.WriteLineAsync(file);
        await _python.StandardInput.FlushAsync();
        if (await _python.StandardOutput.ReadLineAsync() is not { } seconds) throw new InvalidOperationException(await _python.StandardError.ReadToEndAsync());
        return new(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), await File.ReadAllBytesAsync($"{file}.png"));
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }

    private static string Script()
    {
        using var text = new StreamReader(typeof(PillowPeer).Assembly.GetManifestResourceStream("pillow.py")!);
        return text.ReadToEnd();
    }

    private static MissingPeerException Missing(string why) => new($"pictures are compared with numpy and Pillow (Debian: apt-get install python3-numpy python3-pil): {why}");
}
