using System.Globalization;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Standings;

namespace CodeRed.Findings.Wording;

public abstract partial class Language
{
    /// <summary>Who leads, as a badge of one to three words.</summary>
    public abstract string Badge(StandingFinding finding);

    /// <summary>Who leads, in a sentence.</summary>
    public abstract string Headline(StandingFinding finding);

    /// <summary>On how many scores and boards it rests.</summary>
    public abstract string RestsOn(StandingFinding finding);

    /// <summary>How votes entered beside the scores, and which names in them are a question; empty where none were given.</summary>
    public abstract IReadOnlyList<string> Votes(StandingFinding finding);

    /// <summary>How many unknown names to list.</summary>
    protected const int MostUnknown = 8;

    /// <summary>What intervals, ranks and chances mean, and what they assume.</summary>
    public abstract string ErrorRate(StandingFinding finding);

    /// <summary>What to bear in mind, most important first.</summary>
    public abstract IReadOnlyList<string> Cautions(StandingFinding finding);

    /// <summary>A change of leader, or one that is open.</summary>
    public abstract string Sentence(ThroneChange change);

    /// <summary>What a lab adds to its own results.</summary>
    public abstract string Sentence(OwnResults results);

    /// <summary>A board with its runner, where the name does not say it already.</summary>
    public string BoardName(BoardName board) => InertText.OnOneLine(board.Name.Contains(board.Runner, StringComparison.OrdinalIgnoreCase) ? board.Name : $"{board.Name} · {board.Runner}", 80);

    /// <summary>Whether the answer holds under other choices; null where none was tried.</summary>
    public abstract string? Robust(StandingFinding finding);

    /// <summary>What was chosen otherwise, in a few words.</summary>
    public abstract string Choice(StandingVariation variation);

    /// <summary>What becomes of the leading lab under another choice, in a few words.</summary>
    public abstract string Outcome(StandingVariation variation, StandingFinding finding);

    /// <summary>What another choice comes to.</summary>
    public abstract string Sentence(StandingVariation variation, StandingFinding finding);

    /// <summary>The labs that matter under another choice, with their probabilities: the first, the next, and the one that leads in the standing.</summary>
    public string Thrones(StandingVariation variation, StandingFinding finding)
    {
        var leading = finding.Labs[0].Name;
        List<(string Name, double Throne)> labs = [(variation.Leader, variation.LeaderThrone)];
        if (variation.Next is { } next)
        {
            labs.Add((next, variation.NextThrone));
        }

        if (variation.Leader != leading && variation.Next != leading)
        {
            labs.Add((leading, variation.Throne));
        }

        return string.Join(Tag == "en" ? ", " : "、", labs.Select(lab => $"{InertText.OnOneLine(lab.Name, 60)} {Chance(lab.Throne)}"));
    }

    /// <summary>How many choices come to an outcome.</summary>
    protected static int Of(StandingFinding finding, VariationOutcome outcome) => finding.Sensitivity.Count(variation => variation.Outcome == outcome);

    /// <summary>What was found to contradict the model, in one sentence before those of each; null where it was not looked for.</summary>
    public abstract string? Misfits(StandingFinding finding);

    /// <summary>A way in which the scores contradict the model.</summary>
    public abstract string Sentence(StandingMisfit misfit);

    /// <summary>A capability, signed.</summary>
    public string Capability(double capability) => Signed(capability, "0.00");

    /// <summary>Scores of the ranked models.</summary>
    protected static int ScoresOf(StandingFinding finding) => finding.Models.Sum(model => model.Evidence.Length);

    /// <summary>A day that is not a moment.</summary>
    protected string Day(DateOnly day) => Day(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));

    /// <summary>Two figures of an interval.</summary>
    protected string Between(double lower, double upper, string format) => FromTo(Signed(lower, format), Signed(upper, format));

    /// <summary>A number with a fixed number of digits.</summary>
    protected static string Fixed(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
