using CodeRed.Statistics.Ranking;
using CsCheck;

namespace CodeRed.Statistics.Tests.Ranking;

public class RankingFitTests
{
    // R 4.2.2: own Newton on the votes one by one, with gradients and second derivatives of each vote's log probability from deriv3(), errors as
    // solve(H) %*% G %*% solve(H) with G of the scores summed by rowsum() over the clusters, times K / (K - 1).
    [Theory]
    [InlineData(TieTreatment.HalfWin, -82.5633609065517, 0.0753613179636731, -0.1760913599203854, 0.1508983197975111, null)]
    [InlineData(TieTreatment.Davidson, -128.159941341264, 0.0985501691790591, -0.2303091373828159, 0.1973540081540550, 0.614060368298425)]
    [InlineData(TieTreatment.RaoKupper, -128.171744881494, 0.0758815807401328, -0.1809583452106549, 0.1606391305678679, 1.61725797957772)]
    public void Strengths_agree_with_R(TieTreatment ties, double logLikelihood, double first, double second, double fourth, double? tie)
    {
        var fit = ExampleVotes.Fit(ExampleVotes.Table(), ties);
        Tolerance.Near(logLikelihood, fit.LogLikelihood, 1e-11);
        Tolerance.Near(first, fit.LogStrengths[0], 1e-13);
        Tolerance.Near(second, fit.LogStrengths[1], 1e-13);
        Tolerance.Near(fourth, fit.LogStrengths[3], 1e-13);
        Tolerance.Near(0, fit.LogStrengths.Sum(), 1e-13);
        Assert.Equal(tie is null, fit.TieParameter is null);
        Tolerance.Near(tie ?? 0, fit.TieParameter ?? 0, 1e-12);
        Assert.Equal(ties, fit.Ties);
    }

    [Theory] // R 4.2.2, as above: errors of the first strength, of the second minus the first, and of the logarithm of the tie parameter
    [InlineData(TieTreatment.HalfWin, "robust", 0.165408705742688, 0.270809232882316, 0)]
    [InlineData(TieTreatment.HalfWin, "prompt", 0.135752267469135, 0.212905385182399, 0)]
    [InlineData(TieTreatment.Davidson, "model", 0.222310051206763, 0.364396531079601, 0.216277941224356)]
    [InlineData(TieTreatment.Davidson, "robust", 0.216373153204349, 0.354626939523071, 0.216230884343962)]
    [InlineData(TieTreatment.Davidson, "prompt", 0.175879904917838, 0.275045196009316, 0.172569350440167)]
    [InlineData(TieTreatment.Davidson, "voter", 0.154944650151992, 0.378012907748396, 0.20888327101142)]
    [InlineData(TieTreatment.RaoKupper, "model", 0.176480745224136, 0.28844963198912, 0.0826458007697869)]
    [InlineData(TieTreatment.RaoKupper, "robust", 0.168739271991872, 0.2748315263049, 0.0826021094099646)]
    [InlineData(TieTreatment.RaoKupper, "prompt", 0.136803169202380, 0.222302035947516, 0.0657324508607976)]
    [InlineData(TieTreatment.RaoKupper, "voter", 0.118889790452674, 0.291308552741875, 0.0787245658798975)]
    public void Errors_agree_with_R(TieTreatment ties, string kind, double strength, double difference, double tie)
    {
        var fit = ExampleVotes.Fit(ExampleVotes.Table(), ties);
        var inference = kind switch { "model" => fit.ModelBased(), "robust" => fit.Robust(), "prompt" => fit.Clustered(0)!, _ => fit.Clustered(1)! };
        Tolerance.Near(strength, inference.StandardError(0), 1e-12);
        Tolerance.Near(difference, inference.StandardError(1, 0), 1e-12);
        var degrees = kind switch { "prompt" => 11, "voter" => 8, _ => double.PositiveInfinity };
        Assert.Equal(degrees, inference.DegreesOfFreedom);
        if (inference.TieParameter() is { } interval)
        {
            // R 4.2.2: qnorm(.975), qt(.975, 11), qt(.975, 8)
            var critical = kind switch { "prompt" => 2.2009851600916388, "voter" => 2.3060041352041658, _ => 1.959963984540054 };
            Tolerance.Near(tie, Math.Log(interval.Upper / interval.Lower) / 2 / critical, 1e-12);
        }
    }

