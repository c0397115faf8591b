using System.Globalization;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>1 when the answer has as many words as it should, otherwise 0.</summary>
/// <remarks>
/// A word is a run of characters that are not white space: Chinese text, written without spaces, is one word between two punctuated spaces, so count
/// such answers by another grader. A blank answer is a non-answer. The expected text plays no part. The label is the count.
/// </remarks>
public sealed record WordCountGrader : Grader
{
    /// <summary>Makes the grader.</summary>
    /// <param name="minimum">The fewest words, at least 0.</param>
    /// <param name="maximum">The most words, at least <paramref name="minimum"/>.</param>
    /// <exception cref="ArgumentException">The range is empty or negative.</exception>
    public WordCountGrader(int minimum, int maximum = int.MaxValue)
    {
        if (minimum < 0 || maximum < Math.Max(minimum, 1))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"No answer has {minimum} to {maximum} words; write min: and max: with 0 <= min <= max and max at least 1."),
                nameof(maximum));
        }

        (Minimum, Maximum) = (minimum, maximum);
    }

    /// <summary>The fewest words.</summary>
    public int Minimum { get; }

    /// <summary>The most words.</summary>
    public int Maximum { get; }

    /// <inheritdoc/>
    public override Grade Grade(string answer, string? expected)
    {
        int words = 0;
        bool inside = false;
        foreach (char c in answer)
        {
            bool space = TextNormalisation.IsSpace(c);
            words += !space && !inside ? 1 : 0;
            inside = !space;
        }

        return words == 0
            ? Evidence.Grade.NonAnswer
            : Evidence.Grade.Of(words >= Minimum && words <= Maximum ? 1 : 0, words.ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "word_count",
        ["minimum"] = Minimum,
        ["maximum"] = Maximum == int.MaxValue ? null : Maximum,
    };
}
