using System.Collections.Immutable;
using NodaTime;

namespace VizPipeline.Doubles;

/// <summary>What goes wrong with one request, asked for by moment.</summary>
internal sealed class RequestFaults(ImmutableArray<ScriptedFault> all)
{
    public ImmutableArray<ScriptedFault> All => all;

    public bool IsCidWrong => all.OfType<WrongCidFault>().Any();

    /// <summary>0 where every pair of a bulk write is written.</summary>
    public int SkipEvery => all.OfType<PartialFault>().Select(fault => fault.Every).FirstOrDefault();

    public Duration ClockIsOffBy => all.OfType<ClockFault>().Aggregate(Duration.Zero, (sum, fault) => sum + fault.By);

    public TimeSpan AnswersOver => all.OfType<SlowAnswerFault>().Aggregate(TimeSpan.Zero, (sum, fault) => sum + fault.Over);

    public TimeSpan Delay(FaultMoment at) => all.OfType<DelayFault>().Where(fault => fault.At == at).Aggregate(TimeSpan.Zero, (sum, fault) => sum + fault.By);

    public bool Resets(FaultMoment at) => all.OfType<ResetFault>().Any(fault => fault.At == at);

    /// <summary>Whether the request ends at this moment.</summary>
    public bool Stops(FaultMoment at, IProvider provider) => Resets(at) || Answer(at, provider) is not null;

    /// <summary>Another answer than the true one; null where there is none at this moment.</summary>
    public Answer? Answer(FaultMoment at, IProvider provider)
    {
        foreach (var fault in all)
        {
            if (fault is StatusFault status && status.At == at)
            {
                return provider.Error(status.Status, "scripted fault") with { RetryAfter = status.RetryAfter, IsRetryDate = status.IsDate };
            }

            if (fault is HtmlFault html && html.At == at) return Doubles.Answer.Html(html.Status);
        }

        return null;
    }
}
