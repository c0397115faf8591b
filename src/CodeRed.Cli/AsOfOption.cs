using System.CommandLine;
using CodeRed.Evidence.Facts;

namespace CodeRed.Cli;

/// <summary>The day that a question is asked of.</summary>
internal static class AsOfOption
{
    public static Option<DateOnly?> Create() =>
        Create("--as-of", "Use only what was known on that day, such as 2025-12-05; a month or year stands for its last day.", date => date.Last);

    /// <summary>A date of another meaning.</summary>
    /// <param name="name">Of the option.</param>
    /// <param name="description">For its help.</param>
    /// <param name="day">The day that a month or year stands for.</param>
    public static Option<DateOnly?> Create(string name, string description, Func<PartialDate, DateOnly> day) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (PartialDate.TryParse(text, out var date))
            {
                return day(date);
            }

            result.AddError($"{name} {text}: write a day, month or year, such as 2025-12-05, 2025-12 or 2025.");
            return null;
        },
    };
}
