namespace VizPipeline.Storage;

/// <summary>A credential. Prints masked; what it is must be asked for by name.</summary>
public sealed class Secret(string value)
{
    private const int LongEnoughToShowItsEnd = 20;

    public string Reveal() => value;

    public override string ToString() => Mask(value);

    public static string Mask(string value) => value.Length >= LongEnoughToShowItsEnd ? $"set (…{value[^4..]})" : "set";
}
