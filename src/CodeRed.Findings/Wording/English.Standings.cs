using CodeRed.Findings.Standings;
using CodeRed.Statistics.Latent;

namespace CodeRed.Findings.Wording;

internal sealed partial class English
{
    public override string Badge(StandingFinding finding) => finding.Refusal is not null ? "NO STANDING" : finding.Lead == LeadVerdict.ClearLeader ? "LEADER" : "NO CLEAR LEADER";

    public override string Headline(StandingFinding finding)
    {
        var field = finding.Skill is { } skill ? $"In {Name(skill.Name)}" : "Over all boards";
        if (finding.Refusal is { } refusal)
        {
            return refusal switch
            {
                CapabilityRefusalReason.NoScores => $"{field} no score was known.",
                CapabilityRefusalReason.NothingToCompare => $"{field} no board holds two models, so that nothing can be compared.",
                CapabilityRefusalReason.TooMany => $"{field} there are more models or boards than can be ranked together.",
                _ => $"{field} the scores do not fit together on one scale.",
            };
        }

        var (lab, first) = (finding.Labs[0], finding.Models[0]);
        var contenders = finding.Contenders().Count();
        var models = $"{Many(contenders, "model")} of {finding.Models.Length} may be the first, {Name(first.Name)} with {Chance(first.Throne)}.";
        return finding.Lead switch
        {
            LeadVerdict.ClearLeader => $"{field} {Name(lab.Name)} leads: it holds the throne with probability {Chance(lab.Throne)}; {models}",
            LeadVerdict.NearTie => $"{field} nobody clearly leads: {Name(lab.Name)} ({Chance(lab.Throne)}) and {Name(finding.Labs[1].Name)} ({Chance(finding.Labs[1].Throne)}) are a near tie for the throne; {models}",
            _ => $"{field} nobody clearly leads: {Name(lab.Name)} holds the throne with probability {Chance(lab.Throne)}, where {Chance(StandingFinding.ClearFrom)} would be clear; {models}",
        };
    }

    public override string RestsOn(StandingFinding finding) =>
        $"{Many(ScoresOf(finding), "score")} of {Many(finding.Models.Length, "model")} on {Many(finding.Boards.Length, "board")}{(finding.NotLinked.IsEmpty ? "" : $"; {Many(finding.NotLinked.Length, "model")} more on boards that nothing links to these")}.";

    public override IReadOnlyList<string> Votes(StandingFinding finding)
    {
        if (finding.Votes is not { } votes)
        {
            return [];
        }

        var sentences = new List<string>
        {
            votes.Entered == 0
                ? $"None of {Votes(votes.Given)} entered: no two models of the ledger are linked by them."
                : $"{Votes(votes.Entered)} of {Count(votes.Given)} between {Many(votes.Models, "model")} entered beside the scores.",
        };
        if (votes.FewPrompts)
        {
            sentences.Add($"They come from {Many(votes.Prompts ?? 0, "prompt")}: too few for their errors to be trusted.");
        }

        if (!votes.Unknown.IsEmpty)
        {
            sentences.Add($"Which models are these? {string.Join(", ", votes.Unknown.Take(MostUnknown).Select(Name))}{(votes.Unknown.Length > MostUnknown ? $" and {Count(votes.Unknown.Length - MostUnknown)} more" : "")}. The ledger has no model of that name, or another name in the file is the same model; their votes do not count.");
        }

        return sentences;
    }

    public override string ErrorRate(StandingFinding finding) =>
        $"Probabilities and {Share(finding.Settings.Level)} intervals are those of a model that gives each of these models one capability, each board a difficulty, and each lab's own results an inflation of their own. Ranks hold for all models at once. A unit of capability is odds of 2.7 on a typical board.";

    public override IReadOnlyList<string> Cautions(StandingFinding finding)
    {
        var cautions = new List<string> { "One capability stands for many skills: a model may lead here and lose on your work. Ask it your own questions." };
        if (finding.Settings.Runners == Runners.Vendor)
        {
            cautions.Add("Only results that labs ran themselves count here: nothing checks them.");
        }

        if (finding.Models.Length > 0 && finding.Models[0].Boards < 3)
        {
            cautions.Add($"{Name(finding.Models[0].Name)} stands on {Many(finding.Models[0].Boards, "board")} only.");
        }

        return cautions;
    }

