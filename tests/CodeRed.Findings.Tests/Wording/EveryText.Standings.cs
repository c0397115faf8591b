using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Levels;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Wording;
using CodeRed.Statistics;
using CodeRed.Statistics.Latent;
using CodeRed.Statistics.Ranking;
using ScoreSeries = CodeRed.Evidence.Facts.ScoreSeries;

namespace CodeRed.Findings.Tests.Wording;

internal static partial class EveryText
{
    private static void AddStandings(Language language, string name, Action<string, string> add)
    {
        ModelStanding Model(int best) => new("m", name, name, null, 1.25, new Interval(.5, 2), .4, new RankSet(best, 3), 2, ["a", "b"]);
        var board = new BoardName(new ScoreSeries("b", null, "r", "m"), name, name);
        var finding = new StandingFinding
        {
            AsOf = new DateOnly(2025, 12, 5),
            Later = 1,
            Undated = 2,
            Settings = new StandingSettings(),
            Skill = null,
            Refusal = null,
            Labs = [new LabStanding("l", name, .63, name)],
            Models = [Model(1), Model(1), Model(2)],
            NotLinked = [name],
            Boards = [new BoardUse(board, 3, PartialDate.Of(new DateOnly(2025, 11, 3)))],
            Votes = null,
            Inflation = [],
            Handovers = [],
            ModelHandovers = [],
            Sensitivity = [],
            Misfits = [],
        };
        var skilled = finding with { Skill = new Skill("s", name, name), Labs = [new LabStanding("l", name, .97, name)], Models = [Model(1), Model(2)], NotLinked = [], Settings = new StandingSettings(Runners: Runners.Vendor) };
        var tied = finding with { Labs = [new LabStanding("l", name, .44, name), new LabStanding("m", name, .41, name)] };
        foreach (var (what, one) in new[] { ("open", finding), ("clear", skilled), ("tied", tied) })
        {
            add($"Badge of a standing {what}", language.Badge(one));
            add($"Headline of a standing {what}", language.Headline(one));
            add($"Standing rests on {what}", language.RestsOn(one));
            add($"Error rate of a standing {what}", language.ErrorRate(one));
            foreach (var caution in language.Cautions(one))
            {
                add($"Caution of a standing {what}", caution);
            }
        }

        foreach (var reason in Enum.GetValues<CapabilityRefusalReason>())
        {
            add($"Headline without a standing {reason}", language.Headline(finding with { Refusal = reason }));
            add($"Headline without a standing in a skill {reason}", language.Headline(skilled with { Refusal = reason }));
        }

        add("Badge without a standing", language.Badge(finding with { Refusal = CapabilityRefusalReason.NoScores }));
        StandingVariation Variation(VariationKind kind, CapabilityPrior? prior, VariationOutcome outcome) =>
            new(kind, prior, kind == VariationKind.WithoutBoard ? board : null, outcome == VariationOutcome.SameLeads ? name : name + name, .7, name, .2, .2, outcome, outcome != VariationOutcome.NearTie);
        foreach (var outcome in Enum.GetValues<VariationOutcome>())
        {
            foreach (var prior in Enum.GetValues<CapabilityPrior>())
            {
                add($"Variation {prior}", language.Sentence(Variation(VariationKind.Prior, prior, outcome), finding));
            }

            add("Variation outsiders", language.Sentence(Variation(VariationKind.IndependentOnly, null, outcome), finding));
            add("Variation board", language.Sentence(Variation(VariationKind.WithoutBoard, null, outcome), finding));
            foreach (var one in (StandingFinding[])[finding, tied])
            {
                add("Robust", language.Robust(one with { Sensitivity = [Variation(VariationKind.IndependentOnly, null, outcome)] })!);
            }
        }

        foreach (var use in (VoteUse[])[new(1, 0, 0, [name], null, false), new(2_000, 1_500, 3, [.. Enumerable.Repeat(name, 10)], 13, true)])
        {
            foreach (var votes in language.Votes(finding with { Votes = use }))
            {
                add("Votes of a standing", votes);
            }
        }

        var tried = finding with { Sensitivity = [Variation(VariationKind.IndependentOnly, null, VariationOutcome.SameLeads)] };
        add("No misfit", language.Misfits(tried)!);
        foreach (var kind in Enum.GetValues<MisfitKind>())
        {
            foreach (string[] benchmarks in (string[][])[[], [name, name]])
            {
                var misfit = new StandingMisfit(kind, [.. benchmarks]);
                add("Misfits", language.Misfits(tried with { Misfits = [misfit] })!);
                add($"Misfit {kind}", language.Sentence(misfit));
            }
        }

        var change = new ThroneChange(name, name, new DateOnly(2025, 8, 7), new DateOnly(2025, 11, 18), .97, name + name, name, ["a"]);
        add("Change of leader", language.Sentence(change));
        add("Change of leader in a day", language.Sentence(change with { Since = change.By }));
        add("Change of leader, unresolved", language.Sentence(change with { Since = null, By = null, Probability = .42 }));
        add("Sentence of own results", language.Sentence(new OwnResults(name, new Interval(-.2, .4))).TrimEnd('。') + (language.Tag == "en" ? "." : "。"));
        add("Board's name is a number only", language.BoardName(board));

        foreach (var level in Enum.GetValues<Level>())
        {
            add($"Badge of a level {level}", language.Badge(level));
            RuleOutcome Rule(ClaimVerdict verdict) => new("r", level, name, null, new FounderDecision(name, name) { Verdict = verdict });
            foreach (var verdict in Enum.GetValues<ClaimVerdict>())
            {
                add($"Rule {level} {verdict}", language.Applies(Rule(verdict)));
            }

            add($"Headline of a level {level}", language.Headline(new LabLevel("l", name, level, [Rule(ClaimVerdict.Supported), Rule(ClaimVerdict.Open)], [])));
            add($"Rule's text {level}", language.Sentence(Rule(ClaimVerdict.Open)));
        }

        add("Error rate of levels", language.ErrorRate(new LevelsFinding { AsOf = default, Later = 0, Undated = 0, Labs = [] }));
    }
}
