using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Clustered;

/// <summary>An estimate with its Student-t inference.</summary>
/// <param name="Estimate">The estimated difference, in the unit of the values.</param>
/// <param name="StandardError">Its standard error, at least 0, in the same unit.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the t distribution, positive; may be fractional.</param>
public sealed record TInference(double Estimate, double StandardError, double DegreesOfFreedom)
{
    /// <summary>Two-sided p-value of a difference of zero. Without any spread it is 1 at an estimate of zero and 0 otherwise.</summary>
    public double P => Estimate == 0 ? 1 : StudentT.TwoSidedP(Estimate / StandardError, DegreesOfFreedom);

    /// <summary>Estimate plus or minus t standard errors; excludes zero exactly when <see cref="P"/> is below 1 - level.</summary>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public Interval ConfidenceInterval(double level)
    {
        var half = StandardError * StudentT.Critical(ConfidenceLevel.Alpha(level), DegreesOfFreedom);
        return new Interval(Estimate - half, Estimate + half);
    }
}
