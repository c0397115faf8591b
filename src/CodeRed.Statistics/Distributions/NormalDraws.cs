namespace CodeRed.Statistics.Distributions;

/// <summary>Standard normal draws from a seeded stream.</summary>
/// <remarks>Marsaglia and Bray (1964), "A convenient method for generating normal variables", SIAM Review 6(3): the polar method.</remarks>
internal struct NormalDraws(ulong seed)
{
    private SplitMix64 _bits = new(SplitMix64.Mix(seed));
    private double _spare = double.NaN;

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUniform() => (_bits.Next() >> 11) * (1.0 / (1L << 53));

    public double Next()
    {
        if (!double.IsNaN(_spare))
        {
            (var kept, _spare) = (_spare, double.NaN);
            return kept;
        }

        while (true)
        {
            double x = (2 * NextUniform()) - 1, y = (2 * NextUniform()) - 1, square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                var factor = Math.Sqrt(-2 * Math.Log(square) / square);
                _spare = x * factor;
                return y * factor;
            }
        }
    }

    /// <summary>A chi-square of whole degrees of freedom, which for many is drawn as twice a gamma variable.</summary>
    public double NextChiSquare(int degreesOfFreedom)
    {
        // Marsaglia and Tsang (2000), "A simple method for generating gamma variables", ACM TOMS 26(3); the boost of their section 6 below shape 1.
        var shape = degreesOfFreedom / 2.0;
        var boost = shape < 1 ? Math.Pow(1 - NextUniform(), 1 / shape) : 1;
        var d = (shape < 1 ? shape + 1 : shape) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = Next();
            var v = 1 + (c * normal);
            if (v > 0)
            {
                v = v * v * v;
                if (Math.Log(1 - NextUniform()) < (.5 * normal * normal) + d - (d * v) + (d * Math.Log(v)))
                {
                    return 2 * d * v * boost;
                }
            }
        }
    }
}
