using System.Globalization;
using CodeRed.Evidence.Documents;

namespace CodeRed.Providers.Simulation;

/// <summary>What changes in a simulated model.</summary>
internal enum ChangeKind
{
    /// <summary>The skill falls by the amount.</summary>
    Dumber,

    /// <summary>The share of refusals rises by the amount.</summary>
    Refusals,

    /// <summary>The share of answers in a Markdown fence rises by the amount.</summary>
    Fences,

    /// <summary>The share of answers that are cut off rises by the amount.</summary>
    Truncated,

    /// <summary>Another model of the same skill, which is right on other items, under its own name and fingerprint.</summary>
    Swap,

    /// <summary>The same under the old name and fingerprint.</summary>
    SilentSwap,

    /// <summary>No answers.</summary>
    Outage,

    /// <summary>Latencies are multiplied by the amount.</summary>
    Slow,
}

/// <summary>A scripted change: <c>KIND[:AMOUNT]@FROM[..TO][/K]</c>.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Amount">How much; what it means depends on the kind.</param>
/// <param name="FromOrdinal">The first request it applies to, from 0; null when it begins at a time.</param>
/// <param name="ToOrdinal">The first it no longer applies to; null when it lasts.</param>
/// <param name="FromTime">When it begins; null when it begins at a request.</param>
/// <param name="ToTime">When it ends; null when it lasts.</param>
/// <param name="OneIn">It applies to one request in so many, drawn at random; 1 for all.</param>
internal sealed record SimulatedChange(ChangeKind Kind, double Amount, long? FromOrdinal, long? ToOrdinal, DateTimeOffset? FromTime, DateTimeOffset? ToTime, int OneIn)
{
    private static readonly (string Name, ChangeKind Kind, bool HasAmount, double? Usual)[] Kinds =
    [
        ("dumber", ChangeKind.Dumber, true, null),
        ("refusals", ChangeKind.Refusals, true, null),
        ("fences", ChangeKind.Fences, true, 1),
        ("truncated", ChangeKind.Truncated, true, 1),
        ("swap", ChangeKind.Swap, false, 0),
        ("silent-swap", ChangeKind.SilentSwap, false, 0),
        ("outage", ChangeKind.Outage, false, 0),
        ("slow", ChangeKind.Slow, true, null),
    ];

    /// <summary>Reads a change.</summary>
    /// <exception cref="TargetException">It is not of that form.</exception>
    public static SimulatedChange Parse(TargetId target, string text)
    {
        TargetException Wrong(string problem) => new($"'{target}': change={text}: {problem}");

        int at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            throw Wrong("it does not say when; write @ and the number of requests before it, or a time, as in dumber:0.1@500 or outage@2026-11-01T08:00Z.");
        }

        string what = text[..at];
        string when = text[(at + 1)..];
        int colon = what.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? what : what[..colon];
        var found = Kinds.FirstOrDefault(k => k.Name == name);
        if (found.Name is null)
        {
            string meant = NearestName.To(name, Kinds.Select(k => k.Name)) is { } near ? $"did you mean {near}? There" : "there";
            throw Wrong($"there is no change '{name}'; {meant} are {string.Join(", ", Kinds.Select(k => k.Name))}.");
        }

        double amount = AmountOf(colon < 0 ? null : what[(colon + 1)..], found.Name, found.Kind, found.HasAmount, found.Usual, Wrong);
        int oneIn = 1;
        int slash = when.LastIndexOf('/');
        if (slash >= 0)
        {
            if (!int.TryParse(when.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out oneIn) || oneIn < 1)
            {
                throw Wrong($"after / stands '{when[(slash + 1)..]}'; write a whole number from 1, as in /6 for one request in six.");
            }

            when = when[..slash];
        }

        int dots = when.IndexOf("..", StringComparison.Ordinal);
        var from = When(dots < 0 ? when : when[..dots], Wrong);
        var to = dots < 0 ? (null, null) : When(when[(dots + 2)..], Wrong);
        if (dots >= 0 && (from.Ordinal is null != to.Ordinal is null || to.Ordinal <= from.Ordinal || to.Time <= from.Time))
        {
            throw Wrong("it must end after it begins, and both must be numbers of requests or both times.");
        }

        return new(found.Kind, amount, from.Ordinal, to.Ordinal, from.Time, to.Time, oneIn);
    }

    /// <summary>Whether it is in force, not yet asking for whom.</summary>
    public bool IsActive(long ordinal, DateTimeOffset now) =>
        FromOrdinal is { } first
            ? ordinal >= first && ordinal < (ToOrdinal ?? long.MaxValue)
            : now >= FromTime && now < (ToTime ?? DateTimeOffset.MaxValue);

    private static double AmountOf(string? text, string name, ChangeKind kind, bool has, double? usual, Func<string, TargetException> wrong)
    {
        if (!has)
        {
            return text is null ? 0 : throw wrong($"{name} takes no amount; leave ':{text}' out.");
        }

        bool slow = kind == ChangeKind.Slow;
        string range = slow ? "a factor above 0, as in slow:3" : $"a share from 0 to 1, as in {name}:0.1";
        if (text is null)
        {
            return usual ?? throw wrong($"{name} needs {range}.");
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount) && (slow ? amount is > 0 and <= 1e6 : amount <= 1)
            ? amount
            : throw wrong($"the amount is '{text}'; write {range}.");
    }

    private static (long? Ordinal, DateTimeOffset? Time) When(string text, Func<string, TargetException> wrong)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long ordinal))
        {
            return (ordinal, null);
        }

        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (null, time)
            : throw wrong($"'{text}' is neither a number of requests nor a time; write 500, or 2026-11-01, or 2026-11-01T08:00Z.");
    }
}
