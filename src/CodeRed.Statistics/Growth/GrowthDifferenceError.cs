using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Growth;

/// <summary>Error of differences between two independent growth estimates at one level, whose scatter may differ.</summary>
/// <remarks>Cochran and Cox (1950), Experimental Designs, section 4.14: the critical value is the mean of those of either side, weighted by their variances. It
/// covers at least about as often as it says. Welch's (1947) is narrower, and covers too rarely where three or four figures with a large scatter meet many
/// with a small one.</remarks>
internal sealed class GrowthDifferenceError(double alpha, int freedomOfOne, int freedomOfOther)
{
    private readonly double _one = StudentT.Critical(alpha, freedomOfOne), _other = StudentT.Critical(alpha, freedomOfOther), _normal = GrowthError.Normal(alpha);

    /// <summary>Half the width of the interval of a difference.</summary>
    public double Half(GrowthError one, GrowthError other)
    {
        var scatter = one.Scatter + other.Scatter;
        var student = scatter == 0 ? 0 : ((_one * one.Scatter) + (_other * other.Scatter)) / scatter;
        return new GrowthError(scatter, 1, one.Rounding + other.Rounding).Half(student, _normal);
    }

    /// <summary>Two-sided p-value of no difference: the level at which the interval just holds 0.</summary>
    public static double P(double difference, GrowthError one, GrowthError other)
    {
        double low = Math.Log(1e-15), high = 0;
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            var holds = new GrowthDifferenceError(Math.Exp(middle), one.DegreesOfFreedom, other.DegreesOfFreedom).Half(one, other) >= Math.Abs(difference);
            (low, high) = holds ? (middle, high) : (low, middle);
        }

        return difference == 0 ? 1 : Math.Exp(high);
    }
}
