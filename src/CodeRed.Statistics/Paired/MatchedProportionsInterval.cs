using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace CodeRed.Statistics.Paired;

/// <summary>Melded interval for the difference of two matched proportions, compatible with McNemar's exact test: it excludes
/// zero exactly when <see cref="McNemarExact.TwoSided"/> is below 1 - level.</summary>
/// <remarks>
/// <para>Fay and Lumbard (2021), "Confidence intervals for difference in proportions for matched pairs compatible with exact
/// McNemar's or sign tests", Statistics in Medicine 40(5), 1147-1159; melding: Fay, Proschan and Brittain (2015),
/// Biometrics 71(1), 146-156.</para>
/// <para>Of n pairs m are discordant, and x of those are gains. Write the difference as T (2B - 1), where T is the chance
/// of a discordant pair and B the chance that a discordant pair is a gain; m is binomial(n, T) and, given m, x is
/// binomial(m, B). Each has a lower and an upper confidence distribution, those of the exact (Clopper-Pearson)
/// limits: T from Beta(m, n - m + 1) to Beta(m + 1, n - m), B from Beta(x, m - x + 1) to Beta(x + 1, m - x); a beta with
/// a zero parameter is the point 0 or 1. Melding replaces both parameters by independent draws from them. The lower
/// limit uses the lower distribution of B, and of T whichever makes the limit smaller: the upper one below zero (2B - 1 is
/// then negative), the lower one above. Hence the one-sided p-value at D is the chance that T (2B - 1) is at most D, and
/// the lower limit is the D where it equals alpha/2. At D = 0 that chance is P(B at most 1/2) whatever T is, which is the
/// one-sided exact McNemar p-value: that is the compatibility. The upper limit is the lower one with losses
/// and gains exchanged.</para>
/// <para>The chance is a one-dimensional integral over logit T of the cdf of B at 1/2 + D/(2T), by Gauss-Legendre
/// over the part where that cdf is neither 0 nor 1; no random numbers. Assumes independent pairs and one look.</para>
/// </remarks>
public static class MatchedProportionsInterval
{
    private const double Tolerance = 1e-10;
    private static readonly GaussLegendreRule Coarse = new(-1, 1, 64), Fine = new(-1, 1, 128);

    /// <summary>The interval for the share of gains minus the share of losses.</summary>
    /// <param name="lost">Pairs right before and wrong now, at least 0.</param>
    /// <param name="gained">Pairs wrong before and right now, at least 0.</param>
    /// <param name="unchanged">Concordant pairs, at least 0; at least one pair in all.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>Bounds in [-1, 1], each within 2e-9 of the exact limit for up to ten million pairs and levels up to 0.999999.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, there are no pairs, or the level is not in (0, 1).</exception>
    public static Interval From(long lost, long gained, long unchanged, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lost);
        ArgumentOutOfRangeException.ThrowIfNegative(gained);
        ArgumentOutOfRangeException.ThrowIfNegative(unchanged);
        var pairs = checked(lost + gained + unchanged);
        ArgumentOutOfRangeException.ThrowIfZero(pairs);

        var tail = ConfidenceLevel.Alpha(level) / 2;
        return new Interval(Lower(gained, lost + gained, pairs, tail), -Lower(lost, lost + gained, pairs, tail));
    }

    private static double Lower(long gained, long discordant, long pairs, double tail)
    {
        var atZero = BinomialTail.FairAtLeast(gained, discordant);
        if (atZero == tail)
        {
            return 0;
        }

        if (atZero < tail)
        {
            var above = Product(gained, discordant, Beta(discordant, pairs - discordant + 1));

            // The test has excluded zero; a limit that rounds to it must not say otherwise.
            return Math.Max(double.Epsilon, Root(above, tail, 0, 1, atZero, 1));
        }

        if (gained == 0)
        {
            return discordant == pairs ? -1 : -Share(Beta(discordant + 1, pairs - discordant)!.Quantile(1 - tail));
        }

        var below = Product(gained, discordant, Beta(discordant + 1, pairs - discordant));
        return Math.Min(0, Root(below, tail, -1, 0, 0, atZero));
    }

    // The root of chance(D) = tail between low and high, where the chances are already known.
    private static double Root(Func<double, double> chance, double tail, double low, double high, double chanceAtLow, double chanceAtHigh) =>
        Brent.FindRoot(
            d => ((d == low ? chanceAtLow : d == high ? chanceAtHigh : chance(d)) / tail) - 1, low, high, Tolerance, 200);

    // D -> P(T (2B - 1) at most D) for D other than 0, B ~ Beta(gained, discordant - gained + 1), gained > 0; no T means T = 1.
    private static Func<double, double> Product(long gained, long discordant, BetaCdf? t)
    {
        var b = Beta(gained, discordant - gained + 1)!;
        var rule = b.IsSmooth && t is { IsSmooth: true } ? Coarse : Fine;
        double lowest = Share(b.LowerLogit), highest = Share(b.UpperLogit);
        return d =>
        {
            if (t is null)
            {
                return b.Below(Logit(1 + d, 1 - d));
            }

            // B's argument moves towards 1/2 as T grows; it leaves B's support at these two values of T.
            var (enter, leave) = d > 0 ? (highest, lowest) : (lowest, highest);
            var from = Math.Max(t.LowerLogit, LogitOfT(d, enter));
            var to = Math.Min(t.UpperLogit, LogitOfT(d, leave));
            var outside = d > 0 ? t.Below(from) : 1 - t.Below(to);
            if (from >= to)
            {
                return outside;
            }

            double sum = 0, half = (to - from) / 2;
            for (var i = 0; i < rule.Order; i++)
            {
                var logit = from + (half * (1 + rule.GetAbscissa(i)));
                var ratio = d / Share(logit);
                sum += rule.GetWeight(i) * t.Density(logit) * b.Below(Logit(1 + ratio, 1 - ratio));
            }

            return outside + (half * sum);
        };
    }

    // Logit of the T at which 1/2 + d/(2T) equals share, infinite when no T up to 1 does.
    private static double LogitOfT(double d, double share)
    {
        var t = d / ((2 * share) - 1);
        return !(t > 0) || t >= 1 ? double.PositiveInfinity : Logit(t, 1 - t);
    }

    private static BetaCdf? Beta(long a, long b) => b == 0 ? null : new BetaCdf(a, b);

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));

    private static double Logit(double share, double complement) => Math.Log(share / complement);
}
