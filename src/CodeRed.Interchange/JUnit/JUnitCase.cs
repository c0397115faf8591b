using System.Globalization;
using CodeRed.Evidence;

namespace CodeRed.Interchange;

/// <summary>What a test case came to.</summary>
public enum JUnitOutcome
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>Checked, and not as it should be.</summary>
    Failed,

    /// <summary>Could not be checked.</summary>
    Error,
}

/// <summary>A group of test cases.</summary>
/// <param name="Name">For example the name of a suite.</param>
/// <param name="Cases">Gives the cases. It is asked twice, once to count them, so that no report needs to fit into memory; both times it gives the same.</param>
public sealed record JUnitSuite(string Name, Func<IEnumerable<JUnitCase>> Cases);

/// <summary>One test case.</summary>
/// <param name="ClassName">What build servers group by.</param>
/// <param name="Name">Its name in the group.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Message">In a line, why it failed; null where it passed.</param>
/// <param name="Details">Whatever helps to see why, over many lines; null where there is nothing.</param>
/// <param name="Time">How long it took; null where that is not known.</param>
public sealed record JUnitCase(string ClassName, string Name, JUnitOutcome Outcome, string? Message, string? Details, TimeSpan? Time)
{
    private const int DetailLength = 4000;

    /// <summary>An item of a run as a test case: it passes where each of its answers reaches a grade.</summary>
    /// <param name="suite">The name of the suite.</param>
    /// <param name="key">The item's id.</param>
    /// <param name="answers">All answers to the item, at least one.</param>
    /// <param name="better">Which way the metric gets better.</param>
    /// <param name="pass">The grade to reach, in [0, 1], counted so that 1 is the best whichever way the metric gets better.</param>
    /// <param name="texts">Fetches what a stored sample answered and its error; asked for answers that do not pass only.</param>
    /// <remarks>An answer that could not be measured is an error, not a failure; a wrong one beside it is still a failure.</remarks>
    public static JUnitCase OfItem(
        string suite, string key, IReadOnlyList<Outcome> answers, Better better, double pass, Func<long, (string? Answer, string? Error)> texts)
    {
        var details = new List<string>();
        string? failed = null;
        string? missing = null;
        double milliseconds = 0;
        bool timed = false;
        foreach (var answer in answers)
        {
            milliseconds += answer.LatencyMilliseconds ?? 0;
            timed |= answer.LatencyMilliseconds is not null;
            if (answer.Value is { } grade && Good(grade, better) >= pass)
            {
                continue;
            }

            var (text, error) = texts(answer.Sample);
            string reason = Reason(answer, error);
            details.Add(answers.Count == 1 ? $"{reason}\n{text}" : $"answer {(answer.Epoch + 1).ToString(CultureInfo.InvariantCulture)}: {reason}\n{text}");
            failed ??= answer.Value is null ? null : reason;
            missing ??= answer.Value is null ? reason : null;
        }

        string all = string.Join("\n\n", details);
        return new JUnitCase(
            suite,
            key,
            failed is not null ? JUnitOutcome.Failed : missing is not null ? JUnitOutcome.Error : JUnitOutcome.Passed,
            failed ?? missing,
            details.Count == 0 ? null : all.Length <= DetailLength ? all : all[..DetailLength] + "…",
            timed ? TimeSpan.FromMilliseconds(milliseconds) : null);
    }

    private static double Good(double grade, Better better) => better == Better.Lower ? 1 - grade : grade;

    private static string Reason(in Outcome answer, string? error)
    {
        if (answer.Value is not { } grade)
        {
            return $"not measured: {error ?? "no answer"}";
        }

        string read = answer.NonAnswer ? "; nothing gradable was found in the answer" : answer.Label is { } label ? $"; read as '{label}'" : "";
        string expected = answer.Expected is { } e ? $"; expected '{e}'" : "";
        return string.Create(CultureInfo.InvariantCulture, $"graded {grade:0.###}{expected}{read}{(answer.Refusal ? "; it looks like a refusal" : "")}");
    }
}
