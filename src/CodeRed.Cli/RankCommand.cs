using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CodeRed.Findings;
using CodeRed.Findings.Ranking;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;
using CodeRed.Pages;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Cli;

internal static class RankCommand
{
    private const int MostRounds = 100_000;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(700);

    public static Command Create()
    {
        var votes = new Argument<string>("VOTES") { Description = "CSV, TSV, JSONL or Parquet: two models and a winner in each row." };
        var ties = Choice("--ties", "Ties are fitted (davidson, rao-kupper) or half a win each (half). [default: davidson]", "RULE", TieTreatment.Davidson, new()
        {
            ["davidson"] = TieTreatment.Davidson,
            ["rao-kupper"] = TieTreatment.RaoKupper,
            ["half"] = TieTreatment.HalfWin,
        });
        var cluster = new Option<string?>("--cluster")
        {
            Description = "Votes of one prompt, voter, or either, may depend on each other: prompt, voter, 'prompt,voter' or none. [default: prompt, else voter, if the file has them]",
            HelpName = "BY",
        };
        var baseline = new Option<string?>("--baseline") { Description = "Compare all with this model; its rating is 1000.", HelpName = "MODEL" };
        var bootstrap = Whole("--bootstrap", "Also fit N times to votes or clusters drawn anew.", 0, 0, MostRounds);
        var seed = Whole("--seed", "Seed of all draws.", 1, 0, int.MaxValue);
        var top = Whole("--top", "Models to list on the screen.", 40, 1, 100_000);
        var alpha = ComparisonOptions.AlphaOption("One minus the level of intervals and of all rank sets together.");
        var first = Column("--first", "the first model");
        var second = Column("--second", "the second model");
        var winner = Column("--winner", "the winner");
        var prompt = Column("--prompt", "the prompt");
        var voter = Column("--voter", "the voter");
        var covariate = new Option<string[]>("--covariate") { Description = "A column of numbers, seen from the first model, to hold constant, such as its extra length; may be repeated.", HelpName = "COLUMN" };
        var json = new Option<bool>("--json") { Description = "Print the finding as JSON (docs/reference/json.md)." };
        var html = new Option<string?>("--html") { Description = "Also write the finding as one self-contained page.", HelpName = "FILE" };
        var lang = LanguageOption.Create();
        var command = new Command("rank", """
            Which model is preferred? Ranks models from votes between pairs.

            Examples:
              codered rank votes.csv
              codered rank votes.parquet --cluster prompt,voter --html rank.html
              codered rank votes.jsonl --baseline gpt-4o --bootstrap 1000
              codered rank battles.csv --first left --second right --winner choice

            Exit code: 0 ranked; 2 bad usage or file; 3 the votes give no ranking.
            """)
        { votes, ties, cluster, baseline, bootstrap, seed, top, alpha, first, second, winner, prompt, voter, covariate, json, html, lang };
        command.SetAction((parsed, cancellation) => Task.Run(
            async () =>
            {
                string path = parsed.GetRequiredValue(votes);
                string? page = parsed.GetValue(html);
                var language = parsed.GetValue(lang) ?? Language.English;
                string[] covariates = parsed.GetValue(covariate) ?? [];
                int rounds = parsed.GetValue(bootstrap);
                Output.Check(page);
                if (rounds == 1)
                {
                    throw new UsageException("--bootstrap 1: one round shows no spread; 100 serve a standard error, 1000 an interval.");
                }

                if (rounds > 0 && covariates.Length > 0)
                {
                    throw new UsageException("--bootstrap does not go with --covariate; the intervals shown without it hold for covariates too.");
                }

                var columns = Columns(path, new(parsed.GetValue(first), parsed.GetValue(second), parsed.GetValue(winner), parsed.GetValue(prompt), parsed.GetValue(voter), covariates), parsed.GetValue(cluster), out var clusters);
                var settings = new RankingSettings(
                    parsed.GetValue(ties), clusters, parsed.GetValue(alpha), rounds, (ulong)parsed.GetValue(seed), parsed.GetValue(baseline), [.. covariates]);
                var finding = Rank(path, columns, settings, cancellation);
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
                    string file = InertText.OnOneLine(path);
                    RankScreen.Write(Terminal.Answer(), finding, language, parsed.GetValue(top), page is not null
                        ? [Output.ToSee(page)]
                        : [$"codered rank {file} --html rank.html", $"codered rank {file} --json"]);
                }

                return finding.Verdict == RankingVerdict.CouldNotRank ? ExitCode.CouldNotMeasure : ExitCode.Fine;
            },
            cancellation));
        return command;
    }
}
