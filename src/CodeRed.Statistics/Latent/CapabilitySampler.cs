using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Latent;

/// <summary>Draws from the joint posterior of capabilities, bounds and variances: bounds by their probabilities; capabilities, given bounds and variances, from the normal
/// distribution at the mode; and each variance given all the rest, from its own distribution, by slice sampling.</summary>
/// <remarks>
/// <para>A Gibbs sampler with Laplace's approximation in place of one conditional distribution, and with bounds drawn whatever the variances are. Neal (2003), "Slice sampling", Annals of Statistics
/// 31(3), 705-767, figures 3 and 5. The chains begin at the fitted variances, so that they need little time to forget where they began.</para>
/// <para>Each chain takes 4 to 16 steps that count, the more the more draws are asked for, and a quarter as many before them.</para>
/// <para>Chains have streams of their own and there are always as many, so that draws do not depend on the machine.</para>
/// </remarks>
internal sealed class CapabilitySampler
{
    private const int Chains = 4;
    private const int DrawsOfAStep = 16; // about, of each chain
    private const int FewestSteps = 4;
    private const int MostSteps = 16;

    private readonly UntoldBounds? _bounds;
    private readonly Variances _variances;
    private readonly double[] _mode;
    private CapabilityDensity _density;
    private CapabilitySolver _solver;
    private int[] _options; // bounds that the mode is of
    private NormalDraws _random;

    private CapabilitySampler(CapabilityDensity density, double[] mode, Variances variances, UntoldBounds? bounds, ulong seed)
    {
        _density = density.Copy();
        (_variances, _bounds, _options) = (variances.Copy(), bounds, bounds?.Likeliest ?? []);
        _solver = new CapabilitySolver(_density);
        _mode = (double[])mode.Clone();
        _random = new NormalDraws(seed);
    }

    /// <summary>Draws with the variances drawn as well.</summary>
    public static CapabilityDraws Draw(CapabilityDensity density, double[] mode, Variances variances, UntoldBounds? bounds, int count, ulong seed)
    {
        var draws = new CapabilityDraws(density.Models.Count, density.Structure.Core, count);
        Parallel.For(0, Chains, chain =>
        {
            var (from, to) = (count * chain / Chains, count * (chain + 1) / Chains);
            new CapabilitySampler(density, mode, variances, bounds, SplitMix64.Mix(seed) + (ulong)chain).Run(draws, from, to);
        });
        return draws;
    }

    private void Run(CapabilityDraws draws, int from, int to)
    {
        var x = new double[_mode.Length];
        var kept = Math.Clamp((to - from) / DrawsOfAStep, FewestSteps, MostSteps);
        for (var step = -kept / 4; step < kept; step++)
        {
            if (!TryStep(_bounds?.Draw(ref _random) ?? _options))
            {
                TryStep(_options); // with the bounds as they were
            }

            var (begin, end) = step < 0 ? (0, 1) : (from + ((to - from) * step / kept), from + ((to - from) * (step + 1) / kept));
            for (var draw = begin; draw < Math.Max(end, begin + 1); draw++)
            {
                _solver.Factor.Draw(ref _random, x);
                for (var i = 0; i < x.Length; i++)
                {
                    x[i] += _mode[i];
                }

                if (step >= 0 && draw < end)
                {
                    draws.Set(draw, x, _density.Capabilities);
                }
            }

            DrawVariances(x);
        }
    }

    // To the mode with these bounds; where none is found, back to where it was.
    private bool TryStep(int[] options)
    {
        var (mode, density) = ((double[])_mode.Clone(), _density);
        if (_bounds is not null)
        {
            _bounds.Move(_mode, _options, options);
            _density = _bounds.Set(_density, options);
            _solver = new CapabilitySolver(_density, _solver);
        }

        _density.Set(_variances);
        if (_solver.TryMaximise(_mode, _variances, CapabilitySolver.Near))
        {
            _options = options;
            return true;
        }

        mode.CopyTo(_mode, 0);
        (_density, _solver) = (density, new CapabilitySolver(density, _solver));
        return false;
    }

