using CodeRed.Statistics.Sequential;

namespace CodeRed.Statistics.Watching;

/// <summary>How large the drop is, from the answers after an alarm: a confidence sequence, valid at every look.</summary>
/// <remarks>
/// <para>A betting confidence sequence (<see cref="BettingConfidenceSequence"/>) of the answers' differences from their items' centres, at 97.5 %, joined with limits of the
/// baseline's mean at 98.75 % each: 95 % together. Only answers after the alarm count: those before it were chosen by the alarm, and would exaggerate the drop.</para>
/// <para>Assumption: items drawn with equal chances; the mean no longer moves. If it does, the lower limit still is at most the largest drop since the alarm, the upper
/// one at least the smallest.</para>
/// </remarks>
/// <param name="baseline">Baseline of the watch.</param>
public sealed class DrawEffect(DrawBaseline baseline)
{
    private readonly BettingConfidenceSequence _differences = new(.975, -1, 1);

    /// <summary>Answers counted.</summary>
    public long Steps => _differences.Count;

    /// <summary>Whether the answers contradict a mean that stays: it has moved since the alarm, and <see cref="Drop"/> has stood still since that showed.</summary>
    public bool Moved => _differences.Interval is null;

    /// <summary>The drop of the mean grade, in grades; negative for a rise. Before the first answer as wide as can be.</summary>
    public Interval Drop => new(
        Math.Max(-1, baseline.EffectLimits.Lower - baseline.Centre - _differences.Upper),
        Math.Min(1, baseline.EffectLimits.Upper - baseline.Centre - _differences.Lower));

    /// <summary>Takes an answer given after the alarm.</summary>
    /// <param name="item">The item, from 0.</param>
    /// <param name="grade">Its grade in [0, 1].</param>
    public void Add(int item, double grade) => _differences.Add(grade - baseline.Centres[item]);
}
