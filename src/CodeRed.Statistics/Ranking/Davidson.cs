using System.Diagnostics.CodeAnalysis;

namespace CodeRed.Statistics.Ranking;

/// <summary>Davidson's model, Bradley-Terry with ties: with d = theta_i - theta_j, the odds of win, tie and loss of model i are
/// e^(d/2) : nu : e^(-d/2).</summary>
/// <remarks>Davidson (1970), "On extending the Bradley-Terry model to accommodate ties in paired comparison experiments", JASA 65(329), 317-328,
/// section 2, with pi = e^theta. Given that a vote decides, it is Bradley-Terry; a tie is likeliest between equals, nu / (2 + nu). It is an
/// exponential family in (theta, ln nu), so that the log-likelihood is concave. Where no vote ties, nu is 0 and the model is Bradley-Terry. On
/// convergence see <see cref="RankingFit"/>.</remarks>
public static class Davidson
{
    /// <summary>Fits the strengths and nu by maximum likelihood.</summary>
    /// <inheritdoc cref="BradleyTerry.TryFit(PairTable, out RankingFit?, out RankingRefusal?)"/>
    public static bool TryFit(PairTable table, [NotNullWhen(true)] out RankingFit? fit, [NotNullWhen(false)] out RankingRefusal? refusal) =>
        NewtonFit.TryFit<Rule>(table, out fit, out refusal);

    /// <summary>Fits the strengths, the coefficients of the votes' covariates and nu by maximum likelihood.</summary>
    /// <inheritdoc cref="BradleyTerry.TryFit(ContextualVotes, out RankingFit?, out RankingRefusal?)"/>
    public static bool TryFit(ContextualVotes votes, [NotNullWhen(true)] out RankingFit? fit, [NotNullWhen(false)] out RankingRefusal? refusal) =>
        NewtonFit.TryFit<Rule>(votes, out fit, out refusal);

    internal readonly struct Rule : ITieRule
    {
        public static TieTreatment Treatment => TieTreatment.Davidson;

        public static bool Permits(double t) => true;

        public static double StartAt(double tieShare) => Math.Log(2 * tieShare / (1 - tieShare));

        public static double Published(double t) => Math.Exp(t);

        public static double WithoutTies => 0;

        public static void Terms(double ratio, double published, out OutcomeTerms win, out OutcomeTerms loss, out OutcomeTerms tie)
        {
            var all = 1 / ((ratio * ratio) + 1 + (published * ratio));
            var tied = published * ratio * all;
            var lead = ((ratio * ratio) - 1) * all;
            var dd = .25 * (1 - tied - (lead * lead));
            var dt = -.5 * tied * lead;
            var tt = tied * (1 - tied);
            win = new OutcomeTerms(.5 * (1 - lead), -tied, dd, dt, tt);
            loss = new OutcomeTerms(-.5 * (1 + lead), -tied, dd, dt, tt);
            tie = new OutcomeTerms(-.5 * lead, 1 - tied, dd, dt, tt);
        }

        public static void Sum(double ratio, double published, double wins, double losses, double ties, out OutcomeTerms sum)
        {
            var votes = wins + losses + ties;
            var odds = ratio * ratio;
            var all = 1 / (odds + 1 + (published * ratio));
            var tied = published * ratio * all;
            var lead = (odds - 1) * all;
            sum = new OutcomeTerms(
                .5 * (wins - losses - (votes * lead)),
                ties - (votes * tied),
                .25 * votes * (1 - tied - (lead * lead)),
                -.5 * votes * tied * lead,
                votes * tied * (1 - tied));
        }

        public static (double Win, double Loss, double Tie) LogProbabilities(double d, double published)
        {
            var half = .5 * Math.Abs(d);
            var q = Math.Exp(-half);
            var all = Math.Log(1 + (q * q) + (published * q));
            var (likelier, other) = (-all, (-2 * half) - all);
            return (d >= 0 ? likelier : other, d >= 0 ? other : likelier, Math.Log(published) - half - all);
        }
    }
}
