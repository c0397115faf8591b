using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRed.RankingBenchmark;

/// <summary>Runs what was asked for, and shows it in 80 columns.</summary>
internal static class Screen
{
    private const double SecondsBar = .5;
    private const double MegabytesBar = 150;
    private const double TenMillionBar = 4;
    private const double ThousandModelsBar = 5;
    private const double LowestCoverage = .93;
    private const double HighestCoverage = .97;
    private const double RankSetCoverage = .95;

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Show(string[] arguments)
    {
        try
        {
            Measure(Options.Read(arguments));
            return 0;
        }
        catch (FormatException wrong)
        {
            Console.Error.WriteLine($"bench: {wrong.Message}");
            return 2;
        }
        catch (InvalidOperationException wrong)
        {
            Progress("");
            Console.Error.WriteLine($"bench: {wrong.Message} Nothing was measured.");
            return 3;
        }
    }

    private static void Measure(Options options)
    {
        var clock = Stopwatch.StartNew();
        var speed = options.Speed ? Speed.Measure(options, Progress) : null;
        var coverage = options.Coverage ? Coverage.Simulate(options.Worlds, options.Seed, done => Progress(done % 10 == 0 ? $"world {done} of {options.Worlds}" : null)) : null;
        Progress("");
        Console.WriteLine($"seed {options.Seed}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        if (speed is not null)
        {
            Show(speed);
        }

        if (coverage is not null)
        {
            Show(coverage, options.Worlds);
        }

        Console.WriteLine();
        Console.WriteLine(Json(options, speed, coverage, clock.Elapsed.TotalSeconds).ToJsonString(OneLine));
    }

    private static void Show(Speed speed)
    {
        var (seconds, peak) = (Seconds(speed.Ours), Peak(speed.Ours));
        Console.WriteLine();
        Console.WriteLine($"{$"{Count(Speed.Votes)} votes, {Speed.Models} models, {Speed.Rounds} rounds",-38}{"fit s",8}{"round ms",10}{"whole s",9}{"peak MB",9}{"x",6}");
        Console.WriteLine($"{"codered rank",-38}{"",8}{"",10}{Number(seconds, "0.00"),9}{Number(peak, "0"),9}{"1",6}");
        foreach (var peer in speed.Peers)
        {
            Console.WriteLine($"{peer.Title,-38}{Number(peer.FitSeconds, "0.000"),8}{Number(1000 * peer.RoundSeconds, "0.0"),10}"
                + $"{(peer.Extrapolated ? "~" : "") + Number(peer.Seconds, peer.Seconds < 10 ? "0.00" : "0"),9}{Number(peer.PeakBytes / 1e6, "0"),9}{Number(peer.Seconds / seconds, "0.0"),6}");
        }

        Console.WriteLine();
        Console.WriteLine($"{"codered rank, 100 rounds, whole process",-40}{"",6}{"measured",12}{"bar",14}");
        Row($"{Count(Speed.Votes)} votes, {Speed.Models} models", "s", seconds, "0.00", seconds < SecondsBar, $"under {SecondsBar}");
        Row("", "MB", peak, "0", peak < MegabytesBar, $"under {MegabytesBar}");
        Row($"{Count(Speed.ManyVotes)} votes, {Speed.Models} models", "s", Seconds(speed.TenMillion), "0.00", Seconds(speed.TenMillion) < TenMillionBar, $"under {TenMillionBar}");
        Row("", "MB", Peak(speed.TenMillion), "0", null, "");
        Row($"{Count(Speed.Votes)} votes, {Count(Speed.ManyModels)} models", "s", Seconds(speed.ThousandModels), "0.00", Seconds(speed.ThousandModels) < ThousandModelsBar, $"under {ThousandModelsBar}");
        Row("", "MB", Peak(speed.ThousandModels), "0", null, "");
        if (speed.Ratios is { } ratios)
        {
            Row("numpy's time / ours, pair by pair", "x", Speed.Median(ratios), "0.0", null, $"{Number(ratios.Min(), "0.0")} to {Number(ratios.Max(), "0.0")}");
            Row("largest difference from numpy", "", speed.Disagreement!.Value, "0e0", null, "");
        }
    }

    private static void Show(Coverage coverage, int worlds)
    {
        Console.WriteLine();
        Console.WriteLine($"{$"{Count(worlds)} worlds of {Count(Coverage.Votes)} votes on {Coverage.Models} models",-46}{"%",12}{"bar",14}");
        bool Covers(Share share) => share.Value is >= LowestCoverage and <= HighestCoverage;
        var bar = $"{100 * LowestCoverage:0} to {100 * HighestCoverage:0}";
        Percent($"95 % intervals of a newcomer of {Coverage.NewcomerVotes} votes", coverage.Newcomer, Covers(coverage.Newcomer), bar);
        Percent("95 % intervals of all models", coverage.All, Covers(coverage.All), bar);
        Percent("95 % rank sets, all at once", coverage.RankSets, coverage.RankSets.Value + (2 * coverage.RankSets.Error) >= RankSetCoverage, $"at least {100 * RankSetCoverage:0}");
        Percent("newcomer, arena-rank-like: a growing ridge", coverage.NewcomerWithRidge, null, "");
        Percent("newcomer, the same without the ridge", coverage.NewcomerWithoutRidge, null, "");
        Percent("all models, ties as half wins", coverage.AllWithHalfWins, null, "");
        Console.WriteLine();
        Console.WriteLine($"A true difference of 100 Elo points reads {Number(coverage.HalfWinsOf100.Value, "0.0")} with ties as half wins,");
        Console.WriteLine($"{Number(coverage.DavidsonOf100.Value, "0.0")} with ties fitted. A rank set holds {Number(coverage.RankSetSize.Value, "0.0")} ranks on average. In {coverage.Unranked} worlds");
        Console.WriteLine("a fit was refused, as where the newcomer won every vote: not counted.");
    }

    private static JsonObject Json(Options options, Speed? speed, Coverage? coverage, double seconds)
    {
        JsonObject json = new()
        {
            ["benchmark"] = "ranking",
            ["seed"] = options.Seed,
            ["cores"] = Environment.ProcessorCount,
            ["quick"] = options.Quick,
            ["votes"] = Speed.Votes,
            ["models"] = Speed.Models,
            ["rounds"] = Speed.Rounds,
            ["pairs"] = options.Pairs,
            ["worlds"] = options.Worlds,
            ["wall_s"] = Figure(speed is null ? null : Seconds(speed.Ours)),
            ["peak_mb"] = Figure(speed is null ? null : Peak(speed.Ours)),
            ["ratio_numpy"] = Figure(speed?.Ratios is { } ratios ? Speed.Median(ratios) : null),
            ["wall_s_10m"] = Figure(speed is null ? null : Seconds(speed.TenMillion)),
            ["peak_mb_10m"] = Figure(speed is null ? null : Peak(speed.TenMillion)),
            ["wall_s_1000_models"] = Figure(speed is null ? null : Seconds(speed.ThousandModels)),
            ["peak_mb_1000_models"] = Figure(speed is null ? null : Peak(speed.ThousandModels)),
            ["disagreement_numpy"] = speed?.Disagreement is { } disagreement ? JsonValue.Create(disagreement) : null,
        };
        foreach (var peer in speed?.Peers ?? [])
        {
            var name = peer.Name.Replace('-', '_');
            json[$"{name}_wall_s"] = Figure(peer.Seconds);
            json[$"{name}_fit_s"] = Figure(peer.FitSeconds);
            json[$"{name}_round_s"] = Figure(peer.RoundSeconds);
            json[$"{name}_peak_mb"] = Figure(peer.PeakBytes / 1e6);
        }

        void Add(string name, Share? share)
        {
            json[name] = Figure(share?.Value);
            json[$"{name}_error"] = Figure(share?.Error);
        }

        Add("newcomer_coverage", coverage?.Newcomer);
        Add("davidson_coverage", coverage?.All);
        Add("rank_set_coverage", coverage?.RankSets);
        Add("newcomer_coverage_growing_ridge", coverage?.NewcomerWithRidge);
        Add("newcomer_coverage_no_ridge", coverage?.NewcomerWithoutRidge);
        Add("half_win_coverage", coverage?.AllWithHalfWins);
        Add("half_win_elo_of_100", coverage?.HalfWinsOf100);
        Add("davidson_elo_of_100", coverage?.DavidsonOf100);
        Add("rank_set_size", coverage?.RankSetSize);
        json["newcomer_unranked"] = coverage?.Unranked;
        json["seconds"] = Figure(seconds);
        return json;
    }

    private static void Row(string what, string unit, double value, string format, bool? met, string bar) =>
        Console.WriteLine($"{what,-40}{unit,6}{Number(value, format),12}{bar,14}{Verdict(met)}");

    private static void Percent(string what, Share share, bool? met, string bar) =>
        Console.WriteLine($"{what,-46}{$"{Number(100 * share.Value, "0.0")} +- {Number(100 * share.Error, "0.0")}",12}{bar,14}{Verdict(met)}");

    private static double Seconds(IEnumerable<Measured> runs) => Speed.Median(runs.Select(run => run.Seconds));

    private static double Peak(IEnumerable<Measured> runs) => runs.Max(run => run.PeakBytes) / 1e6;

    private static string Verdict(bool? met) => met is null ? "" : met.Value ? "  met" : "  MISSED";

    private static void Progress(string? text)
    {
        if (!Console.IsErrorRedirected && text is not null)
        {
            Console.Error.Write($"\r\e[K{text}");
        }
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static JsonValue? Figure(double? value) => value is { } number ? JsonValue.Create(Math.Round(number, 4)) : null;
}
