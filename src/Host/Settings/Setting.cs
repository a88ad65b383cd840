namespace VizPipeline.Host;

/// <summary>One setting: what each source calls it, what it may be, what it means.</summary>
internal abstract record Setting
{
    /// <summary>Its environment variable; null when it can only stand in viz.json.</summary>
    public required string? Variable { get; init; }

    /// <summary>Its path in viz.json, with points; null when it may not stand there.</summary>
    public string? Key { get; init; }

    public string? Flag { get; init; }

    /// <summary>One sentence without a full stop.</summary>
    public required string Description { get; init; }

    /// <summary>Completes "it must be …".</summary>
    public required string Allowed { get; init; }

    /// <summary>As a user would write it; null when there is none. Some depend on the number of processor cores.</summary>
    public Func<int, string?> Default { get; init; } = _ => null;

    /// <summary>The default in words, where it is not the same everywhere.</summary>
    public string? DefaultInWords { get; init; }

    /// <summary>What of its text must never be written anywhere.</summary>
    public Func<string, IEnumerable<string>> Secrets { get; init; } = _ => [];

    /// <summary>Whether viz.json writes it as an object.</summary>
    public bool IsObject { get; init; }

    /// <summary>What lists call it; unique.</summary>
    public string Name => Variable ?? Key ?? "";
}

/// <summary>A setting whose value is a <typeparamref name="T"/>.</summary>
internal sealed record Setting<T> : Setting
{
    /// <summary>Reads what a source gives; adds to the findings, with or without a result, when it is wrong.</summary>
    public required SettingReader<T> Read { get; init; }

    /// <summary>The value as it may be shown; for a setting without secrets, the text as given.</summary>
    public Func<string, string> Show { get; init; } = text => text;
}

internal delegate T? SettingReader<T>(Given given, Setting setting, Findings findings);
