using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CodeRed.Evidence.Facts;

/// <summary>A day, or only its month or year where no more is known.</summary>
/// <remarks>Written as <c>2025-12-05</c>, <c>2025-12</c> or <c>2025</c>. It stands for every day from <see cref="First"/> to <see cref="Last"/>, and
/// nothing here decides which: a question that needs one day asks for the bound that is safe for it.</remarks>
public readonly record struct PartialDate : IComparable<PartialDate>
{
    /// <summary>The first year that can be written.</summary>
    public const int FirstYear = 1950;

    /// <summary>The last year that can be written.</summary>
    public const int LastYear = 2100;

    private PartialDate(DateOnly first, DateOnly last) => (First, Last) = (first, last);

    /// <summary>The earliest day it may be.</summary>
    public DateOnly First { get; }

    /// <summary>The latest day it may be.</summary>
    public DateOnly Last { get; }

    /// <summary>Whether the day itself is known.</summary>
    public bool IsDay => First == Last;

    /// <summary>A day.</summary>
    public static PartialDate Of(DateOnly day) => new(day, day);

    /// <summary>Reads <c>yyyy-MM-dd</c>, <c>yyyy-MM</c> or <c>yyyy</c>, from <see cref="FirstYear"/> to <see cref="LastYear"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PartialDate date)
    {
        date = default;
        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            || first.Year is < FirstYear or > LastYear)
        {
            return false;
        }

        date = new PartialDate(first, text.Length switch { 10 => first, 7 => first.AddMonths(1).AddDays(-1), _ => first.AddYears(1).AddDays(-1) });
        return true;
    }

    /// <summary>By the earliest day, then the latest.</summary>
    public int CompareTo(PartialDate other) => First.CompareTo(other.First) is var order and not 0 ? order : Last.CompareTo(other.Last);

    /// <summary>As it is written.</summary>
    public override string ToString() => First.ToString(IsDay ? "yyyy-MM-dd" : First.Month == Last.Month ? "yyyy-MM" : "yyyy", CultureInfo.InvariantCulture);
}
