using CodeRed.Evidence.Facts;
using CodeRed.Findings.Levels;

namespace CodeRed.Findings.Wording;

public abstract partial class Language
{
    /// <summary>A level as a letter or character, for where a word has no room.</summary>
    public abstract string Mark(Level level);

    /// <summary>A rule, how it came out, and why.</summary>
    public string WithReason(RuleOutcome rule) => Sentence(rule) + InBrackets(Applies(rule)) + (Tag == "en" ? " " : "") + Sentence(rule.Decision);

    /// <summary>How many labs are at which level.</summary>
    public abstract string Summary(LevelsFinding finding);

    /// <summary>What would bring a lab to another level; a sentence each, empty where there are no rules.</summary>
    public abstract IReadOnlyList<string> Changes(LabLevel lab);

    /// <summary>Since when a lab was at which level; null where there is no history.</summary>
    public abstract string? History(LabLevel lab);

    /// <summary>A month of a history, and the last before the level changed.</summary>
    protected static IReadOnlyList<(PartialDate From, PartialDate To, Level Level)> Stretches(LabLevel lab)
    {
        List<(PartialDate From, PartialDate To, Level Level)> stretches = [];
        foreach (var month in lab.History)
        {
            var on = PartialDate.TryParse(month.On.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), out var whole) ? whole : PartialDate.Of(month.On);
            if (stretches.Count > 0 && stretches[^1].Level == month.Level)
            {
                stretches[^1] = stretches[^1] with { To = on };
            }
            else
            {
                stretches.Add((on, on, month.Level));
            }
        }

        return stretches;
    }

    /// <summary>The level where the rules that hold it up no longer apply.</summary>
    protected static Level Next(LabLevel lab) => lab.Rules.Where(rule => rule.Applies && rule.Level < lab.Level).Select(rule => rule.Level).DefaultIfEmpty(Level.Green).Max();

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
