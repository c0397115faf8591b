using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Drift;

namespace CodeRed.Findings.Tests.Compare;

/// <summary>Several runs on the same items: verdicts, costs, latencies and the front, and what of them is promised.</summary>
public sealed class CompareFoldTests
{
    private static readonly DateTimeOffset Today = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PriceList Prices = new(new Ledger(
        [
            new Price("alpha-1", "alpha", 2m, 10m, .2m)
            {
                Id = "price.alpha-1", TrueOn = PartialDate.Of(new(2026, 1, 1)), Sources = [new("Pricing", "https://alpha.example", null, null, true, null)],
                Confidence = Confidence.High, Path = "prices.yaml", Line = 1,
            },
        ],
        [new Lab("alpha", "Alpha", [], true)],
        [new Model("alpha-1", "Alpha 1", "alpha", "alpha-1", null, [], false)],
        [], [], [], [], [], [], []));

    private static Outcome Answer(double? value, double? latency = null, decimal? cost = null, int epoch = 0, long content = 0, int? tokens = null) =>
        new(0, epoch, content, value, null, null, false, false, null, null, latency, tokens, null, null) { Cost = cost, InputTokens = tokens };

    private static CompareFinding Find(string[] names, IEnumerable<Outcome[][]> items, int? baseline = null, CompareSettings? settings = null, Better better = Better.Higher)
    {
        var runs = names.Select(n => (new RunSummary(n.PadRight(64, '0'), n, n + ".csv", 0, null, null), new Target(n))).ToList();
        var fold = new CompareFold(Drift.Answers.SuiteOf(better), runs, baseline, Prices, settings ?? new CompareSettings(), Today);
        foreach (var (i, item) in items.Index())
        {
            fold.Add(new ItemSet($"q{i}", item));
        }

        return fold.Finish();
    }

    private static IEnumerable<Outcome[][]> Once(params bool[][] right) =>
        Enumerable.Range(0, right[0].Length).Select(i => right.Select(r => new[] { Answer(r[i] ? 1 : 0) }).ToArray());

    private static bool[] Rights(int items, Func<int, bool> right) => [.. Enumerable.Range(0, items).Select(right)];

    private static ComparedPair Pair(CompareFinding finding, string one, string other) =>
        finding.Pairs.Single(p => new[] { p.First, p.Second }.Select(id => finding.Run(id).Run.Target).Order().SequenceEqual(new[] { one, other }.Order()));

    [Fact]
    public void The_verdicts_are_Holms_and_the_intervals_Bonferronis()
    {
        // a and b differ on 10 items, all for a; a and c on 7, 6 of them for a; b and c on 5, all for c.
        bool[] a = Rights(100, i => i < 80);
        bool[] b = Rights(100, i => i < 70);
        bool[] c = Rights(100, i => i is < 74 or 99);
        var finding = Find(["a", "b", "c"], Once(a, b, c));

        // R 4.2.2: two-sided exact McNemar by binom.test: 0 of 10; 1 of 7; 0 of 5. p.adjust(c(0.001953125, 0.125, 0.0625), "holm").
        Assert.Equal(.005859375, Pair(finding, "a", "b").Comparison.AdjustedPValue!.Value, 12);
        Assert.Equal(.125, Pair(finding, "a", "c").Comparison.AdjustedPValue!.Value, 12);
        Assert.Equal(.125, Pair(finding, "b", "c").Comparison.AdjustedPValue!.Value, 12);
        Assert.Equal(Verdict.Worse, Pair(finding, "a", "b").Comparison.Verdict);

        // Each interval is the one of two runs at level 1 - 0.05 / 3.
        var alone = CodeRed.Statistics.Paired.MatchedProportionsInterval.From(10, 0, 90, 1 - (.05 / 3));
        Assert.Equal(alone, Pair(finding, "a", "b").Comparison.Interval);
        Assert.Equal(["a", "c", "b"], finding.Runs.Select(r => r.Run.Target));
        Assert.Equal([true, true, false], finding.Runs.Select(r => r.MayBeBest));
        Assert.Equal(CompareVerdict.SeveralMayBeBest, finding.Verdict);
    }

