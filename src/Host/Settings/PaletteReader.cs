using System.Collections.Immutable;
using System.Globalization;
using VizPipeline.Imaging;
using VizPipeline.Stages;

namespace VizPipeline.Host;

/// <summary>The user's own palettes, added to the built-in ones.</summary>
internal static class PaletteReader
{
    private const int HexDigits = 6;

    public static ImmutableSortedDictionary<string, Palette> Read(Given given, Setting setting, Findings findings)
    {
        var own = ImmutableSortedDictionary.CreateBuilder<string, Palette>(StringComparer.Ordinal);
        foreach (var leaf in given.Leaves.Where(leaf => leaf.Path.Length > 1))
        {
            if (Wrong(leaf) is { } wrong) findings.Add(leaf.Where, wrong);
            else own[leaf.Path[1]] = new(leaf.Path[1], [.. Words(leaf.Text).Select(stop => Stop(stop)!.Value)]);
        }

        return own.ToImmutable();
    }

    /// <summary>Each palette in 256 colours; one that needs more is a finding.</summary>
    public static ImmutableSortedDictionary<string, Palette> Limit(ImmutableSortedDictionary<string, Palette> palettes, Findings findings)
    {
        foreach (var palette in palettes.Values.Where(palette => palette.Limited() is null))
        {
            findings.Add($"palettes.{palette.Name}", $"its colours lie too far apart for {Palette.LimitedColours} of them to keep within 2 levels; VIZ_COLOURS must be exact");
        }

        return palettes.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Limited() ?? pair.Value, StringComparer.Ordinal);
    }

    private static string? Wrong(JsonLeaf leaf) => leaf switch
    {
        { Path: [_, var name] } when !WindowNames.IsName(name) => $"\"{Plain.Of(name)}\" is no name; it must be {Readers.NameAllowed}",
        { Path: [_, var name] } when Palettes.Find(name) is not null => "this name belongs to a built-in palette; choose another",
        { Path.Length: 2, IsScalar: true } when Words(leaf.Text) is { Length: >= 2 } stops && stops.All(stop => Stop(stop) is not null) => null,
        _ => "it must be at least two colours of six hexadecimal digits, such as \"000000 ffffff\"",
    };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Rgb? Stop(string hex) =>
        hex.Length == HexDigits && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new Rgb((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : null;
}
