using CodeRed.Evidence.Facts;
using CodeRed.Findings;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Ranking;
using CodeRed.Findings.Standings;

namespace CodeRed.Pages;

/// <summary>The colour of a verdict, by the name it has in the style sheet. It never stands alone: the verdict is always written out beside it.</summary>
internal static class Tone
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Worse => "worse",
        Verdict.Better => "better",
        Verdict.Changed or Verdict.ChangedNotWorse => "changed",
        _ => "neutral",
    };

    public static string Of(CompareVerdict verdict) => verdict switch
    {
        CompareVerdict.SomeWorse => "worse",
        CompareVerdict.OneBest => "better",
        _ => "neutral",
    };

    public static string Of(FrontPlace place) => place switch
    {
        FrontPlace.OnFront => "better",
        FrontPlace.Dominated => "worse",
        FrontPlace.MayBeDominated => "changed",
        _ => "neutral",
    };

    public static string Of(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "better",
        ClaimVerdict.Contradicted => "worse",
        _ => "neutral",
    };

    public static string Of(Level level) => level switch
    {
        Level.Red => "worse",
        Level.Amber => "changed",
        Level.Green => "good",
        _ => "neutral",
    };

    public static string Of(StandingFinding finding) => finding.Lead == LeadVerdict.ClearLeader ? "better" : "neutral";

    public static string Of(RankingVerdict verdict) => verdict == RankingVerdict.Leader ? "better" : "neutral";
}
