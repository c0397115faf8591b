using System.Diagnostics;
using System.Globalization;

namespace CodeRed.RankingBenchmark;

/// <summary>A program's run from start to end.</summary>
/// <param name="Seconds">From the start of the process to its end.</param>
/// <param name="PeakBytes">The most memory it held, as the kernel kept it (VmHWM), looked at every few milliseconds.</param>
/// <param name="Output">What it printed.</param>
internal sealed record Measured(double Seconds, long PeakBytes, string Output)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(4);

    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static Measured Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        long peak = 0;
        while (!process.WaitForExit(Look))
        {
            peak = Math.Max(peak, HighWater(process.Id));
        }

        var seconds = clock.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? new Measured(seconds, peak, output.GetAwaiter().GetResult())
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult().Trim()}");
    }

    // 0 once the process has ended.
    private static long HighWater(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.AsSpan(6, line.Length - 8).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
