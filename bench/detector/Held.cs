using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using CodeRed.Statistics.Watching;

namespace CodeRed.DetectorBenchmark;

/// <summary>What it takes to hold 10,000 watches at once.</summary>
/// <param name="ManagedBytes">Growth of the managed heap after a full collection.</param>
/// <param name="PrivateBytes">Growth of the process's private memory after it: resident and anonymous where the kernel tells, else as the runtime has it.</param>
/// <param name="NanosecondsPerStep">A step of one watch after another, so that each is fetched from memory.</param>
/// <param name="Alternatives">Alternatives of all watches together; 0 where they are rounds.</param>
internal sealed record Held(long ManagedBytes, long PrivateBytes, double NanosecondsPerStep, long Alternatives)
{
    public const int Watches = 10_000;

    private const int Passes = 51;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public double NanosecondsPerAlternative => NanosecondsPerStep * Watches / Alternatives;

    /// <summary>Measures in this process, which must have done nothing else before.</summary>
    public static Held Measure(WatchKind kind, ulong seed)
    {
        Answers answers = new(seed);
        var make = kind.Maker(answers);
        GC.KeepAlive(make()); // what is compiled or cached once is no watch's own
        var watches = new object[Watches];
        var before = Memory();
        for (var i = 0; i < watches.Length; i++)
        {
            watches[i] = make();
        }

        var after = Memory();
        var (items, grades) = answers.Draws(Watches);
        double Pass(int pass)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < watches.Length; i++)
            {
                var answer = (i + pass) % Watches; // another one for each watch in each pass
                Step(watches[i], items[answer], grades[answer]);
            }

            return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Watches;
        }

        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            Pass(0);
            Array.ForEach(watches, Restart);
        }

        var passes = new double[Passes];
        for (var pass = 0; pass < Passes; pass++)
        {
            passes[pass] = Pass(pass);
        }

        Check(watches);
        return new Held(after.Managed - before.Managed, after.Private - before.Private, passes.Order().ElementAt(Passes / 2),
            watches.Sum(static watch => watch is DrawDetector draw ? (long)draw.Alternatives : 0));
    }

    /// <summary>Measures in a process of its own.</summary>
    public static Held InItsOwnProcess(WatchKind kind, ulong seed)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(Held).Assembly.Location, "--hold", kind.Name, "--seed", seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var words = process.StandardOutput.ReadToEnd().Split();
        process.WaitForExit();
        return process.ExitCode == 0
            ? new Held(long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture),
                double.Parse(words[2], CultureInfo.InvariantCulture), long.Parse(words[3], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The process that held the watches ({kind.Name}) ended with {process.ExitCode}.");
    }

    public override string ToString() =>
        FormattableString.Invariant($"{ManagedBytes} {PrivateBytes} {NanosecondsPerStep:R} {Alternatives}");

    private static void Step(object watch, int item, double grade)
    {
        if (watch is DrawDetector draw)
        {
            draw.Step(item, grade);
        }
        else
        {
            var round = (RoundDetector)watch;
            round.Step(round.Baseline.Mean);
        }
    }

    private static void Restart(object watch)
    {
        if (watch is DrawDetector draw)
        {
            draw.Restart();
        }
        else
        {
            ((RoundDetector)watch).Restart();
        }
    }

    // All watches are there, each has taken its answers, and none has lost its figure.
    private static void Check(object[] watches)
    {
        foreach (var watch in watches)
        {
            var (steps, statistic) = watch is DrawDetector draw ? (draw.Steps, draw.Statistic) : (((RoundDetector)watch).Steps, ((RoundDetector)watch).Statistic);
            if (steps != Passes || !(statistic > 0) || !double.IsFinite(statistic))
            {
                throw new InvalidOperationException(FormattableString.Invariant($"A watch has taken {steps} of {Passes} steps and has the statistic {statistic}."));
            }
        }

        if (watches.Distinct(ReferenceEqualityComparer.Instance).Count() != Watches)
        {
            throw new InvalidOperationException("Watches are not each their own.");
        }
    }

    private static (long Managed, long Private) Memory()
    {
        for (var i = 0; i < 2; i++)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return (GC.GetTotalMemory(forceFullCollection: false), Private());
    }

    private static long Private()
    {
        const string Status = "/proc/self/status";
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(static line => line.StartsWith("RssAnon:", StringComparison.Ordinal)) : null;
        if (line is not null)
        {
            return 1024 * long.Parse(line.AsSpan(8).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
        }

        using var self = Process.GetCurrentProcess();
        return self.PrivateMemorySize64;
    }
}
