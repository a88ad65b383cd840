namespace VizPipeline.Storage;

/// <summary>Bytes are not what MessagePack, or the record that was expected, looks like. The message says where.</summary>
public sealed class MessagePackException : FormatException
{
    public MessagePackException() { }

    public MessagePackException(string message) : base(message) { }

    public MessagePackException(string message, Exception cause) : base(message, cause) { }
}
