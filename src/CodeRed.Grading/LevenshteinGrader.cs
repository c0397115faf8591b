using System.Globalization;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>1 when so few characters would have to be inserted, deleted or exchanged to make the answer the expected text, otherwise 0.</summary>
/// <remarks>
/// Levenshtein (1966), Soviet Physics Doklady 10(8), 707-710, between UTF-16 code units of both texts, trimmed; nothing else is normalised. Only the
/// band that can still be within the limit is computed (Ukkonen 1985, Information and Control 64, 100-118), so that a long answer costs no more than
/// its length times the limit. A blank answer is a non-answer.
/// </remarks>
public sealed record LevenshteinGrader : Grader
{
    /// <summary>The largest limit.</summary>
    public const int Most = 1000;

    /// <summary>Makes the grader.</summary>
    /// <param name="limit">The largest distance that is right, 0 to <see cref="Most"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is outside its range.</exception>
    public LevenshteinGrader(int limit = 5) => Limit = limit is >= 0 and <= Most
        ? limit
        : throw new ArgumentOutOfRangeException(
            nameof(limit), limit, string.Create(CultureInfo.InvariantCulture, $"A distance lies outside [0, {Most}]; write how many characters may differ."));

    /// <summary>The largest distance that is right.</summary>
    public int Limit { get; }

    /// <inheritdoc/>
    /// <exception cref="GradingException">The item has no expected text.</exception>
    public override Grade Grade(string answer, string? expected) =>
        TextNormalisation.IsBlank(answer)
            ? Evidence.Grade.NonAnswer
            : Evidence.Grade.Of(IsWithin(TextNormalisation.Trim(answer), TextNormalisation.Trim(Required(expected, "levenshtein")), Limit) ? 1 : 0);

    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["grader"] = "levenshtein", ["limit"] = Limit };

    /// <summary>Whether the distance between two texts is at most a limit.</summary>
    internal static bool IsWithin(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return false;
        }

        // row[k] is the distance between a[..i] and b[..(i + k - limit)].
        int width = (2 * limit) + 1;
        int far = limit + 1;
        var row = new int[width];
        for (int k = 0; k < width; k++)
        {
            int j = k - limit;
            row[k] = j < 0 || j > b.Length ? far : j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int least = far;
            int left = far;
            for (int k = 0; k < width; k++)
            {
                int j = i + k - limit;
                int best = far;
                if (j == 0)
                {
                    best = i;
                }
                else if (j > 0 && j <= b.Length)
                {
                    // Diagonal is the same k of the row before, above is k + 1, left is k - 1 of this row.
                    best = row[k] + (a[i - 1] == b[j - 1] ? 0 : 1);
                    best = Math.Min(best, (k + 1 < width ? row[k + 1] : far) + 1);
                    best = Math.Min(best, left + 1);
                }

                row[k] = left = Math.Min(best, far);
                least = Math.Min(least, left);
            }

            if (least >= far)
            {
                return false;
            }
        }

        return row[b.Length - a.Length + limit] <= limit;
    }
}
