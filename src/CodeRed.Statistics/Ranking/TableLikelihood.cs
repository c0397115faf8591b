using System.Runtime.CompilerServices;

namespace CodeRed.Statistics.Ranking;

/// <summary>Likelihood of votes counted by pairs.</summary>
internal sealed class TableLikelihood<TRule>(PairTable table) : PairLikelihood(table, TRule.Treatment)
    where TRule : struct, ITieRule
{
    public override VoteClusters Clusters => Table.Clusters;

    public override double[] Start()
    {
        var start = new double[Size];
        if (FitsTies)
        {
            start[TieIndex] = TRule.StartAt((double)Table.Ties / Table.Votes);
        }

        return start;
    }

    public override bool Permits(double[] parameters) => !FitsTies || TRule.Permits(parameters[TieIndex]);

    public override double PublishedTie(double[] parameters) => FitsTies ? TRule.Published(parameters[TieIndex]) : TRule.WithoutTies;

    public override double Scale(int covariate) => throw new ArgumentOutOfRangeException(nameof(covariate), covariate, "There are no covariates.");

    public override void Terms(double d, double[] parameters, out OutcomeTerms win, out OutcomeTerms loss, out OutcomeTerms tie) =>
        TRule.Terms(Math.Exp(d / 2), PublishedTie(parameters), out win, out loss, out tie);

    public override (double Win, double Loss, double Tie) LogProbabilities(double d, double[] parameters) => TRule.LogProbabilities(d, PublishedTie(parameters));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Value(double[] parameters)
    {
        var published = PublishedTie(parameters);
        double value = 0;
        foreach (ref readonly var pair in Table.Pairs)
        {
            var (win, loss, tie) = TRule.LogProbabilities(parameters[pair.First] - parameters[pair.Second], published);
            value += (pair.Wins * win) + (pair.Losses * loss) + (pair.Ties > 0 ? pair.Ties * tie : 0);
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Weighted(double[] parameters, double[] counts, double[] gradient, PairInformation[] information)
    {
        var published = PublishedTie(parameters);
        Array.Clear(gradient);
        var sides = Sides;
        var (up, down) = Roots(parameters);
        double tieGradient = 0, tieInformation = 0;
        for (var place = 0; place < sides.Length; place++)
        {
            var (first, second) = sides[place];
            TRule.Sum(
                up[first] * down[second], published, counts[3 * place], counts[(3 * place) + 1], counts[(3 * place) + 2], out var sum);
            gradient[first] += sum.D;
            gradient[second] -= sum.D;
            information[place] = new PairInformation(sum.DD, sum.DT);
            tieGradient += sum.T;
            tieInformation += sum.TT;
        }

        if (FitsTies)
        {
            gradient[TieIndex] = tieGradient;
        }

        return tieInformation;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddVoteProducts(double[] parameters, double[] meat)
    {
        var published = PublishedTie(parameters);
        foreach (ref readonly var pair in Table.Pairs)
        {
            TRule.Terms(Math.Exp((parameters[pair.First] - parameters[pair.Second]) / 2), published, out var win, out var loss, out var tie);
            AddPair(
                meat,
                pair.First,
                pair.Second,
                (pair.Wins * win.D * win.D) + (pair.Losses * loss.D * loss.D) + (pair.Ties * tie.D * tie.D),
                (pair.Wins * win.D * win.T) + (pair.Losses * loss.D * loss.T) + (pair.Ties * tie.D * tie.T));
            if (FitsTies)
            {
                meat[(TieIndex * Size) + TieIndex] += (pair.Wins * win.T * win.T) + (pair.Losses * loss.T * loss.T) + (pair.Ties * tie.T * tie.T);
            }
        }
    }

    protected override (double[] D, double[] T) Scores(double[] parameters)
    {
        var published = PublishedTie(parameters);
        var pairs = Table.Pairs;
        var (byD, byT) = (new double[3 * pairs.Length], new double[3 * pairs.Length]);
        for (var place = 0; place < pairs.Length; place++)
        {
            TRule.Terms(Math.Exp((parameters[pairs[place].First] - parameters[pairs[place].Second]) / 2), published, out var win, out var loss, out var tie);
            (byD[3 * place], byD[(3 * place) + 1], byD[(3 * place) + 2]) = (win.D, loss.D, tie.D);
            (byT[3 * place], byT[(3 * place) + 1], byT[(3 * place) + 2]) = (win.T, loss.T, tie.T);
        }

        return (byD, byT);
    }

    // e^(theta/2) and e^(-theta/2)
    private (double[] Up, double[] Down) Roots(double[] parameters)
    {
        var (up, down) = (new double[Models], new double[Models]);
        for (var model = 0; model < up.Length; model++)
        {
            up[model] = Math.Exp(parameters[model] / 2);
            down[model] = 1 / up[model];
        }

        return (up, down);
    }
}
