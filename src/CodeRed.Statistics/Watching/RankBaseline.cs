namespace CodeRed.Statistics.Watching;

/// <summary>Baseline answers of a real-valued metric, such as seconds or characters, to rank new answers of the same item among them.</summary>
/// <remarks>Ranks make an alarm independent of the metric's unit, of its distribution and of heavy tails. What is watched is the chance that a new answer exceeds a baseline
/// answer of its item (ties half), averaged over items: 1/2 without change; Mann and Whitney (1947), Ann. Math. Statist. 18, 50-60.</remarks>
public sealed class RankBaseline
{
    private readonly double[] _sorted;

    /// <summary>Takes the answers.</summary>
    /// <param name="values">Rounds times items, row by row in the order of the rounds; finite, none missing.</param>
    /// <param name="items">Items a round, at least 1.</param>
    /// <param name="eta">Chance of an unlucky baseline, in (0, 0.5).</param>
    /// <exception cref="ArgumentException">There is no whole number of rounds, or a value is not finite.</exception>
    public RankBaseline(ReadOnlySpan<double> values, int items, double eta = .05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        if (values.IsEmpty || values.Length % items != 0)
        {
            throw new ArgumentException($"A baseline holds whole rounds: {values.Length} values are no multiple of {items} items.", nameof(values));
        }

        if (eta is not (> 0 and < .5))
        {
            throw new ArgumentOutOfRangeException(nameof(eta), eta, "The chance of an unlucky baseline lies in (0, 0.5), for example 0.05.");
        }

        Items = items;
        Rounds = values.Length / items;
        _sorted = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            _sorted[((i % items) * Rounds) + (i / items)] = double.IsFinite(values[i])
                ? values[i]
                : throw new ArgumentException($"Value {i} is {values[i]}; ranks need finite values, so leave the item out or record the missing answers as a metric.", nameof(values));
        }

        for (var item = 0; item < items; item++)
        {
            _sorted.AsSpan(item * Rounds, Rounds).Sort();
        }

        var ranks = new double[values.Length];
        for (var i = 0; i < ranks.Length; i++)
        {
            ranks[i] = Grade(i % items, values[i]);
        }

        Draws = DrawBaseline.OfRanks(items, Rounds, eta, AnswerIndependence.Refusals(new BaselineGrades(ranks, items)));
    }

    /// <summary>Items.</summary>
    public int Items { get; }

    /// <summary>Baseline answers of each item.</summary>
    public int Rounds { get; }

    /// <summary>The baseline of a <see cref="DrawDetector"/> whose grades are <see cref="Grade"/>s.</summary>
    public DrawBaseline Draws { get; }

    /// <summary>Mid-rank of a new answer: the share of the item's baseline answers below it, equal ones half.</summary>
    /// <param name="item">Item, from 0.</param>
    /// <param name="value">The answer's value; infinite ranks above (or below) all, NaN is refused.</param>
    /// <returns>A number in [0, 1]; higher is more.</returns>
    /// <exception cref="ArgumentException">The value is NaN.</exception>
    public double Grade(int item, double value)
    {
        if (double.IsNaN(value))
        {
            throw new ArgumentException("NaN has no rank; leave a missing answer out of the watch.", nameof(value));
        }

        ReadOnlySpan<double> sorted = _sorted.AsSpan(item * Rounds, Rounds);
        var (below, upTo) = (Below(sorted, value, orEqual: false), Below(sorted, value, orEqual: true));
        return (below + upTo) / (2.0 * Rounds);
    }

    private static int Below(ReadOnlySpan<double> sorted, double value, bool orEqual)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value))
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }
}
