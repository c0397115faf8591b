namespace CodeRed.Laboratory;

/// <summary>What was answered before the watch began: the whole suite, round after round.</summary>
/// <param name="rounds">Rounds, the answers of each item.</param>
/// <param name="items">Items in the suite.</param>
/// <param name="labels">The label of each item, 0 or 1.</param>
/// <param name="realValued">Whether grades are latencies in seconds, more being worse, instead of 0 and 1, less being worse.</param>
internal sealed class Baseline(int rounds, int items, byte[] labels, bool realValued)
{
    private readonly double[] _grades = new double[rounds * items];

    public int Rounds => rounds;

    public int Items => items;

    public ReadOnlySpan<byte> Labels => labels;

    /// <summary>Whether grades are real values of which more is worse; otherwise they are 0 and 1, and less is worse.</summary>
    public bool RealValued => realValued;

    /// <summary>All grades, a round after the other, items in their order within each; NaN where an answer is missing.</summary>
    public ReadOnlySpan<double> Grades => _grades;

    /// <summary>The grades of one round, one an item.</summary>
    public ReadOnlySpan<double> Round(int round) => Row(round);

    /// <summary>The same, to be written.</summary>
    internal Span<double> Row(int round) => _grades.AsSpan(round * items, items);

    /// <summary>The mean over all answers that are there.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            var count = 0;
            foreach (var grade in _grades)
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

    /// <summary>Answers that are there.</summary>
    public int Answers
    {
        get
        {
            var count = 0;
            foreach (var grade in _grades)
            {
                count += double.IsNaN(grade) ? 0 : 1;
            }

            return count;
        }
    }
}
