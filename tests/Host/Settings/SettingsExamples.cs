using System.Text;
using VizPipeline.Host;
using VizPipeline.Storage;
using Xunit;

namespace VizPipeline.Tests;

public class SettingsExamples
{
    [Fact]
    public void Without_any_source_the_six_sensors_and_the_defaults_are_there()
    {
        var settings = SettingsLoader.Load(new SettingSources { Cores = 3 }).Required();
        Assert.Equal(
            "temperature=temp:redblue:°C;humidity=hum:cyan:%;pressure=pressure:green:hPa;light=lux:base:lux;uv=uv:purple:index;gas=gas:yellow:raw",
            Sensors.Show(settings.Sensors));
        Assert.Equal(("./viz-data", new SourceLocation.Embedded(), "America/Los_Angeles"), (settings.Home, settings.Source.Location, settings.Zone.Id));
        Assert.Equal(
            new StageSettings(new(1, 1), new(4, 1), new(12, 3), new(24, 12), new(64, 256), new(64, 1024)),
            settings.Stages);
        Assert.Equal((null, null, true, false), (settings.Publish.Pinata, settings.Publish.Cloudflare, settings.Publish.DeleteLocalFiles, settings.Publish.IsOn));
    }

    [Fact]
    public void A_default_sensor_is_changed_in_part_and_a_new_one_named_in_part() => Assert.Equal(
        "temperature=t2m:redblue:°C;humidity=hum:blue:%;pressure=pressure:green:hPa;light=lux:base:lux;uv=uv:purple:index;gas=gas:yellow:raw;co2=co2:base:;pm=PM:base:µg",
        Sensors.Show(FromJson("""{ "sensors": { "temperature": { "column": "t2m" }, "humidity": { "palette": "blue" }, "co2": {}, "pm": { "column": "PM", "unit": "µg" } } }""").Required().Sensors));

