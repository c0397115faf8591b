using System.Globalization;
using System.Runtime.CompilerServices;
using CodeRed.Statistics.Latent;

namespace CodeRed.Statistics.Tests.Latent;

/// <summary>The fit held against a long Markov chain on all parameters and variances at once (Reference/capability_mcmc.py on Reference/scores.csv; numpy 1.24.2,
/// seeds 1 to 4, 8,000 steps of warm-up each).</summary>
public class LongChainTests
{
    private const int Seeds = 8;

    // Of a posterior standard deviation: what Laplace's approximation may be off by. Two models' posteriors are skew.
    private const double Approximation = .05;
    private const double OfSkewOnes = .2;
    private static readonly int[] Skew = [6, 10];

    // 60,000 steps kept of each chain, largest R-hat 1.0006.
    private static readonly Reference Told = new()
    {
        Mean = [-.116, -.4693, -.1685, .0367, .2931, .0622, .4536, .2825, .4229, -.2311, -.6749, .1088],
        MeanError = [.0017, .0018, .0021, .0016, .0015, .0021, .0038, .0026, .0023, .0015, .0025, .0021],
        Lower = [-.434, -.8672, -.4757, -.2173, -.0357, -.2222, .0061, .0076, .098, -.5115, -1.0239, -.4036],
        LowerError = [.0025, .0034, .0029, .0015, .0021, .0016, .0061, .0017, .0019, .003, .0025, .0035],
        Upper = [.2059, -.0851, .1205, .3009, .6194, .3832, .8223, .5852, .8033, .0275, -.338, .644],
        UpperError = [.0037, .0029, .0025, .0019, .0033, .0027, .0022, .0027, .004, .0016, .0036, .0037],
        Deviation = [.1625, .1979, .1478, .1314, .1659, .1503, .2035, .146, .1808, .137, .1717, .2649],
        Best = [.001, 0, .0002, .0017, .0988, .0059, .4668, .0643, .2924, 0, 0, .0689],
        BestError = [.0001, 0, .0001, .0001, .0017, .0003, .0052, .0044, .0038, 0, 0, .0016],
    };

    // With untold bounds, which mix slowly: 30,000 steps kept of each chain, largest R-hat 1.18: what its batches give for errors is taken five times, so that this
    // is a coarse check.
    private static readonly Reference Untold = new()
    {
        Mean = [-0.1297, -0.6784, -0.2307, 0.0757, 0.3986, 0.102, 0.6401, 0.3909, 0.561, -0.2927, -0.9746, 0.1378],
        MeanError = [0.0026, 0.0153, 0.0041, 0.0036, 0.0068, 0.0044, 0.0114, 0.0077, 0.0096, 0.0039, 0.0203, 0.0067],
        Lower = [-0.5919, -1.5019, -0.6652, -0.2666, -0.0434, -0.2864, 0.0986, 0.0324, 0.1375, -0.7015, -1.7306, -0.5275],
        LowerError = [0.0103, 0.0352, 0.0117, 0.0046, 0.0048, 0.0058, 0.0078, 0.0034, 0.0034, 0.0111, 0.0313, 0.0092],
        Upper = [0.3103, -0.1101, 0.1471, 0.4465, 0.8932, 0.541, 1.2361, 0.8481, 1.1273, 0.0475, -0.4117, 0.8772],
        UpperError = [0.0088, 0.0057, 0.0065, 0.0091, 0.0144, 0.0108, 0.0189, 0.0141, 0.0184, 0.0043, 0.0108, 0.0171],
        Deviation = [0.2253, 0.3492, 0.2022, 0.1797, 0.2342, 0.2075, 0.2832, 0.2092, 0.2526, 0.1881, 0.3299, 0.3554],
        Best = [0.001, 0.0, 0.0002, 0.0023, 0.1105, 0.0059, 0.4911, 0.064, 0.266, 0.0, 0.0, 0.0589],
        BestError = [0.0002, 0.0, 0.0001, 0.0002, 0.009, 0.0004, 0.0067, 0.0014, 0.0045, 0.0, 0.0, 0.0018],
    };

    private static readonly CapabilityFit[] ToldFits = Fits(untold: false);
    private static readonly CapabilityFit[] UntoldFits = Fits(untold: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mean_capabilities_are_those_of_a_long_chain(bool untold)
    {
        var chain = untold ? Untold : Told;
        AssertClose(untold, (fit, model) => fit.Capability(model), chain.Mean, chain.MeanError, chain.Deviation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_ends_of_95_percent_intervals_are_those_of_a_long_chain(bool untold)
    {
        // A quantile that far out moves by two and a half times what the spread is off by.
        var chain = untold ? Untold : Told;
        double[] scale = [.. chain.Deviation.Select(deviation => 2.5 * deviation)];
        AssertClose(untold, (fit, model) => fit.Capability(model, .95).Lower, chain.Lower, chain.LowerError, scale);
        AssertClose(untold, (fit, model) => fit.Capability(model, .95).Upper, chain.Upper, chain.UpperError, scale);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Throne_probabilities_are_those_of_a_long_chain(bool untold)
    {
        var chain = untold ? Untold : Told;
        AssertClose(untold, (fit, model) => fit.ProbabilityBest()[model], chain.Best, chain.BestError, [.. chain.Best.Select(_ => .5)]);
    }

    private static CapabilityFit[] Fits(bool untold) =>
        [.. Enumerable.Range(1, Seeds).Select(seed => LatentCapabilityTests.Fit(Table(), new CapabilitySettings { Draws = 4_000, Seed = (ulong)seed, UntoldBounds = untold }))];

    // Within four standard errors of both simulations, and the approximation.
    private static void AssertClose(bool untold, Func<CapabilityFit, int, double> ours, double[] theirs, double[] error, double[] scale)
    {
        for (var model = 0; model < theirs.Length; model++)
        {
            double[] runs = [.. (untold ? UntoldFits : ToldFits).Select(fit => ours(fit, model))];
            var mean = runs.Average();
            var own = runs.Sum(run => (run - mean) * (run - mean)) / (Seeds - 1) / Seeds;
            Assert.InRange(mean - theirs[model], -Within(own, model), Within(own, model));
        }

        double Within(double own, int model) => (4 * Math.Sqrt(own + (error[model] * error[model] * (untold ? 25 : 1)))) + ((Skew.Contains(model) ? OfSkewOnes : Approximation) * scale[model]);
    }

    private static ScoreTable Table([CallerFilePath] string here = "")
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "Reference", "scores.csv")).Skip(1).Select(line => line.Split(','))];
        double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
        int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
        return new ScoreTable(
            [.. rows.GroupBy(row => Whole(row[0])).OrderBy(model => model.Key).Select(model => new ScoredModel(Whole(model.First()[1]), new DayRange(Whole(model.First()[2]), Whole(model.First()[2]))))],
            [new(0), new(0, 1), new(0, 1), new(1), new(2), new(3), new(4, Scale: ScoreScale.Real)],
            [.. rows.Select(row => new Score(Whole(row[0]), Whole(row[3]), Number(row[5])!.Value, Enum.Parse<RunnerKind>(row[4]), Number(row[6]), Number(row[7])))]);
    }

    private sealed record Reference
    {
        public required double[] Mean { get; init; }

        public required double[] MeanError { get; init; }

        public required double[] Lower { get; init; }

        public required double[] LowerError { get; init; }

        public required double[] Upper { get; init; }

        public required double[] UpperError { get; init; }

        public required double[] Deviation { get; init; }

        public required double[] Best { get; init; }

        public required double[] BestError { get; init; }
    }
}
