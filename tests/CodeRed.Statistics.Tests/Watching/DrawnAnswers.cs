using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

/// <summary>Baselines of yes/no answers: written out, or drawn from known rates.</summary>
internal static class DrawnAnswers
{
    /// <summary>Rounds parted by spaces, one character an item: 1, 0 or "." for a missing answer.</summary>
    public static BaselineGrades Of(string rounds) => new(
        [.. rounds.Where(c => c != ' ').Select(c => c == '.' ? double.NaN : c - '0')], rounds.Split(' ')[0].Length);

    /// <summary>True rates of a suite's items.</summary>
    public static double[] Rates(string kind, int items) => [.. Enumerable.Range(0, items).Select(i => kind switch
    {
        "equal .7" => .7,
        "equal .95" => .95,
        "ramp" => .05 + (.94 * (i + .5) / items),
        "easy and hard" => i % 4 == 0 ? .02 : .99,
        "sure and even" => i % 4 == 0 ? .5 : 1,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Name one of the suites above."),
    })];

    /// <summary>Independent answers.</summary>
    public static BaselineGrades Drawn(Random random, double[] rates, int rounds)
    {
        var grades = new double[rates.Length * rounds];
        for (var i = 0; i < grades.Length; i++)
        {
            grades[i] = Answer(random, rates[i % rates.Length]);
        }

        return new BaselineGrades(grades, rates.Length);
    }

    public static double Answer(Random random, double rate) => random.NextDouble() < rate ? 1 : 0;

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
