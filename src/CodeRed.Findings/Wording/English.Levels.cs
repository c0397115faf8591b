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
