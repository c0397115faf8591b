using System.CommandLine;
using CodeRed.Findings;
using CodeRed.Findings.Talent;
using CodeRed.Findings.Wording;
using CodeRed.Pages;

namespace CodeRed.Cli;

internal static class TalentCommand
{
    // OpenAI's board dismissed Sam Altman.
    private static readonly DateOnly OpenAiEvent = new(2023, 11, 17);

    public static Command Create()
    {
        var wanted = new Argument<string?>("LAB") { Description = "A lab by id or name; all watched ones where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var since = AsOfOption.Create("--since", "Moves from this date on; a month or year stands for its first day.", date => date.First);
        var until = AsOfOption.Create("--until", "Moves up to this date; a month or year stands for its last day.", date => date.Last);
        var across = AsOfOption.Create("--event", "Compare departures before and after this day. [default for all labs and OpenAI: 2023-11-17]", date => date.First);
        var asOf = AsOfOption.Create();
        var seed = WholeNumberOption.Create("--seed", "Seed of all draws.", 1, 0, int.MaxValue);
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print the finding as JSON (docs/reference/json.md)." };
        var html = new Option<string?>("--html") { Description = "Also write the finding as one self-contained page.", HelpName = "FILE" };
        var lang = LanguageOption.Create();
        var command = new Command("talent", """
            Who left which lab, for where, and is that more than before or elsewhere?

            Examples:
              codered talent
              codered talent openai
              codered talent xai --since 2025 --event 2026-02-02
              codered talent openai --as-of 2025-12-05 --lang zh-Hant

            Exit code: 0 answered; 2 bad usage or ledger; 3 no move was known.
            """)
        { wanted, since, until, across, asOf, seed, ledgerFolder, json, html, lang };
        command.SetAction(async (parsed, _) =>
        {
            string? page = parsed.GetValue(html);
            Output.Check(page);
            var ledger = LedgerFolder.Read(parsed.GetValue(ledgerFolder)).Ledger;
            var lab = parsed.GetValue(wanted) is { } named ? StandingsCommand.LabOf(ledger, named) : null;
            var (from, to) = (parsed.GetValue(since), parsed.GetValue(until));
            if (from > to)
            {
                throw new UsageException($"--since {from:yyyy-MM-dd} lies after --until {to:yyyy-MM-dd}; exchange them.");
            }

            var day = parsed.GetValue(across) ?? EventOf(lab);
            var finding = TalentFold.Finding(ledger.AsOf(parsed.GetValue(asOf)), new TalentSettings(lab, from, to, day, Seed: (ulong)parsed.GetValue(seed)));
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
                TalentScreen.Write(Terminal.Answer(), finding, language, page is not null ? [Output.ToSee(page)] : [$"codered talent {(lab is null ? "openai" : "--json")}", "codered ledger show PERSON"]);
            }

            return finding.ObservedUntil is null ? ExitCode.CouldNotMeasure : ExitCode.Fine;
        });
        return command;
    }

    /// <summary>The day before and after which departures are compared where none is named; null for labs of which none is.</summary>
    internal static DateOnly? EventOf(string? lab) => lab is null or "openai" ? OpenAiEvent : null;
}
