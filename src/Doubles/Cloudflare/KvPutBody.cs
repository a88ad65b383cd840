namespace VizPipeline.Doubles;

/// <summary>The body of a single write: the value as it is, or a form of value and metadata.</summary>
internal static class KvPutBody
{
    /// <exception cref="RequestRefusedException">A rule is broken.</exception>
    public static async Task<(byte[] Value, string? Metadata)> ReadAsync(Request request, CancellationToken cancel)
    {
        if (!FormReader.IsForm(request)) return (await BodyReader.BytesAsync(request.Body, KvLimits.ValueBytes, cancel), null);
        var (value, metadata) = ((byte[]?)null, (string?)null);
        await foreach (var part in FormReader.PartsAsync(request, cancel))
        {
            if (part.Name == "value") value = await BodyReader.BytesAsync(part.Content, KvLimits.ValueBytes, cancel);
            else if (part.Name == "metadata") metadata = await FormReader.TextAsync(part, cancel);
        }

        KvLimits.CheckMetadata(metadata);
        return (value ?? throw new RequestRefusedException(400, "the form has no value", KvAnswers.MalformedValue), metadata);
    }
}
