using CodeRed.Statistics.Algebra;

namespace CodeRed.Statistics.Latent;

/// <summary>Finds the mode of the posterior given the variances, by Newton's method, and the variances, by maximising Laplace's approximation of their own
/// posterior with expectation and maximisation in turn.</summary>
internal sealed class CapabilitySolver
{
    private const int MostSteps = 60;

    // Chains of draws begin where these rounds end, and forget it only slowly: begun at variances that have come to rest, where their joint density is highest, short chains give intervals that are too
    // narrow at their ends. These rounds leave them well within what is likely; a long chain on the same scores bears the intervals out.
    private const int MostRounds = 15;
    private const double Tolerance = .02; // of the largest change of any logarithm
    private const double StillMoving = .05; // of that of a standard deviation

    // Steps of expectation and maximisation are too short, the more so the less the scores say: half as much again is still far from what would make standard
    // deviations swing (Salakhutdinov and Roweis 2003, "Adaptive overrelaxed bound optimization methods").
    private const double Relaxation = 1.5;

    // For a fit to almost the same scores.
    private const int MostRoundsFromNearby = 10;

    // Rounding stops smaller ones; it leaves the mode within a ten-thousandth of its own standard error in any direction.
    private const double LastDecrement = 1e-4;

    /// <summary>A Newton decrement from which one step leads to the mode for all that counts: half a standard error of all variables together.</summary>
    public const double Near = .5;

    // A squared decrement that counts as the mode where all steps are used up: within a fifth of a standard error.
    private const double Slow = .04;

    private readonly double[] _gradient;
    private readonly double[] _matrix;
    private readonly double[] _trial;

    /// <param name="density">What is maximised.</param>
    /// <param name="worn">A solver of a density of the same structure that is used no more: its memory is taken over.</param>
    public CapabilitySolver(CapabilityDensity density, CapabilitySolver? worn = null)
    {
        Density = density;
        Factor = worn?.Factor ?? new ArrowFactor(density.Structure);
        _gradient = worn?._gradient ?? new double[density.Structure.Size];
        _trial = worn?._trial ?? new double[density.Structure.Size];
        _matrix = worn?._matrix ?? new double[density.Structure.Values];
    }

    public CapabilityDensity Density { get; }

    /// <summary>Factor of minus the second derivatives at the last mode, or within the last step of it.</summary>
    public ArrowFactor Factor { get; }

    /// <summary>Whether the last round moved no standard deviation by more than 5 %. The dispersion of a single series may move longer: where few scores tell it, its density has two
    /// modes.</summary>
    public bool Converged { get; private set; }

    /// <summary>Fits the variances, from where they are, and leaves the mode in <paramref name="x"/>.</summary>
    /// <param name="x">Where to begin; then the mode.</param>
    /// <param name="variances">Where to begin; then the variances.</param>
    /// <param name="nearby">Whether both come from a fit to almost the same scores.</param>
    /// <returns>False where no mode was found.</returns>
    public bool TryFit(double[] x, Variances variances, bool nearby = false)
    {
        for (var (round, change) = (0, double.PositiveInfinity); round < (nearby ? MostRoundsFromNearby : MostRounds) && change >= Tolerance; round++)
        {
            Density.Set(variances);
            if (!TryMaximise(x, variances, .1))
            {
                return false;
            }

            var deviations = Update(x, variances, out var dispersions);
            change = Math.Max(Math.Max(deviations, dispersions), Spend(x, variances));
            Converged = deviations < StillMoving;
        }

        Density.Set(variances);
        return TryMaximise(x, variances, LastDecrement);
    }

    /// <summary>Moves <paramref name="x"/> to the mode given the variances.</summary>
    /// <param name="decrement">The Newton decrement from which one more step is the last: half its square is how much the density is expected to grow by it.</param>
    public bool TryMaximise(double[] x, Variances variances, double decrement)
    {
        var value = Density.Value(x, variances);
        var last = double.PositiveInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            Density.Derivatives(x, variances, _gradient, _matrix, exact: true);
            if (!Factor.TryFactor(_matrix))
            {
                Density.Derivatives(x, variances, _gradient, _matrix, exact: false);
                if (!Factor.TryFactor(_matrix))
                {
                    return false;
                }
            }

            _gradient.CopyTo(_trial, 0);
            Factor.Solve(_trial);
            var squared = SymmetricMatrix.Dot(_gradient, _trial);
            if (!double.IsFinite(squared))
            {
                return false;
            }

            var direction = (double[])_trial.Clone();
            double At(double share)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    _trial[i] = x[i] + (share * direction[i]);
                }