    private void DrawVariances(double[] x)
    {
        DrawSimple(Variances.Capability, _density.SquaredResiduals(x), _density.Capabilities.Length);
        double interactions = 0;
        foreach (var variable in _density.Interactions)
        {
            interactions += x[variable] * x[variable];
        }

        DrawSimple(Variances.Interaction, interactions, _density.Interactions.Length);
        var (labs, vendors) = _density.SquaredInflation(x);
        DrawSimple(Variances.Vendor, vendors, labs);
        foreach (var entry in (ReadOnlySpan<int>)[Variances.Edition, Variances.Run, Variances.BenchmarkSlope, Variances.SeriesSlope])
        {
            DrawGrouped(entry, x);
        }

        DrawDispersions(x);
        if (_density.Settings.Prior == CapabilityPrior.HeavyTails)
        {
            DrawWeights(x);
        }
    }

    private void DrawSimple(int entry, double sum, int count)
    {
        if (!_variances.Fixed[entry])
        {
            _variances.Log[entry] = Slice(_variances.Log[entry], .5, log => LogPrior(entry, log) - (count * log) - (.5 * sum * Math.Exp(-2 * log)));
        }
    }

    private void DrawGrouped(int entry, double[] x)
    {
        if (_variances.Fixed[entry])
        {
            return;
        }

        _variances.Log[entry] = Slice(_variances.Log[entry], .7, log =>
        {
            _variances.Log[entry] = log;
            var value = LogPrior(entry, log);
            foreach (var grouped in _density.GroupedPriors)
            {
                if (grouped.Entries.Contains(entry))
                {
                    grouped.Set(_variances);
                    value += grouped.Value(x);
                }
            }

            return value + _density.HeldMean();
        });
    }

    private void DrawDispersions(double[] x)
    {
        var losses = _density.Losses(x);
        double sum = 0;
        var count = 0;
        for (var one = 0; one < losses.Length; one++)
        {
            if (_density.Difficulty[one] < 0)
            {
                continue;
            }

            var real = _density.Table.Series[one].Scale == ScoreScale.Real;
            var (mean, deviation) = real ? Variances.RealDispersion : (_variances.Log[Variances.Dispersion], Variances.DispersionSpread);
            var own = losses[one];
            var drawn = _variances.LogDispersion[one] = Slice(_variances.LogDispersion[one], .7, log =>
            {
                var dispersion = Math.Exp(log);
                var standardised = (log - mean) / deviation;
                var value = -.5 * standardised * standardised;
                foreach (var (noise, loss) in own)
                {
                    var variance = noise + dispersion;
                    value -= (.5 * Math.Log(variance)) + (loss / variance);
                }

                return value;
            });
            (sum, count) = real ? (sum, count) : (sum + drawn, count + 1);
        }

        if (!_variances.Fixed[Variances.Dispersion])
        {
            const double within = 1 / (Variances.DispersionSpread * Variances.DispersionSpread);
            var (mean, deviation) = Variances.Prior[Variances.Dispersion];
            var precision = (count * within) + (1 / (deviation * deviation));
            _variances.Log[Variances.Dispersion] = (((sum * within) + (mean / (deviation * deviation))) / precision) + (_random.Next() / Math.Sqrt(precision));
        }
    }

    // Given its residual, the weight of a capability under Student's t is a gamma variable.
    private void DrawWeights(double[] x)
    {
        var precision = 1 / _variances.Variance(Variances.Capability);
        for (var place = 0; place < _density.Weights.Length; place++)
        {
            var residual = _density.Residual(place, x);
            _density.Weights[place] = _random.NextChiSquare(CapabilityDensity.TailDegrees + 1) / (CapabilityDensity.TailDegrees + (precision * residual * residual));
        }
    }

    private static double LogPrior(int entry, double log)
    {
        var (mean, deviation) = Variances.Prior[entry];
        var standardised = (log - mean) / deviation;
        return -.5 * standardised * standardised;
    }

    private double Slice(double from, double width, Func<double, double> density)
    {
        var level = density(from) + Math.Log(1 - _random.NextUniform());
        var lower = from - (width * _random.NextUniform());
        var upper = lower + width;
        for (var i = 0; i < 8 && density(lower) > level; i++)
        {
            lower -= width;
        }

        for (var i = 0; i < 8 && density(upper) > level; i++)
        {
            upper += width;
        }

        while (true)
        {
            var trial = lower + ((upper - lower) * _random.NextUniform());
            if (density(trial) >= level || upper - lower < 1e-9)
            {
                return trial;
            }

            (lower, upper) = trial < from ? (trial, upper) : (lower, trial);
        }
    }
}
