using System.Globalization;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;

namespace CodeRed.Findings.Wording;

public abstract partial class Language
{
    /// <summary>The verdict on a claim as a badge of a word or two.</summary>
    public abstract string Badge(ClaimVerdict verdict);

    /// <summary>The claim, in this language where the ledger has it so.</summary>
    public abstract string Statement(ClaimFinding claim);

    /// <summary>How a condition was decided, with its figures; parts of a combination one after another.</summary>
    public abstract string Sentence(Decision decision);

    /// <summary>Why a person decided so.</summary>
    public abstract string Sentence(ManualVerdict verdict);

    /// <summary>What results of the labs themselves would say, where that is something else; null where it is not.</summary>
    public abstract string? Vendors(ClaimState state);

    /// <summary>How often a claimant was right.</summary>
    public abstract string Sentence(TrackRecord record);

    /// <summary>Which facts were left out, and why; null where none were.</summary>
    public abstract string? LeftOut(DateOnly? asOf, int later, int undated);

    /// <summary>What a verdict on a claim rests on, and what it cannot tell.</summary>
    public abstract string ErrorRate(ClaimsFinding finding);

    /// <summary>A day, month or year.</summary>
    public abstract string Day(PartialDate date);

    /// <summary>A figure of usage, with its unit, as people write it.</summary>
    public abstract string Figure(UsageMeasure measure, double value);

    /// <summary>A value that a claim is about, with its unit.</summary>
    protected string Amount(ValueDecision decision, double value) => decision.Measure is { } measure ? Figure(measure, value) : Score(value, decision.Unit);

    /// <summary>A score with its unit.</summary>
    protected static string Score(double value, string unit) =>
        value.ToString("#,0.##", CultureInfo.InvariantCulture) + (unit.Length == 0 || unit == "%" ? unit : " " + unit);
}
