using CodeRed.Statistics.Watching;

namespace CodeRed.Laboratory.Ours;

/// <summary>Our detector for rounds under way: collects a round and looks at its end.</summary>
internal sealed class RoundWatch(RoundDetector detector, int items, Func<double[], double> value) : Watch
{
    private readonly double[] _round = new double[items];

    public override bool Take(int item, double grade, int round)
    {
        _round[item] = grade;
        return false;
    }

    // A round with too few answers is no round: it could not be measured.
    public override bool EndRound(int round) => value(_round) is var mean && double.IsFinite(mean) && detector.Step(mean);
}