    [Theory]
    [InlineData(TieTreatment.HalfWin)]
    [InlineData(TieTreatment.Davidson)]
    [InlineData(TieTreatment.RaoKupper)]
    public void A_trillion_votes_are_fitted_as_a_hundred_thousand_of_the_same_shares_are(TieTreatment ties)
    {
        // Rounding grows with the votes: it must not be taken for a maximum that is not found.
        static PairTable Times(long factor)
        {
            var random = new Random(20260105);
            var table = new PairTable();
            for (var first = 0; first < 100; first++)
            {
                for (var second = first + 1; second < 100; second++)
                {
                    var shown = 4 + (200 / (1 + first));
                    table.Add(new PairCounts(first, second, factor * random.Next(1, shown * (second - first)), factor * random.Next(1, shown), factor * random.Next(1, shown)));
                }
            }

            return table;
        }

        var (few, many) = (ExampleVotes.Fit(Times(1), ties), ExampleVotes.Fit(Times(10_000_000), ties));
        for (var model = 0; model < few.Models; model++)
        {
            Tolerance.Near(few.LogStrengths[model], many.LogStrengths[model], 1e-12);
        }
    }

    [Theory] // the difference has a negative eigenvalue here, so that the variances of prompts and voters above are only added
    [InlineData(TieTreatment.Davidson, 0.175879904917838, 0.154944650151992, 0.275045196009316, 0.378012907748396)]
    [InlineData(TieTreatment.RaoKupper, 0.136803169202380, 0.118889790452674, 0.222302035947516, 0.291308552741875)]
    public void Two_way_errors_keep_an_overlap_that_cannot_be_subtracted_and_say_so(
        TieTreatment ties, double promptStrength, double voterStrength, double promptDifference, double voterDifference)
    {
        var inference = ExampleVotes.Fit(ExampleVotes.Table(), ties).TwoWayClustered()!;
        Assert.True(inference.OverlapKept);
        Tolerance.Near(Math.Sqrt((promptStrength * promptStrength) + (voterStrength * voterStrength)), inference.StandardError(0), 1e-12);
        Tolerance.Near(Math.Sqrt((promptDifference * promptDifference) + (voterDifference * voterDifference)), inference.StandardError(1, 0), 1e-12);
        Assert.Equal(8, inference.DegreesOfFreedom);
        Assert.Equal([12, 9], inference.Clusters.Select(count => count.Clusters));
        Assert.True(inference.FewClusters);
    }

    [Theory] // R 4.2.2, as above, with the difference of log-strengths plus x times a coefficient
    [InlineData(TieTreatment.HalfWin, 0.0753136526082356, 0.0194209672007799, 0.251340034906325, 0.310691995777969)]
    [InlineData(TieTreatment.Davidson, 0.0984886552847023, 0.0254197185833373, 0.328864125261401, 0.406149612419394)]
    [InlineData(TieTreatment.RaoKupper, 0.0760604337796204, 0.0174120647822877, 0.263891449052889, 0.327398749433096)]
    public void With_a_covariate_it_agrees_with_R(TieTreatment ties, double first, double coefficient, double robust, double prompt)
    {
        var fit = ExampleVotes.Fit(ExampleVotes.Votes(), ties);
        Tolerance.Near(first, fit.LogStrengths[0], 1e-13);
        Tolerance.Near(coefficient, fit.Coefficients[0], 1e-13);
        Tolerance.Near(robust, fit.Robust().Coefficient(0).Width / 2 / 1.959963984540054, 1e-12);
        Tolerance.Near(prompt, fit.Clustered(0)!.Coefficient(0).Width / 2 / 2.2009851600916388, 1e-12);
    }

    [Theory]
    [InlineData(TieTreatment.HalfWin)]
    [InlineData(TieTreatment.Davidson)]
    [InlineData(TieTreatment.RaoKupper)]
    public void The_unit_of_a_covariate_changes_nothing_but_the_coefficient(TieTreatment ties)
    {
        var thousandth = new ContextualVotes(1, 1);
        foreach (var (first, second, outcome, prompt, _, x) in ExampleVotes.All())
        {
            thousandth.Add(first, second, outcome, [1000 * x], prompt);
        }

        var (one, other) = (ExampleVotes.Fit(ExampleVotes.Votes(), ties), ExampleVotes.Fit(thousandth, ties));
        Tolerance.Near(one.LogStrengths[0], other.LogStrengths[0], 1e-12);
        Tolerance.Near(one.Coefficients[0], 1000 * other.Coefficients[0], 1e-12);
        Tolerance.Near(one.Clustered(0)!.Coefficient(0).Lower, 1000 * other.Clustered(0)!.Coefficient(0).Lower, 1e-11);
    }

