using System.Globalization;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>Reads a score that somebody else gave: the text is not an answer but already a grade.</summary>
/// <remarks>
/// <para>The text, trimmed, narrowed (full-width forms) and with case ignored, is one of:</para>
/// <list type="bullet">
/// <item>a decimal number with a full stop, such as 0.85, -1 or 8.5e-1, mapped linearly so that
/// <see cref="Minimum"/> is 0 and <see cref="Maximum"/> is 1;</item>
/// <item>true, pass, yes, correct or C: 1, whatever the range; false, fail, no, incorrect or I: 0;</item>
/// <item>nothing, NaN, null or N/A: not measured.</item>
/// </list>
/// <para>Anything else is a mistake in the file and refused, so that a column of another meaning is never read as scores.
/// The expected text plays no part.</para>
/// </remarks>
public sealed record ScoreGrader : Grader
{
    /// <summary>Makes the grader.</summary>
    /// <param name="minimum">The score that grades 0; default 0.</param>
    /// <param name="maximum">The score that grades 1; default 1.</param>
    /// <exception cref="ArgumentException">
    /// The maximum is not above the minimum, or one of them is beyond 10^27 in size.
    /// </exception>
    public ScoreGrader(decimal minimum = 0, decimal maximum = 1)
    {
        // Within these bounds no difference of two scores can overflow.
        const decimal Bound = 1e27m;
        if (minimum >= maximum || minimum < -Bound || maximum > Bound)
        {
            throw new ArgumentException(
                $"The range [{CanonicalJson.Number(minimum)}, {CanonicalJson.Number(maximum)}] is empty or too wide; "
                + "write the lowest and the highest score, as in range: [0, 100].",
                nameof(maximum));
        }

        (Minimum, Maximum) = (minimum, maximum);
    }

    /// <summary>The score that grades 0.</summary>
    public decimal Minimum { get; }

    /// <summary>The score that grades 1.</summary>
    public decimal Maximum { get; }

    /// <summary>Grades a score.</summary>
    /// <param name="answer">The score's text.</param>
    /// <param name="expected">Plays no part.</param>
    /// <exception cref="GradingException">The text is no score, or outside the range.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        // A score is short; a long text is refused below without being copied first.
        string text = answer.Length <= 64 ? TextNormalisation.Normalise(answer, ignoreCase: true)
            : TextNormalisation.IsBlank(answer) ? ""
            : answer;
        switch (text)
        {
            case "" or "NAN" or "NULL" or "N/A":
                return Evidence.Grade.NotMeasured;
            case "TRUE" or "PASS" or "YES" or "CORRECT" or "C":
                return Evidence.Grade.Of(1);
            case "FALSE" or "FAIL" or "NO" or "INCORRECT" or "I":
                return Evidence.Grade.Of(0);
        }

        if (text.Length > 64 || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal score))
        {
            throw new GradingException(
                $"{GradingException.Quote(answer)} is not a score; write a number, or true/false, pass/fail, yes/no, correct/incorrect "
                + "or C/I, and leave the cell empty where nothing was measured.");
        }

        return score >= Minimum && score <= Maximum
            ? Evidence.Grade.Of(Math.Clamp((double)((score - Minimum) / (Maximum - Minimum)), 0, 1))
            : throw new GradingException(
                $"The score {CanonicalJson.Number(score)} lies outside [{CanonicalJson.Number(Minimum)}, {CanonicalJson.Number(Maximum)}]; "
                + $"write the scores' range, as in range: {(score < 0 ? "[-1, 1]" : "[0, 100]")}.");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "score",
        ["minimum"] = Minimum,
        ["maximum"] = Maximum,
    };
}
