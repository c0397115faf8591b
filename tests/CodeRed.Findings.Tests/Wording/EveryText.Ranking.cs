using CodeRed.Evidence;
using CodeRed.Findings.Ranking;
using CodeRed.Findings.Wording;
using CodeRed.Statistics;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Tests.Wording;

internal static partial class EveryText
{
    /// <summary>A ranking of two models alike, from votes of four prompts by seven voters.</summary>
    public static RankingFinding Ranking(string name, RankingSettings settings)
    {
        var fold = new VoteFold(settings);
        double[] covariates = [.. settings.Covariates.Select(_ => 0.0)];
        for (int i = 0; i < 40; i++)
        {
            Array.Fill(covariates, (i % 7) - 3);
            fold.Add(new Vote(0, 1, (i % 5) switch { 0 => Preference.Tie, 1 => Preference.BothBad, 2 or 3 => Preference.First, _ => Preference.Second }, i % 4, i % 7), covariates);
        }

        fold.Add(new Vote(2, 0, Preference.First, 0, 0), covariates);
        return fold.Finding(new Source(name, ContentHash.Of("a"), 1, ContentHash.Of("b")), [name, name + "2", name + "3"], 0, July);
    }

    private static void AddRanking(Language language, string name, Action<string, string> add)
    {
        foreach (var verdict in Enum.GetValues<RankingVerdict>())
        {
            add($"Badge {verdict}", language.Badge(verdict));
            add($"Headline of a ranking {verdict}", language.Headline(Ranking(name, new()) with { Verdict = verdict }));
        }

        foreach (var ties in Enum.GetValues<TieTreatment>())
        {
            foreach (VoteCluster[] by in (VoteCluster[][])[[], [VoteCluster.Prompt], [VoteCluster.Voter], [VoteCluster.Prompt, VoteCluster.Voter]])
            {
                var finding = Ranking(name, new(ties, [.. by], BootstrapRounds: 20, Baseline: by.Length == 1 ? name : null));
                string what = $"{ties} by {string.Join(", ", by)}";
                add($"Method {what}", language.Method(finding, finding.Main!));
                add($"Error rate of a ranking {what}", language.ErrorRate(finding));
                add($"Bootstrap {what}", language.Bootstrap(finding, finding.Main!)!);
                add($"Bootstrap unsettled {what}", language.Bootstrap(finding, finding.Main! with { UnsettledRounds = 3 })!);
                add($"Scale {what}", language.Scale(finding));
                add($"Votes {what}", language.Sentence(finding.Votes));
                foreach (string caution in language.Cautions(finding))
                {
                    add($"Caution {what}", caution);
                }
            }
        }

        foreach (var reason in Enum.GetValues<RankingRefusalReason>())
        {
            add($"Refusal {reason}", language.Sentence(reason));
        }

        foreach (var reason in Enum.GetValues<UnrankedReason>())
        {
            add($"Unranked {reason}", language.Sentence(new UnrankedModel(name, 1, reason)));
        }

        add("Covariate", language.Sentence(new CovariateEffect(name, .25, new Interval(-.1, .6)), .05));
        add("Cell", language.Sentence(new WinCell(.75, new Interval(.6, .9), 12, 3, 4), name, name));
        add("Matrix", language.WinMatrixNote);
        add("More models", language.MoreModels(12));
        add("Votes", language.Votes(1));
        add("Headline without a group", language.Headline(Ranking(name, new()) with { Groups = [], Verdict = RankingVerdict.CouldNotRank }));
        add("Headline without votes", language.Headline(Ranking(name, new()) with { Groups = [], Verdict = RankingVerdict.CouldNotRank, Votes = new VoteCounts(0, 0, 0, 0, 0, 0) }));
    }
}
