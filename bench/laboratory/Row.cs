namespace CodeRed.Laboratory;

/// <summary>What became of one method in one scenario.</summary>
internal sealed record Row
{
    // A chance counts as too high when it is so many standard errors above what is promised: one false verdict in 10,000 rows, of which there are hundreds.
    private const double Level = 3.72;

    public required Scenario Scenario { get; init; }

    public required Method Method { get; init; }

    /// <summary>Share of the baselines that the method refused.</summary>
    public required double Refused { get; init; }

    /// <summary>Why nothing is promised here; null where the promise must hold.</summary>
    public required string? Exclusion { get; init; }

    /// <summary>Without a change: chance of an alarm within a tenth of the promised run length; the Shiryaev-Roberts promise is at most .1.</summary>
    public BaselineSpread? ByTenth { get; init; }

    /// <summary>Without a change: chance of an alarm within the promised run length.</summary>
    public BaselineSpread? ByRunLength { get; init; }

    /// <summary>Without a change: mean time to the alarm or the horizon, whichever is first, divided by the promised run length.</summary>
    public double MeanRun { get; init; } = double.NaN;

    /// <summary>Without a change: median of the samples until the false alarm; infinite when half of the watches had none up to the horizon.</summary>
    public double MedianFalse { get; init; } = double.NaN;

    /// <summary>With a change: share of the watches that alarmed before it.</summary>
    public double Early { get; init; } = double.NaN;

    /// <summary>Share of the baselines with which the method had said that it cannot see a drop so small.</summary>
    public double Blind { get; init; } = double.NaN;

    /// <summary>Share of the other watches that had no alarm up to the horizon.</summary>
    public double Missed { get; init; } = double.NaN;

    /// <summary>Delay in samples of the watches that were neither refused, nor early, nor blind; those that missed it count as infinite.</summary>
    public Median? Samples { get; init; }

    /// <summary>The same in rounds: of the whole suite, also on draws.</summary>
    public Median? Rounds { get; init; }

    /// <summary>Median of the announced expected delays, in samples for draws and in rounds for rounds.</summary>
    public double Announced { get; init; } = double.NaN;

    /// <summary>Median of the announced floors.</summary>
    public double Floor { get; init; } = double.NaN;

    /// <summary>The announced expected delay divided by the median of the simulated ones.</summary>
    public double AnnouncedRatio => Announced / (Scenario.Promise.Sampling == Sampling.Draws ? Samples : Rounds)?.Value ?? double.NaN;

    /// <summary>Whether the simulation shows that the promise is not kept: over all baselines, or in the worst 5 % of them.</summary>
    public bool Broken => ByTenth is not null && (ByTenth.Mean - Level * ByTenth.Error > 0.1 || ByTenth.WorstLow > 0.1);

    public static Row From(Experiment experiment, int method, Outcome[][] outcomes)
    {
        var scenario = experiment.Scenario;
        var started = outcomes.Where(baseline => !baseline[0].Refused).ToArray();
        Row row = new()
        {
            Scenario = scenario,
            Method = experiment.Methods[method],
            Exclusion = experiment.Methods[method].Exclusion(scenario),
            Refused = 1 - (double)started.Length / outcomes.Length,
            Floor = Median.Of(started.Select(baseline => baseline[0].Floor).Where(floor => !double.IsNaN(floor))).Value,
        };
        return scenario.Change is null ? WithoutChange(row, started, experiment.Watches) : WithChange(row, started, scenario.Change);
    }

    private static Row WithoutChange(Row row, Outcome[][] started, int watches)
    {
        var runLength = row.Scenario.Promise.Samples(row.Scenario.Suite.Items);
        return row with
        {
            ByTenth = BaselineSpread.From([.. started.Select(baseline => AlarmsBy(baseline, runLength / 10))], watches),
            ByRunLength = BaselineSpread.From([.. started.Select(baseline => AlarmsBy(baseline, runLength))], watches),
            MedianFalse = Median.Of(started.SelectMany(baseline => baseline)
                .Select(outcome => outcome.AlarmAt == 0 ? double.PositiveInfinity : outcome.AlarmAt)).Value,
            MeanRun = started.Length == 0 ? double.NaN : started.SelectMany(baseline => baseline)
                .Average(outcome => outcome.AlarmAt == 0 ? row.Scenario.Horizon : outcome.AlarmAt) / (double)runLength,
        };
    }

    private static int AlarmsBy(Outcome[] watches, long samples) => watches.Count(outcome => outcome.AlarmAt > 0 && outcome.AlarmAt <= samples);

    private static Row WithChange(Row row, Outcome[][] started, Change change)
    {
        var all = started.SelectMany(baseline => baseline).ToArray();
        var seeing = all.Where(outcome => !(outcome.Floor > change.MeanDrop)).ToArray();
        double[] delays = [.. seeing.Where(outcome => outcome.AlarmAt == 0 || outcome.AlarmAt > change.Start)
            .Select(outcome => outcome.AlarmAt == 0 ? double.PositiveInfinity : outcome.AlarmAt - change.Start)];
        return row with
        {
            Early = Share(all.Count(outcome => outcome.AlarmAt > 0 && outcome.AlarmAt <= change.Start), all.Length),
            Blind = 1 - Share(seeing.Length, all.Length),
            Missed = Share(delays.Count(double.IsInfinity), delays.Length),
            Samples = Median.Of(delays),
            Rounds = Median.Of(delays.Select(delay => row.Scenario.Promise.Sampling == Sampling.Rounds
                ? Math.Ceiling(delay / row.Scenario.Suite.Items) : delay / row.Scenario.Suite.Items)),
            Announced = Median.Of(seeing.Select(outcome => outcome.ExpectedDelay).Where(delay => !double.IsNaN(delay))).Value,
        };
    }

    private static double Share(int count, int all) => all == 0 ? double.NaN : (double)count / all;
}
