using System.Text.Json;
using VizPipeline.Imaging;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>A case of strips.json: values by formula, and what tests/Imaging/make_strips.py made of them.</summary>
public sealed record MadeUpStrip(string Name, int Rows, string Palette, string Kind, uint A, uint B, uint E, uint M, uint Q, double D, int Colours, string Sha256)
{
    public static IReadOnlyDictionary<string, MadeUpStrip> All { get; } = Read();

    public Strip Strip => Drawn.Strip("base", Rows, (r, c) => Whole((uint)r, (uint)c) / D) with { Palette = Ramp };

    // Two that no user has: black, and stops by chance, which make pixels by chance.
    private Palette Ramp => Palette switch
    {
        "black" => new(Palette, [default, default]),
        "random" => new(Palette, [.. from i in Enumerable.Range(1, 4096) let x = i * 2654435761L select new Rgb((byte)(x >> 8), (byte)(x >> 16), (byte)(x >> 24))]),
        _ => Palettes.Find(Palette)!,
    };

    private double Whole(ulong r, ulong c) => Kind switch
    {
        "mix" => ((A * r) + (B * c) + (E * r * c)) % M / Q,
        "noise" => ((((r * 73856093) ^ (c * 19349663)) * 83492791) & 0xFFFFFFFF) >> 8,
        _ => c == A ? 1 : 0,
    };

    private static Dictionary<string, MadeUpStrip> Read()
    {
        using var file = File.OpenRead(Checkout.File("tests/Imaging/strips.json"));
        return JsonSerializer.Deserialize<MadeUpStrip[]>(file, JsonSerializerOptions.Web)!.ToDictionary(strip => strip.Name);
    }
}
