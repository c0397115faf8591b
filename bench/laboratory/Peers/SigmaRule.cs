namespace CodeRed.Laboratory.Peers;

/// <summary>Alarm when a day is worse than the baseline's mean by more than 2.5 standard deviations of the baseline's days.</summary>
/// <remarks>The "regime at 2.5 sigma" of AI Stupid Level. On rounds a day is a round; on draws it is 50 samples, and the baseline's answers are
/// dealt at random into days of 50.</remarks>
internal sealed class SigmaRule : Method
{
    private const double Deviations = 2.5;

    private const int Day = 50;

    public override string Name => "2.5 sigma";

    public override Role Role => Role.Peer;

    public override bool Suits(Scenario scenario) => true;

    public override Preparation Prepare(Baseline baseline, Promise promise, Truth truth)
    {
        var days = promise.Sampling == Sampling.Rounds ? Rounds(baseline) : Dealt(baseline);
        if (days.Length < 2)
        {
            return Preparation.Refused("Fewer than two days in the baseline have no standard deviation.");
        }

        var mean = days.Average();
        var deviation = Math.Sqrt(days.Sum(day => (day - mean) * (day - mean)) / (days.Length - 1));
        var limit = mean + (baseline.RealValued ? Deviations : -Deviations) * deviation;
        return new Preparation(null, () => new DayMean(limit, baseline.RealValued));
    }

    private static double[] Rounds(Baseline baseline)
    {
        var means = new double[baseline.Rounds];
        for (var round = 0; round < means.Length; round++)
        {
            means[round] = MeanOf(baseline.Round(round));
        }

        return means;
    }

    private static double[] Dealt(Baseline baseline)
    {
        var grades = baseline.Grades.ToArray();
        var random = new Xoshiro256(1);
        for (var i = grades.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (grades[i], grades[j]) = (grades[j], grades[i]);
        }

        return [.. grades.Chunk(Day).Where(day => day.Length == Day).Select(day => MeanOf(day))];
    }

    private static double MeanOf(ReadOnlySpan<double> grades)
    {
        double sum = 0;
        var count = 0;
        foreach (var grade in grades)
        {
            if (!double.IsNaN(grade))
            {
                sum += grade;
                count++;
            }
        }

        return sum / count;
    }
}
