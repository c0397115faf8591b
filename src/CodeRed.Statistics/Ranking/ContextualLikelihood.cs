namespace CodeRed.Statistics.Ranking;

/// <summary>Likelihood of votes with covariates.</summary>
internal sealed class ContextualLikelihood<TRule>(ContextualVotes votes)
    : ComparisonLikelihood(votes.Table, TRule.Treatment, TRule.Treatment != TieTreatment.HalfWin && votes.Table.Ties > 0, votes.Covariates)
    where TRule : struct, ITieRule
{
    private readonly double[] _scales = [.. Enumerable.Range(0, votes.Covariates).Select(votes.RootMeanSquare)];

    public override VoteClusters Clusters => votes.Clusters;

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

    public override double Scale(int covariate) => _scales[covariate];

    public override double PublishedTie(double[] parameters) => FitsTies ? TRule.Published(parameters[TieIndex]) : TRule.WithoutTies;

    public override void Terms(double d, double[] parameters, out OutcomeTerms win, out OutcomeTerms loss, out OutcomeTerms tie) =>
        TRule.Terms(Math.Exp(d / 2), PublishedTie(parameters), out win, out loss, out tie);

    public override (double Win, double Loss, double Tie) LogProbabilities(double d, double[] parameters) => TRule.LogProbabilities(d, PublishedTie(parameters));

    public override double Value(double[] parameters)
    {
        var published = PublishedTie(parameters);
        var x = new double[Covariates];
        double value = 0;
        for (var vote = 0; vote < votes.Count; vote++)
        {
            var (win, loss, tie) = TRule.LogProbabilities(Difference(vote, parameters, x), published);
            value += votes[vote].Outcome switch { VoteOutcome.FirstWins => win, VoteOutcome.SecondWins => loss, _ => tie };
        }

        return value;
    }

    public override void Derivatives(double[] parameters, double[] gradient, double[] information)
    {
        Array.Clear(gradient);
        Array.Clear(information);
        Each(parameters, (indices, values, terms) =>
        {
            for (var a = 0; a < indices.Length; a++)
            {
                gradient[indices[a]] += values[a] * terms.D;
                for (var b = 0; b < indices.Length; b++)
                {
                    if (indices[b] <= indices[a])
                    {
                        information[(indices[a] * Size) + indices[b]] += values[a] * values[b] * terms.DD;
                    }
                }

                if (FitsTies)
                {
                    information[(TieIndex * Size) + indices[a]] += values[a] * terms.DT;
                }
            }

            if (FitsTies)
            {
                gradient[TieIndex] += terms.T;
                information[(TieIndex * Size) + TieIndex] += terms.TT;
            }
        });
    }

    public override void AddVoteProducts(double[] parameters, double[] meat) => Each(parameters, (indices, values, terms) =>
    {
        for (var a = 0; a < indices.Length; a++)
        {
            for (var b = 0; b < indices.Length; b++)
            {
                if (indices[b] <= indices[a])
                {
                    meat[(indices[a] * Size) + indices[b]] += values[a] * values[b] * terms.D * terms.D;
                }
            }

            if (FitsTies)
            {
                meat[(TieIndex * Size) + indices[a]] += values[a] * terms.D * terms.T;
            }
        }

        if (FitsTies)
        {
            meat[(TieIndex * Size) + TieIndex] += terms.T * terms.T;
        }
    });

    protected override (double[] D, double[] T) Scores(double[] parameters)
    {
        var (byD, byT) = (new double[votes.Count], new double[votes.Count]);
        var vote = 0;
        Each(parameters, (_, _, terms) => (byD[vote], byT[vote++]) = (terms.D, terms.T));
        return (byD, byT);
    }

    protected override (int First, int Second, int Code) Vote(int vote) => (votes[vote].First, votes[vote].Second, vote);

    protected override void CopyCovariates(int vote, Span<double> values)
    {
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = votes.Covariate(vote, k) / _scales[k];
        }
    }

    private double Difference(int vote, double[] parameters, double[] x)
    {
        CopyCovariates(vote, x);
        var (first, second, _) = votes[vote];
        var d = parameters[first] - parameters[second];
        for (var k = 0; k < x.Length; k++)
        {
            d += x[k] * parameters[Models + k];
        }

        return d;
    }

    // Each vote's row of the design and the terms of the outcome it had.
    private void Each(double[] parameters, Action<int[], double[], OutcomeTerms> add)
    {
        var published = PublishedTie(parameters);
        var indices = new int[2 + Covariates];
        var values = new double[2 + Covariates];
        var x = new double[Covariates];
        (values[0], values[1]) = (1, -1);
        for (var vote = 0; vote < votes.Count; vote++)
        {
            TRule.Terms(Math.Exp(Difference(vote, parameters, x) / 2), published, out var win, out var loss, out var tie);
            (indices[0], indices[1], var outcome) = votes[vote];
            for (var k = 0; k < x.Length; k++)
            {
                (indices[2 + k], values[2 + k]) = (Models + k, x[k]);
            }

            add(indices, values, outcome switch { VoteOutcome.FirstWins => win, VoteOutcome.SecondWins => loss, _ => tie });
        }
    }
}
