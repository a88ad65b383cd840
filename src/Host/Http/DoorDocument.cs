using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace VizPipeline.Host;

/// <summary>What the OpenAPI document says beyond what the routes state themselves: parameters, keys, and the answers that any route may give.</summary>
internal static class DoorDocument
{
    private const string KeyScheme = "key";

    private static readonly ImmutableDictionary<string, (string Description, Action<OpenApiSchema> Form)> Known = new Dictionary<string, (string, Action<OpenApiSchema>)>
    {
        ["sensor"] = ("A sensor's name, as in keys", _ => { }),
        ["interval"] = ("What a picture shows", schema => schema.Enum = [.. Parameters.Intervals.Select(Node)]),
        ["key"] = ("A window's key, such as temperature:hourly:2025-01-15T08-0800", _ => { }),
        ["from"] = ("A time of the zone, such as 2025-01-15 or 2025-01-15T08:00, or one with an offset. Windows that end after it, readings from it on", _ => { }),
        ["to"] = ("Likewise. Windows that end at it or before, readings before it", _ => { }),
        ["order"] = ("Which come first", schema => schema.Enum = [Node("oldest"), Node("newest")]),
        ["limit"] = ("How many at most", schema => (schema.Type, schema.Minimum, schema.Maximum) = (JsonSchemaType.Integer, "1", null)),
        ["cursor"] = ("The next of the page before, unchanged", _ => { }),
        ["cid"] = ("The CID that the picture must have; then it may be kept for ever", _ => { }),
        ["w"] = ("Pixels across instead of those that are published", schema => (schema.Type, schema.Enum) = (JsonSchemaType.Integer, [.. PictureRoutes.Widths.Select(width => JsonValue.Create(width))])),
        ["format"] = ("png for pictures; json or csv for readings, instead of what the Accept header says", _ => { }),
        ["id"] = ("A run's number", schema => (schema.Type, schema.Format) = (JsonSchemaType.Integer, "int64")),
    }.ToImmutableDictionary();

    private static readonly ImmutableHashSet<(string Operation, string Name)> Required = [("readings", "sensor"), ("readings", "from"), ("readings", "to")];

    private static readonly (int Status, string Description)[] Always =
    [
        (StatusOf.LongLine, "The address is too long; without a document"), (StatusOf.LongHeaders, "The headers are too long; without a document"),
        (StatusOf.TooSlow, "The request did not come in time; without a document"),
        (StatusOf.Misdirected, "It is not reached under this name"), (StatusOf.TooMany, "This client has asked too often; Retry-After says when it may again"),
        (StatusOf.Away, "Something that it needs does not answer, or is full; Retry-After says when to ask again"), (StatusOf.TooLong, "It took too long"),
    ];

    public static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "VizPipeline", Version = DocumentRoute.Version, Description = "Pictures of sensor readings: what there is, and work that is asked for. Every error is a problem document (RFC 9457)." };
            document.Servers?.Clear();
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "One of VIZ_API_KEYS; X-Api-Key takes it, too." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var need = context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessNeeded>().FirstOrDefault()?.Need;
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) Describe(parameter, operation.OperationId ?? "");
            AddAnswers(operation, need, context.Document);
            if (need is not null) operation.Security = [new() { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] }];
            if (need == Need.Reading) operation.Security!.Insert(0, []);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiParameter parameter, string operation)
    {
        parameter.Required |= Required.Contains((operation, parameter.Name ?? ""));
        if (parameter.Name == "state") parameter.Description = $"Some of {string.Join(", ", Parameters.StateNames)}; several with commas between, or several times";
        else if (parameter.Name is { } name && Known.TryGetValue(name, out var known))
        {
            parameter.Description = known.Description;
            if (parameter.Schema is not OpenApiSchema schema) return;
            known.Form(schema);
            if (name == "limit") schema.Maximum = $"{(operation == "backfills" ? BackfillRoutes.MostListed : Parameters.MostWindows)}";
        }
    }

    private static void AddAnswers(OpenApiOperation operation, Need? need, OpenApiDocument? document)
    {
        operation.Responses ??= [];
        foreach (var (status, description) in Always) Add(status, description);
        Add(StatusOf.Bad, "Something of the request is not what it must be; the detail says what is allowed. Where it is no HTTP, without a document");
        if (need is not null) Add(StatusOf.NoKey, "It needs a key");
        if (need == Need.Writing) Add(StatusOf.NotAllowed, "No key is configured, or the page is of another origin");

        void Add(int status, string description) => operation.Responses!.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", document) } },
        });
    }

    private static JsonNode Node(string text) => JsonValue.Create(text);

    private static class StatusOf
    {
        public const int Bad = 400, NoKey = 401, NotAllowed = 403, TooSlow = 408, Misdirected = 421, LongLine = 414, LongHeaders = 431, TooMany = 429, Away = 503, TooLong = 504;
    }
}
