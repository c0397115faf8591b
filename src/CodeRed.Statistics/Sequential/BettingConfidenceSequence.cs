using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Sequential;

/// <summary>Bounds for the mean of bounded observations, by betting against every candidate mean; all of them hold at once, so they may be
/// looked at after every observation.</summary>
/// <remarks>
/// <para>Waudby-Smith and Ramdas (2024), "Estimating means of bounded random variables by betting", JRSS B 86(1), 1-27: the hedged capital
/// process of theorem 3 with weights of 1/2 and the predictable plug-in bets of theorem 2, truncated at 1/(2m) and 1/(2 - 2m);
/// intersected over time. Candidates are the points of a grid, and bounds are rounded outwards to it.</para>
/// <para>Assumption: given the earlier observations, each has the same mean. Independence is not needed, nor a common distribution. Then
/// the chance that the mean is ever outside is at most 1 - level.</para>
/// <para>When the mean moves, this is no interval for a running average. What still holds, with the same chance and at all times: the lower
/// bound is at most the largest conditional mean up to now, and the upper bound is at least the smallest. Proof: factors fall in the
/// candidate, so the capital against the largest mean so far is at most a product of factors each of whose conditional mean is at most 1.</para>
/// <para>The bets depend on the level, so bounds of a higher level are not always the wider ones.</para>
/// <para>Time of <see cref="Add"/>: proportional to the candidates not yet excluded; nothing is allocated. Not thread-safe.</para>
/// </remarks>
public sealed class BettingConfidenceSequence
{
    private readonly ObservationRange _range;
    private readonly CandidateCapital? _below, _above;
    private readonly double _cells;
    private PlugInBet _bet;

    /// <summary>Starts before the first observation.</summary>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <param name="least">The least possible observation: 0 for a grade, -1 for a difference of two grades.</param>
    /// <param name="most">The greatest possible observation.</param>
    /// <param name="bounds">Which bounds to give; one alone gets the whole error.</param>
    /// <param name="gridCells">Cells of the grid over the range, at least 2. Each bound is up to one cell wider than the exact one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public BettingConfidenceSequence(
        double level, double least = 0, double most = 1, ConfidenceBounds bounds = ConfidenceBounds.Both, int gridCells = 1_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(gridCells, 2);
        var threshold = (bounds == ConfidenceBounds.Both ? 2 : 1) / ConfidenceLevel.Alpha(level);
        _range = new ObservationRange(least, most);
        _cells = gridCells;
        _bet = new PlugInBet(Math.Log(threshold));
        _below = bounds == ConfidenceBounds.Upper ? null : new CandidateCapital(gridCells, threshold);
        _above = bounds == ConfidenceBounds.Lower ? null : new CandidateCapital(gridCells, threshold);
    }

    /// <summary>Observations seen.</summary>
    public long Count => _bet.Count;

    /// <summary>The lower bound: never falls; the least possible observation where only an upper bound is given.</summary>
    public double Lower => _range.At((_below?.Excluded ?? 0) / _cells);

    /// <summary>The upper bound: never rises; the greatest possible observation where only a lower bound is given.</summary>
    public double Upper => _range.At((_cells - (_above?.Excluded ?? 0)) / _cells);

    /// <summary>The means not excluded so far; the whole range before the first observation. Null when no mean is left: the mean was
    /// not constant, or a chance of at most 1 - level has happened. The bounds then stand still.</summary>
    public Interval? Interval => Lower < Upper ? new Interval(Lower, Upper) : null;

    /// <summary>Takes the next observation.</summary>
    /// <param name="x">In the range given to the constructor.</param>
    /// <exception cref="ArgumentOutOfRangeException">The observation is outside the range.</exception>
    public void Add(double x)
    {
        var place = _range.Place(x);
        var bet = _bet.Next;
        int cells = (int)_cells, low = _below?.Excluded ?? 0, high = _above?.Excluded ?? 0;
        _below?.Step(place, bet, cells - high);
        _above?.Step(1 - place, bet, cells - low); // that the mean lies below m is that 1 - x has a mean above 1 - m
        _bet.Add(place);
    }
}
