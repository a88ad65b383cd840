using System.Diagnostics;
using System.Text.Json;
using NodaTime;

namespace VizPipeline.Bench;

/// <summary>Asks for pages of windows at a steady rate, whether or not those before were answered: a request that waits is late by what it waited.</summary>
internal sealed class SteadyLoad(Uri door, LocalDate first, LocalDate last) : IDisposable
{
    private const int PerSecond = 200;

    private readonly Random _random = new(2);
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = door };
    private string? _cursor;

    /// <summary>Milliseconds from when each request was due to the last byte of its answer, sorted.</summary>
    public async Task<double[]> RunAsync(TimeSpan length)
    {
        var (start, asked) = (Stopwatch.GetTimestamp(), new List<Task<double>>());
        for (var number = 0; number < length.TotalSeconds * PerSecond; number++)
        {
            var due = TimeSpan.FromSeconds(1) * number / PerSecond;
            var wait = due - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            asked.Add(AskAsync(Query(), start, due));
        }

        return [.. (await Task.WhenAll(asked)).Order()];
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The value that so many of a hundred stay within.</summary>
    public static double Percentile(double[] sorted, double percent) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * percent / 100))];

    private async Task<double> AskAsync(string query, long start, TimeSpan due)
    {
        using var answer = await _http.GetAsync(new Uri($"/api/v1/windows?{query}", UriKind.Relative));
        var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        var took = (Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds;
        if (query.Length == 0)
        {
            using var page = JsonDocument.Parse(body);
            Volatile.Write(ref _cursor, page.RootElement.GetProperty("next").GetString());
        }

        return took;
    }

    // Every combination of filters that has an index of its own to be read by, at any depth.
    private string Query()
    {
        var (sensor, day) = ($"sensor={ManyWindows.SensorName(_random.Next(10))}", first.PlusDays(_random.Next(Period.DaysBetween(first, last))));
        return _random.Next(10) switch
        {
            0 => "",
            1 => $"{sensor}&order=newest",
            2 => $"{sensor}&interval=daily",
            3 => $"interval=cumulative&from={day:uuuu-MM-dd}",
            4 => "state=failed,dead&order=newest",
            5 => $"{sensor}&interval=hourly&state=failed&from={day:uuuu-MM-dd}",
            6 => $"from={day:uuuu-MM-dd}&to={day.PlusDays(1):uuuu-MM-dd}&interval=hourly",
            7 => "interval=daily&order=newest",
            8 => Volatile.Read(ref _cursor) is { } cursor ? $"cursor={cursor}" : "",
            _ => $"{sensor}&from={day:uuuu-MM-dd}&limit=500",
        };
    }
}
