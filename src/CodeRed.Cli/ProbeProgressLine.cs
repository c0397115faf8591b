using CodeRed.Findings.Wording;
using CodeRed.Probing.Running;

namespace CodeRed.Cli;

/// <summary>The one line that tells how far a run is, at most ten times a second.</summary>
internal sealed class ProbeProgressLine(string name, long places, long before, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private readonly long start = clock.GetTimestamp();
    private TimeSpan shownAt;

    public void Show(RunProgress progress)
    {
        var now = clock.GetElapsedTime(start);
        if (!Terminal.ShowsProgress || (now - shownAt < Between && shownAt > TimeSpan.Zero))
        {
            return;
        }

        shownAt = now;
        Terminal.Progress(Text(progress, now));
    }

    private string Text(RunProgress p, TimeSpan elapsed)
    {
        var english = Language.English;
        double rate = p.AskedNow / Math.Max(0.001, elapsed.TotalSeconds);
        long left = places - before - p.AskedNow;
        string money = p.Totals.Spent > 0 ? $", ${p.Totals.Spent:0.00##}" : "";
        string failed = p.Totals.Failed > 0 ? $", {english.Count(p.Totals.Failed)} without an answer" : "";
        string held = double.IsPositiveInfinity(p.Rate) ? "" : $" (held to {p.Rate:0.#}/s)";
        string passed = p.MeasuredNow > 0 ? $", {100.0 * p.PassedNow / p.MeasuredNow:0} % pass" : "";
        var eta = TimeSpan.FromSeconds(Math.Min(left / Math.Max(rate, 0.001), 359_999));
        return InertText.OnOneLine(name, 24) + $" {english.Count(p.Totals.Samples)}/{english.Count(places)}{passed}{failed}, {rate:0.#}/s{held}{money}, {eta:h\\:mm\\:ss} left";
    }
}
