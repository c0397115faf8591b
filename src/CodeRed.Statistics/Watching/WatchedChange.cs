namespace CodeRed.Statistics.Watching;

/// <summary>Which way a metric is watched.</summary>
public enum Direction
{
    /// <summary>A lower mean raises the alarm.</summary>
    Drop,

    /// <summary>A higher mean raises the alarm.</summary>
    Rise,

    /// <summary>Either raises it; each side has half of the false-alarm budget.</summary>
    Either,
}

/// <summary>Of what the tolerance speaks.</summary>
public enum ToleratedDrop
{
    /// <summary>Of the mean over all items: single items may change as they like as long as their mean does not.</summary>
    OfTheMean,

    /// <summary>Of each single item: none has changed by more. A narrower null hypothesis, under which large drops of uneven items are found sooner (small ones are not);
    /// a model that is as good on other items may raise an alarm. For grades of 0 or 1; with others the bets are those for the mean, which keep this promise too.</summary>
    OfEachItem,
}

/// <summary>What a watch tells apart: changes that must raise no alarm and changes that matter.</summary>
/// <param name="Tolerance">Largest change of the mean that is tolerated, the null hypothesis, at least 0, in grades (0.01 is one point).</param>
/// <param name="Smallest">Smallest change that matters, the alternative, above <paramref name="Tolerance"/> and below 1, in grades. Nothing is
/// promised for changes between the two.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Of">Whether the tolerance is for the mean or for each item; rounds know the mean only.</param>
public sealed record WatchedChange(double Tolerance, double Smallest, Direction Direction = Direction.Drop, ToleratedDrop Of = ToleratedDrop.OfTheMean)
{
    /// <summary>Largest change of the mean that is tolerated, in grades.</summary>
    public double Tolerance { get; } = Tolerance is >= 0 and < 1
        ? Tolerance
        : throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "A tolerance lies in [0, 1); 0.01 tolerates one point.");

    /// <summary>Smallest change that matters, in grades.</summary>
    public double Smallest { get; } = Smallest > Tolerance && Smallest < 1
        ? Smallest
        : throw new ArgumentOutOfRangeException(nameof(Smallest), Smallest, "The smallest change that matters lies above the tolerance and below 1.");

    internal bool Drops => Direction != Direction.Rise;

    internal bool Rises => Direction != Direction.Drop;
}
