namespace VizPipeline.Imaging;

/// <summary>The file is not a whole PNG picture of a kind that this project reads. The message says what is wrong.</summary>
public sealed class PngException : FormatException
{
    public PngException() { }

    public PngException(string message) : base(message) { }

    public PngException(string message, Exception cause) : base(message, cause) { }
}
