using System.CommandLine;
using System.Globalization;

namespace CodeRed.Cli;

/// <summary>An error rate that the user chooses.</summary>
internal static class AlphaOption
{
    public static Option<double> Create(string description) => new("--alpha")
    {
        Description = description,
        HelpName = "RATE",
        DefaultValueFactory = _ => 0.05,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate is > 0 and < 1)
            {
                return rate;
            }

            result.AddError($"--alpha {text}: is not an error rate; write a number between 0 and 1, such as 0.05.");
            return 0;
        },
    };
}
