using System.Diagnostics;
using CodeRed.Statistics.Latent;

namespace CodeRed.StandingBenchmark;

/// <summary>Seconds of a fit to a large table, and of all that is said of its sensitivity.</summary>
/// <param name="Scores">Scores of the table.</param>
/// <param name="Series">Its series.</param>
/// <param name="Models">Its models.</param>
/// <param name="Fit">Seconds of the fit with 1,000 draws, rank sets and handovers.</param>
/// <param name="Sensitivity">Seconds of the fits under other choices and the search for misfits.</param>
/// <param name="Standings">Seconds of <c>codered standings</c> over the whole ledger from start to end of the process.</param>
internal sealed record Speed(int Scores, int Series, int Models, double Fit, double Sensitivity, double Standings)
{
    private const int Times = 5;

    public static Speed Measure(int seed)
    {
        var world = new World(WorldKind.All[4], seed, models: 75, benchmarks: 12, labs: 8);
        var (scores, series) = (world.Table.Scores.Count, world.Table.Series.Count);
        List<(double Fit, double Sensitivity)> times = [];
        for (var time = 0; time <= Times; time++)
        {
            var clock = Stopwatch.StartNew();
            if (!LatentCapability.TryFit(world.Table, new CapabilitySettings(), out var fit, out var refusal))
            {
                throw new InvalidOperationException(refusal.Words);
            }

            fit.RankSets();
            fit.Handovers(ThroneHolder.Lab);
            var fitted = clock.Elapsed.TotalSeconds;
            fit.UnderOtherChoices();
            fit.Misfits();
            times.Add((fitted, clock.Elapsed.TotalSeconds - fitted));
        }

        var measured = times.Skip(1).ToList(); // the first compiles
        return new Speed(
            scores, series, world.Table.Models.Count, Median(measured.Select(time => time.Fit)), Median(measured.Select(time => time.Sensitivity)),
            Median(Enumerable.Range(0, Times).Select(_ => Standing())));
    }

    private static double Standing()
    {
        var program = Environment.GetEnvironmentVariable("CODERED") ?? throw new InvalidOperationException("CODERED names no program to measure.");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, ["standings", "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        var seconds = clock.Elapsed.TotalSeconds;
        output.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? seconds : throw new InvalidOperationException($"{program} standings ended with {process.ExitCode}: {errors.GetAwaiter().GetResult().Trim()}");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
