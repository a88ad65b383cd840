using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace VizPipeline.Doubles;

/// <summary>One part of a form. <paramref name="Content"/> is good until the next part is read.</summary>
internal sealed record FormPart(string Name, string? FileName, string? MediaType, Stream Content);

/// <summary>Reads multipart/form-data part by part, as it comes in.</summary>
internal static class FormReader
{
    private const int LongestField = 1 << 16;

    public static bool IsForm(Request request) =>
        MediaTypeHeaderValue.TryParse(request.MediaType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="RequestRefusedException">The body is no such form.</exception>
    public static async IAsyncEnumerable<FormPart> PartsAsync(Request request, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!IsForm(request)) throw new RequestRefusedException(400, "the body must be multipart/form-data");
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.MediaType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary)) throw new RequestRefusedException(400, "multipart/form-data needs a boundary");

        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancel) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.DispositionType.Equals("form-data"))
            {
                throw new RequestRefusedException(400, "a part has no Content-Disposition: form-data");
            }

            var file = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
            yield return new FormPart(
                HeaderUtilities.RemoveQuotes(disposition.Name).ToString(), file.HasValue ? HeaderUtilities.RemoveQuotes(file).ToString() : null, section.ContentType, section.Body);
        }
    }

    /// <summary>The part as text.</summary>
    /// <exception cref="RequestRefusedException">It is longer than fields are.</exception>
    public static async Task<string> TextAsync(FormPart part, CancellationToken cancel) => Encoding.UTF8.GetString(await BodyReader.BytesAsync(part.Content, LongestField, cancel));
}
