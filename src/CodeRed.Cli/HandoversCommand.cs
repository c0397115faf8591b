using System.CommandLine;
using CodeRed.Findings;
using CodeRed.Findings.Wording;

namespace CodeRed.Cli;

internal static class HandoversCommand
{
    public static Command Create()
    {
        var asked = new StandingQuestion();
        var models = new Option<bool>("--models") { Description = "Changes of the leading model, instead of the leading lab." };
        var command = new Command("handovers", """
            Who took the throne, and when? Dated by an interval, or left open.

            Examples:
              codered handovers
              codered handovers --skill coding --models
              codered handovers --as-of 2025-12-05 --lang zh-Hant

            Exit code: 0 answered; 2 bad usage or ledger; 3 the scores give no standing.
            """);
        asked.AddTo(command);
        command.Add(models);
        command.SetAction(parsed =>
        {
            var finding = asked.Answer(parsed, out _);
            var language = parsed.GetValue(asked.Lang) ?? Language.English;
            if (parsed.GetValue(asked.Json))
            {
                Console.Out.WriteLine(FindingJson.Write(finding));
            }
            else
            {
                StandingsScreen.WriteHandovers(Terminal.Answer(), finding, language, parsed.GetValue(models));
            }

            return finding.Refusal is null ? ExitCode.Fine : ExitCode.CouldNotMeasure;
        });
        return command;
    }
}
