using System.Globalization;

namespace CodeRed.Evidence.Facts;

/// <summary>All values that a published figure of usage may stand for, by its digits and its wording.</summary>
/// <remarks>A rounded figure stands for half a unit of its last digit to either side; "about" for a whole unit, because who says so did not round to the nearest, but for no more than half of itself;
/// "at least" for itself and everything above. The last digit of a count is the last that is not 0 (800 million has one), that of a share the last that is written (40 % has two).</remarks>
/// <param name="Lower">The least of them.</param>
/// <param name="Upper">The greatest; null where there is no end.</param>
public readonly record struct UsageRange(double Lower, double? Upper)
{
    // Digits that a double holds for certain.
    private const int Digits = 15;

    /// <summary>The range of a figure.</summary>
    /// <param name="value">As it was published.</param>
    /// <param name="precision">How it is meant.</param>
    /// <param name="share">Whether it is percent of a whole.</param>
    public static UsageRange Of(double value, Precision precision, bool share)
    {
        var unit = Unit(value, share);
        var about = Math.Min(unit, Math.Abs(value) / 2);
        return precision switch
        {
            Precision.AtLeast => new(value, null),
            Precision.About => new(value - about, value + about),
            _ => new(value - (unit / 2), value + (unit / 2)),
        };
    }

    /// <summary>What the last digit of a figure stands for.</summary>
    /// <param name="value">As it was published.</param>
    /// <param name="share">Whether it is percent of a whole.</param>
    public static double Unit(double value, bool share)
    {
        if (value == 0)
        {
            return share ? 1 : 0;
        }

        var parts = Math.Abs(value).ToString($"E{Digits - 1}", CultureInfo.InvariantCulture).Split('E');
        var place = int.Parse(parts[1], CultureInfo.InvariantCulture) - parts[0].Replace(".", "", StringComparison.Ordinal).TrimEnd('0').Length + 1;
        return Math.Pow(10, share ? Math.Min(place, 0) : place);
    }

    /// <summary>Whether both may stand for one value. Two that only touch do not: neither was rounded from it.</summary>
    public bool Overlaps(UsageRange other) => this == other || (Lower < (other.Upper ?? double.PositiveInfinity) && other.Lower < (Upper ?? double.PositiveInfinity));
}
