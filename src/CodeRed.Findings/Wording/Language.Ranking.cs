using System.Globalization;
using CodeRed.Findings.Ranking;
using CodeRed.Statistics;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Wording;

public abstract partial class Language
{
    /// <summary>The verdict of a ranking as a badge of one to three words.</summary>
    public abstract string Badge(RankingVerdict verdict);

    /// <summary>The verdict of a ranking in a sentence.</summary>
    public abstract string Headline(RankingFinding finding);

    /// <summary>What the votes are.</summary>
    public abstract string Sentence(VoteCounts votes);

    /// <summary>The model fitted to the votes, and its tie parameter.</summary>
    public abstract string Method(RankingFinding finding, RankedGroup group);

    /// <summary>What intervals, rank sets and chances mean, and what they assume.</summary>
    public abstract string ErrorRate(RankingFinding finding);

    /// <summary>How the bootstrap's intervals compare with the others.</summary>
    protected abstract string Bootstrap(RankingFinding finding, RankedGroup group, double median);

    /// <summary>What to bear in mind, most important first.</summary>
    public abstract IReadOnlyList<string> Cautions(RankingFinding finding);

    /// <summary>Why a group of models has no ranking.</summary>
    public abstract string Sentence(RankingRefusalReason reason);

    /// <summary>Why a model is on no scale.</summary>
    public abstract string Sentence(UnrankedModel model);

    /// <summary>What a covariate does.</summary>
    public abstract string Sentence(CovariateEffect effect, double alpha);

    /// <summary>A cell of the matrix of wins in words.</summary>
    public abstract string Sentence(WinCell cell, string first, string second);

    /// <summary>How to read the matrix of wins.</summary>
    public abstract string WinMatrixNote { get; }

    /// <summary>How many votes.</summary>
    public abstract string Votes(long votes);

    /// <summary>That more models follow than are shown.</summary>
    public abstract string MoreModels(int models);

    /// <summary>What the ratings are held against: the mean, or the baseline.</summary>
    public abstract string Scale(RankingFinding finding);

    /// <summary>How the bootstrap's intervals compare with the others; null without a bootstrap.</summary>
    public string? Bootstrap(RankingFinding finding, RankedGroup group)
    {
        double[] ratios =
        [
            .. group.Models.Select(model => model.Fit).Where(fit => fit is { BootstrapInterval: not null } && Width(fit.RatingInterval) > 0)
                .Select(fit => Width(fit!.BootstrapInterval!.Value) / Width(fit.RatingInterval)).Order(),
        ];
        return ratios.Length == 0 ? null : Bootstrap(finding, group, ratios[ratios.Length / 2]);
    }

    /// <summary>A set of ranks.</summary>
    public string Ranks(RankSet ranks) => ranks.Best == ranks.Worst ? Count(ranks.Best) : $"{Count(ranks.Best)}–{Count(ranks.Worst)}";

    /// <summary>A rating, in whole points.</summary>
    public string Rating(double rating) => Rounded(rating, "0");

    /// <summary>An interval of a rating.</summary>
    public string RatingInterval(Interval interval) => $"{Rating(interval.Lower)}–{Rating(interval.Upper)}";

    /// <summary>A chance, never rounded to certainty.</summary>
    public string Chance(double chance) => chance switch
    {
        0 => "–",
        < 0.01 => "<" + Percent(0.01, 0),
        > 0.99 and < 1 => ">" + Percent(0.99, 0),
        _ => Percent(chance, 0),
    };

    /// <summary>A probability with its interval, in percent.</summary>
    public string WithInterval(ProbabilityEstimate probability) =>
        string.Create(CultureInfo.InvariantCulture, $"{Percent(probability.Estimate, 0)} ({probability.Interval.Lower * 100:0}–{probability.Interval.Upper * 100:0})");

    /// <summary>The models that may be first.</summary>
    protected static IReadOnlyList<RankedModel> Contenders(RankedGroup group) => [.. group.Models.Where(model => model.Fit!.Ranks.Best == 1)];

    private static double Width(Interval interval) => interval.Upper - interval.Lower;

    private static string Rounded(double value, string format) =>
        value < 0 ? "−" + (-value).ToString(format, CultureInfo.InvariantCulture) : value.ToString(format, CultureInfo.InvariantCulture);
}
