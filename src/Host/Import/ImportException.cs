namespace VizPipeline.Host;

/// <summary>Whose fault it is that nothing was imported.</summary>
internal enum ImportFault
{
    /// <summary>What was asked for makes no sense: no such file, an unknown format.</summary>
    Usage,

    /// <summary>A file is not what it should be.</summary>
    Content,

    /// <summary>A file may not be read, or a program is missing.</summary>
    Unavailable,
}

/// <summary>Nothing was imported; the message says which file, what is wrong with it and what is allowed.</summary>
internal sealed class ImportException : Exception
{
    public ImportException() { }

    public ImportException(string message) : base(message) { }

    public ImportException(string message, Exception cause) : base(message, cause) { }

    public ImportException(ImportFault fault, string message, Exception? cause = null) : base(message, cause) => Fault = fault;

    public ImportFault Fault { get; } = ImportFault.Content;
}
