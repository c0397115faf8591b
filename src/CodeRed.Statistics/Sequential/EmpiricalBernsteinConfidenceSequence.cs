using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Sequential;

/// <summary>Bounds for the mean of bounded observations in closed form, from their variance; all of them hold at once, so they may be
/// looked at after every observation. Wider than <see cref="BettingConfidenceSequence"/> for the first observations, but needs no grid.</summary>
/// <remarks>
/// <para>Waudby-Smith and Ramdas (2024), "Estimating means of bounded random variables by betting", JRSS B 86(1), 1-27, theorem 2 (the
/// predictable plug-in empirical-Bernstein confidence sequence) with bets truncated at 1/2; intersected over time.</para>
/// <para>Assumption: given the earlier observations, each has the same mean. Independence is not needed, nor a common distribution. Then
/// the chance that the mean is ever outside is at most 1 - level.</para>
/// <para>When the mean moves, the bounds before intersection hold for the average of the conditional means weighted by the bets, in which
/// earlier observations count for more: no running average. What then holds of the intersection, with the same chance and at all times:
/// the lower bound is at most the largest conditional mean up to now, and the upper bound is at least the smallest.</para>
/// <para>The bets depend on the level, so bounds of a higher level are not always the wider ones.</para>
/// <para>Constant time and memory. Not thread-safe.</para>
/// </remarks>
public sealed class EmpiricalBernsteinConfidenceSequence
{
    private const double Truncation = .5;

    private readonly ObservationRange _range;
    private readonly ConfidenceBounds _bounds;
    private readonly double _logInverseAlpha;
    private PlugInBet _bet;
    private double _bets, _weighted, _variance, _low, _high;

    /// <summary>Starts before the first observation.</summary>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <param name="least">The least possible observation: 0 for a grade, -1 for a difference of two grades.</param>
    /// <param name="most">The greatest possible observation.</param>
    /// <param name="bounds">Which bounds to give; one alone gets the whole error.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public EmpiricalBernsteinConfidenceSequence(
        double level, double least = 0, double most = 1, ConfidenceBounds bounds = ConfidenceBounds.Both)
    {
        _logInverseAlpha = Math.Log((bounds == ConfidenceBounds.Both ? 2 : 1) / ConfidenceLevel.Alpha(level));
        _range = new ObservationRange(least, most);
        _bounds = bounds;
        _bet = new PlugInBet(_logInverseAlpha);
    }

    /// <summary>Observations seen.</summary>
    public long Count => _bet.Count;

    /// <summary>The lower bound: never falls; the least possible observation where only an upper bound is given.</summary>
    public double Lower => _range.At(_low);

    /// <summary>The upper bound: never rises; the greatest possible observation where only a lower bound is given.</summary>
    public double Upper => _range.At(1 - _high);

    /// <summary>The means not excluded so far; the whole range before the first observation. Null when no mean is left: the mean was
    /// not constant, or a chance of at most 1 - level has happened.</summary>
    public Interval? Interval => Lower < Upper ? new Interval(Lower, Upper) : null;

    /// <summary>Takes the next observation.</summary>
    /// <param name="x">In the range given to the constructor.</param>
    /// <exception cref="ArgumentOutOfRangeException">The observation is outside the range.</exception>
    public void Add(double x)
    {
        var place = _range.Place(x);
        var bet = Math.Min(_bet.Next, Truncation);
        var deviation = place - _bet.Mean;
        _bets += bet;
        _weighted += bet * place;
        _variance += deviation * deviation * (-NearZero.Log1p(-bet) - bet);
        _bet.Add(place);

        double mean = _weighted / _bets, margin = (_logInverseAlpha + _variance) / _bets;
        _low = _bounds == ConfidenceBounds.Upper ? 0 : Math.Max(_low, mean - margin);
        _high = _bounds == ConfidenceBounds.Lower ? 0 : Math.Max(_high, 1 - mean - margin);
    }
}
