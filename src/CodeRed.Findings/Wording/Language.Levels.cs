using CodeRed.Evidence.Facts;
using CodeRed.Findings.Levels;

namespace CodeRed.Findings.Wording;

public abstract partial class Language
{
    /// <summary>A level as a badge of one or two words.</summary>
    public abstract string Badge(Level level);

    /// <summary>How a lab stands, in a sentence.</summary>
    public abstract string Headline(LabLevel lab);

    /// <summary>What a rule says.</summary>
    public abstract string Sentence(RuleOutcome rule);

    /// <summary>Whether a rule applies.</summary>
    public abstract string Applies(RuleOutcome rule);

    /// <summary>What a level rests on.</summary>
    public abstract string ErrorRate(LevelsFinding finding);
}
