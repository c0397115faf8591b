using CodeRed.Findings;
using CodeRed.Findings.Ranking;

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

    public static string Of(RankingVerdict verdict) => verdict == RankingVerdict.Leader ? "better" : "neutral";
}
