using System.CommandLine;
using System.Globalization;

namespace CodeRed.Cli;

/// <summary>A whole number that the user chooses, within bounds.</summary>
internal static class WholeNumberOption
{
    public static Option<int> Create(string name, string description, int standard, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} {text}: write a whole number from {least} to {most}."));
            return standard;
        },
    };
}
