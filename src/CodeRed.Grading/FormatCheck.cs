using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>1 when the answer has the right format, otherwise 0; what it says plays no part.</summary>
/// <remarks>A blank answer is a non-answer. The expected text plays no part.</remarks>
public sealed record FormatCheck : Grader
{
    /// <summary>How deeply JSON may be nested.</summary>
    public const int MaximumDepth = 64;

    private static readonly SearchValues<char> JsonSpace = SearchValues.Create(" \t\r\n");

    private readonly string? pattern;
    private readonly bool ignoreCase;
    private readonly AnswerPattern? compiled;

    private FormatCheck(string? pattern, bool ignoreCase) =>
        (this.pattern, this.ignoreCase, compiled) = (pattern, ignoreCase, pattern is null ? null : new(pattern, ignoreCase));

    /// <summary>
    /// The whole answer is one JSON value by RFC 8259, nested at most <see cref="MaximumDepth"/> deep: no comments, no trailing
    /// commas, nothing before or after but white space, no lone surrogates.
    /// </summary>
    public static FormatCheck Json { get; } = new(null, false);

    /// <summary>A regular expression occurs in the answer; anchor it with <c>^</c> and <c>$</c> to fix the whole of it.</summary>
    /// <param name="pattern">A .NET regular expression.</param>
    /// <param name="ignoreCase">Whether it ignores case.</param>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public static FormatCheck Pattern(string pattern, bool ignoreCase = false)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new(pattern, ignoreCase);
    }

    /// <inheritdoc/>
    /// <exception cref="GradingException">The pattern took more than a second.</exception>
    public override Grade Grade(string answer, string? expected) =>
        (compiled is null ? IsJson(answer) : compiled.Occurs(answer)) ? Evidence.Grade.Of(1)
        : TextNormalisation.IsBlank(answer) ? Evidence.Grade.NonAnswer
        : Evidence.Grade.Of(0);

    /// <inheritdoc/>
    public override JsonObject ToJson() => compiled is null
        ? new() { ["grader"] = "format", ["format"] = "json", ["maximum_depth"] = MaximumDepth }
        : new() { ["grader"] = "format", ["format"] = "pattern", ["pattern"] = pattern, ["ignore_case"] = ignoreCase };

    /// <inheritdoc/>
    public bool Equals(FormatCheck? other) => other is not null && (pattern, ignoreCase) == (other.pattern, other.ignoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(pattern, ignoreCase);

    private static bool IsJson(string answer)
    {
        // Most answers that are not JSON begin with a letter or a fence, and an exception for each would be slow.
        int first = answer.AsSpan().IndexOfAnyExcept(JsonSpace);
        if (first < 0 || answer[first] is not ('{' or '[' or '"' or '-' or 't' or 'f' or 'n') && !char.IsAsciiDigit(answer[first]))
        {
            return false;
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(checked(answer.Length * 3));
        try
        {
            if (Utf8.FromUtf16(answer, bytes, out _, out int written, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                return false;
            }

            var reader = new Utf8JsonReader(bytes.AsSpan(0, written), new JsonReaderOptions { MaxDepth = MaximumDepth });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
