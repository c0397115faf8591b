using CodeRed.Findings.Wording;

namespace CodeRed.Cli;

/// <summary>A count with its noun, in the English of lists and messages.</summary>
internal static class Plural
{
    public static string Of(long count, string one) => $"{Language.English.Count(count)} {one}{(count == 1 ? "" : "s")}";
}
