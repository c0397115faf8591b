using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Standings;

namespace CodeRed.Pages.Tests;

/// <summary>A brief of a made-up ledger: two labs, six models, two boards, prices, departures and claims. It is evidence of nothing.</summary>
internal static class BriefFixture
{
    private static readonly DateOnly Day = new(2025, 12, 5);

    /// <summary>Of one lab, by what was known on 5 December 2025.</summary>
    public static BriefFinding One { get; } = Of("one", name => name);

    /// <summary>Of all labs.</summary>
    public static BriefFinding All { get; } = Of(null, name => name);

    /// <summary>Every text that comes from outside tries to get out.</summary>
    public static BriefFinding Attacked { get; } = Of("one", name => Hostile + name);

    /// <summary>Of a ledger that holds nothing.</summary>
    public static BriefFinding Empty { get; } = BriefFold.Finding(new Ledger([], [], [], [], [], [], [], [], [], []), Day, null, StandingFold.Throne);

    public const string Hostile = "<script>alert(1)</script></script><img src=x onerror=alert(2)> \u202Eevil\u202C \u001b[31mred javascript:alert(3) {sup|x} {b}";

    private static BriefFinding Of(string? lab, Func<string, string> name)
    {
        var facts = new List<Fact>();
        string[] models = ["one-1", "one-2", "one-3", "two-1", "two-2", "two-3"];
        double[] sums = [52, 71, 84, 60, 75, 86];
        foreach (var (i, model) in models.Index())
        {
            facts.Add(Score("sums", model, sums[i], 30));
            facts.Add(Score("maps", model, sums[i] - 8 + i, 40));
            facts.Add(Score("errors", model, 12 - (1.5 * i), 50));
            facts.Add(Score("served", model, 50 + i, 60 + (40 * i), DateMeaning.Measured));
            facts.Add(new Release(model[..3], name(model), ReleaseKind.Model, model, true) { Id = "release." + model, TrueOn = Released(i), KnownBy = Released(i), Sources = Source(), Confidence = Confidence.High, Path = name("releases.yaml"), Line = i + 1 });
            facts.Add(new Price(model, model[..3], 1 + (i * i), 4 + (3 * i * i), null) { Id = "price." + model, TrueOn = Released(i), KnownBy = Released(i), Sources = Source("prices"), Confidence = Confidence.High, Path = name("prices.yaml"), Line = i + 1 });
        }

        facts.Add(new Move("kim", MoveKind.Left, "one", null, name("chief scientist")) { Id = "move.kim", TrueOn = On(2024, 5, 14), KnownBy = On(2024, 5, 14), Sources = Source(), Confidence = Confidence.High, Path = "moves.yaml", Line = 1 });
        facts.Add(new Move("kim", MoveKind.Joined, null, "two", null) { Id = "move.kim.2", TrueOn = On(2024, 8, 1), KnownBy = On(2024, 8, 1), Sources = Source(), Confidence = Confidence.High, Path = "moves.yaml", Line = 2 });
        facts.Add(new Move("lee", MoveKind.Left, "one", null, null) { Id = "move.lee", TrueOn = On(2025, 2, 3), KnownBy = On(2025, 2, 3), Sources = Source(), Confidence = Confidence.High, Path = "moves.yaml", Line = 3 });
        facts.Add(Claim("claim.1", "article", new Leads("t", 1, new Contestant(["one-3"], null), new Contestant(["one-1"], null), [], null, BoardNeed.Most, 1)));
        facts.Add(Claim("claim.2", "article", new Undecidable("t", 1, UndecidableKind.Comparison, name("faster"), null)));
        facts.Add(Claim("claim.3", null, null) with { Verdicts = [new ManualVerdict(ClaimVerdict.Contradicted, On(2025, 12, 1), name("it was not"), null, ["move.lee"])] });
        foreach (var (i, (product, value)) in new[] { ("app", 100.0), ("app", 200), ("app", 320), ("app", 510), ("rival", 20), ("rival", 52), ("rival", 110), ("rival", 270) }.Index())
        {
            var on = PartialDate.Of(new DateOnly(2024, 1, 1).AddDays(180 * (i % 4)));
            facts.Add(new Usage(product == "app" ? "one" : "two", product, "weekly", value, i == 1 ? Precision.AtLeast : Precision.Rounded, "outsider") { Id = $"usage.{product}.{i}", TrueOn = on, KnownBy = on, Sources = Source("usage"), Confidence = Confidence.High, Path = name("usage.yaml"), Line = i + 2 });
        }

        facts.Add(new Usage("one", "app", "weekly", 800, Precision.Rounded, "outsider") { Id = "usage.app", TrueOn = On(2025, 10, 1), KnownBy = null, Sources = Source(), Confidence = Confidence.High, Path = "usage.yaml", Line = 1 });
        var ledger = new Ledger(
            facts,
            [new Lab("one", name("Lab One"), [], true), new Lab("two", name("Lab Two"), [], true)],
            [.. models.Index().Select(model => new Model(model.Item, name(model.Item), model.Item[..3], model.Item, Released(model.Index), [], model.Index == 3))],
            [Benchmark("sums", Better.Higher, "reasoning"), Benchmark("maps", Better.Higher, "reasoning"), Benchmark("errors", Better.Lower, "factuality"), Benchmark("served", Better.Higher, null)],
            [new Skill("reasoning", name("reasoning"), name("推理")), new Skill("factuality", name("factuality"), name("事實正確性"))],
            [new Runner("outsider", name("Outsider"), null, null)],
            [new Product("app", name("App"), "one", []), new Product("rival", name("Rival"), "two", [])],
            [new UsageMeasure("weekly", name("weekly users"), name("每週用戶"), "people", false)],
            [new Person("kim", name("Kim"), [], []), new Person("lee", name("Lee"), [], [])],
            []);
        return BriefFold.Finding(ledger, Day, lab, StandingFold.Throne, Rules, null, new DateOnly(2024, 6, 1));

        ImmutableArray<LevelRule> Rules(string about, DateOnly day) =>
        [
            new("behind", Level.Red, name("It is behind."), name("落後。"), new Negation("t", 1, new Leads("t", 1, new Contestant([], about), null, [], null, BoardNeed.Most, 1))),
            new("drains", Level.Amber, name("It loses people."), name("人才流失。"), new LosesPeople("t", 1, about, On(2024, 1, 1), null, [])),
        ];

        Score Score(string benchmark, string model, double value, int line, DateMeaning means = DateMeaning.Published) =>
            new(new ScoreSeries(benchmark, null, "outsider", "accuracy"), model, value, RunnerKind.Independent)
            {
                Id = $"score.{benchmark}.{model}", TrueOn = PartialDate.Of(new DateOnly(2025, 1, 1).AddDays(line)), DateMeans = means, KnownBy = On(2025, 9, 1), Sources = Source(benchmark), Confidence = Confidence.High, Path = name("scores.yaml"), Line = line,
            };

        Claim Claim(string id, string? of, Condition? condition) => new(name("one"), name("The newer model is better"))
        {
            Id = id, Of = of, About = ["one"], StatementZhHant = name("新模型比較好"), Condition = condition, TrueOn = On(2025, 11, 30), KnownBy = On(2025, 11, 30), Sources = Source("claims"), Confidence = Confidence.High, Path = name("claims.yaml"), Line = 3,
        };

        Benchmark Benchmark(string id, Better better, string? skill) => new(
            id, name(id), [new BenchmarkMetric("accuracy", name("accuracy"), ScoreScale.Share, "%", better)], 400, [], skill is null ? [] : [new BenchmarkSkill(skill, "it asks for it")], name("A note"));

        ImmutableArray<FactSource> Source(string page = "page") => [new FactSource(name("A page about " + page), $"https://example.org/{page}", On(2025, 9, 1), On(2026, 7, 1), page != "prices", null)];
    }

    private static PartialDate Released(int model) => PartialDate.Of(new DateOnly(2024, 3, 1).AddMonths(4 * (model % 3)));

    private static PartialDate On(int year, int month, int day) => PartialDate.Of(new DateOnly(year, month, day));
}
