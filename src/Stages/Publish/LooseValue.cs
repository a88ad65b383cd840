using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Stages;

/// <summary>What the index says of a picture that shows no window: of <see cref="IndexValue"/> the parts that any picture has.</summary>
internal static class LooseValue
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Cid cid, string fileName, Instant updatedAt) => JsonSerializer.Serialize(
        new
        {
            ipfs_url = $"ipfs://{cid}",
            updated_at = updatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            metadata = new { filename = fileName },
        },
        Plain);
}
