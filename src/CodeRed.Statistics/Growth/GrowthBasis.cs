namespace CodeRed.Statistics.Growth;

/// <summary>What an interval of a growth rate rests on.</summary>
public enum GrowthBasis
{
    /// <summary>Three or more figures: their scatter about the curve, and their rounding. A confidence interval.</summary>
    Regression,

    /// <summary>Two figures: all rates that their rounding and dating permit. Not a confidence interval, since two figures show nothing of their other errors.</summary>
    Rounding,
}
