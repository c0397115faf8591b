using System.CommandLine;
using CodeRed.Evidence.Facts;
using CodeRed.Findings;
using CodeRed.Findings.Levels;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;
using CodeRed.Pages;

namespace CodeRed.Cli;

internal static class LevelsCommand
{
    public static Command Create()
    {
        var lab = new Argument<string?>("LAB") { Description = "The lab; all that are watched where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var asOf = AsOfOption.Create();
        var history = WholeNumberOption.Create("--history", "Months of history.", 12, 0, 120);
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print the finding as JSON (docs/reference/json.md)." };
        var html = new Option<string?>("--html") { Description = "Also write the finding as one self-contained page.", HelpName = "FILE" };
        var lang = LanguageOption.Create();
        var command = new Command("levels", """
            Green, amber or red: which of the written rules apply to a lab?

            Examples:
              codered levels
              codered levels openai --as-of 2025-12-05
              codered levels --history 24 --json

            Exit code: 0 none is red; 1 one is red; 2 bad usage or ledger; 3 nothing could be decided.
            """)
        { lab, asOf, history, ledgerFolder, json, html, lang };
        command.SetAction(async (parsed, _) =>
        {
            string? page = parsed.GetValue(html);
            Output.Check(page);
            var reading = LedgerFolder.Read(parsed.GetValue(ledgerFolder));
            var rules = new LevelRules(reading.Levels);
            string[]? only = parsed.GetValue(lab) is { } named ? [StandingsCommand.LabOf(reading.Ledger, named)] : null;
            var day = parsed.GetValue(asOf) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var finding = LevelFold.Finding(reading.Ledger, day, rules.For, StandingFold.Throne, only, parsed.GetValue(history));
            var language = parsed.GetValue(lang) ?? Language.English;
            if (page is not null)
            {
                await Output.Page(page, writer => FindingPage.WriteAsync(finding, language, writer));
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(FindingJson.Write(finding));
            }
            else
            {
                LevelsScreen.Write(Terminal.Answer(), finding, language, page is not null ? [Output.ToSee(page)] : ["codered levels --json", "codered brief LAB"]);
            }

            return finding.Labs.Any(one => one.Level == Level.Red) ? ExitCode.Worse
                : finding.Labs.All(one => one.Level == Level.NotMeasured) ? ExitCode.CouldNotMeasure
                : ExitCode.Fine;
        });
        return command;
    }
}
