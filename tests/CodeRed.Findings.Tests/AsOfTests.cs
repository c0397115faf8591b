using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Levels;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Talent;
using CodeRed.Findings.Tests.Claims;
using CodeRed.Findings.UsageGrowth;
using CsCheck;
using static CodeRed.Findings.Tests.Claims.SmallLedger;

namespace CodeRed.Findings.Tests;

/// <summary>Nothing that became known later, fact or name, is in an answer about a day; only how much was left out may change.</summary>
public sealed class AsOfTests
{
    private static readonly DateOnly Day = new(2025, 8, 1);

    private static readonly string[] Questions = ["claims", "levels", "talent", "talent one", "usage", "usage app rival-app", "standing", "brief", "brief one"];

    // What is known by the day, with claims and rules of every kind that looks at entities.
    private static SmallLedger World()
    {
        var leads = new Leads("t", 1, new Contestant([], "one"), null, [], null, BoardNeed.Most, 1);
        return new SmallLedger()
            .Score("s1", "a1", 70).Score("s2", "a3-high", 90).Score("s3", "b1", 80).Score("s4", "c1", 40)
            .Score("m1", "a1", 60, "maps").Score("m2", "a3-high", 85, "maps").Score("m3", "b1", 82, "maps")
            .Score("t1", "a1", 60, "third").Score("t2", "a3-high", 88, "third").Score("t3", "b1", 70, "third")
            .Release("r1", "one", "A3", "2025-04-16").Release("r2", "two", "Lab Two", "2024-02-01", kind: ReleaseKind.Lab)
            .Usage("app", 800, "2025-05").Usage("rival-app", 650, "2025-05")
            .Person("kim", ["two"], ("two", "2024-02-01", "2024-03-01")).Person("lee", [], ("one", "2023-01", "2024-01-01")).Person("max", ["one"], ("one", "2020", null))
            .Move("kim", "two", "one", "2024-06-01").Move("lee", "one", null, "2025-01-15").Move("ada", "one", "two", "2025-02-10")
            .Claim("leads", leads).Claim("leads all", leads with { Who = new Contestant(["a3"], null), Over = new Contestant([], "two") })
            .Claim("several", new SeveralLeaders("t", 1, [], null, 2)).Claim("throne", new HoldsThrone("t", 1, "one", "reasoning", .9))
            .Claim("founder", new FounderOf("t", 1, "kim", "two")).Claim("founder later", new FounderOf("t", 1, "lee", "three"))
            .Claim("went", new MostLeaversWentTo("t", 1, "one", [], null, null)).Claim("drain", new LosesPeople("t", 1, "one", On("2024"), null, []))
            .Claim("used", new MoreUsed("t", 1, "app", "rival-app", [])).Claim("record", new OftenWrong("t", 1, ["one"], .5));
    }

