using Microsoft.Playwright;
using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>What the browser really drew.</summary>
internal static class Pixels
{
    private const string Read =
        """
        async ([shot, columns]) => {
          const picture = new Image();
          picture.src = `data:image/png;base64,${shot}`;
          await picture.decode();
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [picture.width, picture.height];
          const pen = canvas.getContext("2d");
          pen.drawImage(picture, 0, 0);
          return Array.from({ length: columns }, (_, column) => {
            const [r, g, b] = pen.getImageData(Math.floor((column + 0.5) * picture.width / columns), picture.height / 2, 1, 1).data;
            return [r, g, b].map(part => part.toString(16).padStart(2, "0")).join("").toUpperCase();
          });
        }
        """;

    /// <summary>The colours in the middles of an element's columns, half-way down, as six hexadecimal digits each.</summary>
    public static async Task<string[]> OfAsync(Visit visit, ILocator element, int columns)
    {
        var shot = await element.ScreenshotAsync();
        return await visit.Page.EvaluateAsync<string[]>(Read, new object[] { Convert.ToBase64String(shot), columns });
    }
}
