using System.CommandLine;
using CodeRed.Findings.Drift;

namespace CodeRed.Cli;

internal static class CompareCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "A file, FILE#MODEL, or a run." };
        var second = new Argument<string>("B") { Description = "A file, FILE#MODEL, or a run: compared with A." };
        var options = new ComparisonOptions();
        var command = new Command("compare", """
            Which of two does better on the same items?
            The same test as drift, for two targets side by side.

            Examples:
              codered compare answers.csv#model-a answers.csv#model-b
              codered compare evals.json#openai:gpt-5 evals.json#google:gemini-3
              codered compare model-a model-b --html compare.html   (runs, by name)

            Exit code: 0 compared; 2 bad usage or file; 3 could not measure.
            """)
        { first, second };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => DriftCommand.Paired(parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), Framing.Compare, options.Of(parsed), cancellation),
            cancellation));
        return command;
    }
}
