using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRed.DetectorBenchmark;

/// <summary>Runs what was asked for, and shows it in 80 columns.</summary>
internal static class Screen
{
    private const double NanosecondsBar = 100;
    private const double MegabytesBar = 100;

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

        try
        {
            if (options.Hold is { } name)
            {
                Console.WriteLine(Held.Measure(WatchKind.All.Single(kind => kind.Name == name), options.Seed));
                return 0;
            }

            Measure(options);
            return 0;
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
        List<Held> held = [];
        foreach (var kind in WatchKind.All)
        {
            Progress($"holding {Held.Watches} watches: {kind.Title}");
            held.Add(Held.InItsOwnProcess(kind, options.Seed));
        }

        var timings = Timing.Measure(Update.All(options.Seed), options.Repetitions, Progress);
        Progress("");
        var reference = timings.Single(timing => timing.Update.Name == Update.Reference);

        Console.WriteLine($"{Answers.Items} items, {Answers.Rounds} answers each in the baseline; seed {options.Seed}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine();
        Console.WriteLine($"{"nanoseconds, median of " + options.Repetitions,-36}{"a step",9} {"(low-high)",-14}{"each",7}{"bytes",6}{"times",6}");
        foreach (var timing in timings)
        {
            var (lowest, highest) = timing.Spread;
            Console.WriteLine($"{timing.Update.Title,-36}{Number(timing.Median),9} {$"({Number(lowest)}-{Number(highest)})",-14}"
                + $"{(timing.Update.Alternatives > 0 ? Number(timing.MedianPerAlternative) : "-"),7}{Number(timing.BytesPerStep, "0.##"),6}{Number(timing.Times(reference)),6}");
        }

        Console.WriteLine();
        Console.WriteLine($"{Held.Watches.ToString("N0", CultureInfo.InvariantCulture) + " watches held at once",-36}{"managed MB",11}{"private MB",12}{"a step",10}{"each",8}");
        foreach (var (kind, memory) in WatchKind.All.Zip(held))
        {
            Console.WriteLine($"{kind.Title,-36}{Number(memory.ManagedBytes / 1e6),11}{Number(memory.PrivateBytes / 1e6),12}{Number(memory.NanosecondsPerStep),10}"
                + $"{(memory.Alternatives > 0 ? Number(memory.NanosecondsPerAlternative) : "-"),8}");
        }

        var ours = timings.Where(static timing => timing.Update.Alternatives > 0 && !timing.Update.Title.StartsWith("reference", StringComparison.Ordinal)).ToArray();
        var nanoseconds = ours.Max(static timing => timing.MedianPerAlternative);
        var bytes = ours.Max(static timing => timing.BytesPerStep);
        var megabytes = Megabytes(held[0]);
        Console.WriteLine();
        Console.WriteLine("each: a step divided by its alternatives. times: a step in steps of the pooled");
        Console.WriteLine("e-detector. In the lower table steps go through all watches in turn.");
        Console.WriteLine($"Bars: {Verdict(nanoseconds < NanosecondsBar)} {Number(nanoseconds)} ns an alternative (under {NanosecondsBar:0}), {Verdict(bytes == 0)} {Number(bytes, "0.##")} bytes (0),");
        Console.WriteLine($"{Verdict(megabytes < MegabytesBar)} {Number(megabytes)} MB for 10,000 watches with a baseline each (under {MegabytesBar:0}).");
        Console.WriteLine();
        Console.WriteLine(Json(options, timings, reference, held, nanoseconds, bytes, megabytes, clock.Elapsed.TotalSeconds).ToJsonString(OneLine));
    }

    private static JsonObject Json(Options options, IReadOnlyList<Timing> timings, Timing reference, List<Held> held, double nanoseconds, double bytes,
        double megabytes, double seconds)
    {
        JsonObject json = new()
        {
            ["benchmark"] = "detector",
            ["seed"] = options.Seed,
            ["cores"] = Environment.ProcessorCount,
            ["items"] = Answers.Items,
            ["answers_per_item"] = Answers.Rounds,
            ["repetitions"] = options.Repetitions,
            ["ns_per_update"] = Figure(nanoseconds),
            ["bytes_per_update"] = Figure(bytes),
            ["mb_10k_watches"] = Figure(megabytes),
        };
        foreach (var timing in timings)
        {
            var (name, (lowest, highest)) = (timing.Update.Name, timing.Spread);
            json[$"{name}_ns_per_step"] = Figure(timing.Median);
            json[$"{name}_ns_per_step_low"] = Figure(lowest);
            json[$"{name}_ns_per_step_high"] = Figure(highest);
            if (timing.Update.Alternatives > 0)
            {
                json[$"{name}_alternatives"] = timing.Update.Alternatives;
                json[$"{name}_ns_per_update"] = Figure(timing.MedianPerAlternative);
            }

            json[$"{name}_bytes_per_step"] = Figure(timing.BytesPerStep);
            json[$"{name}_steps"] = timing.Steps;
            json[$"{name}_ratio_{Update.Reference}"] = Figure(timing.Times(reference));
        }

        foreach (var (kind, memory) in WatchKind.All.Zip(held))
        {
            var name = kind.Name.Replace('-', '_');
            json[$"mb_10k_{name}_managed"] = Figure(memory.ManagedBytes / 1e6);
            json[$"mb_10k_{name}_private"] = Figure(memory.PrivateBytes / 1e6);
            json[$"ns_per_step_10k_{name}"] = Figure(memory.NanosecondsPerStep);
        }

        json["seconds"] = Figure(seconds);
        return json;
    }

    private static double Megabytes(Held held) => Math.Max(held.ManagedBytes, held.PrivateBytes) / 1e6;

    private static string Verdict(bool met) => met ? "met:" : "MISSED:";

    private static void Progress(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r\e[K{text}");
        }
    }

    private static string Number(double value, string? format = null) =>
        value.ToString(format ?? (Math.Abs(value) < 100 ? "0.0" : "0"), CultureInfo.InvariantCulture);

    private static JsonValue Figure(double value) => JsonValue.Create(Math.Round(value, 3));
}
