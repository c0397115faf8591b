namespace CodeRed.Laboratory;

/// <summary>The figures that a release is held to, from all rows of a run. A figure is NaN when no row bears on it.</summary>
internal sealed class Bars(IReadOnlyList<Row> rows)
{
    /// <summary>Rows of our methods in which the promise must hold.</summary>
    private IEnumerable<Row> Promised => rows.Where(row => row.Method.IsOurs && row.ByTenth is not null && row.Exclusion is null && !row.Scenario.MustBeRefused);

    /// <summary>Those in which it was seen not to hold.</summary>
    public string[] Broken => [.. Promised.Where(row => row.Broken).Select(row => $"{row.Method.Name} / {row.Scenario.Name}")];

    /// <summary>Rows in which the promise must hold.</summary>
    public int PromisedRows => Promised.Count();

    /// <summary>The highest chance of an alarm within a tenth of the promised run length.</summary>
    public double FalseShare => Largest(Promised.Select(row => row.ByTenth!.Mean));

    /// <summary>The highest such chance in the worst 5 % of the baselines.</summary>
    public double FalseShareWorst => Largest(Promised.Select(row => row.ByTenth!.Worst));

    /// <summary>The smallest share of refusals among sticky baselines.</summary>
    public double RefusedSticky => Smallest(MustRefuse.Where(row => row.Scenario.Disturbance.Sticky != Stickiness.None).Select(row => row.Refused));

    /// <summary>The smallest share of refusals among drifting baselines.</summary>
    public double RefusedDrifting => Smallest(MustRefuse.Where(row => row.Scenario.Disturbance.BaselineDrift > 0).Select(row => row.Refused));

    /// <summary>The largest share of refusals where nothing is to be refused, with at least ten answers an item.</summary>
    public double RefusedNeedlessly => Largest(Promised.Where(row => row.Scenario.BaselineRounds >= 10).Select(row => row.Refused));

    /// <summary>Delay divided by the oracle's where the null hypothesis is the oracle's (no item is worse), rates known, the largest over drops.</summary>
    public double DelayRatioKnown => Ratio(Role.OursEachItemRatesKnown, drop => true);

    /// <summary>The same with nothing but a baseline of 50 answers an item and drops from 5 points.</summary>
    public double DelayRatio50 => Ratio(Role.OursEachItem, drop => drop >= 0.05, 50);

    /// <summary>The same with 10 answers an item and drops from 10 points.</summary>
    public double DelayRatio10 => Ratio(Role.OursEachItem, drop => drop >= 0.1, 10);

    /// <summary>The two from 100 items on: with 20 the mean of the baseline itself is too uncertain.</summary>
    public double DelayRatio50Large => Ratio(Role.OursEachItem, drop => drop >= 0.05, 50, 100);

    public double DelayRatio10Large => Ratio(Role.OursEachItem, drop => drop >= 0.1, 10, 100);

    /// <summary>The three where the null hypothesis is of the mean, drops up to 10 points, the latter two from 100 items on.</summary>
    public double MeanRatioKnown => Ratio(Role.OursRatesKnown, drop => drop <= 0.1);

    public double MeanRatio50 => Ratio(Role.OursDraws, drop => drop is >= 0.05 and <= 0.1, 50, 100);

    public double MeanRatio10 => Ratio(Role.OursDraws, drop => drop == 0.1, 10, 100);

    /// <summary>The null hypothesis of the mean, rates known, at 20 points, where its own limit of information lies far above the oracle's delay.</summary>
    public double MeanRatioKnownTwenty => Ratio(Role.OursRatesKnown, drop => drop == 0.2);

    /// <summary>Median rounds until our round detector sees 5 points, 200 items, 20 baseline rounds.</summary>
    public double RoundsToFivePoints(double deviation, int runLength) => Largest(rows.Where(row =>
        row is { Method.Role: Role.OursRounds, Scenario: { BaselineRounds: 20, Latency: false, Suite.Items: 200, Promise.Sampling: Sampling.Rounds } }
        && row.Scenario.Promise.RunLength == runLength
        && row.Scenario.Disturbance == Disturbance.None with { RoundDeviation = deviation }
        && row.Scenario.Change == new Change(0.05)).Select(row => row.Rounds!.Value));

    /// <summary>Announced divided by simulated delay: the smallest.</summary>
    public double AnnouncedSmallest => Smallest(AnnouncedRatios);

    /// <summary>The largest.</summary>
    public double AnnouncedLargest => Largest(AnnouncedRatios);

    private IEnumerable<Row> MustRefuse => rows.Where(row => row.Method.IsOurs && row.Exclusion is null && row.Scenario.MustBeRefused);

    // An announcement is for what it names: an even drop, all at once, from the first sample, in a world without more disturbance than
    // the baseline shows; and it is compared where at least half of the baselines had said that they can see the drop.
    private IEnumerable<double> AnnouncedRatios => rows.Where(row =>
        row.Method.IsOurs && row.Method.Role is not (Role.OursRatesKnown or Role.OursEachItemRatesKnown) && row.Exclusion is null && IsPlain(row.Scenario) && row.Blind < 0.5).Select(row => row.AnnouncedRatio);

    private static bool IsPlain(Scenario scenario) =>
        scenario.Change == new Change(scenario.Change?.Drop ?? 0) && !scenario.Latency
        && scenario.Disturbance == Disturbance.None with { RoundDeviation = scenario.Disturbance.RoundDeviation };

    private double Ratio(Role role, Func<double, bool> drops, int answers = 0, int items = 0) => Largest(
        from row in rows
        where row.Method.Role == role && IsPlain(row.Scenario) && row.Scenario is { Promise.Sampling: Sampling.Draws, Disturbance.RoundDeviation: 0 }
        where row.Scenario.Suite.Name.StartsWith("heterogeneous", StringComparison.Ordinal) && drops(row.Scenario.Change!.Drop) && (answers == 0 || row.Scenario.BaselineRounds == answers) && row.Scenario.Suite.Items >= items && row.Blind < 0.5
        from oracle in rows
        where oracle.Method.Role == Role.Oracle && ReferenceEquals(oracle.Scenario, row.Scenario)
        select row.Samples!.Value / oracle.Samples!.Value);

    private static double Largest(IEnumerable<double> figures) => figures.Where(figure => !double.IsNaN(figure)).DefaultIfEmpty(double.NaN).Max();

    private static double Smallest(IEnumerable<double> figures) => figures.Where(figure => !double.IsNaN(figure)).DefaultIfEmpty(double.NaN).Min();
}
