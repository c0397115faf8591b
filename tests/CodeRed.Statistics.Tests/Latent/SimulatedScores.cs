using CodeRed.Statistics.Latent;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace CodeRed.Statistics.Tests.Latent;

/// <summary>Scores of 30 models on 10 benchmarks with known capabilities, three of ten missing.</summary>
internal static class SimulatedScores
{
    private const int Models = 30;
    private const int Benchmarks = 10;
    private const int Items = 300;

    /// <param name="seed">Of all draws.</param>
    /// <param name="secondSkill">Standard deviation of what half of the benchmarks ask for besides; the others ask for as much less.</param>
    /// <param name="ceiling">What no model passes more of.</param>
    /// <param name="leakPerYear">By how much models of half of the labs do better on every third benchmark for each year after the first release, of three; null for none, and no release days.</param>
    /// <param name="labs">How many labs the models are of.</param>
    /// <returns>The table, and capabilities in the unit of the fit: the mean logarithm of discriminations is 0, each weighing by its scores.</returns>
    public static (ScoreTable Table, double[] Capabilities) Draw(int seed, double secondSkill = 0, double ceiling = 1, double? leakPerYear = null, int labs = 4)
    {
        var random = new Xoshiro256StarStar(7_000 + seed, threadSafe: false);
        double Normals(double deviation) => Normal.Sample(random, 0, deviation);
        double[] capability = [.. Enumerable.Range(0, Models).Select(_ => Normals(1))];
        double[] second = [.. Enumerable.Range(0, Models).Select(_ => Normals(secondSkill))];
        List<(Score Score, double LogSlope)> scores = [];
        for (var benchmark = 0; benchmark < Benchmarks; benchmark++)
        {
            var (difficulty, logSlope, dispersion) = (Normals(1), Normals(.3), .004 * Math.Exp(Normals(.7)));
            for (var model = 0; model < Models; model++)
            {
                var asked = benchmark % 2 == 0 ? second[model] : -second[model];
                var leaked = benchmark % 3 == 0 && model % 2 == 0 ? (leakPerYear ?? 0) * 3 * model / Models : 0;
                var predictor = Math.Exp(logSlope) * (capability[model] + asked + leaked + Normals(.25) - difficulty);
                var p = ceiling / (1 + Math.Exp(-predictor));
                var spread = (1 - dispersion) / dispersion;
                var rate = Beta.Sample(random, Math.Max(1e-6, p * spread), Math.Max(1e-6, (1 - p) * spread));
                var passed = Binomial.Sample(random, rate, Items);
                if (random.NextDouble() < .7)
                {
                    scores.Add((new Score(model, benchmark, passed / (double)Items, Items: Items), logSlope));
                }
            }
        }

        var unit = Math.Exp(scores.Average(score => score.LogSlope));
        ScoredModel Model(int model) => new(model % labs, leakPerYear is null ? null : new DayRange(model * 1096 / Models, model * 1096 / Models));
        return (
            new ScoreTable([.. capability.Select((_, model) => Model(model))], [.. Enumerable.Range(0, Benchmarks).Select(benchmark => new ScoreSeries(benchmark))], [.. scores.Select(score => score.Score)]),
            Array.ConvertAll(capability, value => unit * value));
    }
}
