using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence;
using CodeRed.Findings;
using CodeRed.Findings.Drift;
using CodeRed.Findings.LogDrift;
using CodeRed.Findings.Ranking;
using CodeRed.Statistics;

namespace CodeRed.Pages.Tests;

/// <summary>Findings to draw. They are made up for these tests, consistent in themselves and evidence of nothing.</summary>
internal static class Fixture
{
    private const string Hostile = "<script>alert(1)</script></script><img src=x onerror=alert(2)> \u202Eevil\u202C \u001b[31mred javascript:alert(3) {sup|x} {b}";

    /// <summary>A fall from 84.0 % to 51.1 % over 1,000 items.</summary>
    public static DriftFinding Worse { get; } = new()
    {
        Framing = Framing.Drift,
        AsOf = At(2023, 7, 1),
        Suite = "primes-fixture",
        Baseline = new(new string('a', 64), "openaichat/gpt-4-0314", "fixture-march.csv", 1000, At(2023, 3, 15), At(2023, 3, 16)),
        Current = new(new string('b', 64), "openaichat/gpt-4-0613", "fixture-june.csv", 1000, At(2023, 6, 19), At(2023, 6, 20)),
        Settings = new(Alpha: 0.05, Power: 0.8, Seed: 1, Flips: 25),
        Verdict = Verdict.Worse,
        Pairing = new(1000, 1000, 0, 0, 0, 0, 0),
        Metrics =
        [
            new("correct", Better.Higher, true, Compared(Verdict.Worse, 0.840, 0.511, -0.374, -0.284, 477, 148, 1e-40), Compared(Verdict.Worse, 0.840, 0.513, -0.372, -0.282, 476, 149, 1e-39)),
            new("follows the format", Better.Higher, false, Compared(Verdict.NoChangeSeen, 0.993, 0.989, -0.012, 0.004, 9, 5, 0.84), null),
        ],
        Measures =
        [
            new(MeasureKind.NonAnswers, Better.Lower, 1000, 0.007, 0.011, null, null, 9, 5, 0.42, 1, Verdict.NoChangeSeen),
            new(MeasureKind.Length, Better.Neither, 1000, 638.2, 3.9, 619, 4, 3, 997, 0, 0, Verdict.Changed),
            new(MeasureKind.Latency, Better.Lower, 1000, 14_210, 812, 13_900, 790, 1, 999, 0, 0, Verdict.Better),
        ],
        Diagnoses =
        [
            new(DiagnosisKind.AnswerBias, "No", 451, 477,
            [
                new(FigureKind.LabelGiven, "No", 498, 934, 1000),
                new(FigureKind.RightWhereLabelIsRight, "No", 340, 477, 500),
                new(FigureKind.RightWhereLabelIsWrong, "No", 500, 34, 500),
            ]),
            new(DiagnosisKind.Concentrated, "prime", 466, 477, [new(FigureKind.RightInStratum, null, 500, 34, 500)]),
            new(DiagnosisKind.Shortened, null, null, 477, [new(FigureKind.MeanLength, null, 638.2, 3.9, null)]),
        ],
        Strata =
        [
            new("prime", 500, 1.0, 0.068, 466, 0),
            new("composite", 500, 0.68, 0.954, 11, 148),
        ],
        Flips = Flips(),
        Onset = new(OnsetKind.Between, At(2023, 3, 16), At(2023, 6, 19)),
        NotKnown = [new(UnknownKind.Cause), new(UnknownKind.OtherItems), new(UnknownKind.Wavering)],
    };

    /// <summary>Nothing to see, on both sides of the line.</summary>
    public static DriftFinding NoChange { get; } = Worse with
    {
        Verdict = Verdict.NoChangeSeen,
        Framing = Framing.Compare,
        Metrics = [new("correct", Better.Higher, true, Compared(Verdict.NoChangeSeen, 0.840, 0.846, -0.021, 0.033, 92, 98, 0.72), null)],
        Diagnoses = [],
        Onset = new(OnsetKind.TwoTargets, null, null),
        Flips = [.. Flips().Where(f => f.Lost).Take(2)],
    };

    /// <summary>No item has an answer on both sides.</summary>
    public static DriftFinding NothingMeasured { get; } = Worse with
    {
        Verdict = Verdict.CouldNotMeasure,
        Reason = VerdictReason.NothingMeasured,
        Pairing = new(0, 0, 0, 0, 0, 1000, 1000),
        Metrics =
        [
            new("correct", Better.Higher, true, new()
            {
                Verdict = Verdict.CouldNotMeasure,
                Items = 0,
                Pairs = 0,
                BaselineRate = null,
                CurrentRate = null,
                Effect = null,
                Interval = null,
                Method = TestMethod.None,
                PValue = null,
                AdjustedPValue = null,
                Lost = 0,
                Gained = 0,
                Unchanged = 0,
                SmallestDetectableDrop = null,
                SmallestDetectableDropIsApproximate = false,
                Betting = null,
            }, null),
        ],
        Measures = [],
        Diagnoses = [],
        Strata = [],
        Flips = [],
        Onset = new(OnsetKind.NoChange, null, null),
    };