    [Fact]
    public void Only_items_that_all_answered_count_and_the_others_are_counted_apart()
    {
        Outcome[] right = [Answer(1)], wrong = [Answer(0)], none = [], error = [Answer(null)], edited = [Answer(0, content: 7)];
        var finding = Find(["a", "b", "c"], [[right, right, wrong], [right, none, right], [right, right, error], [right, edited, right]]);

        Assert.Equal((1, 3), (finding.Items, finding.LeftOut));
        Assert.Equal([1, 1, 0], finding.Runs.Select(r => r.Quality));
        Assert.Equal(1, finding.Runs.Single(r => r.Run.Target == "c").Missing);
    }

    [Fact]
    public void The_order_of_the_runs_changes_nothing()
    {
        var random = new Random(3);
        double[] skill = [.9, .8, .6, .75];
        string[] names = ["a", "b", "c", "d"];
        var items = Enumerable.Range(0, 150).Select(i => skill.Select(s => new[]
        {
            Answer(random.NextDouble() < s ? 1 : 0, 100 + random.Next(900), (decimal)random.NextDouble() / 1000, 0),
            Answer(random.NextDouble() < s ? .5 : 0, 100 + random.Next(900), (decimal)random.NextDouble() / 1000, 1),
        }).ToArray()).ToList();
        int[] order = [2, 0, 3, 1];
        string given = FindingJson.Write(Find(names, items));
        string turned = FindingJson.Write(Find([.. order.Select(o => names[o])], items.Select(i => order.Select(o => i[o]).ToArray())));

        // Sums of doubles may differ in the last digit where an interval's ends change places.
        Assert.Equal(Rounded(given), Rounded(turned));

        static string Rounded(string json) =>
            System.Text.RegularExpressions.Regex.Replace(json, @"-?\d+\.\d+(E-?\d+)?", n => Math.Round(double.Parse(n.Value, System.Globalization.CultureInfo.InvariantCulture), 9).ToString("R", System.Globalization.CultureInfo.InvariantCulture).Replace("-0", "0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_like_another_turns_no_verdict_round_and_gets_the_same_figures()
    {
        var random = new Random(5);
        bool[] a = Rights(200, _ => random.NextDouble() < .9), b = Rights(200, _ => random.NextDouble() < .7), c = Rights(200, _ => random.NextDouble() < .88);
        var before = Find(["a", "b", "c"], Once(a, b, c));
        var after = Find(["a", "b", "c", "twin"], Once(a, b, c, b));

        foreach (var pair in before.Pairs)
        {
            var (first, second) = (before.Run(pair.First).Run.Target, before.Run(pair.Second).Run.Target);
            var now = Pair(after, first, second).Comparison;
            Assert.Equal(pair.Comparison.Effect, now.Effect);
            Assert.True(now.Verdict == pair.Comparison.Verdict || now.Verdict == Verdict.NoChangeSeen, $"{first} and {second}: {pair.Comparison.Verdict} became {now.Verdict}");
        }

        Assert.Equal(Verdict.NoChangeSeen, Pair(after, "b", "twin").Comparison.Verdict);
        Assert.Equal(after.Runs.Single(r => r.Run.Target == "b").MayBeBest, after.Runs.Single(r => r.Run.Target == "twin").MayBeBest);
    }

    [Fact]
    public void Where_less_is_better_the_least_is_the_best()
    {
        var finding = Find(["a", "b"], Once(Rights(60, i => i < 40), Rights(60, i => i < 5)), better: Better.Lower);

        Assert.Equal("b", finding.Runs[0].Run.Target);
        Assert.Equal((CompareVerdict.OneBest, Verdict.Worse), (finding.Verdict, finding.Pairs[0].Comparison.Verdict));
    }

    [Fact]
    public void Against_a_baseline_only_pairs_with_it_are_judged()
    {
        bool[] old = Rights(100, i => i < 90), bad = Rights(100, i => i < 70), same = Rights(100, i => i is < 89 or 95);
        var finding = Find(["old", "bad", "same"], Once(old, bad, same), baseline: 0);

        Assert.Equal(CompareVerdict.SomeWorse, finding.Verdict);
        Assert.Equal(2, finding.Pairs.Length);
        Assert.All(finding.Pairs, p => Assert.Equal(finding.Baseline, p.First));
        Assert.Equal(CompareVerdict.NoneSeenWorse, Find(["old", "same"], Once(old, same), baseline: 0).Verdict);
        Assert.Equal(CompareVerdict.NoneSeenWorse, Find(["bad", "old"], Once(bad, old), baseline: 0).Verdict);
    }

    [Fact]
    public void Missing_answers_that_decide_a_verdict_withhold_it()
    {
        // b answers only what it knows: on the common items it looks better.
        var items = Enumerable.Range(0, 100).Select(i => new[] { new[] { Answer(i < 50 || i % 5 == 0 ? 1 : 0) }, [Answer(i < 60 ? 1 : null)] });
        var finding = Find(["a", "b"], items);

        Assert.Equal((Verdict.CouldNotMeasure, VerdictReason.MissingnessMoved), (finding.Pairs[0].Comparison.Verdict, finding.Pairs[0].Reason!.Value));
        Assert.Equal(CompareVerdict.CouldNotCompare, finding.Verdict);
    }

    [Fact]
    public void Without_a_common_item_nothing_is_compared()
    {
        var finding = Find(["a", "b", "c"], [[[Answer(1)], [Answer(1)], []]]);

        Assert.Equal((CompareVerdict.CouldNotCompare, 0), (finding.Verdict, finding.Items));
        Assert.All(finding.Runs, r => Assert.Null(r.Quality));
    }

    [Fact]
    public void A_cost_in_the_log_wins_over_the_list_and_what_neither_knows_is_unknown_and_never_zero()
    {
        var items = Enumerable.Range(0, 30).Select(i => new[]
        {
            new[] { Answer(1, cost: i % 2 == 0 ? .001m : null, tokens: 1000) },
            [Answer(1, tokens: 1000)],
            [Answer(1, cost: .002m)],
        });
        var finding = Find(["alpha:alpha-1", "beta:unheard-of", "c"], items);
        var (alpha, unheard, c) = (finding.Run("alpha:alpha-1".PadRight(64, '0')), finding.Run("beta:unheard-of".PadRight(64, '0')), finding.Run("c".PadRight(64, '0')));

        Assert.Equal((15, 15, 0), (alpha.Cost.Recorded, alpha.Cost.Priced, alpha.Cost.Unknown));
        Assert.Equal(1000 * ((15 * .001) + (15 * .012)) / 30, alpha.Cost.PerThousand!.Value, 9);
        Assert.Equal(("price.alpha-1", 15), (Assert.Single(alpha.Cost.Prices).Fact, alpha.Cost.Undated));
        Assert.Equal((null, 30, PriceGap.NoSuchModel, FrontPlace.OnFrontAsFarAsKnown), (unheard.Cost.PerThousand, unheard.Cost.Unknown, unheard.Cost.Gap, unheard.Front));
        Assert.Equal(2, c.Cost.PerThousand!.Value, 9);
        Assert.Contains(finding.NotKnown, u => u is { Kind: CompareUnknownKind.Costs, Count: 1 });
    }

    [Fact]
    public void A_cost_by_tokens_is_what_the_run_itself_would_have_recorded()
    {
        // A prompt of which most was read from a cache, as a provider bills a long system prompt; and one of which nothing is said.
        var usage = new TokenUsage(10_000, 9_000, 500, 300, 200);
        decimal recorded = Prices.PriceOf("alpha:alpha-1", DateOnly.FromDateTime(Today.UtcDateTime)).CostOf(usage)!.Value;
        var tokens = Answer(1, tokens: 300) with { InputTokens = 10_000 };
        var counted = tokens with { CachedInputTokens = 9_000, CacheWriteTokens = 500, ReasoningTokens = 200 };
        string[] names = ["alpha:alpha-1", "own", "alpha-1"];
        var finding = Find(names, Enumerable.Range(0, 30).Select(_ => new[] { new[] { counted }, [Answer(1, cost: recorded)], [tokens] }));
        var costs = names.Select(n => finding.Run(n.PadRight(64, '0')).Cost).ToList();

        // By hand: 1,000 at $2, 9,000 at $0.20 and 300 at $10 a million; without the counts 10,000 at $2 and 300 at $10.
        Assert.Equal([6.8, 6.8, 23], costs.Select(c => Math.Round(c.PerThousand!.Value, 9)));
        Assert.Equal((30, 30, 30), (costs[0].Priced, costs[1].Recorded, costs[2].Priced));
        Assert.Equal(.2m, Assert.Single(costs[0].Prices).CachedInputPerMillion);
    }

    [Fact]
    public void Dominated_is_only_what_is_worse_dearer_and_slower_beyond_error()
    {
        var random = new Random(8);
        double[] right = [.9, .6, .88, .9], latency = [200, 900, 210, 200], cost = [.001, .004, .00102, 0];
        var items = Enumerable.Range(0, 200).Select(_ => right.Select((r, run) => new[]
        {
            Answer(random.NextDouble() < r ? 1 : 0, latency[run] * (.7 + (.6 * random.NextDouble())), run == 3 ? null : (decimal)(cost[run] * (.5 + random.NextDouble()))),
        }).ToArray()).ToList();
        var finding = Find(["good", "bad", "near", "unpriced"], items);
        FrontPlace Of(string name) => finding.Runs.Single(r => r.Run.Target == name).Front;

        Assert.Equal((FrontPlace.Dominated, FrontPlace.OnFrontAsFarAsKnown), (Of("bad"), Of("unpriced")));
        Assert.NotEqual(FrontPlace.Dominated, Of("near"));
        Assert.NotEqual(FrontPlace.Dominated, Of("good"));
    }

    [Theory]
    [InlineData(5, 200, 1)]
    [InlineData(4, 60, 2)]
    public void With_equal_runs_at_most_five_percent_of_comparisons_have_any_false_verdict_and_the_intervals_hold_together(int runs, int items, int repeats)
    {
        const int Simulations = 300;
        int falseVerdicts = 0, missed = 0, bestLost = 0, dominated = 0;
        for (int simulation = 0; simulation < Simulations; simulation++)
        {
            var finding = Simulated(simulation, [.. Enumerable.Repeat(0.0, runs)], items, repeats);
            falseVerdicts += finding.Pairs.Any(p => p.Comparison.Verdict is Verdict.Worse or Verdict.Better) ? 1 : 0;
            missed += finding.Pairs.Any(p => p.Comparison.Interval is { } i && !i.Contains(0)) ? 1 : 0;
            // All are equally good, so that any one named beforehand is a best one.
            bestLost += finding.Run("r0".PadRight(64, '0')).MayBeBest ? 0 : 1;
            dominated += finding.Runs.Any(r => r.Front == FrontPlace.Dominated) ? 1 : 0;
        }

        // Four standard errors of 300 simulations at 5 %.
        double most = Simulations * (.05 + (4 * Math.Sqrt(.05 * .95 / Simulations)));
        Assert.True(falseVerdicts <= most, $"{falseVerdicts} of {Simulations} with a false verdict");
        Assert.True(missed <= most, $"{missed} of {Simulations} with an interval that misses");
        Assert.True(bestLost <= most, $"{bestLost} of {Simulations} without the best");
        Assert.True(dominated <= most, $"{dominated} of {Simulations} with a run falsely dominated");
    }

    [Fact]
    public void The_best_set_holds_the_best_in_95_percent_and_loses_the_worst()
    {
        const int Simulations = 300;
        int held = 0, worstLeft = 0;
        for (int simulation = 0; simulation < Simulations; simulation++)
        {
            var finding = Simulated(1000 + simulation, [.03, 0, 0, -.3], 200, 1);
            held += finding.Run("r0".PadRight(64, '0')).MayBeBest ? 1 : 0;
            worstLeft += finding.Run("r3".PadRight(64, '0')).MayBeBest ? 1 : 0;
        }

        Assert.True(held >= Simulations * (.95 - (4 * Math.Sqrt(.05 * .95 / Simulations))), $"the best is in {held} of {Simulations} sets");
        Assert.True(worstLeft <= .1 * Simulations, $"the worst, 30 points behind, is in {worstLeft} of {Simulations} sets");
    }

    // Items of different difficulty, shared by the runs; each answer right with the item's chance plus the run's own shift.
    private static CompareFinding Simulated(int seed, double[] shifts, int items, int repeats)
    {
        var random = new Random(seed);
        string[] names = [.. shifts.Select((_, r) => $"r{r}")];
        return Find(names, Enumerable.Range(0, items).Select(_ =>
        {
            double chance = .3 + (.4 * random.NextDouble());
            return shifts.Select(shift => Enumerable.Range(0, repeats).Select(epoch => Answer(
                random.NextDouble() < chance + shift ? 1 : 0, 100 * Math.Exp(random.NextDouble()), (decimal)random.NextDouble(), epoch)).ToArray()).ToArray();
        }).ToList(), settings: new CompareSettings(Seed: (ulong)seed + 1));
    }
}
