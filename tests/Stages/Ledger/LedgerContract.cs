using VizPipeline.Stages;
using VizPipeline.Tests.Support;
using Xunit;

namespace VizPipeline.Tests;

/// <summary>The conformance suite of <see cref="ILedger"/>: an implementation derives from it and says how it is opened.</summary>
public abstract class LedgerContract
{
    /// <summary>Opens the ledger kept in a folder; opened again it has all that was written.</summary>
    private protected abstract ILedger Open(string folder);

    [Fact]
    public void It_answers_like_the_model_before_and_after_it_is_reopened() => Law.Holds(
        LedgerAct.Some, acts => LedgerLaws.AnswersLikeTheModel(Open, acts), runs: 100);
}
