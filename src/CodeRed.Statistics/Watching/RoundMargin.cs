using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Watching;

/// <summary>How far below the baseline's mean a round may be expected to lie, for exponential bets on rounds of unknown mean and variance.</summary>
/// <remarks>
/// <para>Rounds are normal with mean m and variance v; the baseline has R of them, with mean M and standard deviation S. A bet of strength g is the factor
/// exp(g (M - h - Y) / S), h in units of S. Its expectation for a further round, given the baseline, is at most 1 if m - g v / (2 S) >= M - h S, that is if
/// Z / (U sqrt R) + g / (2 U²) &lt;= h with Z = sqrt(R) (M - m) / sqrt v standard normal and U = S / sqrt v, (R - 1) U² chi-squared with R - 1 degrees of freedom,
/// independent: a pivot. So the chance over baselines that the bet is sound is exact, without knowing m or v.</para>
/// <para>The margins of all strengths hold together with the chance 1 - eta, so that strengths may be chosen after the baseline was seen.</para>
/// </remarks>
internal static class RoundMargin
{
    /// <summary>The strengths g, in 1 / S.</summary>
    public static readonly double[] Strengths = [.15, .25, .4, .65, 1, 1.5, 2.2, 3.2];

    private const int Points = 240;
    private const int JointPoints = 20_000;

    private static readonly ConcurrentDictionary<(int, double), double[]> Known = new();

    /// <summary>The margins h of <see cref="Strengths"/>, in units of S.</summary>
    /// <param name="rounds">Baseline rounds R, at least <see cref="RoundExchangeability.FewestRounds"/>.</param>
    /// <param name="eta">Chance of an unlucky baseline, in [5e-7, 0.5).</param>
    public static double[] Of(int rounds, double eta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, RoundExchangeability.FewestRounds);
        return Known.GetOrAdd((rounds, eta), static key => Find(key.Item1, key.Item2));
    }

    /// <summary>Chance that all margins hold.</summary>
    internal static double Joint(int rounds, ReadOnlySpan<double> margins)
    {
        var (us, weights) = Chi(rounds - 1, JointPoints);
        return Joint(rounds, margins, us, weights);
    }

    private static double Joint(int rounds, ReadOnlySpan<double> margins, double[] us, double[] weights)
    {
        var chance = 0.0;
        for (var i = 0; i < us.Length; i++)
        {
            var least = double.PositiveInfinity;
            for (var k = 0; k < margins.Length; k++)
            {
                least = Math.Min(least, us[i] * (margins[k] - (Strengths[k] / (2 * us[i] * us[i]))));
            }

            chance += weights[i] * Normal.CDF(0, 1, Math.Sqrt(rounds) * least);
        }

        return chance;
    }

    private static double[] Find(int rounds, double eta)
    {
        var chi = Chi(rounds - 1, Points);
        var (us, weights) = Chi(rounds - 1, JointPoints);
        var margins = new double[Strengths.Length];
        var (lower, upper) = (eta / Strengths.Length, eta); // level of each margin: between Bonferroni's and that of a single one
        for (var step = 0; step < 14; step++)
        {
            var level = step == 13 ? lower : (lower + upper) / 2;
            for (var k = 0; k < margins.Length; k++)
            {
                margins[k] = Quantile(Strengths[k], rounds, 1 - level, chi);
            }

            (lower, upper) = Joint(rounds, margins, us, weights) >= 1 - eta ? (level, upper) : (lower, level);
        }

        return margins;
    }

    private static double Quantile(double strength, int rounds, double level, (double[] Us, double[] Weights) chi)
    {
        double Chance(double margin)
        {
            var chance = 0.0;
            for (var i = 0; i < chi.Us.Length; i++)
            {
                var u = chi.Us[i];
                chance += chi.Weights[i] * Normal.CDF(0, 1, Math.Sqrt(rounds) * u * (margin - (strength / (2 * u * u))));
            }

            return chance;
        }

        var (lower, upper) = (-1.0, 8.0);
        while (Chance(upper) < level && upper < 1e9)
        {
            (lower, upper) = (upper, 2 * upper);
        }

        while (upper - lower > 1e-6)
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = Chance(middle) < level ? (middle, upper) : (lower, middle);
        }

        return upper;
    }

    // The midpoint rule on the density of U, smooth and vanishing at both ends, converges faster than any power of the step for a single margin, whose level
    // need only be about right. The joint chance has kinks where one margin takes over from another: there the error falls with the square of the step,
    // 1e-5 at 240 points and below 2e-9 at 20,000.
    private static (double[] Us, double[] Weights) Chi(int degrees, int points)
    {
        var spread = 9 / Math.Sqrt(2.0 * degrees);
        var (from, to) = (Math.Max(1e-3, 1 - spread), 1 + spread);
        var (us, weights) = (new double[points], new double[points]);
        var total = 0.0;
        for (var i = 0; i < points; i++)
        {
            us[i] = from + ((to - from) * (i + .5) / points);
            weights[i] = Math.Exp(((degrees - 1) * Math.Log(us[i])) - (degrees * ((us[i] * us[i]) - 1) / 2));
            total += weights[i];
        }

        for (var i = 0; i < points; i++)
        {
            weights[i] /= total;
        }

        return (us, weights);
    }
}
