using System.Collections.Immutable;
using System.Globalization;

namespace VizPipeline.Imaging;

/// <summary>The palettes of docs/pictures.md.</summary>
public static class Palettes
{
    public static ImmutableArray<Palette> All { get; } =
    [
        Ramp("redblue", "1E3A5C 234878 285594 2D63B0 3272C2 4385BE 66A0C8 92BFDB ABCFE2 C6DDE8 E1ECEB F0F5F4 "
                      + "FFE1D5 FFCABB FDB2A2 F89A8A E8705F D14D41 C03E35 AF3029 A02D27 913026 823424 733823"),
        Ramp("cyan", "101F1D 122F2C 143F3C 164F4A 1C6C66 24837B 2F968D 3AA99F 5ABDAC 87D3C3 A2DECE BFE8D9 DDF1E4"),
        Ramp("green", "1A1E0C 252D09 313D07 3D4C07 536907 668008 768D21 879A39 A8AF54 BEC97E CDD597 DDE2B2 EDEECF"),
        Ramp("base", "1C1B1A 282726 343331 403E3C 575653 6F6E69 878580 9F9D96 B7B5AC CECDC3 DAD8CE E6E4D9 F2F0E5"),
        Ramp("purple", "1A1623 1A1623 261C39 31234E 3C2A62 5E409D 735EB5 8B7EC8 A699D0 C4B9E0 D3CAE6 E2D9E9 F0EAEC"),
        Ramp("yellow", "241E08 3A2D04 583D02 664D01 8E6801 AD8301 BE9207 D8A215 DFB431 ECCB60 F1D67E F6E2A8 FAEEC6"),
        Ramp("blue", "101A24 133051 163B66 1A4F8C 205EA6 3171B2 4385BE 66A0C8 92BFDB ABCFE2 C6DDE8 E1ECEB"),
        Ramp("red", "261312 551B18 6C201C 942822 AF3029 C03E35 D14D41 E8705F F89A8A FDB2A2 FFCABB FFE1D5"),
    ];

    /// <summary>The palette of exactly this name, or null; <see cref="All"/> has the names to offer instead.</summary>
    public static Palette? Find(string name) => All.FirstOrDefault(palette => palette.Name == name);

    private static Palette Ramp(string name, string stops) => new(name, [.. stops.Split(' ').Select(Stop)]);

    private static Rgb Stop(string hex)
    {
        var rgb = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
    }
}
