namespace CodeRed.Statistics.Growth;

/// <summary>What a set of possible crossing dates looks like.</summary>
public enum CrossingShape
{
    /// <summary>No date is possible.</summary>
    None,

    /// <summary>From a first to a last date.</summary>
    Between,

    /// <summary>From a date on, without end: not before it, and perhaps never.</summary>
    NotBefore,

    /// <summary>Up to a date, without beginning: not after it, and perhaps never.</summary>
    NotAfter,

    /// <summary>Before one date or after a later one, or never; not between them.</summary>
    Outside,

    /// <summary>At any date, or never: the figures say nothing.</summary>
    Any,
}

/// <summary>When two growths are equal in size.</summary>
/// <param name="Estimate">Where the fitted curves meet; null where they do not, or not at a date that was asked for.</param>
/// <param name="Set">The dates that the figures do not exclude, as disjoint intervals in order of time, of which the first may begin and the last may end at infinity.</param>
/// <param name="MayBeNever">Whether the rates may be equal, so that the curves need never meet; the set is then without bound on either side.</param>
public sealed record CrossingDates(double? Estimate, IReadOnlyList<Interval> Set, bool MayBeNever)
{
    /// <summary>What the set looks like.</summary>
    public CrossingShape Shape => Set.Count == 0 ? CrossingShape.None
        : (double.IsInfinity(Set[0].Lower), double.IsInfinity(Set[^1].Upper)) switch
        {
            (false, false) => CrossingShape.Between,
            (false, true) => CrossingShape.NotBefore,
            (true, false) => CrossingShape.NotAfter,
            _ => Set.Count == 1 ? CrossingShape.Any : CrossingShape.Outside,
        };

    /// <summary>Whether a date is not excluded.</summary>
    public bool Contains(double date) => Set.Any(part => part.Contains(date));

    /// <summary>The possible dates from one date on, for a crossing that is known not to have happened before it.</summary>
    public CrossingDates From(double date) => this with
    {
        Estimate = Estimate >= date ? Estimate : null,
        Set = [.. Set.Where(part => part.Upper >= date).Select(part => part with { Lower = Math.Max(date, part.Lower) })],
    };
}
