using System.Runtime.CompilerServices;

namespace CodeRed.Statistics.Ranking;

/// <summary>Likelihood of votes counted by pairs, whatever a tie is taken for.</summary>
internal abstract class PairLikelihood(PairTable table, TieTreatment treatment)
    : ComparisonLikelihood(table, treatment, treatment != TieTreatment.HalfWin && table.Ties > 0, covariates: 0)
{
    private double[]? _counts;
    private (int First, int Second)[]? _sides;

    /// <summary>Wins, losses and ties of each pair, one after another.</summary>
    public double[] Counts => _counts ??= CountsOf(Table.Pairs);

    /// <summary>The two models of each pair, close together: what is walked through most.</summary>
    public (int First, int Second)[] Sides => _sides ??= SidesOf(Table.Pairs);

    /// <summary>Writes the gradient and each pair's second derivatives with other counts in place of the table's; returns minus the second derivative
    /// by the tie parameter.</summary>
    public abstract double Weighted(double[] parameters, double[] counts, double[] gradient, PairInformation[] information);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Derivatives(double[] parameters, double[] gradient, double[] information)
    {
        var pairs = Table.Pairs;
        var ofPairs = new PairInformation[pairs.Length];
        var tie = Weighted(parameters, Counts, gradient, ofPairs);
        Array.Clear(information);
        for (var place = 0; place < pairs.Length; place++)
        {
            AddPair(information, pairs[place].First, pairs[place].Second, ofPairs[place].DD, ofPairs[place].DT);
        }

        if (FitsTies)
        {
            information[(TieIndex * Size) + TieIndex] = tie;
        }
    }

    protected void AddPair(double[] matrix, int first, int second, double dd, double dt)
    {
        matrix[(first * Size) + first] += dd;
        matrix[(second * Size) + second] += dd;
        matrix[(second * Size) + first] -= dd; // the second has the higher number
        if (FitsTies)
        {
            matrix[(TieIndex * Size) + first] += dt;
            matrix[(TieIndex * Size) + second] -= dt;
        }
    }

    protected override (int First, int Second, int Code) Vote(int vote)
    {
        var code = Table.VoteCode(vote);
        ref readonly var pair = ref Table.Pairs[code / 3];
        return (pair.First, pair.Second, code);
    }

    protected override void CopyCovariates(int vote, Span<double> values)
    {
    }

    private static (int First, int Second)[] SidesOf(ReadOnlySpan<PairCounts> pairs)
    {
        var sides = new (int First, int Second)[pairs.Length];
        for (var place = 0; place < sides.Length; place++)
        {
            sides[place] = (pairs[place].First, pairs[place].Second);
        }

        return sides;
    }

    private static double[] CountsOf(ReadOnlySpan<PairCounts> pairs)
    {
        var counts = new double[3 * pairs.Length];
        for (var place = 0; place < pairs.Length; place++)
        {
            (counts[3 * place], counts[(3 * place) + 1], counts[(3 * place) + 2]) = (pairs[place].Wins, pairs[place].Losses, pairs[place].Ties);
        }

        return counts;
    }
}
