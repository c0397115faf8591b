using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace CodeRed.Grading;

/// <summary>A number as a text says it: digits, a fraction, a multiple in words or Chinese numerals; exact.</summary>
/// <param name="Number">The number, or the numerator of a reduced fraction that no decimal holds.</param>
/// <param name="Divisor">Its denominator; 1 for a decimal.</param>
/// <param name="IsPercent">Whether a percent sign or its word stands after it; the number itself is not divided by a hundred.</param>
internal readonly record struct Quantity(Numeral Number, Numeral Divisor, bool IsPercent)
{
    // More digits than any answer needs; beyond them a sum or a fraction is not worth its time.
    private const int LongestExact = 60;

    private static readonly Numeral One = new(false, "1", 0);

    private static readonly SearchValues<char> Vulgar = SearchValues.Create("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞");

    // Longest first where one begins with another.
    private static readonly (string Word, int Exponent)[] Words =
        [("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3), ("hundred", 2)];

    /// <summary>The first or the last number of a text.</summary>
    public static Quantity? Find(ReadOnlySpan<char> text, bool last)
    {
        // A single Chinese digit is mostly a word (一個, 三角形), so it counts only where nothing else does.
        return Find(text, last, ChineseNumeral.Strictness.Whole) ?? Find(text, last, ChineseNumeral.Strictness.AlsoSingle);
    }

    /// <summary>Every number of a text, in order.</summary>
    public static List<Quantity> All(ReadOnlySpan<char> text)
    {
        var all = new List<Quantity>();
        for (var found = Next(text, 0, ChineseNumeral.Strictness.Whole); found is { } place; found = Next(text, place.End, ChineseNumeral.Strictness.Whole))
        {
            all.Add(place.Value);
        }

        return all;
    }

    /// <summary>A text that is one number and nothing else, but for a currency sign before it and a percent sign after it.</summary>
    public static Quantity? Parse(ReadOnlySpan<char> text)
    {
        text = TextNormalisation.Trim(text);
        return (Next(text, 0, ChineseNumeral.Strictness.Any) is { Start: 0 } found && TextNormalisation.IsBlank(text[found.End..])) ? found.Value : null;
    }

    /// <summary>Whether two texts say the same number; one with a percent sign is also its hundredth.</summary>
    public bool Is(Quantity other) =>
        (Number, Divisor) == (other.Number, other.Divisor)
        || (IsPercent && !other.IsPercent && Hundredth() is { } mine && (mine.Number, mine.Divisor) == (other.Number, other.Divisor))
        || (!IsPercent && other.IsPercent && other.Hundredth() is { } theirs && (theirs.Number, theirs.Divisor) == (Number, Divisor));

    /// <summary>Whether two texts say numbers at most so far apart as a function of the other one allows.</summary>
    public bool IsNear(Quantity other, Func<decimal, decimal, bool> isNear) =>
        Near(this, other, isNear)
        || (IsPercent && !other.IsPercent && Hundredth() is { } mine && Near(mine, other, isNear))
        || (!IsPercent && other.IsPercent && other.Hundredth() is { } theirs && Near(this, theirs, isNear));

    /// <summary>The canonical spelling: a decimal where one holds it exactly, else a reduced fraction; without the percent sign.</summary>
    public override string ToString() => Divisor == One ? Number.ToString() : $"{Number}/{Divisor}";

    private static bool Near(Quantity a, Quantity b, Func<decimal, decimal, bool> isNear) =>
        a.TryDecimal(out decimal x) && b.TryDecimal(out decimal y) && isNear(x, y);

    /// <summary>The number as a decimal, rounded to 28 digits; false when it is 10^28 or more in size.</summary>
    private bool TryDecimal(out decimal value)
    {
        if (!Number.TryDecimal(out value))
        {
            return false;
        }

        if (Divisor != One)
        {
            if (!Divisor.TryDecimal(out decimal divisor) || divisor == 0)
            {
                return false;
            }

            value /= divisor;
        }

        return true;
    }

    private Quantity? Hundredth() => Divisor == One
        ? this with { Number = Number.Digits.Length == 0 ? Number : Number with { Exponent = Number.Exponent - 2 }, IsPercent = false }
        : Of(Integer(Number), Integer(Divisor) * 100, isPercent: false);

    private static Quantity? Find(ReadOnlySpan<char> text, bool last, ChineseNumeral.Strictness strictness)
    {
        var found = Next(text, 0, strictness);
        while (last && found is { } place && Next(text, place.End, strictness) is { } next)
        {
            found = next;
        }

        return found?.Value;
    }

    private static Found? Next(ReadOnlySpan<char> text, int from, ChineseNumeral.Strictness strictness)
    {
        var arabic = Arabic(text, from);
        // A Chinese numeral before it, or one that it belongs to (百分之50 is one number).
        var chinese = ChineseNumeral.Next(text, from, arabic?.Start ?? text.Length, strictness);
        return chinese is { } words ? new(words.Start, words.End, words.Value) : arabic;
    }

    private static Found? Arabic(ReadOnlySpan<char> text, int from)
    {
        var digits = Numeral.Place.Next(text, from);
        int vulgar = text[from..(digits?.Mantissa ?? text.Length)].IndexOfAny(Vulgar);
        if (vulgar >= 0)
        {
            int at = from + vulgar;
            bool negative = false;
            int start = Numeral.Place.SignBefore(text, at, ref negative);
            var (n, d) = Parts(text[at]);
            return Finished(text, start, at + 1, Of(negative ? -n : n, d, isPercent: false)!.Value);
        }

        if (digits is not { } place)
        {
            return null;
        }

        var number = place.Read(text);
        if (place.MantissaEnd == place.End && IsWhole(number) && Latex(text, place) is { } latex)
        {
            return Finished(text, latex.Start, latex.End, latex.Value);
        }

        if (IsWhole(number) && place.Exponent == 0)
        {
            if (Over(text, place, number) is { } fraction)
            {
                return Finished(text, place.Start, fraction.End, fraction.Value);
            }

            if (Mixed(text, place.End) is { } part && Sum(number, place.IsNegative, part.Value) is { } mixed)
            {
                return Finished(text, place.Start, part.End, mixed);
            }
        }

        var (end, exponent) = Multiple(text, place.End);
        if (exponent > 0)
        {
            number = number.Digits.Length == 0 ? number : number with { Exponent = number.Exponent + exponent };
        }
        else if (ChineseNumeral.Units(text, place.End, number) is { } units)
        {
            (end, number) = (units.End, units.Value);
        }

        return Finished(text, place.Start, end, new(number, One, false));
    }

    /// <summary>With the percent sign after it, where there is one.</summary>
    private static Found Finished(ReadOnlySpan<char> text, int start, int end, Quantity value)
    {
        var rest = text[end..];
        int spaces = rest.Length - rest.TrimStart(" \u00A0\u202F").Length;
        rest = rest[spaces..];
        int sign = rest.IsEmpty ? 0
            : TextNormalisation.Narrow(rest[0]) == '%' ? 1
            : rest.StartsWith("\\%", StringComparison.Ordinal) ? 2
            : IsWord(rest, "percent") ? "percent".Length
            : IsWord(rest, "per cent") ? "per cent".Length
            : 0;
        return sign == 0 ? new(start, end, value) : new(start, end + spaces + sign, value with { IsPercent = true });
    }

    private static (int End, int Exponent) Multiple(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        int exponent = 0;
        while (true)
        {
            var rest = text[end..];
            int spaces = rest.Length - rest.TrimStart(" \u00A0").Length;
            rest = rest[spaces..];
            (string Word, int Exponent) found = default;
            foreach (var word in Words)
            {
                if (spaces > 0 && IsWord(rest, word.Word))
                {
                    found = word;
                    break;
                }
            }

            if (found.Word is null)
            {
                return (end, exponent);
            }

            end += spaces + found.Word.Length;
            exponent += found.Exponent;
        }
    }

    private static bool IsWord(ReadOnlySpan<char> text, string word) =>
        text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || !TextNormalisation.JoinsWords(text[word.Length]));

    /// <summary>A fraction such as 3/4: two whole numbers around one slash, and no date.</summary>
    private static (int End, Quantity Value)? Over(ReadOnlySpan<char> text, Numeral.Place place, Numeral number)
    {
        int slash = place.End;
        if (slash + 1 >= text.Length || text[slash] is not ('/' or '⁄' or '／') || (place.Start > 0 && text[place.Start - 1] is '/' or '⁄' or '／')
            || Numeral.Place.Next(text, slash + 1) is not { } divisor || divisor.Mantissa != slash + 1 || divisor.Point < divisor.MantissaEnd || divisor.Exponent != 0
            || (divisor.End < text.Length && text[divisor.End] is '/' or '⁄' or '／'))
        {
            return null;
        }

        return Of(Integer(number), Integer(divisor.Read(text)), isPercent: false) is { } value ? (divisor.End, value) : null;
    }

    /// <summary>What stands after a whole number to make it a mixed one: <c>1/2</c> after a space, <c>½</c>, <c>\frac{1}{2}</c>.</summary>
    private static (int End, Quantity Value)? Mixed(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length || !(text[at] is ' ' or '\\' || Vulgar.Contains(text[at])))
        {
            return null;
        }

        int vulgar = text[at] == ' ' ? at + 1 : at;
        if (vulgar < text.Length && Vulgar.Contains(text[vulgar]))
        {
            var (n, d) = Parts(text[vulgar]);
            return (vulgar + 1, Of(n, d, isPercent: false)!.Value);
        }

        if (Numeral.Place.Next(text, at) is not { } place)
        {
            return null;
        }

        if (text[at] == '\\' && Latex(text, place) is { } latex && latex.Start == at)
        {
            return (latex.End, latex.Value);
        }

        return text[at] == ' ' && place.Start == at + 1 && Over(text, place, place.Read(text)) is { } part && IsProper(part.Value) ? part : null;
    }

    private static bool IsProper(Quantity value) => value.TryDecimal(out decimal share) && share is > 0 and < 1;

    /// <summary><c>\frac{3}{4}</c> around the number at a place.</summary>
    private static Found? Latex(ReadOnlySpan<char> text, Numeral.Place place)
    {
        int brace = place.Start - 1;
        if (brace < 0 || text[brace] != '{' || !text[..brace].EndsWith("frac", StringComparison.Ordinal))
        {
            return null;
        }

        int command = text[..brace].LastIndexOf('\\');
        if (command < 0 || text[(command + 1)..brace] is not ("frac" or "dfrac" or "tfrac" or "cfrac") || !text[place.End..].StartsWith("}{", StringComparison.Ordinal)
            || Numeral.Place.Next(text, place.End + 2) is not { } divisor || divisor.Start != place.End + 2 || divisor.End >= text.Length || text[divisor.End] != '}')
        {
            return null;
        }

        bool negative = false;
        int start = Numeral.Place.SignBefore(text, command, ref negative);
        var (n, d) = (place.Read(text), divisor.Read(text));
        return IsWhole(n) && IsWhole(d) && Of(negative ? -Integer(n) : Integer(n), Integer(d), isPercent: false) is { } value ? new(start, divisor.End + 1, value) : null;
    }

    private static Quantity? Sum(Numeral whole, bool negative, Quantity part)
    {
        var divisor = Integer(part.Divisor);
        var numerator = Integer(part.Number with { Exponent = Math.Max(part.Number.Exponent, 0) });
        if (part.Number.Exponent < 0)
        {
            // A half is the decimal 0.5, and must be a fraction again to be added.
            divisor *= BigInteger.Pow(10, (int)-part.Number.Exponent);
        }

        var sum = Integer(whole) * divisor + (negative ? -numerator : numerator);
        return Of(sum, divisor, part.IsPercent);
    }

    /// <summary>A fraction in its lowest terms, as a decimal where one holds it; null when it is no number or too long to be worth it.</summary>
    internal static Quantity? Of(BigInteger numerator, BigInteger divisor, bool isPercent)
    {
        if (divisor.IsZero)
        {
            return null;
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, divisor) * divisor.Sign;
        (numerator, divisor) = (numerator / common, divisor / common);
        var (rest, twos, fives) = (divisor, 0, 0);
        while ((rest % 2).IsZero)
        {
            (rest, twos) = (rest / 2, twos + 1);
        }

        while ((rest % 5).IsZero)
        {
            (rest, fives) = (rest / 5, fives + 1);
        }

        if (!rest.IsOne)
        {
            return new(Text(numerator, 0), Text(divisor, 0), isPercent);
        }

        int places = Math.Max(twos, fives);
        return new(Text(numerator * BigInteger.Pow(2, places - twos) * BigInteger.Pow(5, places - fives), -places), One, isPercent);
    }

    internal static Numeral Text(BigInteger value, long exponent)
    {
        string digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).TrimStart('0');
        string significant = digits.TrimEnd('0');
        return significant.Length == 0 ? new(false, "", 0) : new(value.Sign < 0, significant, exponent + digits.Length - significant.Length);
    }

    /// <summary>Whether a number is whole and short enough to be reckoned with.</summary>
    internal static bool IsWhole(Numeral number) => number.Exponent >= 0 && number.Digits.Length + number.Exponent <= LongestExact;

    internal static BigInteger Integer(Numeral number)
    {
        var size = number.Digits.Length == 0 ? BigInteger.Zero : BigInteger.Parse(number.Digits, CultureInfo.InvariantCulture) * BigInteger.Pow(10, (int)number.Exponent);
        return number.IsNegative ? -size : size;
    }

    private static (int Numerator, int Divisor) Parts(char vulgar) => vulgar switch
    {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        _ => (7, 8),
    };

    private readonly record struct Found(int Start, int End, Quantity Value);
}
