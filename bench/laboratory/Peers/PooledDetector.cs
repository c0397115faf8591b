using CodeRed.Statistics.Watching;

namespace CodeRed.Laboratory.Peers;

/// <summary>The e-detector of a pass rate over all items, blind to which item was asked.</summary>
/// <remarks>The mean of Shiryaev-Roberts e-detectors with the factors 1 + b (p - x), each bet b being the best for a drop of 1, 2, 4, 8, 16 or
/// 32 points; p is the pass rate of the baseline, true or estimated. Alarm at M >= A samples, on rounds looked at when a round is over.
/// Shin, Ramdas and Rinaldo (2024), section 4. With the true rate it keeps its promise; an estimated rate is put in as if it were the true one.</remarks>
internal sealed class PooledDetector(bool known) : Method
{
    private static readonly double[] Drops = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32];

    public override string Name => known ? "pooled, known rate" : "pooled, estimated";

    public override Role Role => Role.Peer;

    public override bool Suits(Scenario scenario) => !scenario.Latency;

    public override Preparation Prepare(Baseline baseline, Promise promise, Truth truth)
    {
        var rate = known ? truth.Rates.Average() : baseline.Mean;
        if (rate is <= 0.33 or >= 1)
        {
            return Preparation.Refused("The baseline passes always, or too seldom for a drop of 32 points.");
        }

        var bets = Array.ConvertAll(Drops, drop => drop / (rate * (1 - rate)));
        return new Preparation(null, () => new Sum(rate, bets, promise.Samples(baseline.Items), promise.Sampling == Sampling.Draws));
    }

    private sealed class Sum : Watch
    {
        private readonly ShiryaevRoberts[] _evidence = new ShiryaevRoberts[Drops.Length];
        private readonly double[] _passed, _failed;
        private readonly double _threshold;
        private readonly bool _draws;
        private double _sum;

        public Sum(double rate, double[] bets, double runLength, bool draws)
        {
            _passed = Array.ConvertAll(bets, bet => 1 + bet * (rate - 1));
            _failed = Array.ConvertAll(bets, bet => 1 + bet * rate);
            _threshold = runLength * bets.Length;
            _draws = draws;
        }

        public override bool Take(int item, double grade, int round)
        {
            if (double.IsNaN(grade))
            {
                return false;
            }

            var factors = grade > 0 ? _passed : _failed;
            var evidence = _evidence;
            double sum = 0;
            for (var k = 0; k < evidence.Length; k++)
            {
                sum += evidence[k].Step(factors[k]);
            }

            _sum = sum;
            return _draws && sum >= _threshold;
        }

        public override bool EndRound(int round) => !_draws && _sum >= _threshold;
    }
}
