using CodeRed.Statistics;
using CodeRed.Statistics.Clustered;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Findings.Compare;

/// <summary>Folds grades, item by item, into their mean and its interval; the item is the unit.</summary>
/// <remarks>
/// Wilson's interval where each item has one grade that is 0 or 1; Clopper-Pearson's, of items, where all are 0 or all are 1; none where all are another equal
/// value; else a ratio estimate clustered by item (<see cref="ClusteredDifference"/>).
/// </remarks>
internal sealed class MeanFold
{
    private readonly ClusteredDifference clusters = new();
    private bool onceAndBinary = true;
    private double firstMean;
    private bool allEqual = true;
    private double sum;

    /// <summary>How many grades there are.</summary>
    public long Answers { get; private set; }

    /// <summary>In [0, 1], each grade with the same weight; null without any.</summary>
    public double? Mean => Answers == 0 ? null : sum / Answers;

    /// <summary>Adds the grades of one item.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="total">Their sum.</param>
    /// <param name="binary">Whether each is 0 or 1.</param>
    public void Add(int count, double total, bool binary)
    {
        onceAndBinary &= count == 1 && binary;
        firstMean = Answers == 0 ? total / count : firstMean;
        allEqual &= total / count == firstMean;
        Answers += count;
        sum += total;
        clusters.Add(count, total);
    }

    /// <summary>The interval of the mean; null where there are too few items for one.</summary>
    /// <param name="level">In (0, 1).</param>
    public Interval? Interval(double level)
    {
        if (Answers == 0)
        {
            return null;
        }

        if (onceAndBinary)
        {
            return WilsonInterval.From((long)sum, Answers, level);
        }

        if (allEqual)
        {
            // No spread to build on: of items that are all right or all wrong the share that could be otherwise is bounded; else nothing is known.
            return firstMean is 0 or 1 ? ClopperPearsonInterval.From(firstMean == 1 ? clusters.Clusters : 0, clusters.Clusters, level) : null;
        }

        return clusters.Infer()?.ConfidenceInterval(level) is { } i ? new Interval(Math.Max(0, i.Lower), Math.Min(1, i.Upper)) : null;
    }
}
