namespace VizPipeline.Storage;

/// <summary>Which namespace of Cloudflare's Workers KV.</summary>
/// <param name="Api">Base address.</param>
/// <param name="AccountId">The account.</param>
/// <param name="NamespaceId">The namespace in it.</param>
public sealed record CloudflareOptions(Uri Api, string AccountId, string NamespaceId)
{
    internal string Path => $"/accounts/{Uri.EscapeDataString(AccountId)}/storage/kv/namespaces/{Uri.EscapeDataString(NamespaceId)}";
}
