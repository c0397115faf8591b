using System.CommandLine;
using CodeRed.Findings;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;
using CodeRed.Pages;

namespace CodeRed.Cli;

internal static class BriefCommand
{
    public static Command Create()
    {
        var about = new Argument<string?>("LAB") { Description = "The lab it is about, such as openai; all that the ledger watches where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var asOf = AsOfOption.Create();
        var output = new Option<string?>("--output", "-o") { Description = "Write it to a file instead: FILE.html is one self-contained page, FILE.md is Markdown.", HelpName = "FILE" };
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print the finding as JSON (docs/reference/json.md)." };
        var lang = LanguageOption.Create();
        var command = new Command("brief", """
            The five questions about a lab, answered in one page with evidence.

            Who leads and how fast users move, who is leaving, did it get dumber, what could
            I use instead and at what price, is the claim true: each with its intervals, its
            sources and what is still open. Then the lab's level, and what would change it.

            Examples:
              codered brief
              codered brief openai --as-of 2025-12-05 -o brief.html
              codered brief openai --as-of 2025-12-05 --lang zh-Hant -o brief.html
              codered brief google -o brief.md

            Exit code: 0 answered; 2 bad usage or ledger; 3 the scores give no standing.
            """)
        { about, asOf, output, ledgerFolder, json, lang };
        command.SetAction(async (parsed, _) =>
        {
            string? file = parsed.GetValue(output);
            Output.Check(file, "--output");
            if (file is not null && !IsPage(file) && !IsMarkdown(file))
            {
                throw new UsageException($"--output {file}: the name says neither a page nor Markdown; let it end in .html or .md.");
            }

            var reading = LedgerFolder.Read(parsed.GetValue(ledgerFolder));
            var ledger = reading.Ledger;
            string? lab = parsed.GetValue(about) is { } named ? StandingsCommand.LabOf(ledger, named) : null;
            var finding = BriefFold.Finding(
                ledger, parsed.GetValue(asOf), lab, StandingFold.Throne, new LevelRules(reading.Levels).For, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), TalentCommand.EventOf(lab));
            var language = parsed.GetValue(lang) ?? Language.English;
            if (file is not null)
            {
                await Output.Page(file, writer => IsPage(file) ? FindingPage.WriteAsync(finding, language, writer) : writer.WriteAsync(BriefMarkdown.Of(finding, language)));
            }

            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(FindingJson.Write(finding));
            }
            else if (file is null)
            {
                BriefScreen.Write(Terminal.Answer(), finding, language);
            }
            else
            {
                BriefScreen.WriteHeadline(Terminal.Answer(), finding, language, IsPage(file) ? Output.ToSee(file) : InertText.OnOneLine(file));
            }

            return finding.Standing.Refusal is null ? ExitCode.Fine : ExitCode.CouldNotMeasure;
        });
        return command;
    }

    private static bool IsPage(string file) => file.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".htm", StringComparison.OrdinalIgnoreCase);

    private static bool IsMarkdown(string file) => file.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
}
