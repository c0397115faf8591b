using CodeRed.Statistics.Watching;

namespace CodeRed.Laboratory.Peers;

/// <summary>The Shiryaev-Roberts procedure with the true likelihood ratio: nearly the shortest delay that any method of the same mean run
/// length can have.</summary>
/// <remarks>It knows the rate of every item before the change, and that the mean drop is the true one, by an even shift of the logit; never
/// which items changed. On draws a step is a sample, on rounds a round. Alarm at M >= A. Pollak and Tartakovsky (2009), "Optimality properties
/// of the Shiryaev-Roberts procedure", Statistica Sinica 19, 1729-1739.</remarks>
internal sealed class ShiryaevRobertsOracle : Method
{
    public override string Name => "SR oracle";

    public override Role Role => Role.Oracle;

    public override bool Suits(Scenario scenario) => !scenario.Latency;

    public override Preparation Prepare(Baseline baseline, Promise promise, Truth truth)
    {
        var shift = Suite.EvenShift(truth.Rates, truth.Drop);
        var passed = new double[truth.Rates.Length];
        var failed = new double[truth.Rates.Length];
        for (var i = 0; i < passed.Length; i++)
        {
            var after = Suite.Shifted(truth.Rates[i], shift);
            passed[i] = after / truth.Rates[i];
            failed[i] = (1 - after) / (1 - truth.Rates[i]);
        }

        return new Preparation(null, promise.Sampling == Sampling.Draws
            ? () => new BySample(passed, failed, promise.RunLength)
            : () => new ByRound(passed, failed, promise.RunLength));
    }

    private sealed class BySample(double[] passed, double[] failed, double threshold) : Watch
    {
        private ShiryaevRoberts _evidence;

        public override bool Take(int item, double grade, int round) =>
            _evidence.Step(double.IsNaN(grade) ? 1 : grade > 0 ? passed[item] : failed[item]) >= threshold;
    }

    private sealed class ByRound(double[] passed, double[] failed, double threshold) : Watch
    {
        private ShiryaevRoberts _evidence;
        private double _ratio = 1;

        public override bool Take(int item, double grade, int round)
        {
            _ratio *= double.IsNaN(grade) ? 1 : grade > 0 ? passed[item] : failed[item];
            return false;
        }

        public override bool EndRound(int round)
        {
            var evidence = _evidence.Step(_ratio);
            _ratio = 1;
            return evidence >= threshold;
        }
    }
}
