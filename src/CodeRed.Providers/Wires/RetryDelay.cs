using System.Globalization;
using System.Net.Http.Headers;

namespace CodeRed.Providers.Wires;

/// <summary>How long the headers of an answer ask to wait.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly (string Remaining, string Reset)[] Limits =
    [
        ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
        ("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
        ("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
        ("anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"),
        ("anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"),
    ];

    /// <summary>
    /// <c>retry-after-ms</c> (OpenAI, Azure), then <c>Retry-After</c> in seconds or as a date (RFC 9110, section 10.2.3), then the time at which the
    /// limit that is used up is full again: <c>x-ratelimit-reset-*</c> (OpenAI: a duration such as <c>6m0s</c>) or
    /// <c>anthropic-ratelimit-*-reset</c> (an RFC 3339 time). Null when nothing is said; never negative.
    /// </summary>
    public static TimeSpan? In(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (Value(headers, "retry-after-ms") is { } milliseconds && Positive(milliseconds) is { } ms)
        {
            return NotNegative(TimeSpan.FromMilliseconds(ms));
        }

        if (Value(headers, "Retry-After") is { } retryAfter)
        {
            if (Positive(retryAfter) is { } seconds)
            {
                return NotNegative(TimeSpan.FromSeconds(seconds));
            }

            if (DateTimeOffset.TryParse(retryAfter, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            {
                return NotNegative(date - now);
            }
        }

        return UsedUp(headers, now);
    }

    /// <summary>A duration such as <c>1s</c>, <c>6m0s</c>, <c>1h2m3.5s</c> or <c>250ms</c>; null when it is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        double seconds = 0;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return null;
        }

        while (!rest.IsEmpty)
        {
            int digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
            {
                digits++;
            }

            if (!double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count))
            {
                return null;
            }

            rest = rest[digits..];
            var (unit, length) = rest switch
            {
                ['m', 's', ..] => (0.001, 2),
                ['d', ..] => (86_400, 1),
                ['h', ..] => (3_600, 1),
                ['m', ..] => (60, 1),
                ['s', ..] => (1.0, 1),
                _ => (0, 0),
            };
            if (length == 0)
            {
                return null;
            }

            seconds += count * unit;
            rest = rest[length..];
        }

        return seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }

    private static TimeSpan? UsedUp(HttpResponseHeaders headers, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        foreach (var (remaining, reset) in Limits)
        {
            if (Value(headers, remaining) is { } left && Positive(left) == 0 && Value(headers, reset) is { } when)
            {
                var wait = Duration(when) ?? (DateTimeOffset.TryParse(when, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? NotNegative(at - now) : null);
                longest = wait > (longest ?? TimeSpan.MinValue) ? wait : longest;
            }
        }

        return longest;
    }

    private static TimeSpan NotNegative(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time < Longest ? time : Longest;

    private static double? Positive(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number <= Longest.TotalMilliseconds ? number : null;

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString().Trim() : null;
}
