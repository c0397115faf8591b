using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
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
        var votes = new Argument<string>("VOTES") { Description = "CSV, TSV, JSON, JSONL or Parquet: two models and a winner per row." };
        var ties = Ties();
        var cluster = new Option<string?>("--cluster")
        {
            Description = "Votes of one prompt, voter, or either, may depend on each other: prompt, voter, 'prompt,voter' or none. [default: prompt, else voter, if the file has them]",
            HelpName = "BY",
        };
        var baseline = new Option<string?>("--baseline") { Description = "Compare all with this model; its rating is 1000.", HelpName = "MODEL" };
        var bootstrap = WholeNumberOption.Create("--bootstrap", "Also fit N times to votes or clusters drawn anew.", 0, 0, MostRounds);
        var seed = WholeNumberOption.Create("--seed", "Seed of all draws.", 1, 0, int.MaxValue);
        var top = WholeNumberOption.Create("--top", "Models to list on the screen.", 40, 1, 100_000);
        var alpha = AlphaOption.Create("One minus the level of intervals, and of all rank sets together.");
        var first = Column("--first", "the first model");
        var second = Column("--second", "the second model");
        var winner = Column("--winner", "the winner");
        var winnerMap = WinnerMapOption();
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
        { votes, ties, cluster, baseline, bootstrap, seed, top, alpha, first, second, winner, winnerMap, prompt, voter, covariate, json, html, lang };
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

                var given = new VoteColumnsGiven
                {
                    First = parsed.GetValue(first),
                    Second = parsed.GetValue(second),
                    Winner = parsed.GetValue(winner),
                    WinnerMap = parsed.GetValue(winnerMap),
                    Prompt = parsed.GetValue(prompt),
                    Voter = parsed.GetValue(voter),
                    Covariates = covariates,
                };
                var columns = Columns(path, given, parsed.GetValue(cluster), out var clusters);
                var settings = new RankingSettings(
                    parsed.GetValue(ties) ?? TieTreatment.Davidson, clusters, parsed.GetValue(alpha), rounds, (ulong)parsed.GetValue(seed), parsed.GetValue(baseline), [.. covariates]);
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

    // What clusters votes must be numbered; what does not must not be, so that memory does not grow with it.
    private static VoteColumns Columns(string path, VoteColumnsGiven given, string? cluster, out ImmutableArray<VoteCluster> clusters)
    {
        ImmutableArray<VoteCluster>? asked = cluster is null ? null : Clusters(cluster);
        if (asked is { } only)
        {
            given = given with
            {
                Prompt = only.Contains(VoteCluster.Prompt) ? given.Prompt : "",
                Voter = only.Contains(VoteCluster.Voter) ? given.Voter : "",
            };
        }

        var columns = VoteColumns.Guess(path, given);
        if (asked is null && columns is { Prompt: not null, Voter: not null })
        {
            columns = VoteColumns.Guess(path, given with { Voter = "" });
        }

        clusters = asked ?? (columns.Prompt is not null ? [VoteCluster.Prompt] : columns.Voter is not null ? [VoteCluster.Voter] : []);
        foreach (var by in clusters)
        {
            string name = by == VoteCluster.Prompt ? "prompt" : "voter";
            if ((by == VoteCluster.Prompt ? columns.Prompt : columns.Voter) is null)
            {
                throw new UsageException($"--cluster {cluster}: no column of {path} is known to hold the {name}; name it with --{name} COLUMN.");
            }
        }

        Terminal.Say(InertText.OnOneLine($"{path}: {string.Join("; ", columns.Notes)}."));
        return columns;
    }

    private static ImmutableArray<VoteCluster> Clusters(string text) => text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "none" => [],
        "prompt" => [VoteCluster.Prompt],
        "voter" => [VoteCluster.Voter],
        "prompt,voter" or "voter,prompt" => [VoteCluster.Prompt, VoteCluster.Voter],
        _ => throw new UsageException($"--cluster {text}: write prompt, voter, prompt,voter or none."),
    };

    private static RankingFinding Rank(string path, VoteColumns columns, RankingSettings settings, CancellationToken cancellation)
    {
        var fold = new VoteFold(settings);
        var clock = Stopwatch.StartNew();
        long bytes = new FileInfo(path).Length;
        var content = Task.Run(() => Content(path, cancellation), cancellation);
        var summary = VoteFile.Read(
            path,
            columns,
            fold.Add,
            Random.Shared.NextInt64(),
            read =>
            {
                if (clock.Elapsed > Quiet)
                {
                    Terminal.Progress(string.Create(CultureInfo.InvariantCulture, $"Reading votes: {Math.Clamp(100.0 * read / Math.Max(1, bytes), 0, 100):0} %"));
                }
            },
            cancellation);
        Terminal.Progress("");
        foreach (var left in summary.LeftOut)
        {
            Terminal.Say(InertText.OnOneLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {left.Rows:N0} rows left out: {left.Reason}.")));
        }

        if (settings.Baseline is { } baseline && !summary.Models.Contains(baseline))
        {
            string meant = NearestName.To(baseline, summary.Models) is { } near ? $" Did you mean '{near}'?" : $" There are, for example, {string.Join(", ", summary.Models.Take(5))}.";
            throw new UsageException($"--baseline {baseline}: no vote names that model.{meant}");
        }

        if (clock.Elapsed > Quiet)
        {
            Terminal.Progress("Fitting");
        }

        var source = new Source(Path.GetFileName(path), content.GetAwaiter().GetResult(), bytes, ContentHash.Of(string.Join('\n', columns.Notes)));
        var finding = fold.Finding(source, summary.Models, summary.LeftOut.Sum(left => left.Rows), TimeProvider.System.GetUtcNow());
        Terminal.Progress("");
        return finding;
    }

    // Beside the reading, so that it costs no time where there are two processors.
    private static ContentHash Content(string path, CancellationToken cancellation)
    {
        using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 17];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return ContentHash.FromDigest(hash.GetHashAndReset());
    }

    private static Option<string?> Column(string name, string what) =>
        new(name) { Description = $"The column of {what}, where its name does not say so.", HelpName = "COLUMN" };

    private static Option<TieTreatment?> Ties()
    {
        var option = new Option<TieTreatment?>("--ties")
        {
            Description = "Ties are fitted (davidson, rao-kupper), or half a win for each (half). [default: davidson]",
            HelpName = "RULE",
            CustomParser = result =>
            {
                switch (result.Tokens[0].Value)
                {
                    case "davidson":
                        return TieTreatment.Davidson;
                    case "rao-kupper":
                        return TieTreatment.RaoKupper;
                    case "half":
                        return TieTreatment.HalfWin;
                    default:
                        result.AddError($"--ties {result.Tokens[0].Value}: write davidson, rao-kupper or half.");
                        return null;
                }
            },
        };
        option.CompletionSources.Add("davidson", "rao-kupper", "half");
        return option;
    }

    private static Option<WinnerMap?> WinnerMapOption() => new("--winner-map")
    {
        Description = "What the winner's words mean, such as 1=first,0=second,0.5=tie.",
        HelpName = "MAP",
        CustomParser = result =>
        {
            try
            {
                return WinnerMap.Parse(result.Tokens[0].Value);
            }
            catch (FormatException e)
            {
                result.AddError($"--winner-map: {e.Message}");
                return null;
            }
        },
    };
}
