using CodeRed.Statistics.Algebra;
using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Statistics.Latent;

/// <summary>Capabilities of models with their uncertainty, as draws from their posterior.</summary>
/// <remarks>A capability is relative to the mean of all ranked models; 1 is odds of e on a typical benchmark. Intervals and probabilities are those of
/// the posterior.</remarks>
public sealed class CapabilityFit
{
    private readonly CapabilitySolver _solver;
    private readonly double[] _mode;
    private readonly int[] _places; // of each model; -1 where not ranked
    private readonly double[][] _draws; // of each place, relative to the mean of the draw
    private readonly double[][] _core; // of each core variable

    internal CapabilityFit(ScoreTable table, CapabilitySettings settings, ScoreLinks links, CapabilitySolver solver, double[] mode, Variances variances, UntoldBounds? bounds, bool drawsBounds)
    {
        (Table, Settings, Links, _solver, _mode, Variances, Bounds) = (table, settings, links, solver, mode, variances, bounds);
        Ranked = solver.Density.Models;
        _places = new int[table.Models.Count];
        Array.Fill(_places, -1);
        for (var place = 0; place < Ranked.Count; place++)
        {
            _places[Ranked[place]] = place;
        }

        var draws = CapabilitySampler.Draw(solver.Density, mode, variances, drawsBounds ? bounds : null, settings.Draws, settings.Seed);
        (_draws, _core) = (draws.Capabilities, draws.Shared);
    }

    /// <summary>The scores.</summary>
    public ScoreTable Table { get; }

    /// <summary>How it was fitted.</summary>
    public CapabilitySettings Settings { get; }

    /// <summary>Which models and series hang together.</summary>
    public ScoreLinks Links { get; }

    /// <summary>Numbers of the models that are ranked, ascending: the largest linked group.</summary>
    public IReadOnlyList<int> Ranked { get; }

    /// <summary>Number of draws.</summary>
    public int DrawCount => Settings.Draws;

    /// <summary>Whether the variances at which the draws begin were iterated to rest.</summary>
    internal bool Converged => _solver.Converged;

    internal Variances Variances { get; }

    /// <summary>Ceilings and floors that nobody told of; null where none are thought of.</summary>
    internal UntoldBounds? Bounds { get; }

    /// <summary>Whether a model is ranked.</summary>
    public bool IsRanked(int model) => model >= 0 && model < _places.Length && _places[model] >= 0;

    /// <summary>Posterior mean of a model's capability, relative to the mean of all ranked models.</summary>
    /// <exception cref="ArgumentException">The model is not ranked.</exception>
    public double Capability(int model) => _draws[Place(model)].Average();

    /// <summary>Posterior interval of a model's capability, relative to the mean of all ranked models.</summary>
    /// <param name="model">Number of a ranked model.</param>
    /// <param name="level">Probability in (0, 1), the same left out on either side.</param>
    /// <exception cref="ArgumentException">The model is not ranked.</exception>
    public Interval Capability(int model, double level) => Quantiles((double[])_draws[Place(model)].Clone(), level);

    /// <summary>Posterior interval of one model's capability minus another's.</summary>
    /// <param name="first">Number of a ranked model.</param>
    /// <param name="second">Number of another.</param>
    /// <param name="level">Probability in (0, 1), the same left out on either side.</param>
    /// <exception cref="ArgumentException">A model is not ranked.</exception>
    public Interval Difference(int first, int second, double level = 0.95)
    {
        var (one, other) = (_draws[Place(first)], _draws[Place(second)]);
        return Quantiles([.. one.Zip(other, (a, b) => a - b)], level);
    }

    /// <summary>Posterior probability that one model is more capable than another.</summary>
    /// <exception cref="ArgumentException">A model is not ranked.</exception>
    public double ProbabilityBetter(int first, int second)
    {
        var (one, other) = (_draws[Place(first)], _draws[Place(second)]);
        return (double)one.Where((value, draw) => value > other[draw]).Count() / DrawCount;
    }

    /// <summary>For every model the posterior probability that it is the most capable of all ranked ones; 0 for those not ranked.</summary>
    public double[] ProbabilityBest()
    {
        var best = new double[Table.Models.Count];
        for (var draw = 0; draw < DrawCount; draw++)
        {
            var leader = 0;
            for (var place = 1; place < _draws.Length; place++)
            {
                leader = _draws[place][draw] > _draws[leader][draw] ? place : leader;
            }

            best[Ranked[leader]] += 1.0 / DrawCount;
        }

        return best;
    }

    /// <summary>For every model the posterior probability that on a day it was the most capable of the ranked ones released by then; all 0 before the
    /// first release. Models without a release day take no part.</summary>
    /// <param name="day">In the days of <see cref="DayRange"/>.</param>
    /// <remarks>By all scores of the table, also later ones: what is known now about then. For what was known then, hand in the scores known then.</remarks>
    public double[] ProbabilityBest(int day)
    {
        var best = new double[Table.Models.Count];
        foreach (var (place, share) in new Throne(this, ThroneHolder.Model).Best(day).Index())
        {
            best[Ranked[place]] = share;
        }

        return best;
    }

