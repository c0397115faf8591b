using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;
using MathNet.Numerics.RootFinding;

namespace CodeRed.Statistics.Paired;

/// <summary>Posterior distribution of the difference of two pass rates on the same items, current minus baseline, for suites of a few to a few
/// hundred items.</summary>
/// <remarks>
/// <para>Model: an item falls in one of the four cells of the 2x2 table (right or wrong, before and now), items are independent, and the four chances
/// have a Dirichlet prior with the same concentration in each cell. At the default of 1/2, Jeffreys' prior, either pass rate taken alone is
/// uniform on [0, 1], and so is the share of items that change. Bowyer, Aitchison and Ivanova (2025), "Position: Don't use the CLT in LLM evals with
/// fewer than a few hundred datapoints", arXiv 2503.01747, give the pass rates the same uniform priors and recommend the Bayesian interval; their
/// cells come from a bivariate normal with a uniform correlation, drawn by importance sampling. The Dirichlet is conjugate, so that no draws are
/// needed.</para>
/// <para>With l losses, g gains and u unchanged items and the concentration c, the difference is S (2B - 1): the share S of items that change is
/// Beta(l + g + 2c, u + 2c), and the share B of gains among them, independent of it, Beta(g + c, l + c). Its cdf is one integral over logit S of
/// the cdf of B at 1/2 + D/(2S), by the tanh-sinh rule (Takahasi and Mori 1974, Publ. RIMS 9, 721-741), which bears the singular ends.</para>
/// <para>What is promised: on average over tables whose chances are drawn from the prior, the credible interval holds the true difference exactly
/// as often as it says. Not promised: that coverage for every single set of chances; where that is wanted use <see cref="MatchedProportionsInterval"/>.
/// One look: a credible interval read repeatedly until it pleases keeps its meaning only for those who believe the prior.</para>
/// </remarks>
public sealed class BayesianPairedDifference
{
    private const double Tolerance = 1e-12;
    private static readonly (double Left, double Right, double Weight)[] Nodes = [.. TanhSinh()];

    private readonly BetaCdf _changed, _gainedOfChanged;
    private readonly double _mode, _atZero;

    /// <summary>The posterior after these outcomes.</summary>
    /// <param name="lost">Items right before and wrong now, at least 0.</param>
    /// <param name="gained">Items wrong before and right now, at least 0.</param>
    /// <param name="unchanged">Items right both times or wrong both times, at least 0.</param>
    /// <param name="concentration">Prior concentration of each of the four cells, in [0.25, 100], in items.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or the concentration is outside its range.</exception>
    public BayesianPairedDifference(long lost, long gained, long unchanged, double concentration = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lost);
        ArgumentOutOfRangeException.ThrowIfNegative(gained);
        ArgumentOutOfRangeException.ThrowIfNegative(unchanged);
        PairedPower.ThrowUnlessBetween(
            concentration, 0.25, 100, nameof(concentration), "The prior concentration of a cell lies in [0.25, 100]; 0.5 is Jeffreys' prior.");

        double changed = lost + gained + (2 * concentration), same = unchanged + (2 * concentration);
        (_changed, _gainedOfChanged) = (new BetaCdf(changed, same), new BetaCdf(gained + concentration, lost + concentration));
        _mode = Math.Log(changed / same);
        _atZero = _gainedOfChanged.Below(0);
        Mean = (gained - lost) / (changed + same);
    }

    /// <summary>Posterior mean of the difference, in (-1, 1); negative is a drop.</summary>
    public double Mean { get; }

    /// <summary>Posterior chance that the difference is below <paramref name="difference"/>: at 0, that it got worse; at -0.05, that it fell by more
    /// than 5 points.</summary>
    /// <param name="difference">Current minus baseline pass rate, in [-1, 1].</param>
    /// <returns>A probability, within 1e-9.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The difference is outside its range.</exception>
    public double ChanceBelow(double difference)
    {
        PairedPower.ThrowUnlessBetween(difference, -1, 1, nameof(difference), "A difference of two pass rates lies in [-1, 1].");
        return difference switch { -1 => 0, 0 => _atZero, 1 => 1, _ => Below(difference) };
    }

    /// <summary>The equal-tailed credible interval of the difference.</summary>
    /// <param name="level">Posterior probability in (0, 1), for example 0.95; half of the rest lies on either side.</param>
    /// <returns>Bounds in [-1, 1], within 1e-9 for up to a million items.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public Interval CredibleInterval(double level)
    {
        var tail = ConfidenceLevel.Alpha(level) / 2;
        return new Interval(Quantile(tail), Quantile(1 - tail));
    }

    private double Quantile(double probability)
    {
        if (probability == _atZero)
        {
            return 0;
        }

        double scale = Math.Min(probability, 1 - probability), low = probability < _atZero ? -1 : 0;
        return Brent.FindRoot(d => (ChanceBelow(d) - probability) / scale, low, low + 1, Tolerance, 200);
    }

    // P(S (2B - 1) at most d), d other than 0.
    private double Below(double d)
    {
        // B's argument moves towards 1/2 as S grows; it leaves B's support at these two values of S.
        var (enter, leave) = d > 0
            ? (_gainedOfChanged.UpperLogit, _gainedOfChanged.LowerLogit)
            : (_gainedOfChanged.LowerLogit, _gainedOfChanged.UpperLogit);
        var from = Math.Max(_changed.LowerLogit, LogitOfChanged(d, enter));
        var to = Math.Min(_changed.UpperLogit, LogitOfChanged(d, leave));
        var outside = d > 0 ? _changed.Below(from) : 1 - _changed.Below(to);
        if (from >= to)
        {
            return outside;
        }

        // Two panels, since the nodes crowd at the ends of each: around the mode and around the singular ends.
        var middle = Math.Clamp(_mode, from, to);
        return outside + Integral(d, from, middle) + Integral(d, middle, to);
    }

    private double Integral(double d, double from, double to)
    {
        double sum = 0, length = to - from;
        if (length <= 0)
        {
            return 0;
        }

        foreach (var (left, right, weight) in Nodes)
        {
            var logit = left < 0.5 ? from + (length * left) : to - (length * right);
            var ratio = d * (1 + Math.Exp(-logit));
            sum += weight * _changed.Density(logit) * _gainedOfChanged.Below(Math.Log((1 + ratio) / (1 - ratio)));
        }

        return length * sum;
    }

    // Logit of the S at which 1/2 + d/(2S) is the share of that logit, infinite when no S up to 1 does.
    private static double LogitOfChanged(double d, double logit)
    {
        var changed = d / Math.Tanh(logit / 2);
        return !(changed > 0) || changed >= 1 ? double.PositiveInfinity : Math.Log(changed / (1 - changed));
    }

    // On [0, 1]: the distance to either end, and the weight.
    private static IEnumerable<(double Left, double Right, double Weight)> TanhSinh()
    {
        const double step = 1 / 32.0;
        for (var i = -96; i <= 96; i++)
        {
            var exponent = Math.PI * Math.Sinh(i * step);
            double left = 1 / (1 + Math.Exp(-exponent)), right = 1 / (1 + Math.Exp(exponent));
            yield return (left, right, step * Math.PI * Math.Cosh(i * step) * left * right);
        }
    }
}
