using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRed.Laboratory;

/// <summary>Runs what was asked for, and shows it.</summary>
internal static class Screen
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Show(string[] arguments)
    {
        Options options;
        try
        {
            options = Options.Read(arguments);
        }
        catch (FormatException wrong)
        {
            Console.Error.WriteLine($"bench: {wrong.Message}");
            return 2;
        }

        Scenario[] scenarios = [.. Scenarios.All.Where(scenario => options.Only.All(text => scenario.Name.Contains(text, StringComparison.OrdinalIgnoreCase)))];
        if (scenarios.Length == 0)
        {
            Console.Error.WriteLine($"bench: no scenario has \"{string.Join("\" and \"", options.Only)}\" in its name; --list shows them all.");
            return 2;
        }

        if (options.List)
        {
            Array.ForEach(scenarios, scenario => Console.WriteLine(scenario.Name));
            return 0;
        }

        var clock = Stopwatch.StartNew();
        List<Row> rows = [];
        Table table = new(Console.Out);
        foreach (var (index, scenario) in scenarios.Index())
        {
            Progress($"{index + 1} of {scenarios.Length}, {clock.Elapsed.TotalSeconds:0} s: {scenario.Name}");
            var experiment = scenario.Change is null
                ? new Experiment(scenario, options.Baselines, scenario.LongerBy > 1 ? Math.Max(2, options.Watches / 2) : options.Watches, options.Seed)
                : new Experiment(scenario, options.Runs, 1, options.Seed);
            var outcomes = experiment.Run();
            Row[] here = [.. experiment.Methods.Select((_, method) => Row.From(experiment, method, outcomes[method]))];
            Progress("");
            table.Write(experiment, here);
            rows.AddRange(here);
        }

        var json = Json(options, rows, scenarios.Length, clock.Elapsed.TotalSeconds);
        var line = json.ToJsonString(OneLine);
        if (options.JsonFile is not null)
        {
            json["rows"] = new JsonArray([.. rows.Select(Json)]);
            File.WriteAllText(options.JsonFile, json.ToJsonString(OneLine) + "\n");
        }

        Console.WriteLine();
        Console.WriteLine("% of runs; first: median samples to a false alarm. x: nothing is promised here.");
        Console.WriteLine("!: more than 10 % of alarms within A/10, over all baselines or in the worst 5 %.");
        Console.WriteLine("blind: it had said that it cannot see such a drop. told: the announced delay.");
        Console.WriteLine();
        Console.WriteLine(line);
        return 0;
    }

    private static void Progress(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r\e[K{text}");
        }
    }

    private static JsonObject Json(Options options, List<Row> rows, int scenarios, double seconds)
    {
        Bars bars = new(rows);
        return new JsonObject
        {
            ["benchmark"] = "laboratory",
            ["seed"] = options.Seed,
            ["cores"] = Environment.ProcessorCount,
            ["scenarios"] = scenarios,
            ["runs"] = options.Runs,
            ["baselines"] = options.Baselines,
            ["watches_per_baseline"] = options.Watches,
            ["promised_rows"] = bars.PromisedRows,
            ["broken_rows"] = bars.Broken.Length,
            ["broken"] = new JsonArray([.. bars.Broken.Select(name => JsonValue.Create(name))]),
            ["false_share"] = Figure(bars.FalseShare),
            ["false_share_worst"] = Figure(bars.FalseShareWorst),
            ["refused_sticky"] = Figure(bars.RefusedSticky),
            ["refused_drifting"] = Figure(bars.RefusedDrifting),
            ["refused_needlessly"] = Figure(bars.RefusedNeedlessly),
            ["delay_ratio_known"] = Figure(bars.DelayRatioKnown),
            ["delay_ratio_50"] = Figure(bars.DelayRatio50),
            ["delay_ratio_10"] = Figure(bars.DelayRatio10),
            ["delay_ratio_50_from_100_items"] = Figure(bars.DelayRatio50Large),
            ["delay_ratio_10_from_100_items"] = Figure(bars.DelayRatio10Large),
            ["delay_ratio_mean_known"] = Figure(bars.MeanRatioKnown),
            ["delay_ratio_mean_50"] = Figure(bars.MeanRatio50),
            ["delay_ratio_mean_10"] = Figure(bars.MeanRatio10),
            ["delay_ratio_mean_known_20_points"] = Figure(bars.MeanRatioKnownTwenty),
            ["rounds_to_5_points"] = Figure(bars.RoundsToFivePoints(0, 100)),
            ["rounds_to_5_points_sd_02"] = Figure(bars.RoundsToFivePoints(0.2, 100)),
            ["rounds_to_5_points_year"] = Figure(bars.RoundsToFivePoints(0, 365)),
            ["rounds_to_5_points_year_sd_02"] = Figure(bars.RoundsToFivePoints(0.2, 365)),
            ["announced_ratio_smallest"] = Figure(bars.AnnouncedSmallest),
            ["announced_ratio_largest"] = Figure(bars.AnnouncedLargest),
            ["seconds"] = Figure(seconds),
        };
    }

    private static JsonNode Json(Row row)
    {
        JsonObject json = new()
        {
            ["scenario"] = row.Scenario.Name,
            ["method"] = row.Method.Name,
            ["refused"] = Figure(row.Refused),
            ["floor"] = Figure(row.Floor),
        };
        if (row.Exclusion is not null)
        {
            json["excluded"] = row.Exclusion;
        }

        if (row.ByTenth is not null)
        {
            json["false_tenth"] = Figure(row.ByTenth.Mean);
            json["false_tenth_error"] = Figure(row.ByTenth.Error);
            json["false_tenth_worst"] = Figure(row.ByTenth.Worst);
            json["false_tenth_worst_low"] = Figure(row.ByTenth.WorstLow);
            json["false_tenth_worst_high"] = Figure(row.ByTenth.WorstHigh);
            json["false_run_length"] = Figure(row.ByRunLength!.Mean);
            json["false_run_length_worst"] = Figure(row.ByRunLength.Worst);
            json["false_samples_median"] = Figure(row.MedianFalse);
            json["mean_run"] = Figure(row.MeanRun);
            json["broken"] = row.Broken;
            return json;
        }

        json["early"] = Figure(row.Early);
        json["blind"] = Figure(row.Blind);
        json["missed"] = Figure(row.Missed);
        json["delay_samples"] = Figure(row.Samples!.Value);
        json["delay_samples_low"] = Figure(row.Samples.Low);
        json["delay_samples_high"] = Figure(row.Samples.High);
        json["delay_rounds"] = Figure(row.Rounds!.Value);
        json["announced_delay"] = Figure(row.Announced);
        return json;
    }

    // JSON has neither NaN (no row bears on it) nor infinity (not found in time): both are null.
    private static JsonValue? Figure(double value) => double.IsFinite(value) ? JsonValue.Create(Math.Round(value, 4)) : null;
}
