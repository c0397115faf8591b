using CodeRed.Laboratory;
using CodeRed.Statistics.Watching;

namespace CodeRed.DetectorBenchmark;

/// <summary>Simulated answers to the laboratory's heterogeneous suite of 200 items, from a seed.</summary>
internal sealed class Answers(ulong seed)
{
    public const int Items = 200;

    /// <summary>Answers an item in a baseline.</summary>
    public const int Rounds = 10;

    private static readonly Suite Suite = Suite.Heterogeneous(Items);

    public static double[] Rates => Suite.Rates;

    private Xoshiro256 _random = new(seed);

    /// <summary>Grades of a baseline, round by round.</summary>
    public BaselineGrades Baseline()
    {
        var grades = new double[Rounds * Items];
        for (var i = 0; i < grades.Length; i++)
        {
            grades[i] = Grade(i % Items);
        }

        return new BaselineGrades(grades, Items);
    }

    /// <summary>Items drawn at random, each with the grade of its answer.</summary>
    public (int[] Items, double[] Grades) Draws(int count)
    {
        var items = new int[count];
        var grades = new double[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = _random.Below(Items);
            grades[i] = Grade(items[i]);
        }

        return (items, grades);
    }

    /// <summary>Standard normal numbers.</summary>
    public double[] Normals(int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = _random.Normal();
        }

        return values;
    }

    private double Grade(int item) => _random.Uniform() < Rates[item] ? 1 : 0;
}
