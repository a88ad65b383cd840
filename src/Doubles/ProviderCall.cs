namespace VizPipeline.Doubles;

/// <summary>What a request asks a provider for.</summary>
public enum ProviderCall
{
    /// <summary>No such address.</summary>
    Unknown,

    /// <summary>Pinata: a file comes in.</summary>
    Upload,

    /// <summary>Pinata: rows by CID, or all.</summary>
    ListFiles,

    /// <summary>Pinata: one row.</summary>
    GetFile,

    /// <summary>Pinata: one row goes.</summary>
    DeleteFile,

    /// <summary>Cloudflare: one value comes in.</summary>
    PutValue,

    /// <summary>Cloudflare: one value.</summary>
    GetValue,

    /// <summary>Cloudflare: one key goes.</summary>
    DeleteValue,

    /// <summary>Cloudflare: keys by prefix.</summary>
    ListKeys,

    /// <summary>Cloudflare: many values come in.</summary>
    BulkPut,

    /// <summary>Cloudflare: many values.</summary>
    BulkGet,
}