    [Fact]
    public void The_environment_names_sensors_in_one_line()
    {
        var settings = FromEnvironment(("VIZ_SENSORS", " co2 = CO2:yellow:ppm ; uv=UV;; ")).Required();
        Assert.EndsWith("uv=UV:purple:index;gas=gas:yellow:raw;co2=CO2:yellow:ppm", Sensors.Show(settings.Sensors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_palette_of_ones_own_colours_a_sensor() =>
        Assert.Equal("mine", FromJson("""{ "palettes": { "mine": "000000 ffffff" }, "sensors": { "uv": { "palette": "mine" } } }""").Required().Sensors[4].Palette.Name);

    [Fact]
    public void Comments_trailing_commas_nulls_and_a_byte_order_mark_are_allowed() =>
        Assert.Equal(2, FromJson("\uFEFF{ // mine\n \"scale\": 2, /* not yet */ \"zone\": null, \"stages\": {}, }").Required().Scale);

    [Theory]
    [InlineData("{\n \"scal\": 2 }", "scal in viz.json, line 2: there is no such setting; allowed are home, source, zone")]
    [InlineData("{\n \"scal\": 2 }", "did you mean scale?")]
    [InlineData("{ \"stages\": {\n\n \"render\": { \"inbx\": 2 } } }", "stages.render.inbx in viz.json, line 3: there is no such setting; allowed in stages.render are inbox, workers; did you mean inbox?")]
    [InlineData("{ \"stages\": { \"paint\": { \"inbox\": 2 } } }", "allowed in stages are query, window, render, pin, commit, cleanup")]
    [InlineData("{ \"stages\": 3 }", "stages in viz.json, line 1: there is no such setting; allowed in stages are query")]
    [InlineData("{ \"scale\": [1] }", "scale in viz.json, line 1: it must be a whole number from 1 to 8")]
    [InlineData("{ \"scale\": {} }", "scale in viz.json, line 1: it must be a whole number from 1 to 8")]
    [InlineData("{ \"scale\": 1,\n \"scale\": 2 }", "scale in viz.json, line 2: it stands there a second time")]
    [InlineData("{ \"scale\": 1\n \"zone\": 2 }", "viz.json, line 2: not valid JSON")]
    [InlineData("{ \"scale\": 1 } }", "viz.json, line 1: not valid JSON")]
    [InlineData("[]", "viz.json, line 1: it is not an object")]
    [InlineData("", "viz.json, line 1: not valid JSON")]
    [InlineData("{ \"sensors\": { \"co2\": { \"colour\": \"red\" } } }", "sensors.co2.colour in viz.json, line 1: a sensor is written")]
    [InlineData("{ \"sensors\": { \"co2\": \"CO2\" } }", "sensors.co2 in viz.json, line 1: a sensor is written")]
    [InlineData("{ \"sensors\": { \"co2\": { \"palette\": \"yelow\" } } }", "co2: there is no palette \"yelow\"; it must be one of base, blue, cyan, green, purple, red, redblue, yellow; did you mean yellow?")]
    [InlineData("{ \"palettes\": { \"red\": \"000000 ffffff\" } }", "this name belongs to a built-in palette")]
    public void What_is_wrong_in_viz_json_is_said_with_its_line(string json, string said) =>
        Assert.Contains(FromJson(json).Problems, problem => problem.Contains(said, StringComparison.Ordinal));

    [Theory]
    [InlineData("VIZ_ZONE", "america/los_angeles", "did you mean America/Los_Angeles?")]
    [InlineData("VIZ_ZONE", "Brussels", "did you mean Europe/Brussels?")]
    [InlineData("VIZ_SCALE", "+4", "\"+4\" will not do; it must be a whole number from 1 to 8")]
    [InlineData("VIZ_SENSORS", "co2", "\"co2\" is not of the form name=column:palette:unit")]
    [InlineData("VIZ_SENSORS", "a=b;a=c", "the sensor \"a\" stands there twice")]
    [InlineData("VIZ_STATION", "a23456789012345678901234567890123", "at most 32")]
    [InlineData("VIZ_VALUE_COLUMN", "v", "VIZ_SENSOR_COLUMN is not set; a long table needs both")]
    [InlineData("PINATA_JWT", "j", "uploading: not set: CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, KV_NAMESPACE_ID; set it, or unset PINATA_JWT to keep")]
    [InlineData("PINATA_GROUP_ID", "g", "uploading: not set: PINATA_JWT, CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, KV_NAMESPACE_ID; set it, or unset PINATA_GROUP_ID")]
    [InlineData("KV_NAMESPACE_ID", "n", "uploading: not set: PINATA_JWT, CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID;")]
    [InlineData("CLOUDFLARE_API_TOKEN", "t", "uploading: not set: PINATA_JWT, CLOUDFLARE_ACCOUNT_ID, KV_NAMESPACE_ID;")]
    [InlineData("PINATA_API_URL", "http://example.org", "PINATA_API_URL in the environment: it will not do; it must be an https:// address")]
    [InlineData("CLOUDFLARE_WRITES_PER_DAY", "none", "it must be unlimited, or a whole number from 1 to 1000000000")]
    [InlineData("WEBHOOK_URL", "https://a.example/", "webhook: not set: WEBHOOK_SECRET;")]
    [InlineData("WEBHOOK_SECRET", "s", "webhook: not set: WEBHOOK_URL;")]
    public void What_is_wrong_in_the_environment_is_said_with_what_is_right(string name, string value, string said) =>
        Assert.Contains(said, Assert.Single(FromEnvironment((name, value)).Problems), StringComparison.Ordinal);

    [Fact]
    public void A_webhook_without_encryption_must_be_allowed()
    {
        (string, string)[] webhook = [("WEBHOOK_URL", "http://a.example/hidden"), ("WEBHOOK_SECRET", "s")];
        Assert.Equal("WEBHOOK_URL: it is not https, so that others could read along; WEBHOOK_ALLOW_HTTP=true allows it", Assert.Single(FromEnvironment(webhook).Problems));
        var settings = FromEnvironment([.. webhook, ("WEBHOOK_ALLOW_HTTP", "true")]).Required();
        Assert.Equal("http://a.example", settings.Webhook!.Target.ToString());
        Assert.DoesNotContain("hidden", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Cloudflare_account_alone_or_an_address_is_no_publishing_setting()
    {
        var publish = FromEnvironment(("CLOUDFLARE_ACCOUNT_ID", "account"), ("PINATA_API_URL", "http://127.0.0.1:1")).Required().Publish;
        Assert.Equal((false, "none of PINATA_JWT, PINATA_GROUP_ID, CLOUDFLARE_API_TOKEN, KV_NAMESPACE_ID is set"), (publish.IsOn, publish.Why));
    }

    [Fact]
    public void With_its_four_settings_uploading_is_on()
    {
        var publish = FromEnvironment(
            ("PINATA_JWT", "hunter22"), ("CLOUDFLARE_API_TOKEN", "hunter33"), ("CLOUDFLARE_ACCOUNT_ID", "account"), ("KV_NAMESPACE_ID", "space")).Required().Publish;
        Assert.Equal((true, "PINATA_JWT, CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, KV_NAMESPACE_ID are set"), (publish.IsOn, publish.Why));
        Assert.Equal(new PinataOptions(new("https://uploads.pinata.cloud"), new("https://api.pinata.cloud"), null), publish.Pinata!.Options);
        Assert.Equal(new CloudflareOptions(new("https://api.cloudflare.com/client/v4"), "account", "space"), publish.Cloudflare!.Options);
        Assert.Equal((60, 1200, null, 120), (publish.Pinata.RequestsPerMinute, publish.Cloudflare.RequestsPer5Minutes, publish.Cloudflare.WritesPerDay, publish.OutageWait.TotalSeconds));
        Assert.DoesNotContain("hunter", publish.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_variable_is_not_set() => Assert.Equal(4, FromEnvironment(("VIZ_SCALE", "")).Required().Scale);

    [Fact]
    public void An_empty_flag_is_a_mistake() => Assert.Equal(
        "--home: it is empty; it must be a path",
        Assert.Single(SettingsLoader.Load(new SettingSources { Flags = new Dictionary<string, string> { ["--home"] = "" } }).Problems));

    [Fact]
    public void Dot_env_is_read_with_its_quotes_comments_and_exports_and_nothing_in_it_is_expanded()
    {
        var settings = SettingsLoader.Load(new SettingSources
        {
            DotEnv = Content("# mine\nexport VIZ_HOME='my pictures' # here\nVIZ_STATION=\"roof\"\nVIZ_SOURCE=postgres://u:p$HOME@h/d\n\nOTHER=1\n"),
        }).Required();
        Assert.Equal(("my pictures", "roof"), (settings.Home, settings.Station));
        Assert.Equal("postgres://u:p$HOME@h/d", Assert.IsType<SourceLocation.Postgres>(settings.Source.Location).Address.Reveal());
    }

    [Fact]
    public void A_quotation_mark_without_its_end_is_said_by_name() => Assert.Equal(
        ".env: VIZ_STATION begins with a quotation mark and has none at its end",
        Assert.Single(SettingsLoader.Load(new SettingSources { DotEnv = Content("VIZ_STATION=\"roof\n") }).Problems));

    [Theory]
    [InlineData("VIZ_SOURCE", "VIZ_SOURCE=postgres://user:80/secret #rest@h/d")]
    [InlineData("VIZ_SOURCE", "OTHER=1\n export VIZ_SOURCE = postgres://user:x@y/secret\t# rest@h/d\n")]
    [InlineData("VIZ_SYNC_FROM", "VIZ_SYNC_FROM=Host=h;Password=secret # rest\r\n")]
    public void An_address_in_dot_env_that_is_cut_by_a_comment_is_refused_and_not_shown(string name, string text)
    {
        var reading = SettingsLoader.Load(new SettingSources { DotEnv = Content(text) });
        Assert.Equal($"{name} in .env: a # after a space begins a comment; in an address it is written %23, and a comment belongs on a line of its own", Assert.Single(reading.Problems));
    }

    [Theory]
    [InlineData("VIZ_SOURCE=\"postgres://u:p@h/d\" # mine", true)]
    [InlineData("VIZ_SOURCE= 'postgres://u:p@h/d' # mine", true)]
    [InlineData("VIZ_SOURCE=readings.db # mine\nPINATA_GROUP_ID=\n# a: b #", false)]
    [InlineData("VIZ_SOURCE=\nOTHER=a:b # c", false)]
    public void Other_comments_in_dot_env_are_left_alone(string text, bool isServer)
    {
        var reading = SettingsLoader.Load(new SettingSources { DotEnv = Content(text) });
        Assert.Empty(reading.Problems);
        Assert.Equal(isServer, reading.Required().Source.Location is SourceLocation.Postgres);
    }

    [Fact]
    public void Printing_settings_prints_no_secret() => Assert.DoesNotContain(
        "hunter22",
        FromEnvironment(("VIZ_SOURCE", "postgres://u:hunter22@h/d"), ("PINATA_JWT", "hunter22")).Partial.ToString(),
        StringComparison.Ordinal);

    private static SettingsReading FromJson(string json) => SettingsLoader.Load(new SettingSources { Json = Content(json) });

    private static SettingsReading FromEnvironment(params (string Name, string Value)[] variables) =>
        SettingsLoader.Load(new SettingSources { Environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value) });

    private static SettingFile Content(string text) => new(Encoding.UTF8.GetBytes(text), null);
}
