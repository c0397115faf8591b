using System.Text.Json;

namespace CodeRed.Interchange;

/// <summary>The words of an enumeration as ledgers write them: in snake_case, as in JSON.</summary>
public static class LedgerWords<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> ByWord =
        Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);

    private static readonly Dictionary<T, string> ByValue = ByWord.ToDictionary(pair => pair.Value, pair => pair.Key);

    internal static string[] All { get; } = [.. ByWord.Keys];

    /// <summary>How a value is written.</summary>
    public static string Of(T value) => ByValue[value];

    internal static T Value(string word) => ByWord[word];
}
