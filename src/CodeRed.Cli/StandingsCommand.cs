using System.CommandLine;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;
using CodeRed.Findings;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Wording;
using CodeRed.Pages;

namespace CodeRed.Cli;

internal static class StandingsCommand
{
    public static Command Create()
    {
        var asked = new StandingQuestion();
        var top = WholeNumberOption.Create("--top", "Models to list on the screen.", 20, 1, 100_000);
        var lab = new Option<string?>("--lab") { Description = "List this lab's models only, on the screen; the ranks stay those among all.", HelpName = "LAB" };
        var command = new Command("standings", """
            Who leads now, on what, how surely? By published scores.

            Examples:
              codered standings
              codered standings --skill coding
              codered standings --skill reasoning --as-of 2025-12-05 --runner independent
              codered standings --lab anthropic
              codered standings --skill chat --votes votes.csv

            Exit code: 0 ranked; 2 bad usage or ledger; 3 the scores give no standing.
            """);
        var html = new Option<string?>("--html") { Description = "Also write the finding as one self-contained page.", HelpName = "FILE" };
        asked.AddTo(command);
        command.Add(html);
        command.Add(top);
        command.Add(lab);
        command.SetAction(async (parsed, _) =>
        {
            string? page = parsed.GetValue(html);
            Output.Check(page);
            var finding = asked.Answer(parsed, out var ledger);
            var language = parsed.GetValue(asked.Lang) ?? Language.English;
            // The list on the screen only: the headline, the page and the JSON speak of all models.
            string? wanted = parsed.GetValue(lab) is { } only ? LabOf(ledger, only) : null;
            bool Listed(ModelStanding model) => wanted is null || ledger.Models[model.Id].Lab == wanted;

            if (page is not null)
            {
                await Output.Page(page, writer => FindingPage.WriteAsync(finding, language, writer));
            }

            if (parsed.GetValue(asked.Json))
            {
                Console.Out.WriteLine(FindingJson.Write(finding));
            }
            else
            {
                StandingsScreen.Write(Terminal.Answer(), finding, language, parsed.GetValue(top), Listed, page is not null ? [Output.ToSee(page)] : ["codered handovers", "codered standings --json", "codered ledger show MODEL"]);
            }

            return finding.Refusal is null ? ExitCode.Fine : ExitCode.CouldNotMeasure;
        });
        return command;
    }

    /// <summary>The id of a lab by id, name or alias.</summary>
    internal static string LabOf(Ledger ledger, string named)
    {
        var found = ledger.Labs.Values.FirstOrDefault(lab => lab.Id == named || Same(lab.Name, named) || lab.Aliases.Any(alias => Same(alias, named)));
        return found?.Id ?? throw new UsageException(
            $"{named}: the ledger has no such lab.{(NearestName.To(named, ledger.Labs.Keys) is { } near ? $" Did you mean '{near}'?" : "")} The labs it watches are {string.Join(", ", ledger.Labs.Values.Where(lab => lab.Watched).Select(lab => lab.Id).Order(StringComparer.Ordinal))}.");
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
