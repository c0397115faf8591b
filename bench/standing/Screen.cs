using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Statistics.Latent;

namespace CodeRed.StandingBenchmark;

/// <summary>Runs what was asked for, and shows it.</summary>
internal static class Screen
{
    private const double LowestCoverage = .93;
    private const double HighestCoverage = .97;
    private const double RankSetCoverage = .95;
    private const double HandoverCoverage = .95;
    private const double StandingsBar = 2;

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly MisfitKind[] Kinds = Enum.GetValues<MisfitKind>();

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
        var speed = options.Speed ? Speed.Measure(options.Seed) : null;
        var (all, done) = (options.Worlds * options.Kinds.Count, 0);
        List<Worlds> worlds = [.. options.Kinds.Select(kind => Worlds.Simulate(kind, options.Worlds, options.Seed, () => Progress($"world {Interlocked.Increment(ref done)} of {all}")))];
        var claimed = Reliability.Of(worlds.Where(world => world.Kind.Claimed).SelectMany(world => world.Outcomes));
        var others = Reliability.Of(worlds.Where(world => !world.Kind.Claimed).SelectMany(world => world.Outcomes));
        Progress("");
        Console.WriteLine($"seed {options.Seed}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        if (worlds.Count > 0)
        {
            Show(worlds, options.Worlds);
            Show("claimed worlds", claimed);
            Show("worlds in which intervals do not cover", others);
        }

        if (speed is not null)
        {
            Show(speed);
        }

        Console.WriteLine();
        Console.WriteLine(Json(options, worlds, claimed, others, speed, clock.Elapsed.TotalSeconds).ToJsonString(OneLine));
    }

    private static void Show(List<Worlds> worlds, int each)
    {
        Console.WriteLine();
        Console.WriteLine($"{each} worlds of each kind; %");
        Console.WriteLine($"{"",-20}{"95 % intervals",15}{"rank sets",14}{"handovers",14}{"open",6}{"own results",14}");
        foreach (var world in worlds)
        {
            Console.WriteLine($"{world.Kind.Name,-20}{Percent(world.Covered),15}{Percent(world.RanksCovered),14}{Percent(world.HandoversRight),14}{Number(100 * world.HandoversOpen.Value, "0"),6}{Percent(world.InflationsCovered),14}"
                + (world.Kind.Claimed ? Verdict(Covers(world.Covered) && AtLeast(world.RanksCovered, RankSetCoverage) && AtLeast(world.HandoversRight, HandoverCoverage)) : ""));
        }

        Console.WriteLine();
        Console.WriteLine("worlds found to contradict the model; %");
        Console.WriteLine($"{"",-20}{"any",12}{string.Concat(Kinds.Select(kind => $"{Words(kind),13}"))}{"leader moves",14}{"covered if none",17}");
        foreach (var world in worlds)
        {
            Console.WriteLine($"{world.Kind.Name,-20}{Percent(world.Flagged),12}{string.Concat(Kinds.Select(kind => $"{Number(100 * world.FlaggedAs(kind).Value, "0.0"),13}"))}{Number(100 * world.LeaderChanges.Value, "0"),14}{Percent(world.CoveredWhereNothingWasFound),17}");
        }
    }

    private static void Show(string where, IReadOnlyList<Reliability> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"probability to hold the throne, {where}; %");
        Console.WriteLine($"{"from",6}{"to",6}{"said",8}{"so",14}{"n",9}");
        foreach (var row in rows)
        {
            Console.WriteLine($"{Number(100 * row.From, "0.#"),6}{Number(100 * row.To, "0"),6}{Number(100 * row.Said, "0.0"),8}{Percent(row.Observed),14}{row.Count.ToString("N0", CultureInfo.InvariantCulture),9}{(row.Calibrated ? "" : "  off")}");
        }
    }

    private static void Show(Speed speed)
    {
        Console.WriteLine();
        Console.WriteLine($"{speed.Scores} scores of {speed.Models} models in {speed.Series} series, 1,000 draws: fit {Number(speed.Fit, "0.00")} s, sensitivity report {Number(speed.Sensitivity, "0.00")} s");
        Console.WriteLine($"codered standings over the whole ledger, whole process: {Number(speed.Standings, "0.00")} s{Verdict(speed.Standings < StandingsBar)} (under {StandingsBar})");
    }

    private static JsonObject Json(Options options, List<Worlds> worlds, IReadOnlyList<Reliability> claimed, IReadOnlyList<Reliability> others, Speed? speed, double seconds)
    {
        JsonObject json = new()
        {
            ["benchmark"] = "standing",
            ["seed"] = options.Seed,
            ["cores"] = Environment.ProcessorCount,
            ["worlds_each"] = options.Worlds,
        };
        foreach (var world in worlds)
        {
            var name = world.Kind.Name.Replace(' ', '_');
            void Add(string figure, Share share)
            {
                json[$"{name}_{figure}"] = Figure(share.Value);
                json[$"{name}_{figure}_error"] = Figure(share.Error);
            }

            Add("coverage", world.Covered);
            Add("coverage_unflagged", world.CoveredWhereNothingWasFound);
            Add("width", world.Width);
            Add("rank_set_coverage", world.RanksCovered);
            Add("handover_coverage", world.HandoversRight);
            Add("handovers_unresolved", world.HandoversOpen);
            Add("own_results_coverage", world.InflationsCovered);
            Add("flagged", world.Flagged);
            foreach (var kind in Kinds)
            {
                Add($"flagged_{Words(kind).Replace(' ', '_')}", world.FlaggedAs(kind));
            }

            Add("leader_changes", world.LeaderChanges);
        }

        json["reliability"] = Rows(claimed);
        json["reliability_others"] = Rows(others);
        json["scores"] = speed?.Scores;
        json["series"] = speed?.Series;
        json["models"] = speed?.Models;
        json["fit_s"] = Figure(speed?.Fit);
        json["sensitivity_s"] = Figure(speed?.Sensitivity);
        json["standings_s"] = Figure(speed?.Standings);
        json["seconds"] = Figure(seconds);
        return json;
    }

    private static JsonArray Rows(IReadOnlyList<Reliability> rows) =>
    [
        .. rows.Select(row => new JsonObject
        {
            ["from"] = row.From,
            ["to"] = row.To,
            ["said"] = Figure(row.Said),
            ["observed"] = Figure(row.Observed.Value),
            ["observed_error"] = Figure(row.Observed.Error),
            ["n"] = row.Count,
        }),
    ];

    private static string Words(MisfitKind kind) => kind switch
    {
        MisfitKind.SecondSkill => "second skill",
        MisfitKind.LabAdvantage => "lab",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static bool Covers(Share share) => share.Value is >= LowestCoverage and <= HighestCoverage;

    private static bool AtLeast(Share share, double bar) => !(share.Value + (2 * share.Error) < bar);

    private static string Percent(Share share) => double.IsNaN(share.Value) ? "-" : Number(100 * share.Value, "0.0") + (double.IsNaN(share.Error) ? "" : $" +- {Number(100 * share.Error, "0.0")}");

    private static string Verdict(bool met) => met ? "  met" : "  MISSED";

    private static void Progress(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r\e[K{text}");
        }
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static JsonValue? Figure(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(Math.Round(number, 4)) : null;
}
