using System.Globalization;
using CodeRed.Statistics.Latent;

namespace CodeRed.Statistics.Tests.Latent;

/// <summary>Against Latent/Reference/capability_mcmc.py on Latent/Reference/scores.csv (simulated scores): numpy 1.24.2, seeds 1 to 4, 30,000 draws of each
/// after 5,000. Its largest R-hat was 1.0004, the error of a mean at most 0.015 standard deviations.</summary>
public class CapabilityReferenceTests
{
    private static readonly double[] Means = [-0.1152, -0.4657, -0.1676, 0.0395, 0.2927, 0.0604, 0.4548, 0.2792, 0.4211, -0.2296, -0.6794, 0.1099];
    private static readonly double[] Deviations = [0.1614, 0.1982, 0.1447, 0.1309, 0.1653, 0.1485, 0.1983, 0.1432, 0.1776, 0.136, 0.1687, 0.2678];
    private static readonly double[] Best = [0.0007, 0.0, 0.0002, 0.002, 0.1017, 0.007, 0.4605, 0.0604, 0.2958, 0.0, 0.0, 0.0716];

    [Fact]
    public void Means_deviations_and_chances_to_be_best_agree_with_a_long_Markov_chain()
    {
        // Several seeds, because one fit draws the variances only 64 times.
        var fits = Enumerable.Range(1, 8).Select(seed => LatentCapabilityTests.Fit(Table(), new CapabilitySettings { Draws = 4_000, Seed = (ulong)seed })).ToArray();

        for (var model = 0; model < Means.Length; model++)
        {
            // An interval that is off by .15 of its deviation covers 94.7 % instead of 95 %.
            Tolerance.Near(Means[model], fits.Average(fit => fit.Capability(model)), .15 * Deviations[model]);
            Tolerance.Relative(Deviations[model], fits.Average(fit => fit.Capability(model, .95).Width) / 3.92, .08);
            Tolerance.Near(Best[model], fits.Average(fit => fit.ProbabilityBest()[model]), .04);
        }

        Tolerance.Near(.1107, Middle(fits, 0), .05);
        Tolerance.Near(.1187, Middle(fits, 1), .05);
    }

    private static double Middle(CapabilityFit[] fits, int lab) =>
        fits.Average(fit => fit.VendorInflation(lab, .95) is { } interval ? (interval.Lower + interval.Upper) / 2 : double.NaN);

    private static ScoreTable Table()
    {
        var rows = Rows();
        return new ScoreTable(
            [.. rows.GroupBy(row => Whole(row[0])).OrderBy(group => group.Key).Select(group => new ScoredModel(Whole(group.First()[1]), new DayRange(Whole(group.First()[2]), Whole(group.First()[2]))))],
            [new(0), new(0, 1), new(0, 1), new(1), new(2), new(3), new(4, 0, ScoreScale.Real)],
            [.. rows.Select(row => new Score(Whole(row[0]), Whole(row[3]), Number(row[5])!.Value, Enum.Parse<RunnerKind>(row[4]), Number(row[6]), Number(row[7])))]);
    }

    private static string[][] Rows()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CodeRed.slnx")))
            {
                var path = Path.Combine(folder.FullName, "tests", "CodeRed.Statistics.Tests", "Latent", "Reference", "scores.csv");
                return [.. File.ReadLines(path).Skip(1).Select(static line => line.Split(','))];
            }
        }

        throw new InvalidOperationException($"No CodeRed.slnx above {AppContext.BaseDirectory}: run these tests from a checkout.");
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
