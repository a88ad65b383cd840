using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Storage;

namespace VizPipeline.Host;

/// <summary>Reads the settings of the providers: all that uploading needs or none; some without the others are a finding that lists every one that is missing.</summary>
internal static class PublishReader
{
    /// <summary>All that must be set for uploading.</summary>
    public static ImmutableArray<Setting> Needed { get; } = [Catalogue.PinataJwt, Catalogue.CloudflareToken, Catalogue.CloudflareAccount, Catalogue.KvNamespace];

    // An account alone is what other tools of that provider leave in an environment.
    private static readonly ImmutableArray<Setting> Telling = [Catalogue.PinataJwt, Catalogue.PinataGroupId, Catalogue.CloudflareToken, Catalogue.KvNamespace];

    public static PublishSettings Read(SettingChoice choice, Findings findings)
    {
        var pinata = Pinata(choice);
        var cloudflare = Cloudflare(choice);
        var wait = Duration.FromSeconds(choice.Take(Catalogue.OutageWait));
        var deletes = choice.Take(Catalogue.DeleteLocalFiles);
        return new(pinata, cloudflare, wait, deletes, Why(choice, findings));
    }

    private static string Why(SettingChoice choice, Findings findings)
    {
        var told = Names(Telling.Where(choice.IsSet));
        var missing = Names(Needed.Where(setting => !choice.IsSet(setting)));
        if (told.Length == 0) return $"none of {Names(Telling)} is set";
        if (missing.Length == 0) return $"{Names(Needed)} are set";

        findings.Add("uploading", $"not set: {missing}; set it, or unset {told} to keep pictures in the home folder");
        return $"{missing} not set";
    }

    private static PinataSettings? Pinata(SettingChoice choice)
    {
        var (jwt, group) = (choice.Take(Catalogue.PinataJwt), choice.Take(Catalogue.PinataGroupId));
        var (uploads, api) = (choice.Take(Catalogue.PinataUploadUrl), choice.Take(Catalogue.PinataApiUrl));
        var requests = choice.Take(Catalogue.PinataRequestsPerMinute);
        return jwt is null || uploads is null || api is null ? null : new(new Secret(jwt), new PinataOptions(uploads, api, group), requests);
    }

    private static CloudflareSettings? Cloudflare(SettingChoice choice)
    {
        var (token, account, space) = (choice.Take(Catalogue.CloudflareToken), choice.Take(Catalogue.CloudflareAccount), choice.Take(Catalogue.KvNamespace));
        var (api, requests, writes) = (choice.Take(Catalogue.CloudflareApiUrl), choice.Take(Catalogue.CloudflareRequests), choice.Take(Catalogue.CloudflareWritesPerDay));
        return token is null || account is null || space is null || api is null
            ? null
            : new(new Secret(token), new CloudflareOptions(api, account, space), requests, writes);
    }

    private static string Names(IEnumerable<Setting> settings) => string.Join(", ", settings.Select(setting => setting.Name));
}
