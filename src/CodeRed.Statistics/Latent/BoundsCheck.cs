namespace CodeRed.Statistics.Latent;

/// <summary>Looks for ceilings and floors that nobody told of, by fits that have them.</summary>
/// <remarks>
/// <para>The Bayes factor of a model in which each benchmark has, with a probability of a half, a ceiling (or a floor) of one of a few heights, against the one
/// without. The evidence of each benchmark's is Laplace's approximation at the mode with it, the variances held at their estimates; benchmarks are taken as
/// independent, so that their factors multiply.</para>
/// <para>Kass and Raftery (1995), "Bayes factors", JASA 90(430), 773-795. Were nothing estimated, a factor of 1/alpha would be reached with a chance of at most alpha
/// where no benchmark has one; it is reached far less often.</para>
/// </remarks>
internal sealed class BoundsCheck
{
    private const int FewestScores = 8;

    // Of the share between floor and ceiling.
    private static readonly double[] Lowered = [.93, .82];
    private static readonly double[] Raised = [.1, .25];

    private readonly CapabilityDensity _density;
    private readonly double[] _mode;
    private readonly Variances _variances;
    private readonly int[] _benchmarks;
    private readonly double _without;

    public BoundsCheck(CapabilityDensity density, double[] mode, Variances variances)
    {
        (_density, _mode, _variances) = (density, mode, variances);
        _benchmarks =
        [
            .. density.Cells.ToArray().Where(cell => !cell.Real).GroupBy(cell => density.Table.Series[cell.Series].Benchmark)
                .Where(group => group.Count() >= FewestScores).Select(group => group.Key).Order(),
        ];
        _without = Evidence(new CapabilitySolver(density));
    }

    /// <summary>Logarithm of the Bayes factor for ceilings, or for floors, and the logarithm of each benchmark's own.</summary>
    public (double Sum, IReadOnlyList<(int Benchmark, double Factor)> ByBenchmark) Factor(bool ceilings)
    {
        var factors = new (int Benchmark, double Factor)[_benchmarks.Length];
        Parallel.For(0, factors.Length, () => (CapabilitySolver?)null, (number, _, solver) =>
        {
            var benchmark = _benchmarks[number];
            var heights = ceilings ? Lowered : Raised;
            double mean = 0;
            foreach (var height in heights)
            {
                solver = new CapabilitySolver(
                    _density.WithBounds(cell => _density.Table.Series[cell.Series].Benchmark != benchmark ? (cell.Floor, cell.Ceiling)
                        : ceilings ? (cell.Floor, cell.Floor + (height * (cell.Ceiling - cell.Floor)))
                        : (cell.Floor + (height * (cell.Ceiling - cell.Floor)), cell.Ceiling)),
                    solver);
                mean += Math.Exp(Evidence(solver) - _without) / heights.Length;
            }

            factors[number] = (benchmark, Math.Log((1 + mean) / 2));
            return solver;
        }, _ => { });
        return (factors.Sum(one => one.Factor), factors);
    }

    private double Evidence(CapabilitySolver solver)
    {
        var (density, x) = (solver.Density, (double[])_mode.Clone());
        if (!solver.TryMaximise(x, _variances, .1))
        {
            return double.NegativeInfinity;
        }

        // What the series spend only moves the mode: the determinant says it already.
        var value = density.Value(x, _variances) - (.5 * solver.Factor.LogDeterminant);
        for (var one = 0; one < density.Spent.Length; one++)
        {
            value += density.Spent[one] > 0 ? .5 * density.Spent[one] * Math.Exp(2 * x[density.Slope[one]]) : 0;
        }

        return value;
    }
}