    /// <summary>Changes of leader in the order of their dates, and then those that are open: whoever is better than the last leader with a probability
    /// from 0.05 to 0.95. The first leader is the one most likely the best on the first release day.</summary>
    /// <param name="holder">Whether models or labs hold the throne.</param>
    public IReadOnlyList<Handover> Handovers(ThroneHolder holder) => new Throne(this, holder).Handovers();

    /// <summary>For each ranked model, in the order of <see cref="Ranked"/>, the ranks it may hold among them, all at once: with the given probability
    /// every true rank lies in its set.</summary>
    /// <param name="level">Probability in (0, 1), for all sets together.</param>
    /// <remarks>As <see cref="RankingInference.RankSets"/>, with draws from the posterior.</remarks>
    public RankSet[] RankSets(double level = 0.95)
    {
        var alpha = ConfidenceLevel.Alpha(level);
        var models = Ranked.Count;
        var (means, centred) = (new double[models], new double[models][]);
        Parallel.For(0, models, place =>
        {
            var mean = means[place] = _draws[place].Average();
            centred[place] = Array.ConvertAll(_draws[place], value => value - mean);
        });
        var (noise, open) = (new double[DrawCount * models], new double[models * models]);
        Parallel.For(0, models, i =>
        {
            for (var draw = 0; draw < DrawCount; draw++)
            {
                noise[(draw * models) + i] = centred[i][draw];
            }

            var own = SymmetricMatrix.Dot(centred[i], centred[i]);
            for (var j = 0; j < models; j++)
            {
                var variance = (own + SymmetricMatrix.Dot(centred[j], centred[j]) - (2 * SymmetricMatrix.Dot(centred[i], centred[j]))) / DrawCount;
                open[(i * models) + j] = i != j && variance > 0 ? 1 / Math.Sqrt(variance) : 0;
            }
        });
        return SimultaneousRanks.From(means, noise, open, alpha);
    }

    /// <summary>By how much capability a lab's own scores of its models are inflated, as posterior interval; null where it ran none.</summary>
    /// <param name="lab">Number of the lab.</param>
    /// <param name="level">Probability in (0, 1), the same left out on either side.</param>
    public Interval? VendorInflation(int lab, double level) =>
        _solver.Density.Inflation(lab) is >= 0 and var variable ? Quantiles((double[])_core[variable].Clone(), level) : null;

    /// <summary>Posterior mean of the inflation of vendors' own scores, over labs as such; null where there are none.</summary>
    public double? VendorInflation() => _solver.Density.VendorMean is >= 0 and var variable ? _core[variable].Average() : null;

    /// <summary>Posterior mean of the inflation of scores run by rivals; null where there are none.</summary>
    public double? RivalInflation => _solver.Density.Rival is >= 0 and var variable ? _core[variable].Average() : null;

    /// <summary>Ways in which the scores contradict the model; empty where none is found.</summary>
    /// <remarks>Where one is found, intervals and probabilities may promise more than they keep. None found is no proof: with few scores little can be
    /// found. The chance that a second skill, a drift or an advantage is found where there is none of them is a tenth; an untold ceiling is found in one of twenty simulated worlds without one.</remarks>
    public IReadOnlyList<Misfit> Misfits() => new CapabilityCheck(_solver, _mode, Variances, Bounds).Misfits(Settings.Seed);

    /// <summary>What becomes of the throne under other choices: every other prior, results of outsiders only, and without each of the three largest series
    /// that hold a model of the leading lab that is the best of all with a probability of at least 0.05.</summary>
    /// <param name="draws">Draws of each fit, at least 100.</param>
    public IReadOnlyList<ThroneVariation> UnderOtherChoices(int draws = 200) => new ThroneSensitivity(this, draws).Variations();

    /// <summary>A place to begin a density of almost the same scores.</summary>
    internal double[] Start(CapabilityDensity density) => density.Start(_solver.Density, _mode);

    /// <summary>Draws of the capability of the ranked model in a place, relative to the mean of each draw.</summary>
    internal ReadOnlySpan<double> Draws(int place) => _draws[place];

    private static Interval Quantiles(double[] draws, double level)
    {
        var alpha = ConfidenceLevel.Alpha(level);
        Array.Sort(draws);
        double At(double share)
        {
            var place = Math.Clamp((share * draws.Length) - .5, 0, draws.Length - 1);
            var below = (int)place;
            return below + 1 < draws.Length ? draws[below] + ((place - below) * (draws[below + 1] - draws[below])) : draws[below];
        }

        return new Interval(At(alpha / 2), At(1 - (alpha / 2)));
    }

    private int Place(int model) =>
        IsRanked(model) ? _places[model] : throw new ArgumentException($"Model {model} is not ranked: ask {nameof(IsRanked)} first.", nameof(model));
}
