using System.Diagnostics;

namespace CodeRed.DetectorBenchmark;

/// <summary>Time and allocation of an update.</summary>
/// <param name="Update">What was measured.</param>
/// <param name="Nanoseconds">Of a step, one for each repetition.</param>
/// <param name="BytesPerStep">Allocated on the heap by a step, over all repetitions.</param>
/// <param name="Steps">Steps taken, those to warm up not counted.</param>
internal sealed record Timing(Update Update, double[] Nanoseconds, double BytesPerStep, long Steps)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Repetition = TimeSpan.FromMilliseconds(20);

    public double Median => Of(Nanoseconds);

    /// <summary>Lowest and highest repetition.</summary>
    public (double Lowest, double Highest) Spread => (Nanoseconds.Min(), Nanoseconds.Max());

    public double MedianPerAlternative => Median / Update.Alternatives;

    /// <summary>How many times the step of another: the median over repetitions, each divided by its own.</summary>
    public double Times(Timing other) => Of([.. Nanoseconds.Zip(other.Nanoseconds, static (ours, theirs) => ours / theirs)]);

    /// <summary>Measures all in turn, so that a disturbance meets all alike.</summary>
    /// <param name="updates">What to measure.</param>
    /// <param name="repetitions">How often.</param>
    /// <param name="progress">Is told what is being done.</param>
    public static IReadOnlyList<Timing> Measure(IReadOnlyList<Update> updates, int repetitions, Action<string> progress)
    {
        foreach (var update in updates)
        {
            progress($"warming up: {update.Title}");
            var start = Stopwatch.GetTimestamp();
            for (var batches = 0; batches < 60 || Stopwatch.GetElapsedTime(start) < WarmUp; batches++)
            {
                Batch(update);
            }
        }

        var nanoseconds = updates.Select(_ => new double[repetitions]).ToArray();
        var bytes = new long[updates.Count];
        var steps = new long[updates.Count];
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            progress($"repetition {repetition + 1} of {repetitions}");
            for (var i = 0; i < updates.Count; i++)
            {
                var (ticks, taken) = (0L, 0L);
                while (ticks < Repetition.Ticks)
                {
                    var batch = Batch(updates[i]);
                    ticks += batch.Elapsed.Ticks;
                    bytes[i] += batch.Bytes;
                    taken += updates[i].Steps;
                }

                nanoseconds[i][repetition] = ticks * 100.0 / taken;
                steps[i] += taken;
            }
        }

        return [.. updates.Select((update, i) => new Timing(update, nanoseconds[i], (double)bytes[i] / steps[i], steps[i]))];
    }

    private static (TimeSpan Elapsed, long Bytes) Batch(Update update)
    {
        var (run, taken) = update.Prepare();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var sum = run();
        var elapsed = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (taken() != update.Steps || !double.IsFinite(sum) || !(sum > 0))
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"{update.Title}: took {taken()} of {update.Steps} steps, and its statistics sum to {sum}."));
        }

        return (elapsed, bytes);
    }

    private static double Of(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