    /// <summary>Every text that comes from outside tries to get out.</summary>
    public static DriftFinding Attacked { get; } = Worse with
    {
        Suite = Hostile,
        Baseline = Worse.Baseline with { Target = Hostile, Source = Hostile },
        Current = Worse.Current with { Target = Hostile, Source = Hostile },
        Metrics = [.. Worse.Metrics.Select(m => m with { Name = Hostile })],
        Diagnoses = [.. Worse.Diagnoses.Select(d => d with { Subject = d.Subject is null ? null : Hostile })],
        Strata = [.. Worse.Strata.Select(s => s with { Stratum = Hostile })],
        Flips =
        [
            .. Flips().Select(f => f with
            {
                Key = Hostile,
                Stratum = Hostile,
                Expected = Hostile,
                BaselineLabel = Hostile,
                CurrentLabel = Hostile,
                Question = Hostile,
                BaselineAnswer = Hostile,
                CurrentAnswer = string.Concat(Enumerable.Repeat(Hostile + new string('W', 900) + "\n", 12)),
            }),
        ],
    };

    /// <summary>A log with a score, in which the score fell and answers got shorter.</summary>
    public static LogDriftFinding Log { get; } = new()
    {
        AsOf = At(2026, 5, 1),
        Suite = "support-log-fixture",
        Log = new(new string('c', 64), "azure/gpt-4o", "fixture-log.csv", 8412, At(2026, 3, 1), At(2026, 4, 29)),
        Split = At(2026, 4, 1),
        Settings = new(),
        Verdict = Verdict.Worse,
        HasScore = true,
        Sides = new(4302, 4098, 31, 29, 12),
        Metrics =
        [
            LogMetric(LogMetricKind.PrimaryScore, "helpful", Better.Higher, 0.914, 0.862, -0.051, -0.074, -0.028, 0.00004, Verdict.Worse, share: true),
            LogMetric(LogMetricKind.FormatValidity, "valid JSON", Better.Higher, 0.988, 0.985, -0.003, -0.011, 0.005, 1, Verdict.NoChangeSeen, share: true),
            LogMetric(LogMetricKind.NonAnswers, null, Better.Lower, 0.021, 0.047, 0.026, 0.012, 0.040, 0.0009, Verdict.Changed, share: true),
            LogMetric(LogMetricKind.Length, null, Better.Neither, 812, 640, -170, -221, -119, 0.0002, Verdict.Changed, share: false),
            LogMetric(LogMetricKind.Latency, null, Better.Lower, 1840, 1795, -40, -160, 80, 1, Verdict.NoChangeSeen, share: false),
        ],
    };

    /// <summary>A log without times: nothing but the reason can be shown.</summary>
    public static LogDriftFinding LogWithoutTimes { get; } = Log with
    {
        Verdict = Verdict.CouldNotMeasure,
        Reason = LogDriftReason.NoTimes,
        Sides = new(0, 0, 0, 0, 8412),
        Metrics = [],
    };

    /// <summary>A log in which every text that comes from outside tries to get out.</summary>
    public static LogDriftFinding AttackedLog { get; } = Log with
    {
        Suite = Hostile,
        Log = Log.Log with { Target = Hostile, Source = Hostile },
        Metrics = [.. Log.Metrics.Select(m => m with { Name = Hostile, Strata = [.. m.Strata.Select(s => s with { Stratum = Hostile })] })],
    };

    /// <summary>Twelve models, the first ahead of the rest, two groups, and one model that never lost; with bootstrap, baseline and prompts.</summary>
    public static RankingFinding Ranking { get; } = Ranked(new(Clusters: [VoteCluster.Prompt], BootstrapRounds: 30, Baseline: "model-3"), i => $"model-{i}");

    /// <summary>A ranking in which every text that comes from outside tries to get out.</summary>
    public static RankingFinding AttackedRanking { get; } = Ranked(new(Baseline: Hostile + "3", Covariates: [Hostile]), i => Hostile + i);

    /// <summary>Votes without a ranking.</summary>
    public static RankingFinding NoRanking { get; } = Ranking with { Verdict = RankingVerdict.CouldNotRank, Groups = [] };

