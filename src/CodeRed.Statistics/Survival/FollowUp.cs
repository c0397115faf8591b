namespace CodeRed.Statistics.Survival;

/// <summary>What was seen of one subject: from when, until when, and how it ended.</summary>
/// <param name="Entry">When observation began, at least 0, in any unit of time since the subject's own start (days since the hire, say). 0 where it was
/// observed from its start; later where it is only known because it had lasted until then (left truncation, delayed entry).</param>
/// <param name="Exit">When observation ended, above <paramref name="Entry"/>, in the same unit. The subject is at risk at the times t with
/// Entry &lt; t and t at most Exit.</param>
/// <param name="Event">Whether it ended with the event; otherwise the subject was still there (right censoring).</param>
public readonly record struct FollowUp(double Entry, double Exit, bool Event)
{
    internal static void ThrowUnlessValid(ReadOnlySpan<FollowUp> subjects, string name)
    {
        for (var i = 0; i < subjects.Length; i++)
        {
            var (entry, exit, _) = subjects[i];
            if (!(entry >= 0 && exit > entry && double.IsFinite(exit)))
            {
                throw new ArgumentException(
                    $"Subject {i} is observed from {entry} to {exit}: give finite times, the entry at least 0 and the exit after it. "
                    + "Who came and went within one unit of dating stayed for half a unit, say.",
                    name);
            }
        }
    }
}
