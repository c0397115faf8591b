namespace CodeRed.Pages.Charts;

/// <summary>Colours of a chart as variables of the style sheet, so that light, dark and print need no second drawing.</summary>
internal static class Colour
{
    public const string Ink = "var(--ink)";
    public const string Muted = "var(--muted)";
    public const string Hair = "var(--hair)";
    public const string Paper = "var(--paper)";

    public static string Of(string tone) => $"var(--{tone})";
}
