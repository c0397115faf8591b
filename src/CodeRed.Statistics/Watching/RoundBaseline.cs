namespace CodeRed.Statistics.Watching;

/// <summary>A reference for whole rounds: the mean of each baseline round, and whether the rounds are repetitions of one another.</summary>
public sealed class RoundBaseline
{
    /// <summary>The smallest sum over a round's items of their variances p (1 - p) from which its mean is taken for normal.</summary>
    public const double FewestOpen = 1;

    private RoundBaseline(double[] means, double eta, IReadOnlyList<BaselineRefusal> refusals)
    {
        Rounds = means.Length;
        Mean = means.Average();
        StandardDeviation = means.Length < 2 ? 0 : Math.Sqrt(means.Sum(value => (value - Mean) * (value - Mean)) / (means.Length - 1));
        Eta = eta;
        Refusals = refusals;
    }

    /// <summary>Rounds.</summary>
    public int Rounds { get; }

    /// <summary>Mean of the rounds, in the unit of the metric.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation between rounds, whatever it comes from.</summary>
    public double StandardDeviation { get; }

    /// <summary>Chance of an unlucky baseline, for which the promise is not made, in [0.000001, 0.5).</summary>
    public double Eta { get; }

    /// <summary>Reasons not to watch rounds against this baseline; empty when there is none.</summary>
    public IReadOnlyList<BaselineRefusal> Refusals { get; }

    /// <summary>A baseline of graded answers.</summary>
    /// <param name="grades">The answers, in the order of their rounds.</param>
    /// <param name="eta">Chance of an unlucky baseline, in [0.000001, 0.5).</param>
    public static RoundBaseline From(BaselineGrades grades, double eta = .05)
    {
        ArgumentNullException.ThrowIfNull(grades);
        var means = new double[grades.Rounds];
        for (var round = 0; round < means.Length; round++)
        {
            means[round] = grades.RoundMean(grades.Round(round));
        }

        var refusals = RoundExchangeability.Refusals(grades);
        var open = grades.Items * grades.VarianceWithin;
        return new RoundBaseline(means, Level(eta), open < FewestOpen
            ? [.. refusals, new(RefusalReason.TooSkewed, FormattableString.Invariant(
                $"Nearly all items always pass or always fail: the sum of a round varies by {open:0.00} (variance), and below {FewestOpen:0} a round's mean is too far from normal. Add items that sometimes fail, or take several rounds as one."))]
            : refusals);
    }

    /// <summary>A baseline of a metric that is one number a round, in a unit in which the changes that matter are below 1 (<see cref="WatchedChange"/>).</summary>
    /// <param name="values">One finite value a round, in their order; at least 1.</param>
    /// <param name="eta">Chance of an unlucky baseline, in [0.000001, 0.5).</param>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public static RoundBaseline From(ReadOnlySpan<double> values, double eta = .05)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("A baseline holds at least one round.", nameof(values));
        }

        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"A round's value is {value}; leave rounds without a value out.", nameof(values));
            }
        }

        return new RoundBaseline(values.ToArray(), Level(eta), RoundExchangeability.Refusals(values));
    }

    private static double Level(double eta) => eta is >= 1e-6 and < .5
        ? eta
        : throw new ArgumentOutOfRangeException(nameof(eta), eta, "The chance of an unlucky baseline lies in [0.000001, 0.5), for example 0.05.");
}
