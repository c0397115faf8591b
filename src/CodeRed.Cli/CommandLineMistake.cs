using System.CommandLine;
using System.CommandLine.Parsing;
using CodeRed.Evidence.Documents;

namespace CodeRed.Cli;

/// <summary>Says what is wrong with a command line in the words of whoever typed it.</summary>
/// <remarks>
/// The parser takes a misspelt option for a file when the command takes files, and then complains of whatever comes after it.
/// No file of a command starts with a dash here, unless it is written ./-name.
/// </remarks>
internal static class CommandLineMistake
{
    public static IReadOnlyList<string> All(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var arguments = parsed.CommandResult.Children.OfType<ArgumentResult>().ToList();
        if (command.Subcommands.Count > 0)
        {
            return parsed.UnmatchedTokens is [var word, ..] ? [NotACommand(word, command)]
                : command is RootCommand ? ["Name a command."]
                : [$"Name what {NameOf(command)} is to do: {string.Join(", ", command.Subcommands.Select(c => c.Name))}."];
        }

        var notOptions = arguments.SelectMany(a => a.Tokens).Select(t => t.Value).Concat(parsed.UnmatchedTokens)
            .Where(t => t.Length > 1 && t[0] == '-').ToList();
        if (notOptions.Count > 0)
        {
            return [.. notOptions.Select(o => NotAnOption(o, command))];
        }

        if (parsed.UnmatchedTokens.Count > 0)
        {
            return [$"'{parsed.UnmatchedTokens[0]}' is one too many: {NameOf(command)} takes {Names(command)}."];
        }

        int given = arguments.Count(a => a.Tokens.Count > 0);
        var missing = command.Arguments.Skip(given).FirstOrDefault(a => a.Arity.MinimumNumberOfValues > 0);
        return missing is null
            ? [.. parsed.Errors.Select(e => e.Message)]
            : [$"{NameOf(command)} takes {Names(command)}; {missing.Name} is missing."];
    }

    /// <summary>What is typed for a command: codered, and the names down to it.</summary>
    public static string NameOf(Command command) =>
        command is RootCommand ? "codered" : $"{NameOf(command.Parents.OfType<Command>().First())} {command.Name}";

    private static string NotACommand(string word, Command parent)
    {
        string[] names = [.. parent.Subcommands.Select(c => c.Name)];
        return word[0] == '-'
            ? NotAnOption(word, parent)
            : $"'{word}' is not a command{(parent is RootCommand ? "" : $" of {NameOf(parent)}")}.{DidYouMean(word, names)} There {(names.Length == 1 ? "is" : "are")} {string.Join(", ", names)}.";
    }

    private static string NotAnOption(string word, Command command) =>
        $"{NameOf(command)} has no option {word}.{DidYouMean(word, command.Options.Select(o => o.Name))}";

    private static string DidYouMean(string word, IEnumerable<string> names) =>
        NearestName.To(word, names) is { } near ? $" Did you mean {near}?" : "";

    private static string Names(Command command) => command.Arguments.Count == 0
        ? "options only"
        : string.Join(" and ", command.Arguments.Select(a => a.Arity.MinimumNumberOfValues > 0 ? a.Name : $"perhaps {a.Name}"));
}
