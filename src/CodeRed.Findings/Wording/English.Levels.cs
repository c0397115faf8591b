using CodeRed.Evidence.Facts;
using CodeRed.Findings.Levels;

namespace CodeRed.Findings.Wording;

internal sealed partial class English
{
    public override string Badge(Level level) => level switch
    {
        Level.Red => "RED",
        Level.Amber => "AMBER",
        Level.Green => "GREEN",
        _ => "TOO LITTLE KNOWN",
    };

    public override string Headline(LabLevel lab)
    {
        var applying = lab.Rules.Count(rule => rule.Applies);
        return lab.Level switch
        {
            Level.NotMeasured => $"{Name(lab.Name)}: too little known; {lab.Rules.Count(rule => rule.Decision.Verdict != ClaimVerdict.Open)} of {Many(lab.Rules.Length, "rule")} could be decided.",
            Level.Green => $"{Name(lab.Name)} is green: none of {Many(lab.Rules.Length, "rule")} applies{(lab.Rules.Count(rule => rule.Decision.Verdict == ClaimVerdict.Open) is var open and > 0 ? $"; {open} could not be decided" : "")}.",
            var level => $"{Name(lab.Name)} is {Badge(level).ToLowerInvariant()}: {applying} of {Many(lab.Rules.Length, "rule")} {(applying == 1 ? "applies" : "apply")}.",
        };
    }

    public override string Mark(Level level) => level switch
    {
        Level.Red => "R",
        Level.Amber => "A",
        Level.Green => "G",
        _ => "–",
    };

    public override string Summary(LevelsFinding finding)
    {
        var counts = finding.Labs.CountBy(lab => lab.Level).OrderByDescending(level => level.Key).Select(level => $"{level.Value} {Badge(level.Key).ToLowerInvariant()}").ToList();
        return counts.Count == 0 ? "No lab is watched." : $"Of {Many(finding.Labs.Length, "lab")}: {string.Join(", ", counts)}.";
    }

    public override IReadOnlyList<string> Changes(LabLevel lab)
    {
        if (lab.Level == Level.NotMeasured)
        {
            return lab.Rules.IsEmpty ? [] : ["It would have a level as soon as one of the rules could be decided."];
        }

        List<string> changes = [];
        if (lab.Level > Level.Green)
        {
            var holding = lab.Rules.Where(rule => rule.Applies && rule.Level == lab.Level).Select(Quoted).ToList();
            changes.Add($"It would fall to {Badge(Next(lab)).ToLowerInvariant()} if {(holding.Count == 1 ? "this no longer applied" : "none of these applied any longer")}: {string.Join("; ", holding)}.");
        }

        foreach (var worse in lab.Rules.Where(rule => rule.Level > lab.Level).GroupBy(rule => rule.Level).OrderBy(level => level.Key))
        {
            changes.Add($"It would turn {Badge(worse.Key).ToLowerInvariant()} if {(worse.Count() == 1 ? "this applied" : "one of these applied")}: {string.Join("; ", worse.Select(rule => Quoted(rule) + (rule.Decision.Verdict == ClaimVerdict.Open ? " (cannot be decided now)" : "")))}.");
        }

        return changes;

        string Quoted(RuleOutcome rule) => $"“{Sentence(rule).TrimEnd('.')}”";
    }

    public override string? History(LabLevel lab)
    {
        var stretches = Stretches(lab);
        return stretches.Count == 0 ? null
            : $"At the end of each month: {string.Join("; ", stretches.Select(stretch => $"{Badge(stretch.Level).ToLowerInvariant()} {(stretch.From.CompareTo(stretch.To) == 0 ? $"in {Day(stretch.From)}" : $"from {Day(stretch.From)} to {Day(stretch.To)}")}"))}.";
    }

    public override string Sentence(RuleOutcome rule) => Prose(rule.Text);

    public override string Applies(RuleOutcome rule) => rule.Decision.Verdict switch
    {
        ClaimVerdict.Supported => "applies",
        ClaimVerdict.Contradicted => "does not apply",
        _ => "cannot be decided",
    };

    public override string ErrorRate(LevelsFinding finding) =>
        "A level is no measurement: it says which written rules apply to what was known, without what labs measured or counted themselves. The rules are in ledger/levels.yaml and yours to change.";
}
