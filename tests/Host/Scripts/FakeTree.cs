using VizPipeline.Tests.Support;

namespace VizPipeline.Tests;

/// <summary>A copy of the root scripts in a small tree of their own, with a stand-in for dotnet that writes down what it is asked.</summary>
internal sealed class FakeTree : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        echo "$1 $2" >>"$FAKE_LOG"
        case $1 in
          --version) [ -z "${FAKE_NO_SDK:-}" ] || exit 1; echo 10.0.100 ;;
          format) exit "${FAKE_FORMAT:-0}" ;;
          build)
            echo 'Determining projects to restore...'
            if [ -n "${FAKE_BROKEN:-}" ]; then echo 'src/Host/X.cs(1,2): error CS1002: ; expected'; exit 1; fi
            mkdir -p artifacts/bin/VizPipeline.Host/release
            : >artifacts/bin/VizPipeline.Host/release/viz.dll ;;
          */viz.dll)
            shift
            echo "pid $$ in $PWD: $*" ;;
          */VizPipeline.Tests.dll)
            if [ -n "${FAKE_RESULTS:-}" ]; then mkdir -p artifacts/test-results; echo "$FAKE_RESULTS" >artifacts/test-results/results.xml; fi
            echo "long ${VIZ_TEST_LONG:-no}: $*"
            exit "${FAKE_RUNNER:-0}" ;;
        esac
        """;

    private readonly TempFolder _folder = new();

    public FakeTree()
    {
        foreach (var script in (string[])["viz", "test", ".ci/run"]) _folder.WriteScript($"tree/{script}", File.ReadAllText(Checkout.File(script)));
        _folder.Write("tree/src/Host/Program.cs", "");
        _folder.Write("tree/global.json", "");
        _folder.WriteScript("bin/dotnet", Dotnet);

        // Whatever this machine lacks, a test of the script installs nothing.
        _folder.WriteScript("bin/apt-get", "#!/bin/sh\nexit 1\n");
        _folder.Write("log", "");
    }

    public string Root => _folder["tree"];

    /// <summary>What the stand-in was asked, a line a call.</summary>
    public IReadOnlyList<string> Calls => File.ReadAllLines(_folder["log"]);

    public int Builds => Calls.Count(call => call.StartsWith("build ", StringComparison.Ordinal));

    public Task<CommandResult> RunAsync(string script, string arguments = "", string? folder = null, params (string Name, string? Value)[] environment) =>
        Command.RunAsync(_folder[$"tree/{script}"], arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), folder ?? Root, [
            ("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}"), ("FAKE_LOG", _folder["log"]), ("CI", null), ("VIZ_TEST_LONG", null), .. environment,
        ]);

    /// <summary>Changes a source, surely later than anything before it.</summary>
    public void Touch(string path)
    {
        File.WriteAllText(Path.Combine(Root, path), "");
        File.SetLastWriteTimeUtc(Path.Combine(Root, path), File.GetLastWriteTimeUtc(Path.Combine(Root, "artifacts/viz.stamp")).AddSeconds(1));
    }

    public void Dispose() => _folder.Dispose();
}
