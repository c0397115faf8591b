using System.Diagnostics.CodeAnalysis;
using CodeRed.Statistics.Algebra;

namespace CodeRed.Statistics.Ranking;

/// <summary>Maximum likelihood by Newton's method with halved steps, after the votes were found to have a finite maximum.</summary>
internal static class NewtonFit
{
    /// <summary>Most models: their matrix takes 8 bytes times the square, and its factor the cube of operations.</summary>
    public const int MostModels = 4096;

    private const int MostSteps = 100;
    private const double Rounding = 1e-13; // of a sum over all votes, relative to it

    public static bool TryFit<TRule>(PairTable table, [NotNullWhen(true)] out RankingFit? fit, [NotNullWhen(false)] out RankingRefusal? refusal)
        where TRule : struct, ITieRule
    {
        ArgumentNullException.ThrowIfNull(table);
        refusal = Existence.Refusal(table, TRule.Treatment);
        fit = refusal is null ? Maximise(new TableLikelihood<TRule>(table), out refusal) : null;
        return fit is not null;
    }

    public static bool TryFit<TRule>(ContextualVotes votes, [NotNullWhen(true)] out RankingFit? fit, [NotNullWhen(false)] out RankingRefusal? refusal)
        where TRule : struct, ITieRule
    {
        ArgumentNullException.ThrowIfNull(votes);
        refusal = Existence.Refusal(votes.Table, TRule.Treatment);
        for (var k = 0; refusal is null && k < votes.Covariates; k++)
        {
            if (!(votes.RootMeanSquare(k) is > 0 and < double.PositiveInfinity))
            {
                refusal = new RankingRefusal(
                    RankingRefusalReason.NotIdentified,
                    $"Covariate {k + 1} is zero in every vote, or too large for its square; leave it out or scale it.",
                    []);
            }
        }

        fit = refusal is null ? Maximise(new ContextualLikelihood<TRule>(votes), out refusal) : null;
        return fit is not null;
    }

    // Newton's method with halving reaches the maximum of a strictly concave function from anywhere: Boyd and Vandenberghe (2004), Convex
    // Optimization, section 9.5. It ends at a decrement of 1e-9, which bounds the rest of the way of every contrast by 1e-9 of its standard error
    // (Cauchy-Schwarz). The bound on the step itself tells a maximum from a slope that flattens towards infinity, along which every step has length
    // one. Rounding grows with the votes, and with a thousand million of them may exceed the first bound: it also ends where a decrement below 1e-6,
    // which the next step should square, does not even halve.
    private static RankingFit? Maximise(ComparisonLikelihood likelihood, out RankingRefusal? refusal)
    {
        var size = likelihood.Size;
        var parameters = likelihood.Start();
        var (step, trial, information) = (new double[size], new double[size], new double[size * size]);
        var value = likelihood.Value(parameters);
        var before = double.PositiveInfinity;
        for (var steps = 1; steps <= MostSteps; steps++)
        {
            likelihood.Derivatives(parameters, step, information);
            FixGauge(information, size, likelihood.Models);
            var gradient = step.ToArray();
            if (!SymmetricMatrix.TryFactor(information, size, 1e-12))
            {
                refusal = steps == 1
                    ? new RankingRefusal(RankingRefusalReason.NotIdentified, "A covariate follows from the models or from the other covariates; leave it out.", [])
                    : NotConverged(steps);
                return null;
            }

            SymmetricMatrix.Solve(information, size, step);
            var squared = SymmetricMatrix.Dot(gradient, step);
            var longest = step.Max(Math.Abs);
            if (!double.IsFinite(squared))
            {
                break;
            }

            // Close to the maximum the full step is safe, and rounding would hide its gain.
            var share = 1.0;
            while (true)
            {
                for (var i = 0; i < size; i++)
                {
                    trial[i] = parameters[i] + (share * step[i]);
                }

                if (likelihood.Permits(trial) && (squared < 1e-6 || likelihood.Value(trial) >= value + (1e-4 * share * squared) - (Rounding * Math.Abs(value))))
                {
                    break;
                }

                share /= 2;
                if (share < 1e-12)
                {
                    refusal = NotConverged(steps);
                    return null;
                }
            }

            (parameters, trial) = (trial, parameters);
            value = likelihood.Value(parameters);
            var rounded = squared < 1e-12 && squared > before / 4;
            before = squared;
            if ((squared <= 1e-18 || rounded) && longest <= 1e-6)
            {
                Centre(parameters, likelihood.Models);
                likelihood.Derivatives(parameters, step, information);
                FixGauge(information, size, likelihood.Models);
                if (!SymmetricMatrix.TryFactor(information, size, 1e-12))
                {
                    break;
                }

                refusal = null;
                return new RankingFit(likelihood, parameters, information, value, steps);
            }
        }

        refusal = NotConverged(MostSteps);
        return null;
    }

    /// <summary>Adds c 11' on the models to the information, which is singular along a common shift of all strengths: steps and contrasts stay as
    /// they are, because scores sum to zero, and the matrix has a factor.</summary>
    public static double FixGauge(double[] information, int size, int models)
    {
        double mean = 0;
        for (var i = 0; i < models; i++)
        {
            mean += information[(i * size) + i] / models;
        }

        mean /= models;
        for (var i = 0; i < models; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                information[(i * size) + j] += mean;
            }
        }

        return mean;
    }

    private static void Centre(double[] parameters, int models)
    {
        var mean = parameters.AsSpan(0, models).ToArray().Average();
        for (var i = 0; i < models; i++)
        {
            parameters[i] -= mean;
        }
    }

    private static RankingRefusal NotConverged(int steps) =>
        new(
            RankingRefusalReason.NotConverged,
            $"The likelihood found no maximum in {steps} steps: the covariates separate the outcomes, or nearly. Leave one out.",
            []);
}
