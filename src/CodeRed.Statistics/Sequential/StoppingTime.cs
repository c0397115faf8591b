namespace CodeRed.Statistics.Sequential;

/// <summary>The number of items after which the evidence first reached 1/alpha.</summary>
/// <param name="alpha">False-alarm chance in (0, 1).</param>
public sealed class StoppingTime(double alpha)
{
    /// <summary>The false-alarm chance whose inverse is the threshold.</summary>
    public double Alpha { get; } = alpha is > 0 and < 1
        ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A false-alarm chance lies strictly between 0 and 1, for example 0.05.");

    /// <summary>Items seen at the first crossing, or null while there is none. A later fall of the evidence takes nothing back.</summary>
    public long? Items { get; private set; }

    /// <summary>Looks at the process; call after every item.</summary>
    public void Observe(PairedBettingProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (Items is null && process.LogE >= -Math.Log(Alpha))
        {
            Items = process.Items;
        }
    }
}
