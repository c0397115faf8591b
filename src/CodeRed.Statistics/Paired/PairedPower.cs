using CodeRed.Statistics.Distributions;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;
using StudentT = CodeRed.Statistics.Distributions.StudentT;

namespace CodeRed.Statistics.Paired;

/// <summary>What a paired comparison could have seen: power of McNemar's exact test, and the smallest drop it detects.</summary>
/// <remarks>Only a significant result in the direction of a drop counts as power. The unconditional power follows Connor (1987), Biometrics
/// 43, 207-211, and Miettinen (1968), Biometrics 24, 339-352, without their approximations while at most
/// <see cref="ExactUpTo"/> discordant pairs are expected: the number of discordant pairs is binomial, and given it so are the losses.
/// Assumes independent items and one look.</remarks>
public static class PairedPower
{
    /// <summary>Up to this expected number of discordant pairs the power is a sum without approximation, apart from
    /// numbers of pairs with a chance below 1e-14.</summary>
    public const double ExactUpTo = 2_000;

    /// <summary>Chance that the two-sided exact test at <paramref name="alpha"/> rejects because of too many losses.</summary>
    /// <param name="items">Paired items, at least 1.</param>
    /// <param name="loss">Chance that an item is lost, in [0, 1].</param>
    /// <param name="gain">Chance that an item is gained, in [0, 1 - loss].</param>
    /// <param name="alpha">Significance level in (0, 1).</param>
    /// <returns>The power. Beyond <see cref="ExactUpTo"/> expected discordant pairs by a normal approximation, which is within
    /// 0.003 there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double OfMcNemarExact(long items, double loss, double gain, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ThrowUnlessBetween(loss, 0, 1, nameof(loss), "The chance of a loss lies in [0, 1].");
        ThrowUnlessBetween(gain, 0, 1 - loss, nameof(gain), "The chance of a gain lies in [0, 1 - loss].");
        return OfMcNemarExact(items, loss, gain, new CriticalLosses(Level(alpha)));
    }

    /// <summary>Smallest drop, as a share of items, that the exact test detects with the given power.</summary>
    /// <param name="items">Paired items, at least 1.</param>
    /// <param name="churn">Share of items that change without any drop, half of them lost, in [0, 1]; with a drop delta, losses are
    /// churn/2 + delta and gains churn/2.</param>
    /// <param name="alpha">Two-sided significance level in (0, 1).</param>
    /// <param name="power">Wanted power, in [0.5, 1).</param>
    /// <returns>A drop in (0, 1 - churn], or null when even the largest could not be seen.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double? MinimumDetectableDrop(long items, double churn, double alpha, double power = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ThrowUnlessBetween(churn, 0, 1, nameof(churn), "Churn is a share of items in [0, 1].");
        var critical = new CriticalLosses(Level(alpha));
        var wanted = Wanted(power);

        double Excess(double drop) => OfMcNemarExact(items, (churn / 2) + drop, churn / 2, critical) - wanted;
        var largest = 1 - churn;
        return Excess(0) >= 0 ? 0
            : Excess(largest) < 0 ? null
            : Brent.FindRoot(Excess, 0, largest, 1e-9, 200);
    }

    /// <summary>Approximately the smallest drop of a mean grade that a paired t-test detects.</summary>
    /// <param name="items">Paired items, at least 2.</param>
    /// <param name="standardDeviation">Standard deviation of the differences between items, at least 0, in grades.</param>
    /// <param name="alpha">Two-sided significance level in (0, 1).</param>
    /// <param name="power">Wanted power, in [0.5, 1).</param>
    /// <returns>(t of 1 - alpha/2 + t of power) sd / sqrt(n), in grades: an approximation to the noncentral t, a little too
    /// small below about ten items.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double MinimumDetectableMeanDrop(long items, double standardDeviation, double alpha, double power = 0.8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        ThrowUnlessBetween(standardDeviation, 0, double.MaxValue, nameof(standardDeviation), "A standard deviation is at least 0.");
        var quantiles = StudentT.Critical(Level(alpha), items - 1) + StudentT.Critical(2 * (1 - Wanted(power)), items - 1);
        return quantiles * standardDeviation / Math.Sqrt(items);
    }

    /// <summary>Power of the paired t-test, counting only significant results in the direction of a drop.</summary>
    /// <param name="items">Paired items, at least 2.</param>
    /// <param name="drop">True drop of the mean grade, at least 0, in grades.</param>
    /// <param name="standardDeviation">Standard deviation of the differences between items, at least 0, in grades.</param>
    /// <param name="alpha">Two-sided significance level in (0, 1).</param>
    /// <returns>The upper tail of the noncentral t distribution: exact for normal differences, otherwise an approximation that improves with the
    /// items.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double OfTTest(long items, double drop, double standardDeviation, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        ThrowUnlessBetween(drop, 0, double.MaxValue, nameof(drop), "A drop is at least 0.");
        ThrowUnlessBetween(standardDeviation, 0, double.MaxValue, nameof(standardDeviation), "A standard deviation is at least 0.");
        var critical = StudentT.Critical(Level(alpha), items - 1);
        return drop == 0 ? alpha / 2 : NoncentralT.Above(critical, items - 1, Math.Sqrt(items) * drop / standardDeviation);
    }

    /// <summary>The power as a function of the number of items, for many numbers at the same rates: what it needs of the test is computed
    /// once.</summary>
    internal static Func<long, double> OfMcNemarExact(double loss, double gain, double alpha)
    {
        var critical = new CriticalLosses(alpha);
        var conditional = new List<double>();
        return items => OfMcNemarExact(items, loss, gain, alpha, m =>
        {
            while (conditional.Count <= m)
            {
                conditional.Add(Conditional(critical, conditional.Count, loss, gain));
            }

            return conditional[m];
        });
    }

    private static double OfMcNemarExact(long items, double loss, double gain, CriticalLosses critical) =>
        OfMcNemarExact(items, loss, gain, critical.Alpha, m => Conditional(critical, m, loss, gain));

    private static double OfMcNemarExact(long items, double loss, double gain, double alpha, Func<int, double> conditional)
    {
        double discordance = Math.Min(1, loss + gain), expected = items * discordance;
        if (expected == 0)
        {
            return 0;
        }

        if (expected > ExactUpTo)
        {
            // Losses minus gains must reach z sqrt(m), plus on average 1 for the test's whole numbers.
            var drop = loss - gain;
            var z = -Normal.InvCDF(0, 1, alpha / 2);
            return Normal.CDF(0, 1, ((items * drop) - (z * Math.Sqrt(expected)) - 1)
                / Math.Sqrt(items * Math.Max(1e-12, discordance - (drop * drop))));
        }

        var reach = (8 * Math.Sqrt(expected * (1 - discordance))) + 30;
        var last = (int)Math.Min(items, expected + reach);
        double power = 0;
        for (var m = (int)Math.Max(0, expected - reach); m <= last; m++)
        {
            var chance = RegularizedBeta.BinomialProbability(m, items, discordance, 1 - discordance);
            if (chance > 1e-16)
            {
                power += chance * conditional(m);
            }
        }

        return power;
    }

    // Power given the number of discordant pairs.
    private static double Conditional(CriticalLosses critical, int discordant, double loss, double gain) =>
        BinomialTail.AtLeast(critical.At(discordant), discordant, loss / (loss + gain), gain / (loss + gain));

    internal static double Level(double alpha) => alpha is > 0 and < 1
        ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A significance level lies strictly between 0 and 1, for example 0.05.");

    internal static double Wanted(double power) => power is >= 0.5 and < 1
        ? power
        : throw new ArgumentOutOfRangeException(nameof(power), power, "The wanted power lies in [0.5, 1), for example 0.8.");

    internal static void ThrowUnlessBetween(double value, double low, double high, string name, string message)
    {
        if (!(value >= low && value <= high))
        {
            throw new ArgumentOutOfRangeException(name, value, message);
        }
    }

    // The fewest losses among m discordant pairs with p below alpha; m + 1 when none suffices. It never falls as m grows.
    private sealed class CriticalLosses(double alpha)
    {
        private readonly List<int> _losses = [1];

        public double Alpha { get; } = alpha;

        public int At(int discordant)
        {
            while (_losses.Count <= discordant)
            {
                int m = _losses.Count, losses = Math.Min(_losses[^1], m);
                while (losses <= m && McNemarExact.TwoSided(losses, m - losses) >= Alpha)
                {
                    losses++;
                }

                _losses.Add(losses);
            }

            return _losses[discordant];
        }
    }
}