                return Density.Value(_trial, variances);
            }

            var share = 1.0;
            var reached = At(share);
            if (squared <= decrement * decrement)
            {
                // The last step costs no factor any more.
                (reached >= value ? _trial : x).CopyTo(x, 0);
                return true;
            }

            while (!(reached >= value + (1e-4 * share * squared) || (squared < 1e-6 && reached >= value - 1e-9)))
            {
                share /= 2;
                if (share < 1e-10)
                {
                    return squared < 1e-6;
                }

                reached = At(share);
            }

            // A step that gains far less than half its squared length goes too far.
            while (reached < value + (.25 * share * squared) && At(share / 2) is var nearer && nearer > reached)
            {
                (share, reached) = (share / 2, nearer);
            }

            At(share);
            value = reached;
            _trial.CopyTo(x, 0);
            last = squared;
        }

        return last <= Slow;
    }

    // One step of expectation and maximisation. Returns the largest change of the logarithm of a standard deviation, and of a dispersion.
    private double Update(double[] x, Variances variances, out double dispersions)
    {
        var moments = new CapabilityMoments(Density, Factor, x, variances);
        var (gradient, information) = (new double[Variances.Count], new double[Variances.Count * Variances.Count]);
        var held = new double[Variances.Count];
        void Simple(int entry, double sum, int count)
        {
            var variance = variances.Variance(entry);
            gradient[entry] += (sum / variance) - count;
            information[(entry * Variances.Count) + entry] += 2 * Math.Max(sum / variance, count);
        }

        Simple(Variances.Capability, moments.Capabilities, Density.Capabilities.Length);
        Simple(Variances.Interaction, moments.Interactions, Density.Interactions.Length);
        Simple(Variances.Vendor, moments.Vendors, moments.VendorLabs);
        foreach (var grouped in Density.GroupedPriors)
        {
            grouped.AddScore(variances, moments.Of(grouped.Variables), gradient, information);
            grouped.AddMeanVariances(variances, held);
        }

        for (var entry = 0; entry < Variances.Count && held.Sum() > 0; entry++)
        {
            gradient[entry] += held[entry] / held.Sum();
        }

        // The dispersion of a typical series, given that of each.
        for (var one = 0; one < variances.LogDispersion.Length; one++)
        {
            if (Density.Difficulty[one] >= 0 && Density.Table.Series[one].Scale == ScoreScale.Proportion)
            {
                const double precision = 1 / (Variances.DispersionSpread * Variances.DispersionSpread);
                gradient[Variances.Dispersion] += precision * (variances.LogDispersion[one] - variances.Log[Variances.Dispersion]);
                information[(Variances.Dispersion * Variances.Count) + Variances.Dispersion] += precision;
            }
        }

        for (var entry = 0; entry < Variances.Count; entry++)
        {
            var (mean, deviation) = Variances.Prior[entry];
            gradient[entry] -= (variances.Log[entry] - mean) / (deviation * deviation);
            information[(entry * Variances.Count) + entry] += 1 / (deviation * deviation);
        }

        for (var entry = 0; entry < Variances.Count; entry++)
        {
            if (variances.Fixed[entry])
            {
                gradient[entry] = 0;
                for (var other = 0; other < Variances.Count; other++)
                {
                    information[(entry * Variances.Count) + other] = information[(other * Variances.Count) + entry] = other == entry ? 1 : 0;
                }
            }
        }

        if (!SymmetricMatrix.TryFactor(information, Variances.Count))
        {
            throw new InvalidOperationException("The information on the variances is not positive.");
        }

        SymmetricMatrix.Solve(information, Variances.Count, gradient);
        double largest = 0;
        for (var entry = 0; entry < Variances.Count; entry++)
        {
            var change = Math.Clamp(Relaxation * gradient[entry], -1, 1);
            variances.Log[entry] += change;
            largest = Math.Max(largest, Math.Abs(change));
        }

        dispersions = UpdateDispersions(moments, variances);
        return largest;
    }

    // Returns the largest relative change of what a series spends, counted in parameters.
    private double Spend(double[] x, Variances variances)
    {
        Density.Derivatives(x, variances, _gradient, _matrix, exact: false);
        Density.HoldSlopes(_matrix);
        if (!Factor.TryFactor(_matrix))
        {
            throw new InvalidOperationException("The precision given the discriminations is not positive.");
        }

        var moments = new CapabilityMoments(Density, Factor, x, variances);
        double largest = 0;
        for (var one = 0; one < Density.Spent.Length; one++)
        {
            if (Density.Slope[one] >= 0)
            {
                var square = Math.Exp(2 * x[Density.Slope[one]]);
                largest = Math.Max(largest, Math.Abs((Density.Spent[one] * square) - moments.Spreads[one]) / (1 + moments.Spreads[one]));
                Density.Spent[one] = moments.Spreads[one] / square;
            }
        }

        return largest;
    }

    private double UpdateDispersions(CapabilityMoments moments, Variances variances)
    {
        double largest = 0;
        for (var one = 0; one < variances.LogDispersion.Length; one++)
        {
            if (Density.Difficulty[one] < 0)
            {
                continue;
            }

            var (mean, deviation) = Density.Table.Series[one].Scale == ScoreScale.Real
                ? Variances.RealDispersion
                : (variances.Log[Variances.Dispersion], Variances.DispersionSpread);
            var precision = 1 / (deviation * deviation);
            var log = variances.LogDispersion[one];
            var gradient = -precision * (log - mean);
            var information = precision;
            foreach (var (noise, loss) in moments.Losses[one])
            {
                var dispersion = Math.Exp(log);
                var weight = 1 / (noise + dispersion);
                var share = dispersion * weight;
                gradient += share * ((weight * loss) - .5);
                information += .5 * share * share;
            }

            var change = Math.Clamp(gradient / information, -1, 1);
            variances.LogDispersion[one] += change;
            largest = Math.Max(largest, Math.Abs(change));
        }

        return largest;
    }
}
