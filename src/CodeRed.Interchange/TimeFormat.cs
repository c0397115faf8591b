using System.Globalization;

namespace CodeRed.Interchange;

/// <summary>How a time is written; a time without an offset is UTC.</summary>
internal sealed class TimeFormat
{
    /// <summary>Below this a number of milliseconds would be before 1973, and a number of seconds after 5138.</summary>
    private const decimal FirstMilliseconds = 100_000_000_000;

    private const decimal FirstSeconds = 100_000_000;
    private const decimal LastMilliseconds = 100_000_000_000_000;
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private readonly string? format;

    private TimeFormat(string? format) => this.format = format;

    /// <summary>ISO 8601, or Unix seconds or milliseconds told apart by their size.</summary>
    public static TimeFormat Iso { get; } = new(null);

    /// <summary>A .NET date and time format that names at least year, month and day.</summary>
    /// <exception cref="FormatException">The text is not such a format: without a date every time would fall on the day of reading.</exception>
    public static TimeFormat Of(string format)
    {
        var probe = new DateTimeOffset(2023, 4, 5, 16, 17, 18, TimeSpan.Zero);
        DateTimeOffset back;
        try
        {
            back = DateTimeOffset.ParseExact(probe.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, Utc);
        }
        catch (FormatException)
        {
            throw new FormatException($"'{format}' is not a date and time format");
        }

        if (back.Date != probe.Date)
        {
            throw new FormatException($"'{format}' does not say year, month and day");
        }

        return back.Hour != probe.Hour - 12 ? new(format) : throw new FormatException($"'{format}' has an hour of 1 to 12 without AM or PM (tt)");
    }

    /// <summary>The time in UTC; null when the text is not one.</summary>
    public DateTimeOffset? Read(string text)
    {
        if (format is not null)
        {
            return DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, Utc, out var exact) ? exact : null;
        }

        text = text.Trim();

        // Without this check 07/02/2023 would be read as a date, and which of 7 and 2 is the month would be a guess.
        if (text.Length >= 10 && text[4] == '-' && text[7] == '-')
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var iso) ? iso : null;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal unix))
        {
            return null;
        }

        return unix switch
        {
            >= FirstMilliseconds and < LastMilliseconds => DateTimeOffset.UnixEpoch.AddTicks((long)(unix * TimeSpan.TicksPerMillisecond)),
            >= FirstSeconds and < FirstMilliseconds => DateTimeOffset.UnixEpoch.AddTicks((long)(unix * TimeSpan.TicksPerSecond)),
            _ => null,
        };
    }
}
