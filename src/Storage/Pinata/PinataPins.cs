using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace VizPipeline.Storage;

/// <summary>Pins at Pinata, on its public network: a pin's id is its file row's, and a repeated upload makes another row.</summary>
/// <remarks>Where Pinata computes another CID than the caller did, its own is kept and <see cref="CidMismatches"/> grows.</remarks>
/// <param name="client">Sends the requests; the caller disposes it.</param>
/// <param name="options">Where to.</param>
public sealed class PinataPins(ProviderClient client, PinataOptions options) : IPinStore
{
    private const int PageRows = 1000;
    private const int MostLabels = 10;

    private static readonly ImmutableArray<HttpStatusCode> OfContentOnceOthersWereTaken = [.. ProviderRequest.OfContent, HttpStatusCode.BadRequest];

    private long _mismatches;
    private volatile bool _hasTaken;

    public PinTraits Traits { get; } = new("pinata", IsOutside: true, MaxBytes: 100_000_000);

    /// <summary>How often the CID that came back was not the one computed here.</summary>
    public long CidMismatches => Interlocked.Read(ref _mismatches);

    /// <summary>Hears of each piece of a picture that was sent: its name, bytes sent of this attempt, and all its bytes.</summary>
    public Action<string, long, long> Progress { get; init; } = (_, _, _) => { };

    public async ValueTask<Pin> PinAsync(PinRequest request, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Content.Length, Traits.MaxBytes, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Labels.Count, MostLabels, nameof(request));
        var upload = new ProviderRequest(HttpMethod.Post, ProviderRequest.At(options.Uploads, "/v3/files"), $"take {request.Name}", ProviderOperation.Upload)
        {
            Body = () => Form(request),

            // A bad request is a wrong setting, of the group perhaps, unless the same settings did well before.
            ContentStatuses = _hasTaken ? OfContentOnceOthersWereTaken : ProviderRequest.OfContent,
        };
        var answer = await client.SendAsync(upload, cancel);
        var row = client.Read(upload, () => PinataFiles.Uploaded(answer.Body)) ?? throw client.Unusable(upload, "its answer names no CID");
        _hasTaken = true;
        if (row.Cid != request.Cid)
        {
            Interlocked.Increment(ref _mismatches);
            client.Observer.NamedOtherwise(client.Provider);
        }

        return new Pin(row.Id, row.Cid, request.Name, request.Content.Length);
    }

    /// <summary>Nothing to do: what Pinata has answered for, it keeps.</summary>
    public ValueTask FlushAsync(CancellationToken cancel) => ValueTask.CompletedTask;

    public async ValueTask<ImmutableArray<Pin>> FindAsync(Cid cid, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<Pin>();
        await foreach (var pin in RowsAsync($"cid={Uri.EscapeDataString(cid.Text)}", $"say where {cid} is", ProviderOperation.Find, cancel))
        {
            if (pin.Cid == cid) found.Add(pin);
        }

        return found.DrainToImmutable();
    }

    public async ValueTask UnpinAsync(string id, CancellationToken cancel)
    {
        var address = ProviderRequest.At(options.Api, $"/v3/files/public/{Uri.EscapeDataString(id)}");
        await client.SendAsync(new(HttpMethod.Delete, address, $"remove {id}", ProviderOperation.Delete) { MayBeMissing = true }, cancel);
    }

    /// <summary>All pins of the group, or of the account where no group is set.</summary>
    public IAsyncEnumerable<Pin> ListAsync(CancellationToken cancel) =>
        RowsAsync(options.GroupId is { } group ? $"group={Uri.EscapeDataString(group)}" : "order=ASC", "list its files", ProviderOperation.List, cancel);

    private async IAsyncEnumerable<Pin> RowsAsync(string query, string asked, ProviderOperation operation, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? next = null;
        do
        {
            var page = next is null ? "" : $"&pageToken={Uri.EscapeDataString(next)}";
            var request = new ProviderRequest(HttpMethod.Get, ProviderRequest.At(options.Api, $"/v3/files/public?{query}&limit={PageRows}{page}"), asked, operation);
            var answer = await client.SendAsync(request, cancel);
            (var pins, next) = client.Read(request, () => PinataFiles.Page(answer.Body));
            foreach (var pin in pins) yield return pin;
        }
        while (next is not null);
    }

    // The network is private unless one says otherwise.
    private MultipartFormDataContent Form(PinRequest request)
    {
        var file = new UploadContent(request.Content, sent => Progress(request.Name, sent, request.Content.Length));
        file.Headers.ContentType = new MediaTypeHeaderValue(request.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) ? "image/png" : "application/octet-stream");
        var form = new MultipartFormDataContent
        {
            { new StringContent("public"), "\"network\"" },
            { new StringContent("v1"), "\"cid_version\"" },
            { new StringContent(request.Name), "\"name\"" },
            { new StringContent(JsonSerializer.Serialize(request.Labels)), "\"keyvalues\"" },
        };
        if (options.GroupId is { } group) form.Add(new StringContent(group), "\"group_id\"");
        form.Add(file, "\"file\"", $"\"{FileName(request.Name)}\"");
        return form;
    }

    // In the header of a form's part; the name itself stands in a field of its own.
    private static string FileName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
}
