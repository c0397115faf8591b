using System.Globalization;
using CodeRed.Findings.Ranking;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Wording;

internal sealed partial class English
{
    public override string Badge(RankingVerdict verdict) => verdict switch
    {
        RankingVerdict.Leader => "LEADER",
        RankingVerdict.NoClearLeader => "NO CLEAR LEADER",
        _ => "COULD NOT RANK",
    };

    public override string Headline(RankingFinding finding)
    {
        if (finding.Main is not { Refusal: null } group)
        {
            return finding.Votes.Total == 0 ? "There are no votes." : finding.Main is { } refused ? Sentence(refused.Refusal!.Value)
                : "The votes put no two models on one scale: between any two, one has won every vote, directly or through others.";
        }

        var first = group.Models[0];
        var contenders = Contenders(group);
        string others = group.Models.Length switch
        {
            2 => "the other model is",
            3 => "the other two are",
            var all => $"all {Count(all - 1)} others are",
        };
        return finding.Verdict == RankingVerdict.Leader
            ? $"{Name(first.Name)} leads: {others} shown to be weaker."
            : $"{Name(first.Name)} comes first, but {(contenders.Count == 2 ? "1 other" : Count(contenders.Count - 1) + " others")} of {Count(group.Models.Length)} models may be the best; its own chance is {Chance(first.Fit!.ProbabilityBest)}.";
    }

    public override string Sentence(VoteCounts votes)
    {
        string ties = votes.Ties == 0 ? "no ties" : $"{Percent((double)votes.Ties / votes.Total, 0)} ties";
        string bad = votes.BothBad == 0 ? "" : $", {Count(votes.BothBad)} of them “both bad”";
        return $"{Votes(votes.Total)} on {Count(votes.Models)} models in {Count(votes.Pairs)} {(votes.Pairs == 1 ? "pair" : "pairs")}; {ties}{bad}.";
    }

    public override string Method(RankingFinding finding, RankedGroup group)
    {
        string fitted = group.TieParameter is not { } parameter ? "" : group.TieParameterInterval is { } interval
            ? string.Create(CultureInfo.InvariantCulture, $" = {parameter:0.000} ({interval.Lower:0.000} to {interval.Upper:0.000})")
            : string.Create(CultureInfo.InvariantCulture, $" = {parameter:0.000}");
        return finding.Settings.Ties switch
        {
            TieTreatment.HalfWin => "Bradley-Terry by maximum likelihood, each tie as half a win for either.",
            TieTreatment.RaoKupper => $"Rao and Kupper's model by maximum likelihood; ties are fitted, kappa{fitted}.",
            _ => $"Davidson's model by maximum likelihood; ties are fitted, nu{fitted}.",
        };
    }

    public override string ErrorRate(RankingFinding finding)
    {
        string level = Share(1 - finding.Settings.Alpha);
        var errors = finding.Main?.Errors;
        string independent = errors?.Kind switch
        {
            null => "",
            CovarianceKind.Clustered => $" Votes of one {Name(errors.Clusters[0].By)} may depend on each other ({Clusters(errors.Clusters[0])}).",
            CovarianceKind.TwoWayClustered => $" Votes of one prompt or one voter may depend on each other ({Clusters(errors.Clusters[0])}, {Clusters(errors.Clusters[1])}).",
            _ => " Votes are taken as independent of each other.",
        };
        return $"± is half the {level} interval, for each model alone. Ranks hold for all models at once, with {level} confidence. “Best” is the chance to be the strongest: a share of draws, not a confidence.{independent} The errors do not need the model to be true, but need many votes.";
    }

    protected override string Bootstrap(RankingFinding finding, RankedGroup group, double median)
    {
        string unsettled = group.UnsettledRounds is > 0 and var rounds
            ? $" In {Count(rounds)} rounds some model lost every vote it had drawn, or won it, and its strength had no bound." : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Bootstrap: {finding.Settings.BootstrapRounds:N0} rounds, seed {finding.Settings.Seed}: percentile intervals are {median:0.00} times as wide as those shown (median of the models).{unsettled}");
    }

