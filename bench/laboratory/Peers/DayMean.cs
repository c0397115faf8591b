namespace CodeRed.Laboratory.Peers;

/// <summary>A watch that compares the mean of each day, 50 draws or a round, with a limit fixed beforehand.</summary>
/// <param name="limit">The limit; the alarm is raised beyond it.</param>
/// <param name="moreIsWorse">Whether beyond is above.</param>
internal sealed class DayMean(double limit, bool moreIsWorse) : Watch
{
    private double _sum;
    private int _count;

    public override bool Take(int item, double grade, int round)
    {
        if (!double.IsNaN(grade))
        {
            _sum += grade;
            _count++;
        }

        return false;
    }

    public override bool EndRound(int round)
    {
        var mean = _sum / _count; // NaN for an empty day, which is beyond nothing
        _sum = 0;
        _count = 0;
        return moreIsWorse ? mean > limit : mean < limit;
    }
}
