using System.CommandLine;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;

namespace CodeRed.Cli;

internal static class ImportCommand
{
    public static Option<string[]> MappingOption() => new("--mapping", "-m")
    {
        Description = "Which column means what and how to grade (YAML). Guessed from the column names when left out; promptfoo results need none.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV, TSV, JSONL, or the results JSON of promptfoo." };
        var mapping = MappingOption();
        var show = new Option<bool>("--show-mapping") { Description = "Print the mapping guessed from the column names, import nothing." };
        var json = new Option<bool>("--json") { Description = "Print the runs as JSON." };
        var db = Database.Option();
        var command = new Command("import", """
            Take answers that you have into the database, graded.

            Examples:
              codered import answers.csv --mapping answers.yaml
              codered import results.json                     (promptfoo)
              codered import answers.csv --show-mapping > answers.yaml
            """)
        { file, mapping, show, json, db };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                string path = parsed.GetRequiredValue(file);
                if (parsed.GetValue(show))
                {
                    Console.Out.Write(InertText.Of(MappingGuess.From(path).Yaml));
                    return ExitCode.Fine;
                }

                string[] mappings = parsed.GetValue(mapping) ?? [];
                if (mappings.Length > 1)
                {
                    throw new UsageException("import takes one --mapping.");
                }

                using var store = Database.Open(parsed.GetValue(db));
                Mapping? guessed = null;
                var result = FileImport.Run(store, path, mappings.FirstOrDefault(), ref guessed, cancellation);
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(RunsCommand.Json(result.Runs, []));
                    return ExitCode.Fine;
                }

                if (result.AlreadyThere)
                {
                    Console.Out.WriteLine("These answers are in the database already; nothing was added.");
                }

                RunsCommand.Write(Terminal.Answer(), result.Runs);
                return ExitCode.Fine;
            },
            cancellation));
        return command;
    }
}
