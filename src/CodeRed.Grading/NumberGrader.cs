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
/// <para>A percent sign, a unit or an ordinal ending after the number is left alone: 45% is 45. <c>\boxed{42}</c> holds 42 like any other text.
/// A list of small and large numbers divided by single spaces can be mistaken for one (<c>3 100</c> is 3100). Not understood: a decimal
/// comma, fractions (3/4 holds 3 and 4), groups of two as in India, numbers in words, Chinese numerals, superscripts.</para>
/// <para>The grade is 1 when the two are equal exactly, or differ by at most <see cref="Absolute"/>, or by at most <see cref="Relative"/>
/// times the size of the expected number; otherwise 0. Numbers are compared with a tolerance as decimals rounded to 28 digits; one of
/// 10^28 or more in size is right only when equal exactly. The label is the number read, in canonical form (no separators, trailing zeros
/// or exponent; beyond 40 digits with an exponent). An answer without a number is a non-answer.</para>
/// </remarks>
public sealed record NumberGrader : Grader
{
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
        var wanted = Numeral.Parse(Required(expected, "number")) ?? throw new GradingException(
            $"The expected text {GradingException.Quote(expected!)} is not a number; write digits, as in 1234.5.");
        return Numeral.Find(answer, last: Take == Take.Last) is { } found
            ? Evidence.Grade.Of(found == wanted || IsNear(found, wanted) ? 1 : 0, found.ToString())
            : Evidence.Grade.NonAnswer;
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "number",
        ["take"] = Take.ToString().ToLowerInvariant(),
        ["absolute"] = Absolute,
        ["relative"] = Relative,
        ["reading"] = "numerals-1",
    };

    private bool IsNear(Numeral found, Numeral wanted) =>
        found.TryDecimal(out decimal a) && wanted.TryDecimal(out decimal e)
        && Math.Abs(a - e) is var difference
        // Without a tolerance only exact equality counts, and rounding to a decimal is not exact.
        && ((Absolute > 0 && difference <= Absolute) || (Relative > 0 && difference <= Relative * Math.Abs(e)));
}
