using System.Diagnostics.CodeAnalysis;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Survival;

/// <summary>Kaplan-Meier estimate of the chance to last, from follow-ups that may begin late and end early.</summary>
/// <remarks>Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations", JASA 53(282), 457-481; with delayed entry as in
/// Andersen, Borgan, Gill and Keiding (1993), Statistical Models Based on Counting Processes, section IV.3. Assumes that, among subjects who have lasted equally long, those
/// under observation are no more and no less likely to have the event than the others. Who is only known because of the event itself breaks this,
/// and the curve is then too low.</remarks>
public static class KaplanMeier
{
    /// <summary>Estimates the curve.</summary>
    /// <param name="subjects">One follow-up a subject.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="refusal">Why there is none.</param>
    /// <param name="level">Confidence level of its intervals, in (0, 1).</param>
    /// <param name="from">The curve is of those who last beyond this time, at least 0; null for the earliest entry. Late entries leave few subjects at early times, and a
    /// later start then says less but says it more surely.</param>
    /// <exception cref="ArgumentException">A follow-up is not one.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> or <paramref name="from"/> is outside its range.</exception>
    public static bool TryEstimate(
        ReadOnlySpan<FollowUp> subjects,
        [NotNullWhen(true)] out SurvivalCurve? curve,
        [NotNullWhen(false)] out SurvivalRefusal? refusal,
        double level = 0.95,
        double? from = null)
    {
        FollowUp.ThrowUnlessValid(subjects, nameof(subjects));
        var tail = ConfidenceLevel.Alpha(level) / 2;
        if (from is { } start && !(start >= 0 && double.IsFinite(start)))
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, "A curve begins at a finite time, at least 0.");
        }

        curve = null;
        var origin = from ?? (subjects.IsEmpty ? 0 : Earliest(subjects));
        List<FollowUp> kept = [];
        foreach (var subject in subjects)
        {
            if (subject.Exit > origin)
            {
                kept.Add(subject with { Entry = Math.Max(origin, subject.Entry) });
            }
        }

        if (kept.Count == 0)
        {
            refusal = new SurvivalRefusal(
                SurvivalRefusalReason.NoSubjects,
                subjects.IsEmpty
                    ? "Nobody is observed: give at least one follow-up."
                    : $"Nobody of {subjects.Length} is observed after {origin}: ask for an earlier start.");
            return false;
        }

        var segments = Segments(kept, origin);
        refusal = Refusal(segments, origin);
        if (refusal is null)
        {
            curve = new SurvivalCurve(segments, origin, kept.Count, level, tail);
        }

        return curve is not null;
    }

    private static double Earliest(ReadOnlySpan<FollowUp> subjects)
    {
        var earliest = double.PositiveInfinity;
        foreach (var subject in subjects)
        {
            earliest = Math.Min(earliest, subject.Entry);
        }

        return earliest;
    }

    // Between two neighbouring times at which someone enters or leaves, the number at risk does not change.
    private static List<RiskSegment> Segments(List<FollowUp> subjects, double origin)
    {
        double[] entries = [.. subjects.Select(static subject => subject.Entry).Order()];
        FollowUp[] exits = [.. subjects.OrderBy(static subject => subject.Exit)];
        List<RiskSegment> segments = [];
        int entered = 0, left = 0;
        for (var begin = origin; left < exits.Length;)
        {
            for (; entered < entries.Length && entries[entered] <= begin; entered++)
            {
            }

            var end = entered < entries.Length ? Math.Min(entries[entered], exits[left].Exit) : exits[left].Exit;
            var atRisk = entered - left;
            var events = 0;
            for (; left < exits.Length && exits[left].Exit == end; left++)
            {
                events += exits[left].Event ? 1 : 0;
            }

            segments.Add(new RiskSegment(begin, end, atRisk, events));
            begin = end;
        }

        return segments;
    }

    // The last hindrance decides, so that the remedy does not lead to the next one.
    private static SurvivalRefusal? Refusal(List<RiskSegment> segments, double origin)
    {
        for (var k = segments.Count - 1; k >= 0; k--)
        {
            var (begin, end, atRisk, events) = segments[k];
            if (atRisk == 0)
            {
                return new SurvivalRefusal(
                    SurvivalRefusalReason.Gap,
                    $"Nobody is observed from {begin} to {end}, so that the chance to last from {origin} beyond it is not known. Ask for the curve from {end} on.",
                    end);
            }

            if (events == atRisk && k < segments.Count - 1)
            {
                return new SurvivalRefusal(
                    SurvivalRefusalReason.Exhausted,
                    $"{(atRisk == 1 ? "The only one" : $"All {atRisk}")} observed at {end} had the event then, though others are observed later: the curve would stay at 0. "
                    + $"Ask for the curve from {end} on.",
                    end);
            }
        }

        return null;
    }
}
