using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace VizPipeline.Storage;

/// <summary>
/// One writing of many pairs. A bulk call that the provider failed at is cut in two, and again, for large ones have timed out; what it wrote in part or not at
/// all is reported. When even a small one fails, size is not the reason and the rest is not sent. One that it refuses for what is in it is cut down to the pair.
/// </summary>
internal sealed class KvBulkWrite(ProviderClient client, Uri address)
{
    private const int Small = 100;

    // Where more single pairs are refused, it is not the pairs.
    private const int MostRefused = 8;

    private readonly List<string> _unwritten = [];
    private StoreUnavailableException? _failure;
    private ContentRefusedException? _refusal;
    private int _refused;
    private int _written;

    /// <exception cref="NamesUnwrittenException">Some are written.</exception>
    /// <exception cref="StoreUnavailableException">None are.</exception>
    /// <exception cref="ContentRefusedException">None are, for what they are.</exception>
    /// <exception cref="StoreRefusedException">Whatever is sent is refused.</exception>
    public async ValueTask WriteAsync(IEnumerable<ArraySegment<KeyValuePair<string, string>>> bulks, CancellationToken cancel)
    {
        foreach (var bulk in bulks) await WriteAsync(bulk, cancel);
        if (_unwritten.Count == 0) return;
        if (_written == 0 && (_failure ?? (Exception?)_refusal) is { } none) ExceptionDispatchInfo.Throw(none);
        var message = _failure?.Message ?? _refusal?.Message ?? $"{client.Provider} wrote {_written} keys and left out {_unwritten.Count}, {_unwritten[0]} among them";
        throw new NamesUnwrittenException(message, (_failure ?? (Exception?)(_unwritten.Count == _refused ? _refusal : null))!) { Keys = [.. _unwritten], RetryAfter = _failure?.RetryAfter };
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
            var request = new ProviderRequest(HttpMethod.Put, address, $"write {keys.Length} keys", ProviderOperation.BulkPut)
            {
                Body = () => JsonBody.Of(json => Write(json, bulk)),
                ContentStatuses = ProviderRequest.OfContent,
            };
            var answer = await client.SendAsync(request, cancel);
            var unwritten = client.Read(request, () => KvAnswers.Unwritten(answer.Body, keys));
            if (unwritten.Count > 0) client.Observer.Unwritten(client.Provider, unwritten.Count);
            _unwritten.AddRange(unwritten);
            _written += keys.Length - unwritten.Count;
        }
        catch (StoreUnavailableException cause) when (cause.MayHaveBeenTooLarge && bulk.Count > Small)
        {
            await WriteHalvesAsync(bulk, cancel);
        }
        catch (ContentRefusedException) when (bulk.Count > 1)
        {
            await WriteHalvesAsync(bulk, cancel);
        }
        catch (ContentRefusedException cause)
        {
            if (++_refused > MostRefused) throw new StoreRefusedException(cause.Message, cause);
            _refusal = cause;
            _unwritten.AddRange(keys);
        }
        catch (StoreUnavailableException cause)
        {
            _failure = cause;
            _unwritten.AddRange(keys);
        }
    }

    private async ValueTask WriteHalvesAsync(ArraySegment<KeyValuePair<string, string>> bulk, CancellationToken cancel)
    {
        var half = bulk.Count / 2;
        await WriteAsync(bulk[..half], cancel);
        await WriteAsync(bulk[half..], cancel);
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
