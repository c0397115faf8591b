using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Watching;

/// <summary>Watches answers one by one: items are drawn at random, and each answer is compared with its own item's baseline.</summary>
/// <remarks>
/// <para>A weighted sum of Shiryaev-Roberts e-detectors, one for each of a few alternatives, each with bets that stay the same. The promise holds while the items
/// are drawn independently of their answers, and each answer, given the past, has a mean that makes the mean over all items at least the lower limit of the baseline
/// minus the tolerance: however the single items move among themselves, and however often one looks. The baseline's luck is dealt with once, by its limit; the
/// bets may depend on the baseline in any way.</para>
/// <para>Answers of one round that share errors break it: such a baseline is refused, and <see cref="RoundDetector"/> is for it.</para>
/// </remarks>
public sealed class DrawDetector
{
    private readonly ItemBet[] _bets;
    private readonly double[] _weights;
    private readonly ShiryaevRoberts[] _statistics;
    private readonly double _largestWeight;

    private DrawDetector(DrawBaseline baseline, WatchGuarantee guarantee, ItemBet[] bets, double[] weights, double largestWeight)
    {
        Baseline = baseline;
        Guarantee = guarantee;
        Threshold = guarantee.Promise.Threshold;
        _bets = bets;
        _weights = weights;
        _largestWeight = largestWeight;
        _statistics = new ShiryaevRoberts[bets.Length];
    }

    /// <summary>What answers are compared with.</summary>
    public DrawBaseline Baseline { get; }

    /// <summary>What is promised.</summary>
    public WatchGuarantee Guarantee { get; }

    /// <summary>The alarm's threshold A.</summary>
    public double Threshold { get; }

    /// <summary>Alternatives it bets on. The time of a step is proportional to their number.</summary>
    public int Alternatives => _bets.Length;

    /// <summary>The weighted statistic; an alarm is given at the first step at which it reaches <see cref="Threshold"/>.</summary>
    public double Statistic { get; private set; }

    /// <summary>Answers seen.</summary>
    public long Steps { get; private set; }

    /// <summary>Answers seen at the alarm, or null while there is none. It stays.</summary>
    public long? AlarmedAt { get; private set; }

    /// <summary>Starts a watch.</summary>
    /// <param name="baseline">What to compare with.</param>
    /// <param name="change">What to tolerate, and what to find.</param>
    /// <param name="promise">The promise about false alarms, in answers.</param>
    /// <param name="refusals">Why there is no detector; empty when there is one.</param>
    /// <param name="largestWeight">For adaptive draws, the largest 1 / (n P) of an item's chance P to be drawn; 2 when no item's is below half of 1/n. At least 1.</param>
    /// <returns>The detector, or null when the baseline cannot support the promise.</returns>
    public static DrawDetector? Start(DrawBaseline baseline, WatchedChange change, FalseAlarmPromise promise,
        out IReadOnlyList<BaselineRefusal> refusals, double largestWeight = 1)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(change);
        if (!(largestWeight >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(largestWeight), largestWeight, "The largest weight of an item is at least 1.");
        }

        List<ItemBet> bets = [];
        List<double> weights = [];
        var sides = change.Direction == Direction.Either ? 2 : 1;
        var seen = true;
        var each = change.Of == ToleratedDrop.OfEachItem && baseline.Binary;
        var z = each && baseline.Eta > 0 ? Normal.InvCDF(0, 1, 1 - (baseline.Eta / sides)) : 0;
        var limits = sides == 2 ? baseline.EitherLimits : baseline.Mean; // eta is for both sides together
        if (change.Drops)
        {
            seen &= Add(bets, weights, sides, size => each
                ? ItemBet.OnEachDrop(baseline.Centres, baseline.Seen(), size, change.Tolerance, z, largestWeight)
                : ItemBet.OnDrop(baseline.Centres, baseline.Binary, baseline.VarianceWithin, size,
                limits.Lower - change.Tolerance, largestWeight), change.Smallest);
        }

        if (change.Rises)
        {
            seen &= Add(bets, weights, sides, size => each
                ? ItemBet.OnEachRise(baseline.Centres, baseline.Seen(), size, change.Tolerance, z, largestWeight)
                : ItemBet.OnRise(baseline.Centres, baseline.Binary, baseline.VarianceWithin, size,
                limits.Upper + change.Tolerance, largestWeight), change.Smallest);
        }

