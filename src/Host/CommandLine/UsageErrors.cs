using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace VizPipeline.Host;

/// <summary>Says in one line what is wrong with a command line that does not parse.</summary>
internal static partial class UsageErrors
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var stray = parsed.UnmatchedTokens is [var first, ..] ? first : null;
        if (command.Subcommands.Count > 0)
        {
            var names = command.Subcommands.Select(verb => verb.Name).ToList();
            var all = string.Join(", ", names);
            return stray is null ? $"no command given; there are {all}" : $"there is no command or option \"{Safe(stray)}\"{Nearest.Suggest(stray, names)}; there are {all}";
        }

        if (stray is not null)
        {
            return stray.StartsWith('-')
                ? $"there is no option \"{Safe(stray)}\"{Nearest.Suggest(stray, OptionsOf(parsed).Select(option => option.Name))}"
                : $"\"{Safe(stray)}\" is one argument too many";
        }

        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { Tokens.Count: > 1 } option => $"{option.Option.Name} is given more than once",
            OptionResult { Tokens: [var given] } option when IsConversion(error) => $"{option.Option.Name}: \"{Safe(given.Value)}\" is not {Kind(option.Option.ValueType)}",
            ArgumentResult { Tokens: [var given] } argument when IsConversion(error) =>
                $"{argument.Argument.Name}: \"{Safe(given.Value)}\" is not {Kind(argument.Argument.ValueType)}",
            OptionResult { Tokens.Count: 0, Implicit: true } option => $"{option.Option.Name} is missing",
            OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name} needs a value",
            _ => Safe(error.Message),
        };
    }

    private static IEnumerable<Option> OptionsOf(ParseResult parsed) => parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options);

    private static bool IsConversion(ParseError error) => error.Message.Contains("as expected type", StringComparison.Ordinal);

    private static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(int) || number == typeof(long) => "a whole number",
        var number when number == typeof(double) => "a number",
        { IsEnum: true } names => "one of " + string.Join(", ", Enum.GetNames(names)).ToLowerInvariant(),
        _ => "of the right form",
    };

    // A mistyped option leaves its value as a stray argument, and that may be an address with a password.
    private static string Safe(string text) => Plain.Of(Password().Replace(text, "://***@"));

    [GeneratedRegex(@"://.*@", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Password();
}