    [Fact]
    public void Exchanging_the_two_models_of_votes_changes_nothing()
    {
        var table = new PairTable(1);
        foreach (var (first, second, outcome, prompt, _, _) in ExampleVotes.All())
        {
            table.Add(second, first, outcome switch { VoteOutcome.FirstWins => VoteOutcome.SecondWins, VoteOutcome.SecondWins => VoteOutcome.FirstWins, _ => outcome }, prompt);
        }

        var (one, other) = (ExampleVotes.Fit(ExampleVotes.Table(), TieTreatment.Davidson), ExampleVotes.Fit(table, TieTreatment.Davidson));
        Assert.Equal(one.LogStrengths, other.LogStrengths);
        Assert.Equal(one.Clustered(0)!.StandardError(2), other.Clustered(0)!.StandardError(2));
    }

    [Fact]
    public void Every_vote_its_own_cluster_is_the_robust_error_times_the_small_sample_factor()
    {
        var table = new PairTable(1);
        foreach (var (first, second, outcome, _, _, _) in ExampleVotes.All())
        {
            table.Add(first, second, outcome, -1);
        }

        var fit = ExampleVotes.Fit(table, TieTreatment.Davidson);
        var inference = fit.Clustered()!;
        Assert.Equal(new ClusterCount(120, 120), inference.Clusters[0]);
        Assert.False(inference.FewClusters);
        Tolerance.Near(fit.Robust().StandardError(0, 3) * Math.Sqrt(120.0 / 119), inference.StandardError(0, 3), 1e-13);
    }

    [Fact]
    public void At_the_maximum_observed_and_expected_wins_agree() =>
        Gen.Select(Gen.Int[2, 6], Gen.Int[0, 1 << 30]).Sample((models, seed) =>
        {
            // Each pair meets with all outcomes, so that a maximum exists; Bradley-Terry's score is wins minus expected wins.
            var random = new Random(seed);
            var table = new PairTable();
            for (var i = 0; i < models; i++)
            {
                for (var j = i + 1; j < models; j++)
                {
                    table.Add(new PairCounts(i, j, random.Next(1, 40), random.Next(1, 40), random.Next(1, 40)));
                }
            }

            var fit = ExampleVotes.Fit(table, TieTreatment.Davidson);
            var inference = fit.Robust();
            for (var model = 0; model < models; model++)
            {
                double surplus = 0;
                foreach (var pair in table.Pairs)
                {
                    if (pair.First == model || pair.Second == model)
                    {
                        var (own, other) = pair.First == model ? (pair.Wins, pair.Losses) : (pair.Losses, pair.Wins);
                        var opponent = pair.First + pair.Second - model;
                        var (win, tie) = (inference.OutcomeProbability(model, opponent, VoteOutcome.FirstWins).Estimate, inference.OutcomeProbability(model, opponent, VoteOutcome.Tie).Estimate);
                        surplus += own + (.5 * pair.Ties) - (pair.Votes * (win + (.5 * tie)));
                        Tolerance.Near(1, win + tie + inference.OutcomeProbability(model, opponent, VoteOutcome.SecondWins).Estimate, 1e-12);
                    }
                }

                Tolerance.Near(0, surplus, 1e-8);
            }
        });

