using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Unlabelled;

/// <summary>Watches a number that each batch yields, such as its average log-probability, by its rank among all earlier batches. Built for
/// looking after every batch, with a reference of any finite size.</summary>
/// <remarks>
/// <para>The p-value of a batch is its randomised rank among all batches so far, itself included: p = (number larger + u number equal) / number,
/// u uniform. For exchangeable batches these are independent and uniform on (0, 1), whatever their distribution: Vovk, Nouretdinov and
/// Gammerman (2003), "Testing exchangeability on-line", ICML, theorem 1. Hence each bet f(p) with a density f has a mean of 1 given the
/// earlier p-values. The densities are k p^(k - 1) and k (1 - p)^(k - 1), the power martingales of that paper, with k = 1/4, 1/2, 3/4;
/// each drives a <see cref="ShiryaevRoberts"/> of its own (conformal Shiryaev-Roberts: Vovk 2021, "Testing randomness online",
/// Statistical Science 36(4), 595-611), and the statistic is their mean.</para>
/// <para>Assumption: without a change, the batches, those of the reference included, are exchangeable. Then the mean time until
/// <see cref="Value"/> first reaches A is at least A batches, and the chance of that within T batches at most T / A, with the reference's
/// finite size accounted for exactly. It fails for batches that depend on each other in time, such as days of the week. The
/// guarantee is for a decision by this statistic: not for one that also looks at the numbers themselves.</para>
/// <para>After a change the changed batches join those that later ones are ranked among, so the evidence of each falls with time: a change
/// that has not been noticed after about as many batches as came before it is hardly noticed later. Simulated, A = 3,650, median of 201
/// watches of normal numbers: a change beyond the range of a reference of 20, 50 or 200 batches shows after 23, 7 or 4; one of two standard
/// deviations after 13 with 50 and 8 with 200; one of one standard deviation after 26 with 200.</para>
/// </remarks>
public sealed class ConformalRankDetector
{
    private static readonly double[] Exponents = [.25, .5, .75];

    private readonly List<double> _sorted;
    private readonly ShiryaevRoberts[] _detectors = new ShiryaevRoberts[2 * Exponents.Length];
    private SplitMix64 _random;

    /// <summary>A detector that starts after the reference.</summary>
    /// <param name="reference">One number per reference batch, finite; at least 1.</param>
    /// <param name="seed">Seed of the random ranks of ties; the same seed gives the same answer.</param>
    /// <exception cref="ArgumentException">The reference is empty, or holds a number that is not finite.</exception>
    public ConformalRankDetector(ReadOnlySpan<double> reference, ulong seed)
    {
        if (reference.IsEmpty)
        {
            throw new ArgumentException("The reference is empty; give the number of at least one batch, better of 50.", nameof(reference));
        }

        _sorted = new List<double>(reference.Length);
        _random = new SplitMix64(seed);
        foreach (var score in reference)
        {
            Insert(score);
        }
    }

    /// <summary>Batches seen, those of the reference not included.</summary>
    public int Batches { get; private set; }

    /// <summary>The statistic, at least 0; alarm when it reaches the mean number of batches wanted between false alarms.</summary>
    public double Value { get; private set; }

    /// <summary>Conformal p-value of the last batch, in (0, 1): near 0 when it was unusually high, near 1 when low; null before the first.</summary>
    public double? P { get; private set; }

    /// <summary>Takes the next batch.</summary>
    /// <param name="score">Its number, finite.</param>
    /// <returns><see cref="Value"/> after it.</returns>
    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public double Step(double score)
    {
        var (larger, equal) = Insert(score);
        var p = (larger + (_random.Uniform() * equal)) / _sorted.Count;
        double sum = 0;
        for (var i = 0; i < Exponents.Length; i++)
        {
            sum += _detectors[2 * i].Step(Exponents[i] * Math.Pow(p, Exponents[i] - 1));
            sum += _detectors[(2 * i) + 1].Step(Exponents[i] * Math.Pow(1 - p, Exponents[i] - 1));
        }

        P = p;
        Batches++;
        return Value = sum / _detectors.Length;
    }

    // How many are larger and how many equal, the number itself included.
    private (int Larger, int Equal) Insert(double score)
    {
        if (!double.IsFinite(score))
        {
            throw new ArgumentException($"The number of a batch is {score}; give a finite one, or leave the batch out.", nameof(score));
        }

        var (first, end) = (Bound(score, above: false), Bound(score, above: true));
        _sorted.Insert(end, score);
        return (_sorted.Count - end - 1, end - first + 1);
    }

    private int Bound(double score, bool above)
    {
        var (low, high) = (0, _sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sorted[middle] < score || (above && _sorted[middle] == score) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
