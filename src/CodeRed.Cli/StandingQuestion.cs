using System.CommandLine;
using System.Globalization;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;

namespace CodeRed.Cli;

/// <summary>What standings and handovers are asked with.</summary>
internal sealed class StandingQuestion
{
    private readonly Option<string?> _skill = new("--skill") { Description = "Only benchmarks that speak for this skill, such as coding, reasoning, chat or factuality.", HelpName = "SKILL" };
    private readonly Option<DateOnly?> _asOf = AsOfOption.Create();
    private readonly Option<Runners> _runner = RunnerOption();
    private readonly Option<int> _seed = WholeNumberOption.Create("--seed", "Seed of all draws.", 1, 0, int.MaxValue);
    private readonly Option<string?> _votes = new("--votes") { Description = "Votes between pairs of models that count beside the scores, as codered rank reads them.", HelpName = "FILE" };
    private readonly Option<string?> _ledger = LedgerFolder.Option();

    public Option<Language> Lang { get; } = LanguageOption.Create();

    public Option<bool> Json { get; } = new("--json") { Description = "Print the finding as JSON (docs/reference/json.md)." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_skill, _asOf, _runner, _votes, _seed, _ledger, Json, Lang])
        {
            command.Add(option);
        }
    }

    public StandingFinding Answer(ParseResult parsed, out Ledger ledger)
    {
        ledger = LedgerFolder.Read(parsed.GetValue(_ledger)).Ledger;
        var skill = parsed.GetValue(_skill);
        if (skill is not null && !ledger.Skills.ContainsKey(skill))
        {
            var near = NearestName.To(skill, ledger.Skills.Keys) is { } meant ? $" Did you mean '{meant}'?" : "";
            throw new UsageException($"--skill {skill}: the ledger has no such skill.{near} There are {string.Join(", ", ledger.Skills.Keys.Order(StringComparer.Ordinal))}.");
        }

        if (parsed.GetValue(_votes) is not null && parsed.GetValue(_asOf) is not null)
        {
            throw new UsageException("--votes does not go with --as-of: a file of votes does not say when they became known.");
        }

        var votes = parsed.GetValue(_votes) is { } path ? Votes(path) : null;
        return StandingFold.Finding(ledger.AsOf(parsed.GetValue(_asOf)), new StandingSettings(skill, parsed.GetValue(_runner), Seed: (ulong)parsed.GetValue(_seed)), votes);
    }

    private static StandingVotes Votes(string path)
    {
        var columns = VoteColumns.Guess(path, new VoteColumnsGiven { Voter = "" });
        Terminal.Say(InertText.OnOneLine($"{path}: {string.Join("; ", columns.Notes)}."));
        var votes = new StandingVotes(columns.Prompt is not null);
        var summary = VoteFile.Read(path, columns, votes.Add, Random.Shared.NextInt64());
        votes.Names = summary.Models;
        foreach (var left in summary.LeftOut)
        {
            Terminal.Say(InertText.OnOneLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {left.Rows:N0} rows left out: {left.Reason}.")));
        }

        return votes;
    }

    private static Option<Runners> RunnerOption()
    {
        var option = new Option<Runners>("--runner")
        {
            Description = "Whose measurements count: all (what labs add to their own is taken off), independent or vendor. [default: all]",
            HelpName = "WHO",
            CustomParser = result =>
            {
                switch (result.Tokens[0].Value)
                {
                    case "all":
                        return Runners.All;
                    case "independent":
                        return Runners.Independent;
                    case "vendor":
                        return Runners.Vendor;
                    default:
                        result.AddError($"--runner {result.Tokens[0].Value}: write all, independent or vendor.");
                        return default;
                }
            },
        };
        option.CompletionSources.Add("all", "independent", "vendor");
        return option;
    }
}
