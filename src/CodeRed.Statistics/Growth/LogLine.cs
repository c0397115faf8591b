namespace CodeRed.Statistics.Growth;

/// <summary>Least squares line through the logarithms of a series, and what its scatter and its rounding say of any point on it.</summary>
internal sealed class LogLine
{
    private readonly double[] _times;
    private readonly double _meanTime, _meanValue, _spread;

    // Rounding variances of the value at the mean time and of the slope, and their covariance.
    private double _level, _between, _slope;

    public LogLine(double[] times, double[] values)
    {
        _times = times;
        (_meanTime, _meanValue) = (times.Average(), values.Average());
        double cross = 0;
        for (var i = 0; i < times.Length; i++)
        {
            var deviation = times[i] - _meanTime;
            _spread += deviation * deviation;
            cross += deviation * (values[i] - _meanValue);
        }

        Slope = cross / _spread;
        Residuals = [.. values.Select((value, i) => value - At(times[i]))];
        SquaredResiduals = Residuals.Sum(static residual => residual * residual);
        DegreesOfFreedom = times.Length - 2;
    }

    public double Slope { get; }

    public double[] Residuals { get; }

    public double SquaredResiduals { get; }

    public int DegreesOfFreedom { get; }

    public double ResidualVariance => SquaredResiduals / DegreesOfFreedom;

    public double CrossingOf(LogLine other) =>
        // From a time near both, where nothing large cancels.
        _meanTime + ((other.At(_meanTime) - _meanValue) / (Slope - other.Slope));

    public double At(double time) => _meanValue + (Slope * (time - _meanTime));

    /// <summary>Variance of the line at a time by the scatter of the values.</summary>
    public double ScatterAt(double time) => ResidualVariance * ((1.0 / _times.Length) + (Square(time - _meanTime) / _spread));

    /// <summary>Variance of the slope by the scatter of the values.</summary>
    public double ScatterOfSlope => ResidualVariance / _spread;

    /// <summary>Sets the rounding variances of the values.</summary>
    public void Round(double[] variances)
    {
        (_level, _between, _slope) = (0, 0, 0);
        var n = _times.Length;
        for (var i = 0; i < n; i++)
        {
            var weight = (_times[i] - _meanTime) / _spread;
            _level += variances[i] / n / n;
            _between += variances[i] * weight / n;
            _slope += variances[i] * weight * weight;
        }
    }

    /// <summary>Variance of the line at a time by rounding alone.</summary>
    public double RoundingAt(double time) =>
        Math.Max(0, _level + (2 * _between * (time - _meanTime)) + (_slope * Square(time - _meanTime)));

    /// <summary>Variance of the slope by rounding alone.</summary>
    public double RoundingOfSlope => _slope;

    private static double Square(double value) => value * value;
}
