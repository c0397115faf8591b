using System.CommandLine;
using System.Globalization;

namespace CodeRed.Cli;

/// <summary>An amount of US dollars that the user chooses.</summary>
internal static class MoneyOption
{
    public static Option<decimal?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "$AMOUNT",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Parse(text) is { } amount and > 0)
            {
                return amount;
            }

            result.AddError($"{name} {text}: is no amount of US dollars; write one above 0, such as 2 or 0.50 (in a shell, '$2' needs quotes).");
            return null;
        },
    };

    /// <summary>An amount with or without its dollar sign; null where it is none.</summary>
    public static decimal? Parse(string text) =>
        decimal.TryParse(text.StartsWith('$') ? text[1..] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) ? amount : null;
}
