using System.Globalization;
using CodeRed.Findings.Talent;
using CodeRed.Statistics.Survival;

namespace CodeRed.Findings.Wording;

public abstract partial class Language
{
    /// <summary>Whether a lab loses named people, as a badge of one to three words.</summary>
    public abstract string Badge(TalentFinding finding);

    /// <summary>Who left and who came, in a sentence.</summary>
    public abstract string Headline(TalentFinding finding);

    /// <summary>What a sample of famous names cannot tell, and who is missing from it; belongs to every output.</summary>
    public abstract string Sentence(TalentSample sample);

    /// <summary>Where those who left went; null where nobody left.</summary>
    public abstract string? Destinations(LabBalance lab);

    /// <summary>A place of the flow matrix.</summary>
    public abstract string Place(TalentFinding finding, string node);

    /// <summary>A person's move.</summary>
    public abstract string Sentence(PersonMove move);

    /// <summary>How long people of a lab stayed.</summary>
    /// <param name="tenure">At the lab.</param>
    /// <param name="founders">Whether they are its founders.</param>
    /// <param name="level">Of the intervals.</param>
    public abstract string Sentence(LabTenure tenure, bool founders, double level);

    /// <summary>Whether founders stay equally long.</summary>
    public abstract string Sentence(FounderTest test, double level);

    /// <summary>Whether more left after a day than before, and what could have been seen.</summary>
    public abstract string Sentence(EventTest test, double level);

    /// <summary>What tests and intervals of talent mean, and what they assume.</summary>
    public abstract string ErrorRate(TalentFinding finding);

    /// <summary>What to bear in mind, most important first.</summary>
    public abstract IReadOnlyList<string> Cautions(TalentFinding finding);

    /// <summary>Why follow-ups give no curve or test.</summary>
    protected abstract string Why(SurvivalRefusalReason reason);

    /// <summary>The lab asked about; null where all are.</summary>
    protected static LabBalance? Asked(TalentFinding finding) => finding.Settings.Lab is null || finding.Labs.IsEmpty ? null : finding.Labs[0];

    /// <summary>Below 0 where more left than came, at a p-value below 5 %; above 0 where more came; else 0.</summary>
    protected static int Balance(LabBalance lab) => lab.PValue < 0.05 ? lab.Joined.CompareTo(lab.Left) : 0;

    /// <summary>A ratio of rates.</summary>
    protected static string Times(double ratio) => ratio > 1000 ? "> 1,000" : ratio.ToString(ratio < 10 ? "0.0#" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>Whether an interval of a median says nothing.</summary>
    protected static bool IsOpen(OpenInterval interval) => interval is { Upper: null, Lower: null or < 0.05 };

    /// <summary>The smallest p-value that data could give.</summary>
    protected static string Least(double p) => p.ToString(p < 0.001 ? "0.0000" : "0.000", CultureInfo.InvariantCulture);

    /// <summary>Arrivals less departures, signed.</summary>
    public string Balance(int net) => Signed(net, "#,0");
}
