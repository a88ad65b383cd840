using System.Collections.Immutable;
using System.CommandLine;

namespace VizPipeline.Host;

/// <summary>One command of <c>viz</c>: what it is called, what it takes, what it does.</summary>
internal abstract class Verb
{
    public abstract string Name { get; }

    /// <summary>One sentence without a full stop.</summary>
    public abstract string Description { get; }

    /// <summary>Whole command lines for its help page, at least one.</summary>
    public abstract ImmutableArray<string> Examples { get; }

    public virtual ImmutableArray<Argument> Arguments => [];

    /// <summary>Its own options; those of <see cref="GlobalOptions"/> that every verb has come by themselves.</summary>
    public virtual ImmutableArray<Option> Options => [];

    /// <summary>Whether the first Ctrl-C lets it finish what it began, so that only the second cancels it.</summary>
    public virtual bool Drains => false;

    /// <summary>Does the work. Failures are exceptions, explained elsewhere; a verb that returns another code than <see cref="ExitCode.Clean"/> has said why.</summary>
    /// <param name="call">The arguments, the settings, and where to speak.</param>
    /// <param name="cancel">Fires at the first Ctrl-C; for a verb that <see cref="Drains"/>, at the second.</param>
    public abstract Task<ExitCode> RunAsync(Invocation call, CancellationToken cancel);
}
