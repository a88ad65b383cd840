using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace VizPipeline.Tests;

/// <summary>How long a page is given for what is expected of it: heavy tests may keep both cores for longer than Playwright's five seconds. For its steps Playwright waits half a minute anyway.</summary>
internal static class PagePatience
{
    private const float Milliseconds = 30_000;

    [ModuleInitializer]
    internal static void Begin() => Assertions.SetDefaultExpectTimeout(Milliseconds);
}
