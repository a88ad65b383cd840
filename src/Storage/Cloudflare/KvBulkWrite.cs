using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace VizPipeline.Storage;

/// <summary>
/// One writing of many pairs. A bulk call that the provider failed at is cut in two, and again, for large ones have timed out; what it wrote in part or not at
/// all is reported. When even a small one fails, size is not the reason and the rest is not sent.
/// </summary>
internal sealed class KvBulkWrite(ProviderClient client, Uri address)
{
    private const int Small = 100;

    private readonly List<string> _unwritten = [];
    private StoreUnavailableException? _failure;
    private int _written;

    /// <exception cref="NamesUnwrittenException">Some are written.</exception>
    /// <exception cref="StoreUnavailableException">None are.</exception>
    public async ValueTask WriteAsync(IEnumerable<ArraySegment<KeyValuePair<string, string>>> bulks, CancellationToken cancel)
    {
        foreach (var bulk in bulks) await WriteAsync(bulk, cancel);
        if (_unwritten.Count == 0) return;
        if (_written == 0 && _failure is not null) ExceptionDispatchInfo.Throw(_failure);
        var message = _failure?.Message ?? $"{client.Provider} wrote {_written} keys and left out {_unwritten.Count}, {_unwritten[0]} among them";
        throw new NamesUnwrittenException(message, _failure!) { Keys = [.. _unwritten], RetryAfter = _failure?.RetryAfter };
    }

    private async ValueTask WriteAsync(ArraySegment<KeyValuePair<string, string>> bulk, CancellationToken cancel)
    {
        string[] keys = [.. bulk.Select(pair => pair.Key)];
        if (_failure is not null)
        {
            _unwritten.AddRange(keys);
            return;
        }

        try
        {
            var request = new ProviderRequest(HttpMethod.Put, address, $"write {keys.Length} keys") { Body = () => JsonBody.Of(json => Write(json, bulk)) };
            var answer = await client.SendAsync(request, cancel);
            var unwritten = client.Read(request, () => KvAnswers.Unwritten(answer.Body, keys));
            _unwritten.AddRange(unwritten);
            _written += keys.Length - unwritten.Count;
        }
        catch (StoreUnavailableException cause) when (cause.MayHaveBeenTooLarge && bulk.Count > Small)
        {
            var half = bulk.Count / 2;
            await WriteAsync(bulk[..half], cancel);
            await WriteAsync(bulk[half..], cancel);
        }
        catch (StoreUnavailableException cause)
        {
            _failure = cause;
            _unwritten.AddRange(keys);
        }
    }

    private static void Write(Utf8JsonWriter json, ArraySegment<KeyValuePair<string, string>> pairs)
    {
        json.WriteStartArray();
        foreach (var (key, value) in pairs)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
