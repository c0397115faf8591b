using System.CommandLine;
using CodeRed.Evidence.Facts;

namespace CodeRed.Cli;

/// <summary>The day that a question is asked of.</summary>
internal static class AsOfOption
{
    public static Option<DateOnly?> Create() => new("--as-of")
    {
        Description = "Use only what was known on that day, such as 2025-12-05; a month or year stands for its last day.",
        HelpName = "DATE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (PartialDate.TryParse(text, out var date))
            {
                return date.Last;
            }

            result.AddError($"--as-of {text}: write a day, month or year, such as 2025-12-05, 2025-12 or 2025.");
            return null;
        },
    };
}
