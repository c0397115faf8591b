namespace CodeRed.Laboratory.Peers;

/// <summary>Alarm when the baseline's pass rate lies above the 95 % interval of the last day, week or month.</summary>
/// <remarks>What Marginlab's tracker of a coding agent shows: 50 tasks a day, normal-approximation (Wald) intervals of pools of 1, 7 and 30
/// days, looked at every day without any correction. A pool is used once its days are full. On rounds a round is a day. The baseline's
/// own error is left out, as there.</remarks>
internal sealed class PeriodPools : Method
{
    private const double Quantile = 1.959963984540054;

    private static readonly int[] Days = [1, 7, 30];

    public override string Name => "day/week/month 95 %";

    public override Role Role => Role.Peer;

    public override bool Suits(Scenario scenario) => !scenario.Latency;

    public override Preparation Prepare(Baseline baseline, Promise promise, Truth truth)
    {
        var rate = baseline.Mean;
        return new Preparation(null, () => new Pools(rate));
    }

    private sealed class Pools(double rate) : Watch
    {
        private readonly int[] _passed = new int[Days[^1]], _asked = new int[Days[^1]];
        private int _passedToday, _askedToday;

        public override bool Take(int item, double grade, int round)
        {
            if (!double.IsNaN(grade))
            {
                _askedToday++;
                _passedToday += grade > 0 ? 1 : 0;
            }

            return false;
        }

        public override bool EndRound(int round)
        {
            _passed[round % _passed.Length] = _passedToday;
            _asked[round % _asked.Length] = _askedToday;
            _passedToday = _askedToday = 0;
            int passed = 0, asked = 0, added = 0;
            foreach (var days in Days)
            {
                if (round + 1 < days)
                {
                    break;
                }

                for (; added < days; added++)
                {
                    passed += _passed[(round - added) % _passed.Length];
                    asked += _asked[(round - added) % _asked.Length];
                }

                var mean = (double)passed / asked;
                if (mean + Quantile * Math.Sqrt(mean * (1 - mean) / asked) < rate)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
