using CodeRed.Evidence;

namespace CodeRed.Probing.Running;

/// <summary>How far a run is.</summary>
/// <param name="Totals">Of the whole run, also of what was durable before.</param>
/// <param name="AskedNow">Samples of this part of the run.</param>
/// <param name="PassedNow">Those of them that passed.</param>
/// <param name="MeasuredNow">Those of them that were graded.</param>
/// <param name="UnderWay">Samples under way.</param>
/// <param name="Refusals">Requests refused for want of capacity (429).</param>
/// <param name="Rate">Requests a second that the provider seems to allow; infinity while it refused none.</param>
public readonly record struct RunProgress(RunTotals Totals, long AskedNow, long PassedNow, long MeasuredNow, int UnderWay, long Refusals, double Rate);
