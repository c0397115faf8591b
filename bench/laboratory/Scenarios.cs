namespace CodeRed.Laboratory;

/// <summary>All scenarios, in the order of the table.</summary>
internal static class Scenarios
{
    private const int LongRun = 20_000; // samples: 100 rounds of 200 items

    public static IReadOnlyList<Scenario> All { get; } =
        [.. Draws().Concat(Rounds()).Concat(Latencies()).Concat(YearsOfFiftyADay()).GroupBy(scenario => scenario.Group).SelectMany(group => group)];

    private static IEnumerable<Scenario> Draws()
    {
        Promise promise = new(Sampling.Draws, LongRun);
        foreach (var items in new[] { 20, 100, 500 })
        {
            foreach (var suite in new[] { Suite.Homogeneous(items), Suite.Heterogeneous(items) })
            {
                foreach (var answers in new[] { 3, 10, 50 })
                {
                    yield return new(suite, answers, promise, null, Disturbance.None);
                    foreach (var drop in new[] { 0.05, 0.1, 0.2 })
                    {
                        yield return new(suite, answers, promise, new(drop), Disturbance.None);
                    }
                }
            }
        }

        var main = Suite.Heterogeneous(200);
        foreach (var answers in new[] { 3, 10, 50 })
        {
            yield return new(main, answers, promise, null, Disturbance.None);
            foreach (var drop in new[] { 0.02, 0.05, 0.1, 0.2 })
            {
                yield return new(main, answers, promise, new(drop), Disturbance.None);
            }
        }

        yield return new(main, 50, promise, null, Disturbance.None, LongerBy: 10);
        yield return new(main, 50, promise, null, new(ToleratedDrop: 0.01));
        foreach (var answers in new[] { 10, 50 })
        {
            foreach (var change in new Change[]
            {
                new(0.05, Spread.Few), new(0.05, Spread.Label), new(0.05, Start: 2000), new(0.1, Onset: Onset.Gradual, Growth: 2000),
                new(0.2, Onset: Onset.SomeSamples), new(0.2, Onset: Onset.SomeRounds),
            })
            {
                yield return new(main, answers, promise, change, Disturbance.None);
            }

            foreach (var missing in new Disturbance[] { new(MissingPassed: 0.05, MissingFailed: 0.05), new(MissingPassed: 0.02, MissingFailed: 0.17) })
            {
                yield return new(main, answers, promise, null, missing);
                yield return new(main, answers, promise, new(0.05), missing);
            }

            yield return new(main, answers, promise, null, new(RoundDeviation: 0.2));
            yield return new(main, answers, promise, null, new(RoundDeviation: 0.5));
        }

        foreach (var answers in new[] { 10, 20, 50 })
        {
            yield return new(main, answers, promise, null, new(Sticky: Stickiness.TogetherRenewed));
            yield return new(main, answers, promise, null, new(Sticky: Stickiness.SingleRenewed));
            yield return new(main, answers, promise, null, new(BaselineDrift: 0.1));
        }
    }

