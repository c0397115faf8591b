using CodeRed.Statistics;
using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.Judging;

namespace CodeRed.Findings.Probe;

/// <summary>How far a judge agrees with people on the anchors.</summary>
/// <param name="Agreed">Anchors on which it says what people said.</param>
/// <param name="Read">Anchors on which it gave a verdict.</param>
/// <param name="Unread">Anchors on which it gave none.</param>
/// <param name="Agreement">Interval of the chance that it agrees, of anchors like these; Clopper-Pearson. Null where it gave no verdict.</param>
/// <param name="FailsWhatPasses">Interval of the chance that it fails what people pass.</param>
/// <param name="PassesWhatFails">Interval of the chance that it passes what people fail.</param>
public sealed record JudgeFinding(long Agreed, long Read, long Unread, Interval? Agreement, Interval? FailsWhatPasses, Interval? PassesWhatFails)
{
    /// <summary>From the anchors' two verdicts; see <see cref="JudgeAnchors"/>.</summary>
    /// <param name="passes">Anchors that people passed.</param>
    /// <param name="passToFail">Those of them that the judge fails.</param>
    /// <param name="fails">Anchors that people failed.</param>
    /// <param name="failToPass">Those of them that the judge passes.</param>
    /// <param name="unread">Anchors without a verdict of the judge.</param>
    /// <param name="level">Of each interval, in (0, 1).</param>
    public static JudgeFinding Of(long passes, long passToFail, long fails, long failToPass, long unread, double level)
    {
        long read = passes + fails;
        if (read == 0)
        {
            return new(0, 0, unread, null, null, null);
        }

        var anchors = new JudgeAnchors(passes, passToFail, fails, failToPass);
        long agreed = read - passToFail - failToPass;
        return new(agreed, read, unread, ClopperPearsonInterval.From(agreed, read, level), anchors.FlipDown(level), anchors.FlipUp(level));
    }
}
