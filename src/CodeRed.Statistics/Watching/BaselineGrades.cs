namespace CodeRed.Statistics.Watching;

/// <summary>The answers of a baseline: every item asked once a round, for some rounds.</summary>
/// <remarks>Immutable. Row r holds the grades of round r in the order in which the rounds were asked; a missing answer is NaN.</remarks>
public sealed class BaselineGrades
{
    private readonly double[] _grades;
    private readonly double[] _itemMeans;
    private readonly int[] _itemAnswers;

    /// <summary>Takes the grades.</summary>
    /// <param name="grades">Rounds times items, row by row, each in [0, 1] or NaN where the answer is missing.</param>
    /// <param name="items">Items a round, at least 1.</param>
    /// <exception cref="ArgumentException">There is no complete round, a grade is outside [0, 1], or an item was never answered.</exception>
    public BaselineGrades(ReadOnlySpan<double> grades, int items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        if (grades.IsEmpty || grades.Length % items != 0)
        {
            throw new ArgumentException($"A baseline holds whole rounds: {grades.Length} grades are no multiple of {items} items.", nameof(grades));
        }

        _grades = grades.ToArray();
        Items = items;
        Rounds = grades.Length / items;
        _itemMeans = new double[items];
        _itemAnswers = new int[items];
        Binary = true;
        var within = 0.0;
        var repeated = true;
        for (var item = 0; item < items; item++)
        {
            var (count, sum, squares) = (0, 0.0, 0.0);
            for (var round = 0; round < Rounds; round++)
            {
                var grade = this[round, item];
                if (double.IsNaN(grade))
                {
                    Missing++;
                    continue;
                }

                if (!(grade is >= 0 and <= 1))
                {
                    throw new ArgumentException($"The grade of item {item} in round {round} is {grade}; grades lie in [0, 1].", nameof(grades));
                }

                Binary &= grade is 0 or 1;
                count++;
                sum += grade;
                squares += grade * grade;
            }

            if (count == 0)
            {
                throw new ArgumentException($"Item {item} has no answer in the baseline; leave it out of the watch.", nameof(grades));
            }

            _itemMeans[item] = sum / count;
            _itemAnswers[item] = count;
            repeated &= count > 1;
            if (count > 1)
            {
                // Unbiased for p(1 - p) of a yes/no grade; over count it is the variance of the item's mean.
                var variance = Math.Max(0, (squares - (sum * sum / count)) / (count - 1));
                within += variance;
                VarianceOfMean += variance / count;
            }
        }

        VarianceWithin = repeated ? within / items : double.NaN;
        VarianceOfMean = repeated ? VarianceOfMean / items / items : double.NaN;
        Mean = _itemMeans.Average();
        FewestAnswers = _itemAnswers.Min();
    }

    /// <summary>Items a round.</summary>
    public int Items { get; }

    /// <summary>Rounds.</summary>
    public int Rounds { get; }

    /// <summary>Missing answers in all rounds.</summary>
    public int Missing { get; }

    /// <summary>Answers of the item that has the fewest.</summary>
    public int FewestAnswers { get; }

    /// <summary>Whether all grades are 0 or 1.</summary>
    public bool Binary { get; }

    /// <summary>Mean over items of the item means, in [0, 1].</summary>
    public double Mean { get; }

    /// <summary>Mean over items of the variance of an item's answers, unbiased for the mean of p(1 - p); NaN where an item has one answer only.</summary>
    public double VarianceWithin { get; }

    /// <summary>Estimated variance of <see cref="Mean"/> for independent answers; NaN where an item has one answer only.</summary>
    public double VarianceOfMean { get; }

    /// <summary>Mean grade of each item, in [0, 1].</summary>
    public ReadOnlySpan<double> ItemMeans => _itemMeans;

    /// <summary>Answers of each item.</summary>
    internal ReadOnlySpan<int> ItemAnswers => _itemAnswers;

    /// <summary>Grade of an item in a round, NaN where it is missing.</summary>
    public double this[int round, int item] => _grades[(round * Items) + item];

    /// <summary>Grades of a round, one an item.</summary>
    public ReadOnlySpan<double> Round(int round) => _grades.AsSpan(round * Items, Items);

    /// <summary>Mean of a round: of its answered items' differences from their own baseline means, plus <see cref="Mean"/>. Without missing answers
    /// this is the plain mean; with some, an easy item's absence does not lower it.</summary>
    /// <param name="grades">One grade an item, NaN where missing.</param>
    /// <returns>The mean, in grades, or NaN when fewer than four fifths as many items were answered as in an average round of the baseline: such a mean varies more than
    /// those of the baseline, and is not to be compared with them.</returns>
    /// <exception cref="ArgumentException">The round has another number of items.</exception>
    public double RoundMean(ReadOnlySpan<double> grades)
    {
        if (grades.Length != Items)
        {
            throw new ArgumentException($"The round has {grades.Length} grades, the baseline {Items} items.", nameof(grades));
        }

        var (count, sum) = (0, 0.0);
        for (var item = 0; item < grades.Length; item++)
        {
            if (!double.IsNaN(grades[item]))
            {
                count++;
                sum += grades[item] - _itemMeans[item];
            }
        }

        return count < .8 * (Items - ((double)Missing / Rounds)) ? double.NaN : Mean + (sum / count);
    }
}
