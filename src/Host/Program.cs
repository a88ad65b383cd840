using System.Collections;
using System.Collections.Immutable;
using NodaTime;
using VizPipeline.Host;

NativeHeap.ShareOne();
var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .ToImmutableDictionary(entry => (string)entry.Key, entry => entry.Value as string ?? "");
using var signals = Signals.OfProcess();
var around = new Surroundings(
    environment, ".", Output.OfProcess(environment), SystemClock.Instance, signals.Stop, Environment.ProcessorCount);
return (int)await new CommandLine(AllVerbs.List).RunAsync(args, around);
