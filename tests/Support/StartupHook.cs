using System.Reflection;
using System.Runtime.Intrinsics;

/// <summary>
/// Loaded into another program by DOTNET_STARTUP_HOOKS, which wants this name in no namespace: before that program begins, it writes how it was built and
/// the widest vectors it has, in bits, into the file that <see cref="File"/> names in the environment.
/// </summary>
internal static class StartupHook
{
    public const string File = "PROCESS_TRAITS_FILE";

    public static string Configuration => typeof(StartupHook).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static void Initialize()
    {
        var bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        var configuration = Assembly.GetEntryAssembly()!.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        System.IO.File.WriteAllText(Environment.GetEnvironmentVariable(File)!, $"{configuration} {bits}");
    }
}
