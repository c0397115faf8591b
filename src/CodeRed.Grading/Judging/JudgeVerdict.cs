using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>Reads the verdict out of a judge's reply: pass grades 1, fail 0.</summary>
/// <remarks>
/// <para>The last verdict in the reply counts: a line that begins, whatever its emphasis, with "VERDICT", "Final verdict", 判定, 裁決 or 裁决 and a colon, followed by
/// pass, passed, yes, correct, fail, failed, no, incorrect, 通過, 通过, 合格, 不通過, 不通过 or 不合格 and no more than punctuation. A reply that holds no such line but
/// is, unwrapped, one JSON object with a truth value <c>pass</c> or a <c>score</c> in [0, 1], as the judges of other tools write, gives that.</para>
/// <para>Anything else, also a verdict with a condition after it, is <em>not measured</em>: that the judge did not answer is no fault of the model it judges.</para>
/// </remarks>
public sealed partial record JudgeVerdict : Grader
{
    /// <summary>Grades by a judge's reply.</summary>
    /// <param name="answer">The judge's reply.</param>
    /// <param name="expected">Plays no part.</param>
    public override Grade Grade(string answer, string? expected)
    {
        string? verdict = LastVerdict(answer);
        return verdict is not null
            ? verdict.ToUpperInvariant() switch
            {
                "PASS" or "PASSED" or "YES" or "CORRECT" or "通過" or "通过" or "合格" => Evidence.Grade.Of(1, "pass"),
                "FAIL" or "FAILED" or "NO" or "INCORRECT" or "不通過" or "不通过" or "不合格" => Evidence.Grade.Of(0, "fail"),
                _ => Evidence.Grade.NotMeasured,
            }
            : FromJson(answer);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["grader"] = "judge", ["prompt"] = JudgeRubric.Name, ["reading"] = "verdict-1" };

    /// <summary>What stands after the colon of the last verdict, without emphasis and punctuation; null when there is none.</summary>
    internal static string? LastVerdict(string reply)
    {
        string? last = null;
        foreach (var line in reply.AsSpan().EnumerateLines())
        {
            // A verdict is short; a pattern need not look at long lines.
            if (line.Length <= 200 && Announcement().Match(line.ToString()) is { Success: true } found)
            {
                last = found.Groups["verdict"].Value.Trim(' ', '*', '_', '`', '"', '\'', '.', '。', '!', '！', '[', ']', '(', ')', '（', '）', '「', '」', '\t', '\u3000');
            }
        }

        return last;
    }

    private static Grade FromJson(string reply)
    {
        string text = Unwrapping.Unwrap(reply);
        if (FormatCheck.Json.Grade(text, null).Value != 1)
        {
            return Evidence.Grade.NotMeasured;
        }

        using var json = JsonDocument.Parse(text);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return Evidence.Grade.NotMeasured;
        }

        if (json.RootElement.TryGetProperty("pass", out var pass) && pass.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return pass.GetBoolean() ? Evidence.Grade.Of(1, "pass") : Evidence.Grade.Of(0, "fail");
        }

        return json.RootElement.TryGetProperty("score", out var score) && score.ValueKind == JsonValueKind.Number
            && score.TryGetDouble(out double value) && value is >= 0 and <= 1
            ? Evidence.Grade.Of(value, value.ToString(CultureInfo.InvariantCulture))
            : Evidence.Grade.NotMeasured;
    }

    [GeneratedRegex(@"^[\s>#*_`\-]*(?:(?:final |my )?verdict|最終判定|最终判定|判定|裁決|裁决)[\s*_`]*[:：](?<verdict>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Announcement();
}
