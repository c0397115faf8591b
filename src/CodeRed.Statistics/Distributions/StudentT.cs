namespace CodeRed.Statistics.Distributions;

/// <summary>Student's t distribution: the two-sided p-value and the critical value that belongs to it.</summary>
internal static class StudentT
{
    /// <summary>Chance that |T| exceeds |<paramref name="t"/>|; <paramref name="degreesOfFreedom"/> > 0, may be fractional.</summary>
    public static double TwoSidedP(double t, double degreesOfFreedom)
    {
        if (double.IsInfinity(t))
        {
            return 0;
        }

        var scale = degreesOfFreedom + (t * t);
        return RegularizedBeta.Lower(degreesOfFreedom / 2, 0.5, degreesOfFreedom / scale, t * t / scale);
    }

    /// <summary>The t at which <see cref="TwoSidedP"/> equals <paramref name="alpha"/>, in (0, 1].</summary>
    public static double Critical(double alpha, double degreesOfFreedom)
    {
        double low = 0, high = 1;
        while (TwoSidedP(high, degreesOfFreedom) > alpha && high < 1e150)
        {
            low = high;
            high *= 2;
        }

        while (true)
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            if (TwoSidedP(middle, degreesOfFreedom) > alpha)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }
}
