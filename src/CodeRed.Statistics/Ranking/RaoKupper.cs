using System.Diagnostics.CodeAnalysis;
using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Ranking;

/// <summary>The model of Rao and Kupper, Bradley-Terry with a threshold below which voters see no difference: with pi = e^theta and kappa at least 1,
/// model i is preferred to model j with probability pi_i / (pi_i + kappa pi_j).</summary>
/// <remarks>Rao and Kupper (1967), "Ties in paired-comparison experiments: a generalization of the Bradley-Terry model", JASA 62(317), 194-204,
/// section 2; their theta is called kappa here. It is the cumulative logit model with thresholds of plus and minus ln kappa, and its
/// log-likelihood is concave in (theta, ln kappa): Pratt (1981), "Concavity of the log likelihood", JASA 76(373), 103-106. Where no vote ties, kappa
/// is 1 and the model is Bradley-Terry. On convergence see <see cref="RankingFit"/>.</remarks>
public static class RaoKupper
{
    /// <summary>Fits the strengths and kappa by maximum likelihood.</summary>
    /// <inheritdoc cref="BradleyTerry.TryFit(PairTable, out RankingFit?, out RankingRefusal?)"/>
    public static bool TryFit(PairTable table, [NotNullWhen(true)] out RankingFit? fit, [NotNullWhen(false)] out RankingRefusal? refusal) =>
        NewtonFit.TryFit<Rule>(table, out fit, out refusal);

    /// <summary>Fits the strengths, the coefficients of the votes' covariates and kappa by maximum likelihood.</summary>
    /// <inheritdoc cref="BradleyTerry.TryFit(ContextualVotes, out RankingFit?, out RankingRefusal?)"/>
    public static bool TryFit(ContextualVotes votes, [NotNullWhen(true)] out RankingFit? fit, [NotNullWhen(false)] out RankingRefusal? refusal) =>
        NewtonFit.TryFit<Rule>(votes, out fit, out refusal);

    internal readonly struct Rule : ITieRule
    {
        public static TieTreatment Treatment => TieTreatment.RaoKupper;

        public static bool Permits(double t) => t > 0;

        public static double StartAt(double tieShare) => 2 * Math.Atanh(tieShare);

        public static double Published(double t) => Math.Exp(t);

        public static double WithoutTies => 1;

        public static void Terms(double ratio, double published, out OutcomeTerms win, out OutcomeTerms loss, out OutcomeTerms tie)
        {
            var odds = ratio * ratio;
            var (won, lost) = (odds / (odds + published), 1 / (1 + (published * odds)));
            var (wonDown, lostDown) = (won * (1 - won), lost * (1 - lost));
            var share = 1 / (published - (1 / published)); // kappa / (kappa^2 - 1)
            win = new OutcomeTerms(1 - won, won - 1, wonDown, -wonDown, wonDown);
            loss = new OutcomeTerms(lost - 1, lost - 1, lostDown, lostDown, lostDown);
            tie = new OutcomeTerms(
                lost - won, (2 * published * share) - 2 + won + lost, wonDown + lostDown, lostDown - wonDown, wonDown + lostDown + (4 * share * share));
        }

        public static void Sum(double ratio, double published, double wins, double losses, double ties, out OutcomeTerms sum)
        {
            var odds = ratio * ratio;
            var (won, lost) = (odds / (odds + published), 1 / (1 + (published * odds)));
            var (down, up) = ((wins + ties) * won * (1 - won), (losses + ties) * lost * (1 - lost));
            var share = 1 / (published - (1 / published)); // kappa / (kappa^2 - 1)
            sum = new OutcomeTerms(
                (wins * (1 - won)) - (losses * (1 - lost)) + (ties * (lost - won)),
                (2 * ties * published * share) - ((wins + ties) * (1 - won)) - ((losses + ties) * (1 - lost)),
                down + up,
                up - down,
                down + up + (4 * ties * share * share));
        }

        public static (double Win, double Loss, double Tie) LogProbabilities(double d, double published)
        {
            var e = Math.Exp(-Math.Abs(d));
            var (likelier, other) = (-NearZero.Log1p(published * e), -Math.Abs(d) - Math.Log(e + published));
            return (d >= 0 ? likelier : other, d >= 0 ? other : likelier, Math.Log((published - 1) * (published + 1)) + likelier + other);
        }
    }
}
