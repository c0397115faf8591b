namespace CodeRed.Laboratory;

/// <summary>Simulates one scenario with all methods that suit it. All of them see the same answers.</summary>
/// <param name="scenario">What is simulated.</param>
/// <param name="baselines">Fresh baselines.</param>
/// <param name="watches">Watches that follow each of them.</param>
/// <param name="seed">The same seed gives the same outcomes, however many threads there are.</param>
internal sealed class Experiment(Scenario scenario, int baselines, int watches, ulong seed)
{
    public Scenario Scenario => scenario;

    public int Baselines => baselines;

    public int Watches => watches;

    public IReadOnlyList<Method> Methods { get; } = [.. Laboratory.Methods.All.Where(method => method.Suits(scenario))];

    /// <summary>Runs it on all cores.</summary>
    /// <returns>Outcomes by method, then baseline, then watch.</returns>
    public Outcome[][][] Run()
    {
        var outcomes = Methods.Select(_ => Enumerable.Range(0, baselines).Select(_ => new Outcome[watches]).ToArray()).ToArray();
        Parallel.For(0, baselines, () => new AnswerStream(scenario), (baseline, _, stream) =>
        {
            RunBaseline(stream, baseline, outcomes);
            return stream;
        }, _ => { });
        return outcomes;
    }

    private void RunBaseline(AnswerStream stream, int number, Outcome[][][] outcomes)
    {
        var baseline = stream.MakeBaseline(Xoshiro256.SeedOf(seed, scenario.Name, number, -1));
        Truth truth = new(scenario.Disturbance.RatesWhenThere(scenario.Suite.Rates), scenario.Latency || scenario.Change is null ? 0.05 : scenario.Change.MeanDrop);
        var drop = scenario.Change?.MeanDrop ?? double.NaN;
        var prepared = Methods.Select(method => method.Prepare(baseline, scenario.Promise, truth)).ToArray();
        var said = prepared.Select(preparation => new Outcome(
            preparation.Refusal is not null, 0, preparation.Floor, preparation.Refusal is null ? preparation.ExpectedDelay(drop) : double.NaN)).ToArray();
        var running = new Watch[Methods.Count];
        var who = new int[Methods.Count];
        for (var watch = 0; watch < watches; watch++)
        {
            var count = 0;
            for (var m = 0; m < Methods.Count; m++)
            {
                outcomes[m][number][watch] = said[m];
                if (!said[m].Refused)
                {
                    running[count] = prepared[m].Start();
                    who[count++] = m;
                }
            }

            stream.StartWatch(Xoshiro256.SeedOf(seed, scenario.Name, number, watch));
            Follow(stream, running, who, count, (m, samples) => outcomes[m][number][watch] = said[m] with { AlarmAt = samples });
        }
    }

    private void Follow(AnswerStream stream, Watch[] running, int[] who, int count, Action<int, long> alarm)
    {
        long samples = 0;
        for (var round = 0; samples < scenario.Horizon && count > 0; round++)
        {
            stream.BeginRound();
            for (var i = 0; i < scenario.RoundSize && count > 0; i++)
            {
                var grade = stream.Next(out var item);
                samples++;
                for (var k = count - 1; k >= 0; k--)
                {
                    if (running[k].Take(item, grade, round))
                    {
                        End(k);
                    }
                }
            }

            for (var k = count - 1; k >= 0; k--)
            {
                if (running[k].EndRound(round))
                {
                    End(k);
                }
            }
        }

        void End(int k)
        {
            alarm(who[k], samples);
            count--;
            (running[k], who[k]) = (running[count], who[count]);
        }
    }
}
