using System.Text.Json;

namespace CodeRed.Interchange;

/// <summary>The words of an enumeration as ledgers write them: in snake_case, as in JSON.</summary>
/// <remarks>Without generic collections: each of them would be compiled anew for each enumeration when a program starts.</remarks>
public static class LedgerWords<T>
    where T : struct, Enum
{
    private static readonly string[] Names = Enum.GetNames(typeof(T));

    internal static string[] All { get; } = Array.ConvertAll(Names, JsonNamingPolicy.SnakeCaseLower.ConvertName);

    /// <summary>How a value is written.</summary>
    public static string Of(T value) => All[Array.IndexOf(Names, value.ToString())];

    internal static T Value(string word) => (T)Enum.Parse(typeof(T), Names[Array.IndexOf(All, word)]);
}