        var room = Math.Min(change.Drops ? baseline.Centre : 1, change.Rises ? 1 - baseline.Centre : 1);
        refusals = seen ? baseline.Refusals :
        [
            .. baseline.Refusals,
            new(RefusalReason.BelowFloor, room <= change.Smallest
                ? FormattableString.Invariant($"The mean is {100 * baseline.Centre:0.0} of 100 points and cannot {(change.Drops && baseline.Centre <= change.Smallest ? "fall" : "rise")} by {100 * change.Smallest:0.0}. Look for a smaller change, or watch the other direction only.")
                : FormattableString.Invariant($"The baseline's mean is known to {100 * limits.Width / 2:0.0} points only, the tolerance is {100 * change.Tolerance:0.0} points; a change of {100 * change.Smallest:0.0} points is not above their sum. Ask more baseline rounds, or look for a larger change.")),
        ];
        if (refusals.Count > 0)
        {
            return null;
        }

        List<string> assumptions =
        [
            "items are drawn at random, independently of their answers",
            "an answer's errors are its own (no shared outage, cache or sticky route)",
        ];
        if (baseline.Eta > 0)
        {
            assumptions.Add("baseline answers are independent, with constant rates (tests found nothing against it)");
        }

        return new DrawDetector(baseline, new WatchGuarantee(WatchUnit.Draw, promise, change, baseline.Eta,
            each && baseline.Eta > 0 ? GuaranteeBasis.Simulated : baseline.Basis, assumptions),
            [.. bets], [.. weights], largestWeight);
    }

    /// <summary>Takes an answer to an item that was drawn with equal chances.</summary>
    /// <param name="item">The item, from 0.</param>
    /// <param name="grade">Its grade in [0, 1]. A missing answer is left out: the promise then is about the answers that are not missing, and assumes that absence depends on neither the item nor the grade, or does so exactly as in the baseline.</param>
    /// <returns>Whether there is, or was, an alarm.</returns>
    public bool Step(int item, double grade) => Take(item, grade, 1);

    /// <summary>Takes an answer to an item that was drawn with a chance that may depend on everything before.</summary>
    /// <param name="item">The item, from 0.</param>
    /// <param name="grade">Its grade in [0, 1].</param>
    /// <param name="chance">The chance with which this item was drawn, fixed before the answer. The promise needs that at every step each item, drawn or not, had
    /// at least the chance that the watch was started for, and the chances sum to 1.</param>
    /// <returns>Whether there is, or was, an alarm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The chance is above 1 or smaller than the watch was started for.</exception>
    public bool Step(int item, double grade, double chance)
    {
        var weight = 1 / (Baseline.Items * chance);
        if (!(weight <= _largestWeight * (1 + 1e-12)) || !(chance is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(chance), chance, FormattableString.Invariant(
                $"The watch was started for chances from {1 / (Baseline.Items * _largestWeight)} to 1; for smaller ones start it with a larger largest weight."));
        }

        return Take(item, grade, weight);
    }

    /// <summary>Another watch that has seen nothing yet, with the same baseline, promise and bets; it shares their memory.</summary>
    public DrawDetector Fresh() => new(Baseline, Guarantee, _bets, _weights, _largestWeight);

    /// <summary>Starts over, as after an alarm that was dealt with; the baseline stays.</summary>
    public void Restart()
    {
        Array.Clear(_statistics);
        (Statistic, Steps, AlarmedAt) = (0, 0, null);
    }

    private bool Take(int item, double grade, double weight)
    {
        if (!(grade is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(grade), grade, "A grade lies in [0, 1].");
        }

        var sum = 0.0;
        for (var k = 0; k < _bets.Length; k++)
        {
            sum += _weights[k] * _statistics[k].Step(_bets[k].Factor(item, grade, weight));
        }

        Steps++;
        Statistic = sum;
        if (sum >= Threshold && AlarmedAt is null)
        {
            AlarmedAt = Steps;
        }

        return AlarmedAt is not null;
    }

    // Most of the budget bets on the smallest change that matters; the rest finds larger ones sooner.
    private static bool Add(List<ItemBet> bets, List<double> weights, int sides, Func<double, ItemBet?> bet, double smallest)
    {
        var first = bet(smallest);
        if (first is null)
        {
            return false;
        }

        List<ItemBet> found = [first];
        foreach (var times in (ReadOnlySpan<int>)[2, 4])
        {
            if (bet(times * smallest) is { } larger)
            {
                found.Add(larger);
            }
        }

        double[] shares = found.Count switch { 1 => [1], 2 => [.7, .3], _ => [.6, .25, .15] };
        bets.AddRange(found);
        weights.AddRange(shares.Select(share => share / sides));
        return true;
    }
}
