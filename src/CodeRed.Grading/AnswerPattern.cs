using System.Globalization;
using System.Text.RegularExpressions;

namespace CodeRed.Grading;

/// <summary>A regular expression looked for in answers: given up after a second.</summary>
internal sealed class AnswerPattern
{
    /// <summary>The longest that one answer may take; a pattern that needs more backtracks without end.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Regex regex;

    /// <param name="compile">Whether it is compiled, which pays from some hundred answers on.</param>
    /// <exception cref="ArgumentException">The pattern is empty or not a regular expression.</exception>
    public AnswerPattern(string pattern, bool ignoreCase, bool compile = true)
    {
        if (string.IsNullOrEmpty(pattern))
        {
            throw new ArgumentException("An empty pattern matches every answer; write a regular expression.", nameof(pattern));
        }

        try
        {
            var options = RegexOptions.CultureInvariant | (compile ? RegexOptions.Compiled : RegexOptions.None);
            regex = new(pattern, ignoreCase ? options | RegexOptions.IgnoreCase : options, Limit);
        }
        catch (RegexParseException mistake)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{pattern} is not a regular expression: {mistake.Error} at character {mistake.Offset}; write a .NET regular expression, with \\ before a character meant literally."),
                nameof(pattern),
                mistake);
        }
    }

    /// <exception cref="ArgumentException">The pattern has no such group.</exception>
    public int Group(string group)
    {
        int number = regex.GroupNumberFromName(group);
        return number >= 0
            ? number
            : throw new ArgumentException(
                $"{regex} has no group {group}; it has {string.Join(", ", regex.GetGroupNames())}.", nameof(group));
    }

    /// <exception cref="GradingException">The time limit ran out.</exception>
    public bool Occurs(string answer)
    {
        try
        {
            return regex.IsMatch(answer);
        }
        catch (RegexMatchTimeoutException late)
        {
            throw TooSlow(late);
        }
    }

    /// <exception cref="GradingException">The time limit ran out.</exception>
    public Match Find(string answer)
    {
        try
        {
            return regex.Match(answer);
        }
        catch (RegexMatchTimeoutException late)
        {
            throw TooSlow(late);
        }
    }

    private GradingException TooSlow(RegexMatchTimeoutException late) => new(
        $"The pattern {regex} took more than 1 s on an answer of {late.Input.Length.ToString(CultureInfo.InvariantCulture)} characters; "
        + "write it without a repeat inside a repeat, such as (a+)+.",
        late);
}
