using System.CommandLine;
using CodeRed.Evidence;
using CodeRed.Findings;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;
using CodeRed.Pages;

namespace CodeRed.Cli;

internal static class CompareCommand
{
    public static Command Create()
    {
        var words = new Argument<string[]>("RUN")
        {
            Description = "Files, FILE#MODEL, or runs of one suite, two or more. A file alone stands for all models in it.",
            Arity = new ArgumentArity(1, 100),
        };
        var baseline = new Option<string?>("--baseline") { Description = "Hold the others against this run, and end with 1 if one is worse.", HelpName = "RUN" };
        var junit = new Option<string?>("--junit") { Description = "Also write the verdicts as JUnit XML, for a build server.", HelpName = "FILE" };
        var ledger = LedgerFolder.Option();
        var options = new ComparisonOptions();
        var command = new Command("compare", """
            Which one does better, at what cost and speed?
            Two: the same test as drift. Three or more, or with --baseline: quality,
            cost, latency, and which of them nothing beats in all three.

            Examples:
              codered compare answers.csv#model-a answers.csv#model-b
              codered compare evals.json#openai:gpt-5 evals.json#google:gemini-3
              codered compare evals.json --html compare.html        (all its models)
              codered compare old new-a new-b --baseline old --junit compare.xml

            Exit code: 0 compared, none worse than the --baseline; 1 one is worse;
            2 bad usage or file; 3 could not measure.
            """)
        { words, baseline, junit, ledger };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            async () =>
            {
                string[] named = parsed.GetRequiredValue(words);
                var chosen = options.Of(parsed);
                string? xml = parsed.GetValue(junit);
                Output.Check(xml, "--junit");
                if (parsed.GetValue(baseline) is null && xml is null && named.Length == 2)
                {
                    return await DriftCommand.Paired(named[0], named[1], Framing.Compare, chosen, cancellation);
                }

                return await Several(named, parsed.GetValue(baseline), xml, parsed.GetValue(ledger), chosen, cancellation);
            },
            cancellation));
        return command;
    }

    private static async Task<int> Several(
        string[] words, string? baseline, string? junit, string? ledger, ComparisonOptions.Chosen chosen, CancellationToken cancellation)
    {
        Output.Check(chosen.Html);
        if (chosen.BaselineMapping != chosen.CurrentMapping)
        {
            throw new UsageException("Give one --mapping for all: runs that are graded in different ways cannot be compared.");
        }

        using var store = Database.Open(chosen.Db);
        var reference = new RunReference(store, cancellation);
        var runs = words.SelectMany(word => reference.All(word, chosen.BaselineMapping)).ToList();
        if (baseline is not null)
        {
            runs.Insert(0, reference.One(baseline, chosen.BaselineMapping));
        }

        runs = [.. runs.DistinctBy(r => r.Id)];
        if (runs.Count < 2)
        {
            throw new UsageException($"{(runs.Count == 0 ? "There is no run" : $"There is one run, {runs[0].Id.Short},")} to compare; name two or more.");
        }

        if (runs.Count > CompareSettings.MostRuns)
        {
            throw new UsageException($"{runs.Count} runs are more than {CompareSettings.MostRuns}, the most that are compared at once; name fewer.");
        }

        var prices = new PriceList(LedgerFolder.Read(ledger, LedgerFolder.Tomorrow()).Ledger);
        var settings = new CompareSettings(chosen.Settings.Alpha, chosen.Settings.Seed);
        var finding = Judging.Compare(store, runs, baseline is null ? null : 0, prices, settings, cancellation);
        if (chosen.Html is { } path)
        {
            await Output.Page(path, writer => FindingPage.WriteAsync(finding, chosen.Language, writer));
        }

        if (junit is not null)
        {
            await Output.Page(junit, writer => JUnitReport.WriteAsync(writer, "codered compare", [CompareJUnit.Suite(finding, chosen.Language)]));
        }

        if (chosen.Json)
        {
            Console.Out.WriteLine(FindingJson.Write(finding));
        }
        else
        {
            string named = InertText.OnOneLine(string.Join(' ', words) + (baseline is null ? "" : $" --baseline {baseline}"));
            CompareScreen.Write(Terminal.Answer(), finding, chosen.Language,
                chosen.Html is null ? [$"codered compare {named} --html compare.html"] : [Output.ToSee(chosen.Html)]);
        }

        return finding.Verdict switch
        {
            CompareVerdict.SomeWorse => ExitCode.Worse,
            CompareVerdict.CouldNotCompare => ExitCode.CouldNotMeasure,
            _ => ExitCode.Fine,
        };
    }
}
