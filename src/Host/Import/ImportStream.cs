using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;

namespace VizPipeline.Host;

/// <summary>The bytes of one input, unpacked where its name says that it is packed.</summary>
internal sealed class ImportStream : IDisposable
{
    private readonly Stream _source;
    private readonly Process? _xz;

    private ImportStream(string name, Stream source, Stream bytes, Process? xz)
    {
        (Name, _source, Bytes, _xz) = (name, source, bytes, xz);
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    public Stream Bytes { get; }

    /// <summary>How much of the file itself is read; 0 where nobody knows.</summary>
    public long Position => _xz is null && _source is FileStream ? _source.Position : 0;

    /// <exception cref="ImportException">It cannot be opened, or the program xz is missing.</exception>
    public static ImportStream Open(string path, Stream standardInput)
    {
        if (path == ImportFiles.StandardInput) return new("standard input", Stream.Null, standardInput, null);
        try
        {
            var source = File.OpenRead(path);
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) return new(path, source, new GZipStream(source, CompressionMode.Decompress), null);
            if (!path.EndsWith(".xz", StringComparison.OrdinalIgnoreCase)) return new(path, source, source, null);
            source.Dispose();
            var xz = Process.Start(new ProcessStartInfo("xz", ["-dc", "--", Path.GetFullPath(path)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return new(path, Stream.Null, xz.StandardOutput.BaseStream, xz);
        }
        catch (Win32Exception cause)
        {
            throw new ImportException(ImportFault.Unavailable, $"{path}: reading .xz needs the program xz, which is missing (Debian: apt install xz-utils); or unpack the file first", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(ImportFault.Unavailable, $"{path} cannot be read: {cause.Message}", cause);
        }
    }

    /// <summary>After the last byte: makes sure that the unpacking went well.</summary>
    /// <exception cref="ImportException">The file is damaged.</exception>
    public void Finish()
    {
        if (_xz is null) return;
        var said = _xz.StandardError.ReadToEnd().Trim();
        _xz.WaitForExit();
        if (_xz.ExitCode != 0) throw new ImportException($"{Name} cannot be unpacked: {said}");
    }

    public void Dispose()
    {
        if (_xz is { HasExited: false }) _xz.Kill();
        _xz?.Dispose();
        _source.Dispose();
    }
}