    public override string Sentence(ThroneChange change)
    {
        var models = change.ToModel == change.To && change.FromModel == change.From ? "" : $", {Name(change.ToModel)} against {Name(change.FromModel)}";
        return $"{Name(change.To)} after {Name(change.From)}" + (change is { Since: { } since, By: { } by }
            ? since == by ? $": {Day(by)}{models}." : $": between {Day(since)} and {Day(by)}{models}."
            : $": unresolved ({Chance(change.Probability)} that it is better{models}).");
    }

    public override string? Robust(StandingFinding finding) => finding.Robust switch
    {
        null => null,
        Robustness.Robust => $"Robust: {Name(finding.Labs[0].Name)} is the most likely holder under all of {Many(finding.Sensitivity.Length, "other choice")} tried.",
        Robustness.NotRobust => $"Not robust: under {Of(finding, VariationOutcome.AnotherLeads)} of {Many(finding.Sensitivity.Length, "other choice")} tried another lab leads ({Others(finding)}){(Of(finding, VariationOutcome.NearTie) is > 0 and var ties ? $", and under {ties} it is a near tie" : "")}.",
        _ when finding.Lead == LeadVerdict.NearTie => $"The first place is itself a near tie, and under {Of(finding, VariationOutcome.NearTie)} of {Many(finding.Sensitivity.Length, "other choice")} tried it stays one"
            + (Of(finding, VariationOutcome.SameLeads) is > 0 and var same ? $"; under {same} {Name(finding.Labs[0].Name)} leads" : "")
            + (Of(finding, VariationOutcome.AnotherLeads) is > 0 and var others ? $"; under {others} another lab leads ({Others(finding)})" : "") + ".",
        _ => $"Not robust: no other lab leads under any of {Many(finding.Sensitivity.Length, "other choice")} tried, but under {Of(finding, VariationOutcome.NearTie)} it is a near tie.",
    };

    private string Others(StandingFinding finding) =>
        string.Join("; ", finding.Sensitivity.Where(variation => variation.Outcome == VariationOutcome.AnotherLeads).Select(variation => $"{Choice(variation)}: {Name(variation.Leader)}"));

    public override string Choice(StandingVariation variation) => variation.Kind switch
    {
        VariationKind.IndependentOnly => "Without the labs' own results",
        VariationKind.WithoutBoard => $"Without {BoardName(variation.Board!)}",
        _ => variation.Prior switch
        {
            CapabilityPrior.Normal => "Models around one mean instead of a trend in time",
            CapabilityPrior.Weak => "Nothing expected of models beforehand",
            CapabilityPrior.Ridge => "All scores weighing alike",
            _ => "Single models may stand far out",
        },
    };

    public override string Outcome(StandingVariation variation, StandingFinding finding) => (variation.Outcome switch
    {
        VariationOutcome.SameLeads => $"{Name(variation.Leader)} leads",
        VariationOutcome.AnotherLeads => $"{Name(variation.Leader)} leads instead",
        _ => "a near tie",
    }) + (variation.Converged ? "" : " (did not converge)");

    public override string Sentence(StandingVariation variation, StandingFinding finding) =>
        $"{Choice(variation)}: {Outcome(variation, finding)} ({Thrones(variation, finding)}).";

    public override string? Misfits(StandingFinding finding) => finding.Sensitivity.IsEmpty ? null
        : finding.Misfits.IsEmpty ? "Nothing was found in the scores that contradicts one capability for each model; that is no proof."
        : "The scores contradict one capability for each model: intervals and probabilities promise more than they keep.";

    public override string Sentence(StandingMisfit misfit)
    {
        var where = misfit.Benchmarks.IsEmpty ? "some benchmarks" : string.Join(", ", misfit.Benchmarks.Select(Name));
        return misfit.Kind switch
        {
            MisfitKind.SecondSkill => "Benchmarks do not agree on one order of the models; ask for one skill.",
            MisfitKind.Ceiling => $"Good models stop short of where they should come on {where}; part of it may not be passable.",
            MisfitKind.Floor => $"Weak models pass more than they should on {where}, as by guessing.",
            MisfitKind.Drift => $"Later models do better, or worse, on {where} than elsewhere; it may have leaked into their training.",
            _ => $"One lab's models do better, or worse, on {where} than elsewhere; it may have leaked into their training, or they may be made for it.",
        };
    }

    public override string Sentence(OwnResults results) =>
        $"{Name(results.Lab)}: {Between(results.Interval.Lower, results.Interval.Upper, "0.00")}";
}
