namespace CodeRed.Statistics.Quantiles;

/// <summary>Quantiles of non-negative values, each within 1 % of the exact order statistic, in bounded memory.</summary>
/// <remarks>Buckets of equal width on the logarithmic scale: DDSketch, Masson, Rim and Lee (2019), PVLDB 12(12), 2195-2205.
/// Buckets span the observed range only: about 700 for latencies of a millisecond to a quarter of an hour, at most 74,000 (580 kB)
/// over the whole range of a double. Merging two histograms is the same as having seen all values in one.</remarks>
public sealed class LogHistogram
{
    /// <summary>Largest relative error of a quantile.</summary>
    public const double RelativeError = 0.01;

    private static readonly double LogBase = Math.Log((1 + RelativeError) / (1 - RelativeError));
    private long[] _counts = [];
    private int _first;
    private long _zeros;

    /// <summary>Values added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="value">Zero or positive, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or not a number.</exception>
    public void Add(double value)
    {
        if (!(value >= 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A length or latency is zero or positive, and finite.");
        }

        Count++;
        if (value == 0)
        {
            _zeros++;
            return;
        }

        var bucket = (int)Math.Ceiling(Math.Log(value) / LogBase);
        Cover(bucket, bucket);
        _counts[bucket - _first]++;
    }

    /// <summary>Adds all values of <paramref name="other"/>.</summary>
    public void Merge(LogHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Count += other.Count;
        _zeros += other._zeros;
        if (other._counts.Length == 0)
        {
            return;
        }

        Cover(other._first, other._first + other._counts.Length - 1);
        for (var i = 0; i < other._counts.Length; i++)
        {
            _counts[other._first + i - _first] += other._counts[i];
        }
    }

    /// <summary>The quantile of order <paramref name="probability"/>: the smallest value that at least this share of the values
    /// does not exceed, within <see cref="RelativeError"/>; null without values.</summary>
    /// <param name="probability">In [0, 1]; 0.5 is the (lower) median.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1].</exception>
    public double? Quantile(double probability)
    {
        if (!(probability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A quantile's order lies in [0, 1].");
        }

        return AtRank((long)Math.Ceiling(probability * Count));
    }

    /// <summary>The value of a rank, within <see cref="RelativeError"/>; null without values.</summary>
    /// <param name="rank">1 for the smallest value, <see cref="Count"/> for the largest; beyond either end, that end's.</param>
    public double? AtRank(long rank)
    {
        if (Count == 0)
        {
            return null;
        }

        rank = Math.Clamp(rank, 1, Count);
        var seen = _zeros;
        if (rank <= seen)
        {
            return 0;
        }

        var i = -1;
        while (seen < rank)
        {
            seen += _counts[++i];
        }

        // The point of the bucket whose relative distance to both ends is the same, kept within the range of a double.
        return Math.Clamp(Math.Exp(((_first + i) * LogBase) + Math.Log(1 - RelativeError)), double.Epsilon, double.MaxValue);
    }

    private void Cover(int from, int to)
    {
        if (_counts.Length > 0 && from >= _first && to < _first + _counts.Length)
        {
            return;
        }

        var (first, last) = _counts.Length == 0
            ? (from, to)
            : (Math.Min(from, _first), Math.Max(to, _first + _counts.Length - 1));

        // Room to spare where it grows, so that a rising series does not copy at every value.
        var spare = _counts.Length / 4;
        var start = first < _first && _counts.Length > 0 ? first - spare : first;
        var end = _counts.Length > 0 && last >= _first + _counts.Length ? last + spare : last;
        var counts = new long[end - start + 1];
        _counts.CopyTo(counts, _counts.Length == 0 ? 0 : _first - start);
        (_counts, _first) = (counts, start);
    }
}
