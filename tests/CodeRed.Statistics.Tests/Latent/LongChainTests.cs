using System.Globalization;
using System.Runtime.CompilerServices;
using CodeRed.Statistics.Latent;

namespace CodeRed.Statistics.Tests.Latent;

/// <summary>The fit held against a long Markov chain on all parameters and variances at once (Reference/capability_mcmc.py on Reference/scores.csv; numpy 1.24.2,
/// seeds 1 to 4, 8,000 steps of warm-up and 60,000 kept each, largest R-hat 1.0006).</summary>
public class LongChainTests
{
    private const int Seeds = 8;

    // Of a posterior standard deviation: what Laplace's approximation may be off by.
    private const double Approximation = .05;

    private static readonly double[] Mean = [-.116, -.4693, -.1685, .0367, .2931, .0622, .4536, .2825, .4229, -.2311, -.6749, .1088];
    private static readonly double[] MeanError = [.0017, .0018, .0021, .0016, .0015, .0021, .0038, .0026, .0023, .0015, .0025, .0021];
    private static readonly double[] Lower = [-.434, -.8672, -.4757, -.2173, -.0357, -.2222, .0061, .0076, .098, -.5115, -1.0239, -.4036];
    private static readonly double[] LowerError = [.0025, .0034, .0029, .0015, .0021, .0016, .0061, .0017, .0019, .003, .0025, .0035];
    private static readonly double[] Upper = [.2059, -.0851, .1205, .3009, .6194, .3832, .8223, .5852, .8033, .0275, -.338, .644];
    private static readonly double[] UpperError = [.0037, .0029, .0025, .0019, .0033, .0027, .0022, .0027, .004, .0016, .0036, .0037];
    private static readonly double[] Deviation = [.1625, .1979, .1478, .1314, .1659, .1503, .2035, .146, .1808, .137, .1717, .2649];
    private static readonly double[] Best = [.001, 0, .0002, .0017, .0988, .0059, .4668, .0643, .2924, 0, 0, .0689];
    private static readonly double[] BestError = [.0001, 0, .0001, .0001, .0017, .0003, .0052, .0044, .0038, 0, 0, .0016];

    private static readonly CapabilityFit[] Fits =
        [.. Enumerable.Range(1, Seeds).Select(seed => LatentCapabilityTests.Fit(Table(), new CapabilitySettings { Draws = 4_000, Seed = (ulong)seed, UntoldBounds = false }))];

    [Fact]
    public void Mean_capabilities_are_those_of_a_long_chain() =>
        AssertClose(model => Fits.Select(fit => fit.Capability(model)), Mean, MeanError, Deviation);

    [Fact]
    public void The_ends_of_95_percent_intervals_are_those_of_a_long_chain()
    {
        // A quantile that far out moves by two and a half times what the spread is off by.
        AssertClose(model => Fits.Select(fit => fit.Capability(model, .95).Lower), Lower, LowerError, [.. Deviation.Select(deviation => 2.5 * deviation)]);
        AssertClose(model => Fits.Select(fit => fit.Capability(model, .95).Upper), Upper, UpperError, [.. Deviation.Select(deviation => 2.5 * deviation)]);
    }

    [Fact]
    public void Throne_probabilities_are_those_of_a_long_chain() =>
        AssertClose(model => Fits.Select(fit => fit.ProbabilityBest()[model]), Best, BestError, [.. Best.Select(_ => .5)]);

    // Within four standard errors of both simulations, and the approximation.
    private static void AssertClose(Func<int, IEnumerable<double>> ours, double[] theirs, double[] error, double[] scale)
    {
        for (var model = 0; model < theirs.Length; model++)
        {
            double[] runs = [.. ours(model)];
            var mean = runs.Average();
            var own = runs.Sum(run => (run - mean) * (run - mean)) / (Seeds - 1) / Seeds;
            Assert.InRange(mean - theirs[model], -Within(own, model), Within(own, model));
        }

        double Within(double own, int model) => (4 * Math.Sqrt(own + (error[model] * error[model]))) + (Approximation * scale[model]);
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
}
