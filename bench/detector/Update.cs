using CodeRed.Statistics.Sequential;
using CodeRed.Statistics.Unlabelled;
using CodeRed.Statistics.Watching;

namespace CodeRed.DetectorBenchmark;

/// <summary>One way to take an answer, measured over a batch of them.</summary>
/// <param name="Name">Its name in the JSON.</param>
/// <param name="Title">Its name in the table.</param>
/// <param name="Steps">Steps of a batch.</param>
/// <param name="Alternatives">Alternatives that a step bets on; 0 where the word has no meaning.</param>
/// <param name="Prepare">Makes a batch, which is not measured: a function that takes every step and gives what came of it, and one that tells how many were taken.</param>
internal sealed record Update(string Name, string Title, int Steps, int Alternatives, Func<(Func<double> Run, Func<long> Taken)> Prepare)
{
    /// <summary>The peer to divide by.</summary>
    public const string Reference = "pooled";

    /// <summary>Steps of a batch. The statistic starts over with each, as it would grow beyond all bounds where the baseline was unlucky.</summary>
    private const int Many = 20_000;

    /// <summary>All that is measured, from a seed.</summary>
    public static IReadOnlyList<Update> All(ulong seed)
    {
        Answers answers = new(seed);
        var (items, grades) = answers.Draws(Many);
        var normals = answers.Normals(Many);
        var mean = WatchKind.Draw(answers, WatchKind.Mean);
        var each = WatchKind.Draw(answers, WatchKind.EachItem);
        var adaptive = WatchKind.Draw(answers, WatchKind.Mean, largestWeight: 2);
        var chances = Array.ConvertAll(items, static item => (item % 2 == 0 ? .5 : 1.5) / Answers.Items);
        var round = WatchKind.Round(answers);
        var roundMeans = Array.ConvertAll(normals, z => round.Baseline.Mean + (z * round.Baseline.StandardDeviation));
        var seconds = Array.ConvertAll(answers.Normals(Answers.Items * Answers.Rounds), Math.Exp);
        RankBaseline ranks = new(seconds, Answers.Items);
        var newSeconds = Array.ConvertAll(normals, Math.Exp);
        return
        [
            new("draws", $"draws, the mean ({mean.Alternatives} alternatives)", Many, mean.Alternatives, () => Draws(mean)),
            new("draws_each_item", $"draws, each item ({each.Alternatives})", Many, each.Alternatives, () => Draws(each)),
            new("draws_adaptive", $"adaptive draws, the mean ({adaptive.Alternatives})", Many, adaptive.Alternatives, () => Adaptive()),
            new("rounds", "rounds, a step", Many, 0, () => Rounds()),
            new("rank_grade", "rank of a real value", Many, 0, () => Grades()),
            new("confidence_sequence", "confidence sequence, 1,000 cells", 5_000, 0, () => Bounds()),
            new("conformal", "conformal rank, 200 + 1,000 batches", 1_000, 0, () => Conformal()),
            new(Reference, "reference: pooled e-detector (1)", Many, 1, () => Pooled()),
            new("cusum", "reference: CUSUM (1)", Many, 1, () => Cusum()),
        ];

        (Func<double>, Func<long>) Draws(DrawDetector detector)
        {
            detector.Restart();
            return (() =>
            {
                var sum = 0.0;
                for (var i = 0; i < items.Length; i++)
                {
                    detector.Step(items[i], grades[i]);
                    sum += detector.Statistic;
                }

                return sum;
            }, () => detector.Steps);
        }

        (Func<double>, Func<long>) Adaptive()
        {
            adaptive.Restart();
            return (() =>
            {
                var sum = 0.0;
                for (var i = 0; i < items.Length; i++)
                {
                    adaptive.Step(items[i], grades[i], chances[i]);
                    sum += adaptive.Statistic;
                }

                return sum;
            }, () => adaptive.Steps);
        }

        (Func<double>, Func<long>) Rounds()
        {
            round.Restart();
            return (() =>
            {
                var sum = 0.0;
                foreach (var value in roundMeans)
                {
                    round.Step(value);
                    sum += round.Statistic;
                }

                return sum;
            }, () => round.Steps);
        }

        (Func<double>, Func<long>) Grades()
        {
            var taken = 0L;
            return (() =>
            {
                var sum = 0.0;
                for (var i = 0; i < items.Length; i++)
                {
                    sum += ranks.Grade(items[i], newSeconds[i]);
                    taken++;
                }

                return sum;
            }, () => taken);
        }

        (Func<double>, Func<long>) Bounds()
        {
            BettingConfidenceSequence sequence = new(.95);
            return (() =>
            {
                var sum = 0.0;
                for (var i = 0; i < 5_000; i++)
                {
                    sequence.Add(grades[i]);
                    sum += sequence.Lower;
                }

                return sum;
            }, () => sequence.Count);
        }

        (Func<double>, Func<long>) Conformal()
        {
            ConformalRankDetector detector = new(normals.AsSpan(0, 200), seed);
            return (() =>
            {
                var sum = 0.0;
                for (var i = 200; i < 1_200; i++)
                {
                    sum += detector.Step(normals[i]);
                }

                return sum;
            }, () => detector.Batches);
        }

        // Shiryaev-Roberts with the bet that is best for a drop of 5 points of the pass rate over all items, blind to which was asked.
        (Func<double>, Func<long>) Pooled()
        {
            var rate = Answers.Rates.Average();
            var bet = .05 / (rate * (1 - rate));
            var (passed, failed) = (1 + (bet * (rate - 1)), 1 + (bet * rate));
            var taken = 0L;
            return (() =>
            {
                var (sum, statistic) = (0.0, 0.0);
                foreach (var grade in grades)
                {
                    statistic = (grade > 0 ? passed : failed) * (1 + statistic);
                    sum += statistic;
                    taken++;
                }

                return sum;
            }, () => taken);
        }

        // Page's cumulative sum of the log-likelihood ratio of a drop of 5 points.
        (Func<double>, Func<long>) Cusum()
        {
            var rate = Answers.Rates.Average();
            var (passed, failed) = (Math.Log((rate - .05) / rate), Math.Log((1 - rate + .05) / (1 - rate)));
            var taken = 0L;
            return (() =>
            {
                var (sum, statistic) = (0.0, 0.0);
                foreach (var grade in grades)
                {
                    statistic = Math.Max(0, statistic + (grade > 0 ? passed : failed));
                    sum += statistic;
                    taken++;
                }

                return sum;
            }, () => taken);
        }
    }
}
