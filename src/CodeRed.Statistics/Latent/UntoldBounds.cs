using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Latent;

/// <summary>Ceilings and floors of benchmarks that nobody told of, and how probable the scores make each.</summary>
/// <remarks>
/// <para>A benchmark with at least 8 scores has, with a probability of a third each, neither, a ceiling, or a floor, of one of two heights. The evidence of each is
/// Laplace's approximation at the mode with it, the variances held at their estimates and the other benchmarks at what was told. Where what was told has less than a
/// quarter of the probability, the likeliest takes its place, and everything is fitted anew; the probabilities are not asked for again.</para>
/// <para>Draws from the posterior take the bounds of each benchmark from these probabilities, as if they depended neither on each other nor on the variances: Bayesian
/// model averaging (Hoeting, Madigan, Raftery and Volinsky 1999, Statistical Science 14(4), 382-417). Without, intervals cover far too little where there are such
/// bounds, and they are mostly not to be seen in one benchmark alone.</para>
/// </remarks>
internal sealed class UntoldBounds
{
    private const int FewestScores = 8;
    private const double Unlikely = .25; // a probability of what was told below which the likeliest takes its place

    // Of the share between the floor and the ceiling that were told. The first is what was told.
    private static readonly (double Floor, double Ceiling)[] Options = [(0, 1), (0, .95), (0, .85), (.1, 1), (.25, 1)];
    private static readonly double[] Prior = [1.0 / 3, 1.0 / 6, 1.0 / 6, 1.0 / 6, 1.0 / 6];

    private readonly int[] _benchmarks;
    private readonly double[] _logFactorOfCeilings; // of each benchmark, by what was told of the others
    private readonly double[] _logFactorOfFloors;
    private readonly double[][] _probabilities; // of each benchmark's options
    private readonly double[][][] _shifts; // of each benchmark and option, from the mode with what was told

    private UntoldBounds(CapabilityDensity density)
    {
        _benchmarks =
        [
            .. density.Cells.ToArray().Where(cell => !cell.Real).GroupBy(cell => density.Table.Series[cell.Series].Benchmark)
                .Where(group => group.Count() >= FewestScores).Select(group => group.Key).Order(),
        ];
        (_logFactorOfCeilings, _logFactorOfFloors) = (new double[_benchmarks.Length], new double[_benchmarks.Length]);
        (_probabilities, _shifts) = (new double[_benchmarks.Length][], [.. _benchmarks.Select(_ => new double[Options.Length][])]);
        Likeliest = new int[_benchmarks.Length];
    }

    /// <summary>Asks for the bounds, and fits anew where others than those told are likely.</summary>
    /// <param name="solver">A fit with the bounds that were told; then that with the likeliest.</param>
    /// <param name="mode">Its mode; then that of the other.</param>
    /// <param name="variances">Its variances; then those of the other.</param>
    public static UntoldBounds Find(ref CapabilitySolver solver, double[] mode, Variances variances)
    {
        UntoldBounds bounds = new(solver.Density);
        bounds.Ask(solver, mode, variances);
        if (bounds.Likeliest.Any(option => option > 0))
        {
            var (refit, moved, changed) = (new CapabilitySolver(bounds.Set(solver.Density, bounds.Likeliest)), (double[])mode.Clone(), variances.Copy());
            bounds.Move(moved, new int[bounds.Likeliest.Length], bounds.Likeliest);
            if (refit.TryFit(moved, changed, nearby: true))
            {
                solver = refit;
                moved.CopyTo(mode, 0);
                variances.Set(changed);
            }
            else
            {
                Array.Clear(bounds.Likeliest);
            }
        }

        return bounds;
    }

    /// <summary>The number of the likeliest bounds of each benchmark, 0 for those that were told unless they are unlikely.</summary>
    public int[] Likeliest { get; }

    /// <summary>Numbers of bounds of each benchmark, drawn by their probabilities.</summary>
    public int[] Draw(ref NormalDraws random)
    {
        var drawn = new int[_benchmarks.Length];
        for (var i = 0; i < drawn.Length; i++)
        {
            var left = random.NextUniform();
            while (drawn[i] + 1 < Options.Length && (left -= _probabilities[i][drawn[i]]) >= 0)
            {
                drawn[i]++;
            }
        }

        return drawn;
    }