    // What became known later: labs with models, products and benchmarks, people, aliases and facts about them and about what was known before.
    private static SmallLedger WithLater(SmallLedger ledger, int seed)
    {
        var random = new Random(seed);
        string Later() => On("2025-08-02").First.AddDays(random.Next(300)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string Any() => random.Next(2) == 0 ? Later() : new DateOnly(2024, 1, 1).AddDays(random.Next(500)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string? Known() => random.Next(4) == 0 ? null : Later();
        for (var i = 0; i < 1 + random.Next(3); i++)
        {
            var lab = $"new{i}";
            ledger.LabWithAll(lab, random.Next(2) == 0 ? On(Any()) : null, random.Next(3) == 0 ? "a3" : null, random.Next(2) == 0 ? 7 : null)
                .Score($"l{i}", $"{lab}-model", 99, new[] { "sums", "maps", $"{lab}-bench" }[random.Next(3)], on: Any(), known: Known())
                .Score($"k{i}", "a2", 99, $"{lab}-bench", on: Any(), known: Known())
                .Usage($"{lab}-app", 900, Any(), known: Known()).Usage("app", 1, Any(), known: Known())
                .Release($"x{i}", lab, $"Model of {lab}", Any(), Known()).Release($"y{i}", "three", "Lab Three", Any(), Known(), ReleaseKind.Lab)
                .Person($"p{i}", [lab], (lab, Later(), random.Next(2) == 0 ? null : Later())).Person($"q{i}", [], ("one", Any(), random.Next(2) == 0 ? null : Later()))
                .Move($"p{i}", "one", lab, Any(), MoveKind.Left, Known()).Move($"q{i}", "one", "three", Any(), MoveKind.Left, Known()).Move("lee", "one", "three", Any(), MoveKind.Left, Known())
                .Alias("a1", $"other name {i}").Alias("b1", $"another {i}");
        }

        return ledger;
    }

    private static string Answer(SmallLedger small, string question)
    {
        var ledger = small.Build();
        var words = question.Split(' ');
        object finding = words[0] switch
        {
            "claims" => new ClaimsFold(ledger, Day, StandingFold.Throne).Finding(),
            "levels" => LevelFold.Finding(ledger, Day, (lab, day) => [new LevelRule("r", Level.Red, "r", null, new Leads("t", 1, new Contestant([], lab), null, [], null, BoardNeed.Most, 1))], (_, _) => null, months: 12),
            "talent" => TalentFold.Finding(ledger.AsOf(Day), new TalentSettings { Lab = words.Length > 1 ? words[1] : null, Event = new DateOnly(2025, 1, 1) }),
            "usage" => UsageFold.Finding(ledger.AsOf(Day), new UsageSettings([.. words.Skip(1)])),
            "standing" => StandingFold.Finding(ledger.AsOf(Day), new StandingSettings(Draws: 100)),
            _ => BriefFold.Finding(ledger, Day, words.Length > 1 ? words[1] : null, StandingFold.Throne),
        };
        return Stripped(JsonSerializer.SerializeToNode(finding, finding.GetType())!).ToJsonString();
    }

    // How much was left out is to change.
    private static JsonNode Stripped(JsonNode node)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                if (name is "Later" or "Undated" or "UndatedKinds" or "StartsLeftOut")
                {
                    fields.Remove(name);
                }
                else if (value is not null)
                {
                    Stripped(value);
                }
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var entry in list.OfType<JsonNode>())
            {
                Stripped(entry);
            }
        }

        return node;
    }

    public static TheoryData<string> AllQuestions => [.. Questions];

    [Theory]
    [MemberData(nameof(AllQuestions))]
    public void No_fact_and_no_name_that_became_known_later_changes_an_answer(string question)
    {
        var before = Answer(World(), question);
        Gen.Int[0, 1_000_000].Sample(seed => Assert.Equal(before, Answer(WithLater(World(), seed), question)), iter: question.StartsWith("brief", StringComparison.Ordinal) ? 15 : 60);
    }

    [Theory]
    [MemberData(nameof(AllQuestions))]
    public void What_was_known_by_then_does_change_it(string question)
    {
        var more = World().LabWithAll("zeta").Score("z1", "zeta-model", 99).Score("z2", "zeta-model", 99, "maps").Score("z3", "zeta-model", 99, "third").Usage("zeta-app", 5, "2025-05").Usage("app", 900, "2025-07")
            .Person("zoe", ["zeta"], ("zeta", "2025-01", null)).Move("zoe", "one", "zeta", "2025-03-01").Claim("more", null);

        Assert.NotEqual(Answer(World(), question), Answer(more, question));
    }

    [Fact]
    public void A_model_is_released_and_its_weights_are_had_from_the_last_day_of_its_release_on()
    {
        static Model? Of(string? released, DateOnly day) => new SmallLedger().LabWithAll("zeta", released is null ? null : On(released)).Score("z", "zeta-model", 50, on: "2025-01-01").Build()
            .AsOf(day).Ledger.Models.GetValueOrDefault("zeta-model");

        Assert.Null(Of("2025-01", new DateOnly(2024, 12, 31)));
        Assert.Equal((null, false), (Of("2025-02", new DateOnly(2025, 2, 27))!.Released, Of("2025-02", new DateOnly(2025, 2, 27))!.OpenWeights));
        Assert.Equal((On("2025-02"), true), (Of("2025-02", new DateOnly(2025, 2, 28))!.Released, Of("2025-02", new DateOnly(2025, 2, 28))!.OpenWeights));
    }
}
