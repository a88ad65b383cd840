namespace VizPipeline.Doubles;

/// <summary>The rules and the state of one provider, without time passing and without faults. Safe for use by many threads at once.</summary>
internal interface IProvider
{
    ProviderCall CallOf(Request request);

    /// <summary>What is decided before the body is read: credentials and quota. Null lets the request in; asking counts it.</summary>
    Answer? Refuse(Request request);

    /// <summary>Does what is asked.</summary>
    /// <exception cref="RequestRefusedException">Something is wrong with the request, or what it names is absent.</exception>
    Task<Answer> AnswerAsync(Request request, ProviderCall call, CancellationToken cancel);

    /// <summary>An answer in the provider's own error style.</summary>
    Answer Error(int status, string message, int code = 0);
}