    private static IEnumerable<Scenario> Rounds()
    {
        Promise year = new(Sampling.Rounds, 365), quarter = new(Sampling.Rounds, 100);
        var main = Suite.Heterogeneous(200);
        foreach (var suite in new[] { Suite.Homogeneous(20), Suite.Heterogeneous(20), Suite.Homogeneous(100), Suite.Heterogeneous(100), Suite.Heterogeneous(500) })
        {
            foreach (var deviation in new[] { 0, 0.2 })
            {
                yield return new(suite, 20, year, null, new(RoundDeviation: deviation));
                yield return new(suite, 20, year, new(0.05), new(RoundDeviation: deviation));
                yield return new(suite, 20, year, new(0.2), new(RoundDeviation: deviation));
            }
        }

        foreach (var promise in new[] { quarter, year })
        {
            foreach (var answers in new[] { 3, 10, 20, 50 })
            {
                foreach (var deviation in new[] { 0, 0.2, 0.5 })
                {
                    yield return new(main, answers, promise, null, new(RoundDeviation: deviation));
                    yield return new(main, answers, promise, new(0.05), new(RoundDeviation: deviation));
                    if (answers == 20)
                    {
                        yield return new(main, answers, promise, new(0.02), new(RoundDeviation: deviation));
                        yield return new(main, answers, promise, new(0.1), new(RoundDeviation: deviation));
                        yield return new(main, answers, promise, new(0.2), new(RoundDeviation: deviation));
                    }
                }
            }
        }

        yield return new(main, 20, quarter, null, Disturbance.None, LongerBy: 10);
        yield return new(main, 20, quarter, null, new(RoundDeviation: 0.2), LongerBy: 10);
        yield return new(main, 20, quarter, null, new(ToleratedDrop: 0.01));
        yield return new(main, 20, quarter, null, new(RoundDeviation: 0.2, ToleratedDrop: 0.01));
        foreach (var change in new Change[]
        {
            new(0.05, Spread.Few), new(0.05, Spread.Label), new(0.05, Start: 4000), new(0.1, Onset: Onset.Gradual, Growth: 4000),
            new(0.2, Onset: Onset.SomeSamples), new(0.2, Onset: Onset.SomeRounds),
        })
        {
            yield return new(main, 20, year, change, Disturbance.None);
            yield return new(main, 20, year, change, new(RoundDeviation: 0.2));
        }

        foreach (var disturbance in new Disturbance[]
        {
            new(RoundDeviation: 0.2, HeavyTailed: true), new(MissingPassed: 0.05, MissingFailed: 0.05), new(MissingPassed: 0.02, MissingFailed: 0.17),
        })
        {
            foreach (var answers in new[] { 10, 20, 50 })
            {
                yield return new(main, answers, year, null, disturbance);
                yield return new(main, answers, year, new(0.05), disturbance);
            }
        }

        foreach (var answers in new[] { 24, 48, 21, 45 }) // whole days, and half a day more
        {
            yield return new(main, answers, year, null, new(DayAmplitude: 0.5));
            yield return new(main, answers, year, new(0.05), new(DayAmplitude: 0.5));
        }

        foreach (var answers in new[] { 10, 20, 50 })
        {
            yield return new(main, answers, year, null, new(Sticky: Stickiness.TogetherRenewed));
            yield return new(main, answers, year, null, new(Sticky: Stickiness.SingleRenewed));
            yield return new(main, answers, year, null, new(BaselineDrift: 0.1));
        }
    }

    // Fifty answers a day of one rate that is as good as known; a mean run length of ten years, so that the tenth of it is a year.
    private static IEnumerable<Scenario> YearsOfFiftyADay()
    {
        Promise tenYears = new(Sampling.Draws, 3650 * 50);
        var suite = Suite.Homogeneous(50, 0.56);
        yield return new(suite, 1000, tenYears, null, Disturbance.None);
        foreach (var drop in new[] { 0.04, 0.06, 0.1, 0.15 })
        {
            yield return new(suite, 1000, tenYears, new(drop), Disturbance.None);
        }
    }

    private static IEnumerable<Scenario> Latencies()
    {
        foreach (var promise in new Promise[] { new(Sampling.Draws, LongRun), new(Sampling.Rounds, 100) })
        {
            var suite = Suite.Heterogeneous(100);
            foreach (var answers in new[] { 10, 50 })
            {
                foreach (var deviation in promise.Sampling == Sampling.Draws ? [0] : new[] { 0, 0.05 })
                {
                    yield return new(suite, answers, promise, null, new(RoundDeviation: deviation), Latency: true);
                    yield return new(suite, answers, promise, new(0.1), new(RoundDeviation: deviation), Latency: true);
                    yield return new(suite, answers, promise, new(0.25), new(RoundDeviation: deviation), Latency: true);
                }
            }
        }
    }
}
