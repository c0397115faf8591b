namespace CodeRed.Laboratory.Peers;

/// <summary>A two-proportion z-test of the last 500 samples against the whole baseline, one-sided at the level .05, repeated every 50 samples
/// as if each look were the only one.</summary>
/// <remarks>Pooled variance. The window is the samples so far until there are 500. On rounds it looks when a round is over.</remarks>
internal sealed class WindowTest : Method
{
    private const int Window = 500;

    private const double Critical = -1.6448536269514722; // the .05 quantile of the normal distribution

    public override string Name => "window z-test";

    public override Role Role => Role.Peer;

    public override bool Suits(Scenario scenario) => !scenario.Latency;

    public override Preparation Prepare(Baseline baseline, Promise promise, Truth truth)
    {
        double answers = baseline.Answers, rate = baseline.Mean;
        return new Preparation(null, () => new Last(rate, answers));
    }

    private sealed class Last(double rate, double answers) : Watch
    {
        private readonly byte[] _last = new byte[Window];
        private long _count;
        private int _passed;

        public override bool Take(int item, double grade, int round)
        {
            if (!double.IsNaN(grade))
            {
                var place = (int)(_count++ % Window);
                var passes = grade > 0 ? (byte)1 : (byte)0;
                _passed += passes - _last[place];
                _last[place] = passes;
            }

            return false;
        }

        public override bool EndRound(int round)
        {
            double size = Math.Min(_count, Window);
            var pooled = (_passed + rate * answers) / (size + answers);
            var error = Math.Sqrt(pooled * (1 - pooled) * (1 / size + 1 / answers));
            return (_passed / size - rate) / error < Critical;
        }
    }
}
