namespace CodeRed.Statistics.Sequential;

/// <summary>The predictable plug-in empirical-Bernstein bet: large while the observations so far vary little.</summary>
/// <remarks>Waudby-Smith and Ramdas (2024), JRSS B 86(1), 1-27, the bets recommended with theorem 2, before truncation:
/// sqrt(2 log(1/alpha) / (s2 t log(1 + t))) at observation t, with s2 the regularised variance (1/4 + sum (x_i - mean_i)^2) / t of the
/// t - 1 earlier observations and mean_i = (1/2 + x_1 + ... + x_i) / (i + 1). The error alpha is that of one bound.</remarks>
/// <param name="logInverseAlpha">Natural logarithm of 1/alpha.</param>
internal struct PlugInBet(double logInverseAlpha)
{
    private double _sum = .5, _squares = .25;

    /// <summary>Observations seen.</summary>
    public long Count { get; private set; }

    /// <summary>Regularised mean of the observations so far, in (0, 1).</summary>
    public readonly double Mean => _sum / (Count + 1);

    /// <summary>The bet on the next observation, above 0; truncate it before use.</summary>
    public readonly double Next
    {
        get
        {
            // The t of the variance's denominator and that of the formula cancel.
            double t = Count + 1;
            return Math.Sqrt(2 * logInverseAlpha / (_squares * Math.Log(1 + t)));
        }
    }

    /// <summary>Takes the next observation, in [0, 1].</summary>
    public void Add(double x)
    {
        _sum += x;
        Count++;
        var deviation = x - Mean;
        _squares += deviation * deviation;
    }
}
