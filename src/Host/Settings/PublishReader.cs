namespace VizPipeline.Host;

/// <summary>Reads the settings of the providers; some without the others are listed with everything that is missing.</summary>
internal static class PublishReader
{
    public static PublishSettings Read(SettingChoice choice, Findings findings)
    {
        var (jwt, group) = (choice.Take(Catalogue.PinataJwt), choice.Take(Catalogue.PinataGroupId));
        var (token, account, space) =
            (choice.Take(Catalogue.CloudflareToken), choice.Take(Catalogue.CloudflareAccount), choice.Take(Catalogue.KvNamespace));
        var deletes = choice.Take(Catalogue.DeleteLocalFiles);

        if (choice.IsSet(Catalogue.PinataGroupId)) Demand("Pinata", "PINATA_GROUP_ID", Catalogue.PinataJwt);

        // An account alone is what other tools of that provider leave in an environment.
        if (choice.IsSet(Catalogue.CloudflareToken) || choice.IsSet(Catalogue.KvNamespace))
        {
            Demand("Cloudflare", "CLOUDFLARE_API_TOKEN and KV_NAMESPACE_ID",
                Catalogue.CloudflareToken, Catalogue.CloudflareAccount, Catalogue.KvNamespace);
        }

        return new(
            jwt is null ? null : new PinataSettings(new Secret(jwt), group),
            token is null || account is null || space is null ? null : new CloudflareSettings(new Secret(token), account, space),
            deletes);

        void Demand(string provider, string unset, params IEnumerable<Setting> needed)
        {
            var missing = string.Join(", ", needed.Where(setting => !choice.IsSet(setting)).Select(setting => setting.Name));
            if (missing.Length > 0) findings.Add(provider, $"not set: {missing}; set it, or unset {unset} to keep pictures in the home folder");
        }
    }
}
