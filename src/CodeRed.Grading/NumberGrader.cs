using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>Reads a number from the answer and compares it with the expected one.</summary>
/// <remarks>
/// <para>A number is, in plain or full-width digits:</para>
/// <list type="bullet">
/// <item>a whole part, plain or in groups of three after a first group of one to three that does not begin with 0, with the same
/// separator throughout: a comma, a space (plain, no-break, narrow or thin), LaTeX <c>{,}</c> or <c>\,</c>, or a full-width comma between
/// full-width digits (1,234; 1 234; 1{,}234). Digits grouped otherwise are separate numbers: <c>1, 2</c> and <c>1,23</c> are two;</item>
/// <item>a fraction after a full stop; also without a whole part (.5), unless a letter, a digit or another full stop stands before it;</item>
/// <item>an exponent: 2.5e3, or × 10^3 with ×, ·, *, x, <c>\times</c> or <c>\cdot</c> and optional braces;</item>
/// <item>a sign directly before it (-, +, U+2212), unless a letter, a digit, a closing bracket or another sign stands before that:
/// <c>5-3</c> holds 5 and 3. A currency symbol may stand between sign and digits, or before both.</item>
/// </list>
/// <list type="bullet">
/// <item>Beside that: fractions of whole numbers (3/4, ½, <c>\frac{3}{4}</c>, mixed ones such as 1 1/2), but for what looks like a date (1/2/2026); multiples in words (2.5 million, with hundred,
/// thousand, million, billion, trillion); Chinese numerals and Chinese units behind digits (四十二, 三萬五千, 二〇二六, 參佰, 三點一四, 三分之二, 1.5億), as <see cref="ChineseNumeral"/> says.</item>
/// <item>A percent sign or "percent" makes two readings of one number: 45% is right where 45 or 0.45 is expected, and 0.45 where 45% is.</item>
/// </list>
/// <para>A unit or an ordinal ending after the number is left alone. <c>\boxed{42}</c> holds 42 like any other text. A list of small and large numbers divided by single spaces can be mistaken
/// for one (<c>3 100</c> is 3100). Not understood: a decimal comma, groups of two as in India, numbers in words of other languages (forty-two), superscripts.</para>
/// <para>The grade is 1 when the two are equal exactly, or differ by at most <see cref="Absolute"/>, or by at most <see cref="Relative"/>
/// times the size of the expected number; otherwise 0. Numbers are compared with a tolerance as decimals rounded to 28 digits; one of
/// 10^28 or more in size is right only when equal exactly. The label is the number read, in canonical form (no separators, trailing zeros
/// or exponent; beyond 40 digits with an exponent), or a reduced fraction where no decimal holds it. An answer without a number is a non-answer.</para>
/// </remarks>
public sealed record NumberGrader : Grader
{
    /// <summary>The name of this way of reading in a suite's identity; a change of any rule changes it.</summary>
    internal const string Reading = "numerals-2";

    /// <summary>Makes the grader.</summary>
    /// <param name="take">The first or the last number of the answer.</param>
    /// <param name="absolute">How far the number may be off, in its own unit; at least 0.</param>
    /// <param name="relative">How far it may be off, as a proportion of the expected number; 0 to 1.</param>
    /// <exception cref="ArgumentException">A number is taken by list order, or a tolerance is out of range.</exception>
    public NumberGrader(Take take = Take.Last, decimal absolute = 0, decimal relative = 0)
    {
        if (take is not (Take.First or Take.Last))
        {
            throw new ArgumentException("Numbers have no list to be taken by; write take: first or take: last.", nameof(take));
        }

        if (absolute < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(absolute), absolute, "An absolute tolerance is negative; write 0 or more.");
        }

        if (relative is < 0 or > 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(relative), relative, "A relative tolerance lies outside [0, 1]; write a proportion, such as 0.01 for 1 %.");
        }

        (Take, Absolute, Relative) = (take, absolute, relative);
    }

    /// <summary>Which number of the answer counts; default the last.</summary>
    public Take Take { get; }

    /// <summary>How far the number may be off, in its own unit; default 0.</summary>
    public decimal Absolute { get; }

    /// <summary>How far it may be off, as a proportion of the expected number; default 0.</summary>
    public decimal Relative { get; }

    /// <inheritdoc/>
    /// <exception cref="GradingException">The expected text is missing or is not one number.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        var wanted = Quantity.Parse(Required(expected, "number")) ?? throw new GradingException(
            $"The expected text {GradingException.Quote(expected!)} is not a number; write digits, as in 1234.5.");
        return Quantity.Find(answer, last: Take == Take.Last) is { } found
            ? Evidence.Grade.Of(found.Is(wanted) || IsNear(found, wanted) ? 1 : 0, found.ToString())
            : Evidence.Grade.NonAnswer;
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "number",
        ["take"] = Take.ToString().ToLowerInvariant(),
        ["absolute"] = Absolute,
        ["relative"] = Relative,
        ["reading"] = Reading,
    };

    // Without a tolerance only exact equality counts, and rounding to a decimal is not exact.
    private bool IsNear(Quantity found, Quantity wanted) => (Absolute > 0 || Relative > 0) && found.IsNear(wanted, IsNear);

    private bool IsNear(decimal found, decimal wanted) =>
        Math.Abs(found - wanted) is var difference
        && ((Absolute > 0 && difference <= Absolute) || (Relative > 0 && difference <= Relative * Math.Abs(wanted)));
}
