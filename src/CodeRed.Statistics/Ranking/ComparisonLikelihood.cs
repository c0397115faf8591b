using System.Runtime.CompilerServices;

namespace CodeRed.Statistics.Ranking;

/// <summary>The log-likelihood of the votes as a function of all parameters: log-strengths of the models, coefficients of the covariates (scaled),
/// and the tie parameter where it is fitted, in this order.</summary>
internal abstract class ComparisonLikelihood
{
    /// <summary>Clusters are summed up in this many parts at once. Fixed, so that sums do not depend on the machine.</summary>
    private const int Parts = 2;

    protected ComparisonLikelihood(PairTable table, TieTreatment treatment, bool fitsTies, int covariates)
    {
        Table = table;
        Treatment = treatment;
        FitsTies = fitsTies;
        Covariates = covariates;
    }

    public PairTable Table { get; }

    public TieTreatment Treatment { get; }

    public bool FitsTies { get; }

    public int Covariates { get; }

    public int Models => Table.Models;

    /// <summary>Number of the tie parameter, or -1.</summary>
    public int TieIndex => FitsTies ? Models + Covariates : -1;

    public int Size => Models + Covariates + (FitsTies ? 1 : 0);

    public abstract VoteClusters Clusters { get; }

    public abstract double[] Start();

    public abstract bool Permits(double[] parameters);

    public abstract double Value(double[] parameters);

    /// <summary>Writes the gradient and the lower triangle of minus the second derivatives.</summary>
    public abstract void Derivatives(double[] parameters, double[] gradient, double[] information);

    /// <summary>Adds the sum over the votes of the outer products of their scores to the lower triangle.</summary>
    public abstract void AddVoteProducts(double[] parameters, double[] meat);

    /// <summary>Factor by which a covariate was divided before the fit.</summary>
    public abstract double Scale(int covariate);

    /// <summary>The tie parameter as published: nu, kappa, or 0 where none is fitted.</summary>
    public abstract double PublishedTie(double[] parameters);

    public abstract void Terms(double d, double[] parameters, out OutcomeTerms win, out OutcomeTerms loss, out OutcomeTerms tie);

    public abstract (double Win, double Loss, double Tie) LogProbabilities(double d, double[] parameters);

    /// <summary>Adds the sum over the clusters of the outer products of their scores to the lower triangle, times K / (K - 1).</summary>
    public void AddClusterProducts(double[] parameters, VoteClusters.Grouping clusters, double[] meat)
    {
        var scores = Scores(parameters);
        var sums = new double[Parts][];
        Parallel.For(0, Parts, part =>
        {
            sums[part] = new double[meat.Length];
            var from = (int)((long)clusters.Clusters * part / Parts);
            var to = (int)((long)clusters.Clusters * (part + 1) / Parts);
            AddClusters(scores, clusters, from, to, sums[part]);
        });
        var factor = clusters.Clusters / (clusters.Clusters - 1.0);
        for (var i = 0; i < meat.Length; i++)
        {
            double sum = 0;
            foreach (var part in sums)
            {
                sum += part[i];
            }

            meat[i] += factor * sum;
        }
    }

    /// <summary>First derivatives by d and by the tie parameter, for each code of a vote.</summary>
    protected abstract (double[] D, double[] T) Scores(double[] parameters);

    protected abstract (int First, int Second, int Code) Vote(int vote);

    /// <summary>The vote's covariates as scaled.</summary>
    protected abstract void CopyCovariates(int vote, Span<double> values);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddClusters((double[] D, double[] T) scores, VoteClusters.Grouping clusters, int from, int to, double[] sums)
    {
        var size = Size;
        var total = new double[size];
        var isTouched = new bool[size];
        var touched = new int[size];
        var covariates = new double[Covariates];
        for (var cluster = from; cluster < to; cluster++)
        {
            var count = 0;
            void Add(int index, double value)
            {
                total[index] += value;
                if (!isTouched[index])
                {
                    isTouched[index] = true;
                    touched[count++] = index;
                }
            }

            for (var place = clusters.Starts[cluster]; place < clusters.Starts[cluster + 1]; place++)
            {
                var vote = clusters.Order[place];
                var (first, second, code) = Vote(vote);
                var d = scores.D[code];
                Add(first, d);
                Add(second, -d);
                if (Covariates > 0)
                {
                    CopyCovariates(vote, covariates);
                    for (var k = 0; k < covariates.Length; k++)
                    {
                        Add(Models + k, d * covariates[k]);
                    }
                }

                if (FitsTies)
                {
                    Add(TieIndex, scores.T[code]);
                }
            }

            Array.Sort(touched, 0, count);
            for (var a = 0; a < count; a++)
            {
                var (row, value) = (touched[a] * size, total[touched[a]]);
                for (var b = 0; b <= a; b++)
                {
                    sums[row + touched[b]] += value * total[touched[b]];
                }
            }

            for (var a = 0; a < count; a++)
            {
                total[touched[a]] = 0;
                isTouched[touched[a]] = false;
            }
        }
    }
}