    public override IReadOnlyList<string> Cautions(RankingFinding finding)
    {
        var cautions = new List<string>();
        var group = finding.Main;
        if (group?.Errors is { Few: true } few)
        {
            foreach (var clusters in few.Clusters.Where(c => c.Effective < RankingInference.ManyClusters))
            {
                cautions.Add($"{Clusters(clusters)} are few: with fewer than about {RankingInference.ManyClusters} the intervals are too narrow and the rank sets too small.");
            }
        }

        if (group?.Errors is { OverlapKept: true })
        {
            cautions.Add("Prompts and voters overlap so much that what both share was counted twice: the intervals are too wide rather than too narrow.");
        }

        if (group?.Errors is { OneCluster: true })
        {
            cautions.Add("All votes belong to one cluster, so nothing shows how clusters differ: votes are taken as independent, and the intervals may be far too narrow.");
        }

        if (group is { Errors.Kind: CovarianceKind.Robust or CovarianceKind.ModelBased, Errors.OneCluster: false })
        {
            cautions.Add("Nothing says which votes share a prompt or a voter. Where some do, the true intervals are wider.");
        }

        if (finding.Settings.Ties == TieTreatment.HalfWin && finding.Votes.Ties > 0)
        {
            cautions.Add("A tie as half a win pulls the ratings together, the more ties the more; --ties davidson does not.");
        }

        if (finding.Votes.BothBad > 0)
        {
            cautions.Add("“Both bad” counts as a tie.");
        }

        if (finding.Groups.Length > 1 || finding.Unranked.Length > 0)
        {
            cautions.Add("Not all models are on one scale: votes must link them both ways, by a win or tie of either side.");
        }

        cautions.Add("Votes show what these voters preferred on these prompts, not which model is right.");
        return cautions;
    }

    public override string Sentence(RankingRefusalReason reason) => reason switch
    {
        RankingRefusalReason.NoVotes => "There are no votes.",
        RankingRefusalReason.TooManyModels => "There are more models than can be ranked together; leave out those with few votes.",
        RankingRefusalReason.Disconnected => "Votes leave groups of models that never met.",
        RankingRefusalReason.Separated => "Some models won or lost every vote against the rest, so that their strength has no bound.",
        RankingRefusalReason.TiesSeparated => "Ties follow from the models without exception (such as when every vote is a tie), so that strengths or the tie parameter have no finite estimate; --ties half gives one.",
        RankingRefusalReason.NotIdentified => "A covariate follows from the models or from other covariates, or is always zero: leave it out.",
        _ => "The likelihood has no maximum that could be found: the covariates separate the outcomes, or nearly. Leave one out.",
    };

    public override string Sentence(UnrankedModel model) => $"{Name(model.Name)}: {Reason(model.Reason)} ({Votes(model.Votes)})";

    private static string Reason(UnrankedReason reason) => reason switch
    {
        UnrankedReason.Undefeated => "neither lost nor tied a vote: its strength has no upper bound",
        UnrankedReason.Winless => "neither won nor tied a vote: its strength has no lower bound",
        UnrankedReason.NotLinked => "votes do not link it to the others both ways",
        _ => "in one of many small groups that votes do not link to the others",
    };

    public override string Sentence(CovariateEffect effect, double alpha) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name(effect.Name)}: {Signed(effect.Coefficient, "0.0000")} log odds for the first model per unit ({FromTo(Signed(effect.Interval.Lower, "0.0000"), Signed(effect.Interval.Upper, "0.0000"))}, {IntervalLevel(alpha)}); ratings hold at 0.");

    public override string Sentence(WinCell cell, string first, string second) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name(first)} against {Name(second)}: wins {Percent(cell.Probability)} of decided votes ({cell.Interval.Lower * 100:0.0} to {cell.Interval.Upper * 100:0.0}) by the fit; counted {Count(cell.Wins)} won, {Count(cell.Losses)} lost, {Count(cell.Ties)} tied.");

    public override string WinMatrixNote =>
        "Percent of decided votes that the row wins against the column, by the fit; in italics where the two never met. The numbers above are those of the rows.";

    public override string Votes(long votes) => votes == 1 ? "1 vote" : $"{Count(votes)} votes";

    public override string MoreModels(int models) => $"and {Count(models)} more (--json has all)";

    public override string Scale(RankingFinding finding) => finding.Settings.Baseline is { } baseline
        ? $"Elo's scale; {Name(baseline)} = 1000 and intervals are of the difference to it."
        : "Elo's scale; the mean of these models = 1000.";

    private static string Name(VoteCluster by) => by == VoteCluster.Prompt ? "prompt" : "voter";

    private string Clusters(ClusterFinding clusters)
    {
        string words = $"{Count(clusters.Count)} {Name(clusters.By)}{(clusters.Count == 1 ? "" : "s")}";
        return clusters.Effective < 0.9 * clusters.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{words}, of so unequal size that they are worth {clusters.Effective:0.0}")
            : words;
    }
}
