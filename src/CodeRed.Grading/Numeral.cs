using System.Buffers;
using System.Globalization;
using System.Text;

namespace CodeRed.Grading;

/// <summary>A number as written in a text: exactly <c>Digits</c> times ten to the <c>Exponent</c>, with a sign.</summary>
/// <param name="IsNegative">Never for zero.</param>
/// <param name="Digits">Decimal digits without a leading or trailing zero; empty for zero.</param>
/// <param name="Exponent">0 for zero.</param>
/// <remarks>Held as text because a model may write more digits than any number type has.</remarks>
internal readonly record struct Numeral(bool IsNegative, string Digits, long Exponent)
{
    private const int LongestPlain = 40;

    private static readonly SearchValues<char> AnyDigit = SearchValues.Create("0123456789０１２３４５６７８９");

    /// <summary>The canonical spelling: no sign but a minus, no separators, no trailing zeros, no exponent unless it would be long.</summary>
    public override string ToString()
    {
        if (Digits.Length == 0)
        {
            return "0";
        }

        string sign = IsNegative ? "-" : "";
        long whole = Digits.Length + Exponent;
        if (Exponent >= 0 && whole <= LongestPlain)
        {
            return sign + Digits.PadRight((int)whole, '0');
        }

        if (Exponent < 0 && Digits.Length <= LongestPlain && whole > -LongestPlain)
        {
            return whole > 0
                ? $"{sign}{Digits.AsSpan(0, (int)whole)}.{Digits.AsSpan((int)whole)}"
                : $"{sign}0.{new string('0', (int)-whole)}{Digits}";
        }

        string more = Digits.Length > LongestPlain ? "…" : "";
        string fraction = Digits.Length > 1 ? $".{Digits.AsSpan(1, Math.Min(Digits.Length, LongestPlain) - 1)}{more}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Digits[0]}{fraction}e{whole - 1}");
    }

    /// <summary>The number as a decimal, rounded to 28 digits; false when it is 10^28 or more in size.</summary>
    public bool TryDecimal(out decimal value)
    {
        long whole = Digits.Length + Exponent;
        value = 0;
        if (Digits.Length == 0 || whole < -28)
        {
            return true;
        }

        if (whole > 28)
        {
            return false;
        }

        int kept = Math.Min(Digits.Length, 32);
        return decimal.TryParse(
            string.Create(CultureInfo.InvariantCulture, $"{(IsNegative ? "-" : "")}{Digits.AsSpan(0, kept)}E{whole - kept}"),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out value);
    }

    /// <summary>Which of two numbers is larger: -1, 0 or 1.</summary>
    public static int Compare(Numeral a, Numeral b)
    {
        int sign = Sign(a).CompareTo(Sign(b));
        return sign != 0 || a.Digits.Length == 0 ? sign
            : a.IsNegative ? CompareSizes(b, a)
            : CompareSizes(a, b);
    }

    /// <summary>A text that is one number and nothing else, but for a currency sign before it and a percent sign after it.</summary>
    public static Numeral? Parse(ReadOnlySpan<char> text)
    {
        text = TextNormalisation.Trim(text);
        if (Place.Next(text, 0) is not { Start: 0 } place)
        {
            return null;
        }

        var rest = TextNormalisation.Trim(text[place.End..]);
        return rest.IsEmpty || (rest.Length == 1 && TextNormalisation.Narrow(rest[0]) == '%') ? place.Read(text) : null;
    }

    private static int Sign(Numeral number) => number.Digits.Length == 0 ? 0 : number.IsNegative ? -1 : 1;

    private static int CompareSizes(Numeral a, Numeral b)
    {
        int whole = (a.Digits.Length + a.Exponent).CompareTo(b.Digits.Length + b.Exponent);
        return whole != 0 ? whole : Math.Sign(string.CompareOrdinal(a.Digits, b.Digits));
    }

    /// <summary>Where a number stands in a text.</summary>
    /// <param name="Start">With its sign and currency.</param>
    /// <param name="IsNegative">Whether its sign is a minus.</param>
    /// <param name="Mantissa">The first digit, or the point before it.</param>
    /// <param name="Point">The decimal point; <paramref name="MantissaEnd"/> when there is none.</param>
    /// <param name="MantissaEnd">After the last digit before an exponent.</param>
    /// <param name="End">After the number.</param>
    /// <param name="Exponent">The power of ten written after the mantissa; 0 when none is.</param>
    public readonly record struct Place(int Start, bool IsNegative, int Mantissa, int Point, int MantissaEnd, int End, long Exponent)
    {
        public static Place? Next(ReadOnlySpan<char> text, int from)
        {
            int digit = text[from..].IndexOfAny(AnyDigit);
            if (digit < 0)
            {
                return null;
            }

            int mantissa = from + digit;
            int point;
            if (mantissa > 0 && IsPoint(text[mantissa - 1])
                && (mantissa == 1 || !(TextNormalisation.JoinsWords(text[mantissa - 2]) || IsPoint(text[mantissa - 2]))))
            {
                point = --mantissa;
            }
            else
            {
                point = AfterWhole(text, mantissa);
            }

            int end = point;
            if (point + 1 < text.Length && IsPoint(text[point]) && IsDigit(text[point + 1]))
            {
                end = AfterDigits(text, point + 1);
            }

            int mantissaEnd = end;
            long exponent = 0;
            if (!TryExponent(text, ref end, out exponent))
            {
                TryPowerOfTen(text, ref end, out exponent);
            }

            int start = SignAndCurrency(text, mantissa, out bool negative);
            return new(start, negative, mantissa, point, mantissaEnd, end, exponent);
        }

        public Numeral Read(ReadOnlySpan<char> text)
        {
            var digits = new StringBuilder(Math.Min(MantissaEnd - Mantissa, 64));
            long exponent = Exponent;
            for (int i = Mantissa; i < MantissaEnd; i++)
            {
                if (IsDigit(text[i]))
                {
                    digits.Append(TextNormalisation.Narrow(text[i]));
                    exponent -= i > Point ? 1 : 0;
                }
            }

            string all = digits.ToString().TrimStart('0');
            string significant = all.TrimEnd('0');
            return significant.Length == 0
                ? new(false, "", 0)
                : new(IsNegative, significant, exponent + all.Length - significant.Length);
        }

        /// <summary>After the whole part: a run of digits, or groups of three with the same separator between them.</summary>
        private static int AfterWhole(ReadOnlySpan<char> text, int start)
        {
            int end = AfterDigits(text, start);
            if (end - start > 3 || TextNormalisation.Narrow(text[start]) == '0')
            {
                return end;
            }

            ReadOnlySpan<char> separator = default;
            while (true)
            {
                var here = Separator(text, end);
                int group = end + here.Length;
                if (here.IsEmpty || !(separator.IsEmpty || here.SequenceEqual(separator))
                    || group >= text.Length || AfterDigits(text, group) != group + 3)
                {
                    return end;
                }

                separator = here;
                end = group + 3;
            }
        }

        /// <summary>The thousands separator at a place, or nothing.</summary>
        private static ReadOnlySpan<char> Separator(ReadOnlySpan<char> text, int at)
        {
            if (at >= text.Length)
            {
                return default;
            }

            var rest = text[at..];
            return rest[0] switch
            {
                ',' or ' ' or '\u00A0' or '\u2009' or '\u202F' => rest[..1],
                // A full-width comma between plain digits divides clauses: 答案是5，200個.
                '，' when text[at - 1] > '9' => rest[..1],
                '{' when rest.StartsWith("{,}", StringComparison.Ordinal) => rest[..3],
                '\\' when rest.StartsWith("\\,", StringComparison.Ordinal) => rest[..2],
                _ => default,
            };
        }

        private static bool TryExponent(ReadOnlySpan<char> text, ref int end, out long exponent)
        {
            exponent = 0;
            if (end >= text.Length || TextNormalisation.Fold(text[end], ignoreCase: true) != 'E')
            {
                return false;
            }

            int after = SignedDigits(text, end + 1, out exponent);
            if (after < 0 || (after < text.Length && TextNormalisation.JoinsWords(text[after])))
            {
                exponent = 0;
                return false;
            }

            end = after;
            return true;
        }

        /// <summary>The factor of scientific notation: <c>× 10^5</c>, <c>\times 10^{-3}</c>.</summary>
        private static bool TryPowerOfTen(ReadOnlySpan<char> text, ref int end, out long exponent)
        {
            exponent = 0;
            var rest = text[end..].TrimStart(' ');
            int times = rest.IsEmpty ? 0 : rest[0] switch
            {
                '×' or '·' or '⋅' or '*' or 'x' => 1,
                '\\' when rest.StartsWith("\\times", StringComparison.Ordinal) => "\\times".Length,
                '\\' when rest.StartsWith("\\cdot", StringComparison.Ordinal) => "\\cdot".Length,
                _ => 0,
            };
            rest = rest[times..].TrimStart(' ');
            if (times == 0 || !rest.StartsWith("10^", StringComparison.Ordinal))
            {
                return false;
            }

            int at = text.Length - rest.Length + 3;
            bool braced = at < text.Length && text[at] == '{';
            at = SignedDigits(text, braced ? at + 1 : at, out exponent);
            if (at < 0 || (braced && (at >= text.Length || text[at] != '}')))
            {
                exponent = 0;
                return false;
            }

            end = braced ? at + 1 : at;
            return true;
        }

        /// <summary>After an optional sign and digits; -1 when there are none. An exponent beyond nine digits is held at 10^9.</summary>
        private static int SignedDigits(ReadOnlySpan<char> text, int at, out long value)
        {
            value = 0;
            bool negative = at < text.Length && IsMinus(text[at]);
            int start = at < text.Length && (negative || IsPlus(text[at])) ? at + 1 : at;
            int end = AfterDigits(text, start);
            for (int i = start; i < end; i++)
            {
                value = Math.Min((value * 10) + (TextNormalisation.Narrow(text[i]) - '0'), 1_000_000_000);
            }

            value = negative ? -value : value;
            return end > start ? end : -1;
        }

        private static int SignAndCurrency(ReadOnlySpan<char> text, int mantissa, out bool negative)
        {
            negative = false;
            int start = SignBefore(text, mantissa, ref negative);
            if (start > 0 && char.GetUnicodeCategory(text[start - 1]) == UnicodeCategory.CurrencySymbol)
            {
                start--;
                start -= start > 0 && text[start - 1] == '\\' ? 1 : 0;
                start = SignBefore(text, start, ref negative);
            }

            return start;
        }

        /// <summary>A sign counts where nothing stands before it that it could join or subtract from: 5-3 and GPT-4 have none.</summary>
        public static int SignBefore(ReadOnlySpan<char> text, int at, ref bool negative)
        {
            if (at == 0 || !(IsMinus(text[at - 1]) || IsPlus(text[at - 1])))
            {
                return at;
            }

            char before = at > 1 ? TextNormalisation.Narrow(text[at - 2]) : ' ';
            if (TextNormalisation.JoinsWords(before) || before is ')' or ']' or '}' || IsMinus(before) || IsPlus(before))
            {
                return at;
            }

            negative |= IsMinus(text[at - 1]);
            return at - 1;
        }

        private static int AfterDigits(ReadOnlySpan<char> text, int at)
        {
            while (at < text.Length && IsDigit(text[at]))
            {
                at++;
            }

            return at;
        }

        private static bool IsDigit(char c) => char.IsAsciiDigit(c) || c is >= '０' and <= '９';

        private static bool IsPoint(char c) => c is '.' or '．';

        private static bool IsMinus(char c) => c is '-' or '\u2212' or '－';

        private static bool IsPlus(char c) => c is '+' or '＋';
    }
}
