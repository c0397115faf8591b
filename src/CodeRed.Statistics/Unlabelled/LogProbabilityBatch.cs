namespace CodeRed.Statistics.Unlabelled;

/// <summary>First-token log-probabilities of one batch, one value for each tracked token of each fixed prompt. Values of one batch may depend
/// on each other; batches are the unit.</summary>
/// <remarks>An interface that reports only the most probable tokens hides the others. Track tokens that are always reported, or put the
/// smallest reported value in place of a hidden one: any rule serves that is the same for every batch.</remarks>
public sealed class LogProbabilityBatch
{
    private readonly double[] _values;

    /// <summary>A batch of values.</summary>
    /// <param name="values">Natural logarithms of probabilities, finite and at most 0, in an order common to all batches; where a batch asks a
    /// prompt more than once, the average. At least one.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is positive or not finite.</exception>
    public LogProbabilityBatch(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("The batch has no log-probability; give at least one.", nameof(values));
        }

        foreach (var value in values)
        {
            if (!(value <= 0 && double.IsFinite(value)))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(values), value, "A log-probability is finite and at most 0; replace that of a hidden token by the smallest reported one.");
            }
        }

        _values = values.ToArray();
        Average = _values.Average();
    }

    /// <summary>Mean of the values, at most 0.</summary>
    public double Average { get; }

    internal ReadOnlySpan<double> Values => _values;
}
