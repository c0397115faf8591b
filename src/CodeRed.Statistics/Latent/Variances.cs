namespace CodeRed.Statistics.Latent;

/// <summary>The standard deviations of the model, as logarithms, and the dispersion of each series.</summary>
internal sealed class Variances
{
    public const int Capability = 0;     // models around their prior mean
    public const int Interaction = 1;    // a model on one benchmark
    public const int Edition = 2;        // difficulty of editions of a benchmark
    public const int Run = 3;            // difficulty of one edition between runners
    public const int BenchmarkSlope = 4; // log-discrimination of benchmarks
    public const int SeriesSlope = 5;    // log-discrimination of the series of a benchmark
    public const int Vendor = 6;         // inflation of labs around their mean
    public const int Dispersion = 7;     // logarithm of the dispersion of a typical series, which is a variance
    public const int Count = 8;

    /// <summary>Spread of log-dispersions between the series of proportions.</summary>
    public const double DispersionSpread = .7;

    /// <summary>Prior mean and standard deviation of each entry of <see cref="Log"/>.</summary>
    public static readonly (double Mean, double Deviation)[] Prior =
    [
        (Math.Log(1.2), .7), (Math.Log(.25), .7), (Math.Log(.5), .7), (Math.Log(.25), .7),
        (Math.Log(.3), .5), (Math.Log(.15), .5), (Math.Log(.2), .5), (Math.Log(.004), 1),
    ];

    /// <summary>The same for the log-dispersion of a series of real scores, whose unit is its own standard deviation.</summary>
    public static readonly (double Mean, double Deviation) RealDispersion = (Math.Log(.1), 1.2);

    public Variances(int series)
    {
        Log = [.. Prior.Select(prior => prior.Mean)];
        LogDispersion = new double[series];
        Fixed = new bool[Count];
    }

    private Variances(Variances other)
    {
        Log = (double[])other.Log.Clone();
        LogDispersion = (double[])other.LogDispersion.Clone();
        Fixed = (bool[])other.Fixed.Clone();
    }

    /// <summary>Logarithms of standard deviations; the last is of a variance.</summary>
    public double[] Log { get; }

    /// <summary>Logarithm of the variance that each series adds to that of its items.</summary>
    public double[] LogDispersion { get; }

    /// <summary>Which entries of <see cref="Log"/> are given and not fitted.</summary>
    public bool[] Fixed { get; }

    public double Variance(int entry) => Math.Exp(2 * Log[entry]);

    public Variances Copy() => new(this);

    /// <summary>Takes over the values of others of the same series.</summary>
    public void Set(Variances other)
    {
        other.Log.CopyTo(Log, 0);
        other.LogDispersion.CopyTo(LogDispersion, 0);
    }
}
