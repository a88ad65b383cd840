using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>A span as an OTLP receiver gets it.</summary>
internal sealed record OtlpSpan(
    string Scope, string Name, string TraceId, string SpanId, string ParentId, ulong Start, ulong End, IReadOnlyDictionary<string, string> Attributes, string Error)
{
    public string this[string attribute] => Attributes.GetValueOrDefault(attribute, "");

    public bool IsRoot => ParentId.Length == 0;
}

/// <summary>An OTLP receiver over HTTP that takes traces apart by the field numbers of opentelemetry-proto 1.x; other signals are taken and left.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly SmallServer _server;

    private OtlpReceiver(SmallServer server) => _server = server;

    /// <summary>For a process whose traces come here, whole.</summary>
    public (string Name, string? Value)[] Environment =>
        [("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", new Uri(_server.Address, "/v1/traces").OriginalString), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_MAX_QUEUE_SIZE", "200000")];

    public static async Task<OtlpReceiver> StartAsync() => new(await SmallServer.StartAsync(200, ""));

    /// <summary>Every byte that came.</summary>
    public IEnumerable<byte[]> Bodies => _server.Seen.Select(request => request.Body);

    public IReadOnlyList<OtlpSpan> Spans() =>
    [
        .. from request in _server.Seen
           where request.Target == "/v1/traces"
           from resource in new ProtoMessage(request.Body).Messages(1)
           from scope in resource.Messages(2)
           from span in scope.Messages(2)
           select Read(scope.Message(1).Text(1), span),
    ];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static OtlpSpan Read(string scope, ProtoMessage span) => new(
        scope, span.Text(5), Hex(span, 1), Hex(span, 2), Hex(span, 4), span.Number(7), span.Number(8),
        span.Messages(9).ToDictionary(attribute => attribute.Text(1), attribute => Value(attribute.Message(2)), StringComparer.Ordinal),
        span.Has(15) && span.Message(15).Number(3) == 2 ? $"error: {span.Message(15).Text(2)}" : "");

    private static string Hex(ProtoMessage span, int field) => Convert.ToHexStringLower(span.Bytes(field).Span);

    private static string Value(ProtoMessage any) => any.Has(3) ? $"{(long)any.Number(3)}" : any.Has(2) ? $"{any.Number(2) == 1}" : any.Has(4) ? $"{any.Double(4)}" : any.Text(1);
}
