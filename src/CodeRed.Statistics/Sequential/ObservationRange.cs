using System.Runtime.CompilerServices;

namespace CodeRed.Statistics.Sequential;

/// <summary>The range known in advance of every observation, and its affine map onto [0, 1].</summary>
internal readonly struct ObservationRange
{
    private readonly double _least, _most;

    /// <exception cref="ArgumentOutOfRangeException">The ends are not finite numbers in rising order.</exception>
    public ObservationRange(double least, double most)
    {
        if (!(least < most && double.IsFinite(most - least)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(most), most, $"The greatest possible observation is a finite number above the least, which is {least:R}.");
        }

        (_least, _most) = (least, most);
    }

    /// <summary>An observation's place in the range, in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The observation is outside the range.</exception>
    public double Place(double observation, [CallerArgumentExpression(nameof(observation))] string? name = null) =>
        observation >= _least && observation <= _most
            ? (observation - _least) / (_most - _least)
            : throw new ArgumentOutOfRangeException(
                name, observation, $"An observation lies in [{_least:R}, {_most:R}]; give the constructor the range that no observation can leave.");

    /// <summary>The value at a place of [0, 1]; the ends of the range are exact.</summary>
    public double At(double place) => place < 1 ? _least + ((_most - _least) * place) : _most;
}