    /// <summary>The density with bounds of these numbers.</summary>
    public CapabilityDensity Set(CapabilityDensity density, int[] options) => density.WithBounds(series =>
    {
        var place = Array.BinarySearch(_benchmarks, series.Benchmark);
        var (floor, ceiling) = place < 0 ? Options[0] : Options[options[place]];
        var range = series.Ceiling - series.Floor;
        return (series.Floor + (floor * range), series.Floor + (ceiling * range));
    });

    /// <summary>Moves a mode with some bounds to about where it is with others: by what each benchmark's bounds moved it when they were asked for.</summary>
    public void Move(double[] x, int[] from, int[] to)
    {
        for (var place = 0; place < from.Length; place++)
        {
            if (from[place] != to[place])
            {
                var (back, forth) = (_shifts[place][from[place]], _shifts[place][to[place]]);
                for (var i = 0; i < x.Length; i++)
                {
                    x[i] += forth[i] - back[i];
                }
            }
        }
    }

    /// <summary>Logarithm of the Bayes factor of a model in which each benchmark has, with a probability of a half, a ceiling (or a floor), against that in which
    /// none has; and that of each benchmark by itself.</summary>
    /// <remarks>Kass and Raftery (1995), "Bayes factors", JASA 90(430), 773-795. Were nothing estimated, a factor of 1/alpha would be reached with a chance of at
    /// most alpha where no benchmark has one.</remarks>
    public (double Sum, IReadOnlyList<(int Benchmark, double Factor)> ByBenchmark) Factor(bool ceilings)
    {
        var factors = ceilings ? _logFactorOfCeilings : _logFactorOfFloors;
        return (factors.Sum(), [.. _benchmarks.Zip(factors)]);
    }

    private void Ask(CapabilitySolver fitted, double[] mode, Variances variances)
    {
        var (density, told) = (fitted.Density, Evidence(fitted, mode, variances));
        Parallel.For(0, _benchmarks.Length, () => (CapabilitySolver?)null, (number, _, solver) =>
        {
            var (evidence, options) = (new double[Options.Length], new int[_benchmarks.Length]);
            (evidence[0], _shifts[number][0]) = (told, new double[mode.Length]);
            var x = (double[])mode.Clone();
            for (var option = 1; option < Options.Length; option++)
            {
                if (Options[option].Ceiling == 1 && Options[option - 1].Ceiling < 1)
                {
                    mode.CopyTo(x, 0); // the second of two ceilings, or floors, begins where the first ended
                }

                options[number] = option;
                solver = new CapabilitySolver(Set(density, options), solver);
                evidence[option] = solver.TryMaximise(x, variances, CapabilitySolver.Near) ? Evidence(solver, x, variances) : double.NegativeInfinity;
                _shifts[number][option] = [.. x.Zip(mode, (with, without) => with - without)];
            }

            _logFactorOfCeilings[number] = Factor(evidence, option => option.Ceiling < 1);
            _logFactorOfFloors[number] = Factor(evidence, option => option.Floor > 0);
            var most = evidence.Max();
            double[] weights = [.. evidence.Zip(Prior, (one, prior) => prior * Math.Exp(one - most))];
            _probabilities[number] = Array.ConvertAll(weights, weight => weight / weights.Sum());
            Likeliest[number] = _probabilities[number][0] < Unlikely ? Array.IndexOf(weights, weights.Max()) : 0;
            return solver;
        }, _ => { });
    }

    // Heights at which no mode was found say nothing.
    private static double Factor(double[] evidence, Func<(double Floor, double Ceiling), bool> counts)
    {
        double[] gains = [.. Enumerable.Range(0, Options.Length).Where(option => counts(Options[option]) && double.IsFinite(evidence[option])).Select(option => evidence[option] - evidence[0])];
        if (gains.Length == 0)
        {
            return 0;
        }

        var most = Math.Max(0, gains.Max());
        return most + Math.Log((Math.Exp(-most) + gains.Average(gain => Math.Exp(gain - most))) / 2);
    }

    // At a mode that the solver has just found.
    private static double Evidence(CapabilitySolver solver, double[] mode, Variances variances)
    {
        var density = solver.Density;
        var value = density.Value(mode, variances) - (.5 * solver.Factor.LogDeterminant);

        // What the series spend only moves the mode: the determinant says it already.
        for (var one = 0; one < density.Spent.Length; one++)
        {
            value += density.Spent[one] > 0 ? .5 * density.Spent[one] * Math.Exp(2 * mode[density.Slope[one]]) : 0;
        }

        return value;
    }
}