    private static RankingFinding Ranked(RankingSettings settings, Func<int, string> name)
    {
        var fold = new VoteFold(settings);
        var random = new Random(11);
        void Vote(int first, int second, double strength)
        {
            double u = random.NextDouble();
            double win = .8 / (1 + Math.Exp(-strength));
            fold.Add(
                new(first, second, u < win ? Preference.First : u < .8 ? Preference.Second : u < .97 ? Preference.Tie : Preference.BothBad, random.Next(80)),
                settings.Covariates.IsEmpty ? [] : [random.NextDouble() - .5]);
        }

        for (int i = 0; i < 3000; i++)
        {
            int first = random.Next(12);
            int second = (first + 1 + random.Next(11)) % 12;
            Vote(first, second, (first == 0 ? 1.5 : 0) - (second == 0 ? 1.5 : 0) - (.02 * (first - second)));
        }

        for (int i = 0; i < 60; i++)
        {
            Vote(12, 13, .1);
        }

        fold.Add(new(14, 0, Preference.First), settings.Covariates.IsEmpty ? [] : [0]);
        return fold.Finding(new(name(99), ContentHash.Of("votes"), 1234, ContentHash.Of("columns")), [.. Enumerable.Range(0, 15).Select(name)], 3, At(2026, 5, 1));
    }

    private static LogMetricFinding LogMetric(
        LogMetricKind kind, string? name, Better better, double before, double after, double effect, double lower, double upper, double p, Verdict verdict, bool share) =>
        new(kind, name, better, 4302, 4098, 1, before, after, effect, new(lower, upper), p, p, verdict,
            share ? [new("billing", 2100, 2011, before, after), new("returns", 2202, 2087, before, after)] : []);

    private static Comparison Compared(
        Verdict verdict, double before, double after, double lower, double upper, int lost, int gained, double p) => new()
        {
            Verdict = verdict,
            Items = 1000,
            Pairs = 1000,
            BaselineRate = before,
            CurrentRate = after,
            Effect = after - before,
            Interval = new Interval(lower, upper),
            Method = TestMethod.ExactMcNemar,
            PValue = p,
            AdjustedPValue = p,
            Lost = lost,
            Gained = gained,
            Unchanged = 1000 - lost - gained,
            SmallestDetectableDrop = 0.063,
            SmallestDetectableDropIsApproximate = false,
            Betting = Bet(lost, gained),
        };

    /// <summary>A bet of three tenths of the wealth on "worse" at each item, in a seeded order.</summary>
    private static BettingTrace Bet(int lost, int gained)
    {
        double[] changes = [.. Enumerable.Range(0, 1000).Select(i => i < lost ? 1.0 : i < lost + gained ? -1 : 0)];
        new Random(7).Shuffle(changes);
        double logE = 0;
        var path = new List<BettingPoint> { new(0, 0) };
        for (int i = 0; i < changes.Length; i++)
        {
            logE += Math.Log(1 + (0.3 * changes[i]));
            if (i % 4 == 3)
            {
                path.Add(new(i + 1, logE));
            }
        }

        return new(
            logE,
            [.. new[] { 0.05, 0.01, 0.001 }.Select(a => new BettingStop(a, path.Where(p => p.LogE >= -Math.Log(a)).Select(p => (long?)p.Items).FirstOrDefault()))],
            [.. path]);
    }

    private static ImmutableArray<Flip> Flips()
    {
        int[] primes = [17077, 12541, 10937, 19853, 14009, 11119];
        int[] composites = [18287, 13873, 10403];
        return
        [
            .. primes.Select((n, i) => Flipped(n, true, i)),
            .. composites.Select((n, i) => Flipped(n, false, primes.Length + i)),
        ];
    }

    private static Flip Flipped(int n, bool prime, int i)
    {
        string number = n.ToString(CultureInfo.InvariantCulture);
        string steps = $"""
            To determine if {number} is a prime number, we can follow these steps:

            Step 1: Check if the number is even. {number} is not even.
            Step 2: Find the square root of {number}. It is approximately {Math.Sqrt(n).ToString("0.0", CultureInfo.InvariantCulture)}.
            Step 3: Check for divisibility by every prime number up to the square root: 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139.

            None of these divide {number} without a remainder.

            Therefore the answer is [Yes].
            """;
        return new($"primes/{number}", 0, prime, prime ? "prime" : "composite", prime ? "Yes" : "No", "Yes", "No", (2 * i) + 1, (2 * i) + 2)
        {
            Question = $"Is {number} a prime number? Think step by step and then answer [Yes] or [No].",
            BaselineAnswer = i == 4 ? null : steps,
            CurrentAnswer = "[No]",
        };
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
