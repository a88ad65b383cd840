namespace VizPipeline.Host;

/// <summary>One setting: what each source calls it, what it may be, what it means.</summary>
/// <param name="Variable">Its environment variable; null when it can only stand in viz.json.</param>
/// <param name="Key">Its path in viz.json, with points; null when it may not stand there.</param>
/// <param name="Description">One sentence without a full stop.</param>
/// <param name="Allowed">Completes "it must be …".</param>
internal abstract record Setting(string? Variable, string? Key, string Description, string Allowed)
{
    public string? Flag { get; init; }

    /// <summary>What one verb calls the flag, whose name says the rest.</summary>
    public string? OtherFlag { get; init; }

    /// <summary>Whether only some verbs have the flag; otherwise all do.</summary>
    public bool IsOfSomeVerbs { get; init; }

    /// <summary>As a user would write it; null when there is none. Some depend on the number of processor cores.</summary>
    public Func<int, string?> Default { get; init; } = _ => null;

    /// <summary>The default in words, where it is not the same everywhere.</summary>
    public string? DefaultInWords { get; init; }

    /// <summary>The value as it may be shown; for a setting without secrets, the text as given.</summary>
    public Func<string, string> Show { get; init; } = text => text;

    /// <summary>What of its text must never be written anywhere.</summary>
    public Func<string, IEnumerable<string>> Secrets { get; init; } = _ => [];

    /// <summary>Whether viz.json writes it as an object.</summary>
    public bool IsObject { get; init; }

    /// <summary>What lists call it; unique.</summary>
    public string Name => Variable ?? Key ?? "";
}

/// <summary>A setting whose value is a <typeparamref name="T"/>.</summary>
/// <param name="Variable">Its environment variable.</param>
/// <param name="Key">Its path in viz.json.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Allowed">Completes "it must be …".</param>
/// <param name="Read">Reads what a source gives; adds to the findings, with or without a result, when it is wrong.</param>
internal sealed record Setting<T>(string? Variable, string? Key, string Description, string Allowed, SettingReader<T> Read)
    : Setting(Variable, Key, Description, Allowed);

internal delegate T? SettingReader<T>(Given given, Setting setting, Findings findings);
