using System.Globalization;

namespace CodeRed.Interchange;

/// <summary>What the text of a cell means, for the columns that hold numbers.</summary>
/// <remarks>An empty cell, <c>nan</c>, <c>null</c>, <c>none</c> and <c>n/a</c> in any case are absent.</remarks>
internal static class Cell
{
    /// <summary>Whether the cell holds no number at all.</summary>
    public static bool IsAbsent(string? text) =>
        string.IsNullOrWhiteSpace(text)
        || (text.Length <= 6 && !char.IsAsciiDigit(text[0]) && text.Trim().ToLowerInvariant() is "nan" or "null" or "none" or "n/a" or "na");

    /// <summary>A duration in milliseconds.</summary>
    /// <exception cref="FormatException">It is not a number of at least 0 and below 2^31.</exception>
    public static TimeSpan? Milliseconds(string? text, string name) => Duration(text, name, TimeSpan.TicksPerMillisecond);

    /// <summary>A duration in seconds.</summary>
    /// <exception cref="FormatException">It is not a number of at least 0 and below 2^31.</exception>
    public static TimeSpan? Seconds(string? text, string name) => Duration(text, name, TimeSpan.TicksPerSecond);

    /// <summary>A whole number of at least 0, also when it is written 12.0.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static int? Count(string? text, string name)
    {
        if (IsAbsent(text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int whole))
        {
            return whole;
        }

        return Number(text!, name) is var number && number == decimal.Truncate(number) && number is >= 0 and <= int.MaxValue
            ? (int)number
            : throw new FormatException($"{name} is '{Shown(text!)}', not a whole number of at least 0");
    }

    /// <summary>An amount of money of at least 0.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static decimal? Cost(string? text, string name)
    {
        if (IsAbsent(text))
        {
            return null;
        }

        decimal cost = Number(text!, name);
        return cost >= 0 ? cost : throw new FormatException($"{name} is '{Shown(text!)}', below zero");
    }

    /// <summary>Whether a finish reason says that a token limit cut the answer off; null when there is no reason.</summary>
    public static bool? Truncated(string? reason) => string.IsNullOrWhiteSpace(reason)
        ? null
        : reason.Trim().ToLowerInvariant() is "length" or "max_tokens" or "max_output_tokens" or "model_length";

    private static TimeSpan? Duration(string? text, string name, long ticks)
    {
        if (IsAbsent(text))
        {
            return null;
        }

        decimal number = Number(text!, name);
        return number >= 0 && number < int.MaxValue
            ? TimeSpan.FromTicks((long)(number * ticks))
            : throw new FormatException($"{name} is '{Shown(text!)}', not a duration");
    }

    private static decimal Number(string text, string name) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw new FormatException($"{name} is '{Shown(text)}', not a number that can be used");

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
