using System.Buffers;
using System.Numerics;

namespace CodeRed.Grading;

/// <summary>Numbers in Chinese numerals: 四十二, 一百零五, 三萬五千, 二〇二六, 參佰, 三點一四, 三分之二, 百分之五十; and Arabic ones with Chinese units: 3.5萬, 12億3,456萬.</summary>
/// <remarks>
/// <para>A numeral is the longest run of digits (零〇一二兩三四五六七八九, simplified and formal ones too) and units (十百千萬億兆, 拾佰仟; 廿 and 卅), read as such numbers are formed.
/// 兆 is 10^12. Digits without a unit are one number where there are three or more, or a 〇 or 零 among them (二〇二六); two of them (三四) mean "three or four" and are none.</para>
/// <para>Much that looks like a numeral is a word. A single sign counts only where it stands alone, behind 是, 為, 等於, 有 and their like or a punctuation mark and before a
/// measure word or a punctuation mark; 第一, 星期三 and 週三 are none; a run that is no well-formed number (萬一, 千萬, 十分) is none.</para>
/// </remarks>
internal static class ChineseNumeral
{
    /// <summary>Which runs count.</summary>
    public enum Strictness
    {
        /// <summary>Runs of at least two signs.</summary>
        Whole,

        /// <summary>Also single signs that stand alone.</summary>
        AlsoSingle,

        /// <summary>Every run: for a text that is known to be a number.</summary>
        Any,
    }

    private const string Signs = "零〇○一二兩两三四五六七八九壹貳贰弍參叁参肆伍陸陆柒捌玖十百千萬万億亿兆拾佰仟廿卅";

    private static readonly SearchValues<char> AnySign = SearchValues.Create(Signs);

    private static readonly SearchValues<char> Before = SearchValues.Create("是為为於于得有共即=約约選选答案出:：");

    private static readonly SearchValues<char> After = SearchValues.Create("個个元塊块人天年月日次隻只條条本張张公斤米克秒小週周歲岁種种名位輛辆枚顆颗件");

    /// <summary>The next numeral that starts before a place, or is a fraction whose second number stands at that place.</summary>
    public static (int Start, int End, Quantity Value)? Next(ReadOnlySpan<char> text, int from, int before, Strictness strictness)
    {
        for (int at = from; at < before;)
        {
            int skip = text[at..before].IndexOfAny(AnySign);
            if (skip < 0)
            {
                return null;
            }

            int start = at + skip;
            int end = AfterRun(text, start);
            if (Fraction(text, start, end) is { } fraction)
            {
                return fraction;
            }

            if (Value(text[start..end]) is { } whole && Decimals(text, end, whole) is var (after, value) && (after > end || Counts(text, start, end, strictness)))
            {
                bool negative = start > 0 && text[start - 1] is '負' or '负';
                return (negative ? start - 1 : start, after, new(negative ? value with { IsNegative = value.Digits.Length > 0 } : value, new(false, "1", 0), false));
            }

            at = end;
        }

        return null;
    }

    /// <summary>An Arabic number with Chinese units behind it, and what is added to it: 3.5萬, 12億3456萬, 3萬5千; null where no unit follows.</summary>
    public static (int End, Numeral Value)? Units(ReadOnlySpan<char> text, int at, Numeral number)
    {
        if (UnitsAfter(text, at) is not (var end, > 0 and var exponent))
        {
            return null;
        }

        var total = Times(number, exponent);
        while (end < text.Length && Numeral.Place.Next(text, end) is { } place && place.Start == end && !place.IsNegative
            && UnitsAfter(text, place.End) is var (next, smaller) && (smaller > 0 ? smaller < exponent : place.End - place.Start == 4 && exponent >= 4 && !IsSign(text, place.End)))
        {
            var part = Times(place.Read(text), smaller);
            if (!Quantity.IsWhole(part) || !Quantity.IsWhole(total))
            {
                break;
            }

            total = Quantity.Text(Quantity.Integer(total) + (total.IsNegative ? -Quantity.Integer(part) : Quantity.Integer(part)), 0);
            (end, exponent) = (next, smaller);
            if (smaller == 0)
            {
                break;
            }
        }

        return (end, total);
    }