    [Fact]
    public void Without_ties_all_three_models_are_Bradley_Terry()
    {
        var table = new PairTable();
        foreach (var (first, second, outcome, _, _, _) in ExampleVotes.All().Where(vote => vote.Outcome != VoteOutcome.Tie))
        {
            table.Add(first, second, outcome);
        }

        var (half, davidson, rao) = (ExampleVotes.Fit(table, TieTreatment.HalfWin), ExampleVotes.Fit(table, TieTreatment.Davidson), ExampleVotes.Fit(table, TieTreatment.RaoKupper));
        Tolerance.Near(half.LogStrengths[0], davidson.LogStrengths[0], 1e-12);
        Tolerance.Near(half.LogStrengths[0], rao.LogStrengths[0], 1e-12);
        Assert.Equal(0, davidson.TieParameter);
        Assert.Equal(1, rao.TieParameter);
        Assert.Null(davidson.Robust().TieParameter());
        Tolerance.Near(half.Robust().StandardError(0, 1), rao.Robust().StandardError(0, 1), 1e-12);
        Assert.Equal(0, davidson.Robust().OutcomeProbability(0, 1, VoteOutcome.Tie).Estimate);
    }

    [Theory]
    [InlineData(TieTreatment.HalfWin)]
    [InlineData(TieTreatment.Davidson)]
    [InlineData(TieTreatment.RaoKupper)]
    public void One_pair_has_the_closed_form(TieTreatment ties)
    {
        var table = new PairTable();
        table.Add(new PairCounts(0, 1, 30, 10, 20));
        var inference = ExampleVotes.Fit(table, ties).Robust();
        Tolerance.Near(ties == TieTreatment.HalfWin ? 40.0 / 60 : 30.0 / 40, inference.WinProbability(0, 1).Estimate, 1e-12);
        if (ties != TieTreatment.HalfWin)
        {
            // Saturated: the fit is the shares, and the interval that of a binomial's log odds.
            Tolerance.Near(20.0 / 60, inference.OutcomeProbability(0, 1, VoteOutcome.Tie).Estimate, 1e-12);
            var interval = inference.OutcomeProbability(0, 1, VoteOutcome.FirstWins).Interval;
            Tolerance.Near(1 / (1 + Math.Exp(1.959963984540054 * Math.Sqrt(1 / (60 * .25)))), interval.Lower, 1e-9);
        }
    }

    [Fact]
    public void The_published_scores_of_llmfao_are_met()
    {
        string? data = Environment.GetEnvironmentVariable("CODERED_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "the votes of llmfao are not part of the project; set CODERED_DATA to the folder that holds evalica/");
        var golden = File.ReadLines(Path.Combine(data!, "evalica", "llmfao-golden.csv")).Select(line => line.Split(','))
            .Where(cells => cells[0] == "bradley_terry").ToDictionary(cells => string.Join(',', cells[1..^1]), cells => Math.Log(double.Parse(cells[^1])));
        Dictionary<string, int> names = [], prompts = [], voters = [];
        int Number(Dictionary<string, int> numbers, string name) => numbers.TryGetValue(name, out var number) ? number : numbers[name] = numbers.Count;
        var table = new PairTable(2);
        foreach (var cells in File.ReadLines(Path.Combine(data!, "evalica", "llmfao.csv")).Skip(1).Select(line => line.Split(',')))
        {
            var outcome = cells[5] switch { "left" => VoteOutcome.FirstWins, "right" => VoteOutcome.SecondWins, _ => VoteOutcome.Tie };
            table.Add(Number(names, cells[6]), Number(names, cells[7]), outcome, Number(prompts, cells[1]), Number(voters, cells[4]));
        }

        Assert.Equal(59, golden.Count);
        Assert.Equal(8_931, table.Votes);
        var fit = ExampleVotes.Fit(table, TieTreatment.HalfWin);
        var mean = golden.Values.Average();
        foreach (var (name, score) in golden)
        {
            Tolerance.Near(score - mean, fit.LogStrengths[names[name]], 1e-9);
        }

        var davidson = ExampleVotes.Fit(table, TieTreatment.Davidson);
        var (robust, clustered) = (davidson.Robust(), davidson.Clustered(0)!);
        Assert.True(clustered.FewClusters);
        Assert.Equal(13, clustered.Clusters[0].Clusters);
        // numpy 1.24.2: own Newton on a design matrix of votes by models, scores summed with numpy.add.at over the prompts
        var ratio = Enumerable.Range(0, 59).Average(model => clustered.StandardError(model) / robust.StandardError(model));
        Tolerance.Near(1.864294845353936, ratio, 1e-9);
        Tolerance.Near(1.4797075877784542, davidson.TieParameter!.Value, 1e-12);
        Tolerance.Near(0.3894907230642092, clustered.StandardError(names["GPT 4"]), 1e-10);
    }
}
