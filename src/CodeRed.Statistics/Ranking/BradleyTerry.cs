using System.Diagnostics.CodeAnalysis;
using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Ranking;

/// <summary>The Bradley-Terry model: model i is preferred to model j with probability 1 / (1 + e^-(theta_i - theta_j)); a tie counts as half a win of
/// each.</summary>
/// <remarks>
/// <para>Bradley and Terry (1952), "Rank analysis of incomplete block designs: I", Biometrika 39, 324-345, with pi = e^theta. With ties as
/// half wins it estimates expected scores rather than strengths: it draws models together the more they tie, and serves to compare with rankings
/// that do so. To compare models that tie, prefer <see cref="Davidson"/>.</para>
/// <para>The half-win likelihood is no probability of the votes, so that only the robust and the clustered errors of the fit are right, not
/// <see cref="RankingFit.ModelBased"/>. On convergence see <see cref="RankingFit"/>.</para>
/// </remarks>
public static class BradleyTerry
{
    /// <summary>Fits the strengths by maximum likelihood.</summary>
    /// <param name="table">Votes counted by pairs.</param>
    /// <param name="fit">The fit, or null.</param>
    /// <param name="refusal">Why there is no fit, or null.</param>
    /// <returns>Whether finite strengths exist and were found.</returns>
    public static bool TryFit(PairTable table, [NotNullWhen(true)] out RankingFit? fit, [NotNullWhen(false)] out RankingRefusal? refusal) =>
        NewtonFit.TryFit<Rule>(table, out fit, out refusal);

    /// <summary>Fits the strengths and the coefficients of the votes' covariates by maximum likelihood: a logistic regression on indicators of the
    /// two models and on the covariates.</summary>
    /// <inheritdoc cref="TryFit(PairTable, out RankingFit?, out RankingRefusal?)"/>
    /// <param name="votes">Votes with covariates.</param>
    public static bool TryFit(ContextualVotes votes, [NotNullWhen(true)] out RankingFit? fit, [NotNullWhen(false)] out RankingRefusal? refusal) =>
        NewtonFit.TryFit<Rule>(votes, out fit, out refusal);

    internal readonly struct Rule : ITieRule
    {
        public static TieTreatment Treatment => TieTreatment.HalfWin;

        public static bool Permits(double t) => true;

        public static double StartAt(double tieShare) => 0;

        public static double Published(double t) => 0;

        public static double WithoutTies => 0;

        public static void Terms(double ratio, double published, out OutcomeTerms win, out OutcomeTerms loss, out OutcomeTerms tie)
        {
            var p = 1 / (1 + (1 / (ratio * ratio)));
            var information = p * (1 - p);
            win = new OutcomeTerms(1 - p, 0, information, 0, 0);
            loss = new OutcomeTerms(-p, 0, information, 0, 0);
            tie = new OutcomeTerms(.5 - p, 0, information, 0, 0);
        }

        public static void Sum(double ratio, double published, double wins, double losses, double ties, out OutcomeTerms sum)
        {
            var odds = ratio * ratio;
            var (votes, p) = (wins + losses + ties, odds / (1 + odds));
            sum = new OutcomeTerms(wins + (.5 * ties) - (votes * p), 0, votes * p * (1 - p), 0, 0);
        }

        public static (double Win, double Loss, double Tie) LogProbabilities(double d, double published)
        {
            var both = NearZero.Log1p(Math.Exp(-Math.Abs(d)));
            var (win, loss) = (Math.Min(0, d) - both, Math.Min(0, -d) - both);
            return (win, loss, (win + loss) / 2);
        }
    }
}