    private static Numeral Times(Numeral number, int exponent) => number.Digits.Length == 0 ? number : number with { Exponent = number.Exponent + exponent };

    private static bool IsSign(ReadOnlySpan<char> text, int at) => at < text.Length && AnySign.Contains(text[at]);

    /// <summary>After the units that follow a number, and the power of ten they make; 0 where there are none.</summary>
    private static (int End, int Exponent) UnitsAfter(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        int exponent = 0;
        while (end < text.Length && Unit(text[end]) is > 0 and var unit)
        {
            // 5千克 and 3千米 are five kilograms and three kilometres; 百分 is a hundred marks, or the beginning of 百分之.
            if (end + 1 < text.Length && ((text[end] is '千' or '仟' && text[end + 1] is '克' or '米' or '瓦' or '卡' or '帕' or '赫' or '字' or '位' or '焦' or '伏' or '公') || (text[end] is '百' && text[end + 1] == '分')))
            {
                break;
            }

            exponent += unit;
            end++;
        }

        return (end, exponent);
    }

    private static int AfterRun(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && AnySign.Contains(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>三分之二, 百分之五十, 百分之50.</summary>
    private static (int Start, int End, Quantity Value)? Fraction(ReadOnlySpan<char> text, int start, int end)
    {
        if (!text[end..].StartsWith("分之", StringComparison.Ordinal))
        {
            return null;
        }

        var run = text[start..end];
        bool percent = run is "百" or "佰" or "一百";
        var divisor = percent ? Quantity.Text(1, 0) : run is "千" ? Quantity.Text(1000, 0) : run is "萬" or "万" ? Quantity.Text(10000, 0) : Value(run) ?? default;
        int second = end + 2;
        Numeral numerator;
        int after;
        if (IsSign(text, second))
        {
            int runEnd = AfterRun(text, second);
            if (Value(text[second..runEnd]) is not { } value)
            {
                return null;
            }

            (after, numerator) = Decimals(text, runEnd, value);
        }
        else if (Numeral.Place.Next(text, second) is { } place && place.Start == second)
        {
            (after, numerator) = (place.End, place.Read(text));
        }
        else
        {
            return null;
        }

        if (divisor.Digits is null or "")
        {
            return null;
        }

        if (percent)
        {
            return (start, after, new(numerator, Quantity.Text(1, 0), true));
        }

        return Quantity.IsWhole(numerator) && Quantity.Of(Quantity.Integer(numerator), Quantity.Integer(divisor), false) is { } fraction ? (start, after, fraction) : null;
    }

    /// <summary>The decimals after 點: 三點一四.</summary>
    private static (int End, Numeral Value) Decimals(ReadOnlySpan<char> text, int end, Numeral whole)
    {
        int at = end + 1;
        if (end >= text.Length || text[end] is not ('點' or '点'))
        {
            return (end, whole);
        }

        var value = Quantity.IsWhole(whole) ? Quantity.Integer(whole) : BigInteger.Zero;
        while (at < text.Length && at - end <= 40 && Digit(text[at]) is >= 0 and var digit)
        {
            value = (value * 10) + digit;
            at++;
        }

        // 三點鐘 is three o'clock.
        return at == end + 1 ? (end, whole) : (at, Quantity.Text(value, -(at - end - 1)));
    }

    private static bool Counts(ReadOnlySpan<char> text, int start, int end, Strictness strictness)
    {
        if (strictness == Strictness.Any)
        {
            return true;
        }

        char before = start > 0 ? text[start - 1] : ' ';
        if (before is '第' or '期' or '週' or '周' or '拜')
        {
            return false;
        }

        if (end - start > 1)
        {
            return true;
        }

        if (strictness == Strictness.Whole)
        {
            return false;
        }

        char after = end < text.Length ? text[end] : ' ';
        bool opens = Before.Contains(before) || IsBoundary(before);
        return opens && (IsBoundary(after) || (text[start] is not ('一' or '〇' or '○') && After.Contains(after)));
    }

    private static bool IsBoundary(char c) => char.IsWhiteSpace(c) || char.IsPunctuation(c) || char.IsSymbol(c);

    /// <summary>The value of a run; null when it is no well-formed number.</summary>
    private static Numeral? Value(ReadOnlySpan<char> run)
    {
        bool digitsOnly = true;
        bool zero = false;
        foreach (char c in run)
        {
            digitsOnly &= Digit(c) >= 0;
            zero |= Digit(c) == 0;
        }

        if (digitsOnly)
        {
            if (run.Length == 2 && !zero)
            {
                return null;
            }

            BigInteger digits = 0;
            foreach (char c in run)
            {
                digits = (digits * 10) + Digit(c);
            }

            return Quantity.Text(digits, 0);
        }

        BigInteger total = 0;   // what stands before a large unit, already multiplied
        BigInteger section = 0; // up to 9999
        int digit = -1;
        int small = 5;          // the last small unit of this section, as a power of ten
        int large = 99;         // the last large unit
        for (int i = 0; i < run.Length; i++)
        {
            int value = Digit(run[i]);
            if (value == 0)
            {
                if (digit >= 0)
                {
                    return null;
                }

                continue;
            }

            if (value > 0)
            {
                if (digit >= 0)
                {
                    return null;
                }

                digit = value;
                continue;
            }

            if (run[i] is '廿' or '卅')
            {
                if (digit >= 0 || small <= 1)
                {
                    return null;
                }

                (section, small) = (section + (run[i] == '廿' ? 20 : 30), 1);
                continue;
            }

            int unit = Unit(run[i]);
            if (unit < 4)
            {
                // 十 alone is ten, at the beginning of a section; 百 and 千 need a digit.
                if (unit >= small || (digit < 0 && !(unit == 1 && section == 0)))
                {
                    return null;
                }

                section += (digit < 0 ? 1 : digit) * BigInteger.Pow(10, unit);
                (digit, small) = (-1, unit);
                continue;
            }

            section += digit < 0 ? 0 : digit;
            if (section.IsZero && (total.IsZero || unit <= large))
            {
                return null;
            }

            if (unit > large)
            {
                // 一萬億: the larger unit multiplies all that stands before it.
                (total, section) = ((total + section) * BigInteger.Pow(10, unit), 0);
            }
            else
            {
                (total, section) = (total + (section * BigInteger.Pow(10, unit)), 0);
            }

            (digit, small, large) = (-1, 5, unit);
        }

        // 一百二 is a hundred and twenty, and 兩萬三 is twenty-three thousand; with a zero between, 一百零二, it is not.
        int last = digit > 0 && run.Length > 1 ? Unit(run[^2]) : 0;
        return Quantity.Text(total + section + (digit < 0 ? 0 : digit * BigInteger.Pow(10, Math.Max(last - 1, 0))), 0);
    }

    private static int Unit(char c) => c switch
    {
        '十' or '拾' => 1,
        '百' or '佰' => 2,
        '千' or '仟' => 3,
        '萬' or '万' => 4,
        '億' or '亿' => 8,
        '兆' => 12,
        _ => 0,
    };

    private static int Digit(char c) => c switch
    {
        '零' or '〇' or '○' => 0,
        '一' or '壹' => 1,
        '二' or '兩' or '两' or '貳' or '贰' or '弍' => 2,
        '三' or '參' or '叁' or '参' => 3,
        '四' or '肆' => 4,
        '五' or '伍' => 5,
        '六' or '陸' or '陆' => 6,
        '七' or '柒' => 7,
        '八' or '捌' => 8,
        '九' or '玖' => 9,
        _ => -1,
    };
}
