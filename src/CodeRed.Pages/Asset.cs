using System.Security.Cryptography;
using System.Text;

namespace CodeRed.Pages;

/// <summary>A script or style sheet that is embedded in this assembly and written into the page.</summary>
internal sealed class Asset
{
    /// <summary>The style sheet of every page.</summary>
    public static Asset Styles { get; } = new("page.css", "</style");

    /// <summary>Draws the charts of a page from their options.</summary>
    public static Asset Charts { get; } = new("charts.js", "</script");

    /// <summary>Apache ECharts 6.0.0.</summary>
    public static Asset ECharts { get; } = new("echarts.js", "</script");

    private Asset(string name, string end)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without its resource '{name}'; build CodeRed.Pages again.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // HTML parsers turn CR LF into LF before they hash.
        Text = reader.ReadToEnd().ReplaceLineEndings("\n");
        if (Text.Contains(end, StringComparison.OrdinalIgnoreCase) || Text.Contains("<!--", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The resource '{name}' contains '{end}' or '<!--' and cannot stand in an HTML element; escape it there.");
        }

        Source = "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text))) + "'";
    }

    /// <summary>The text as it stands in the page.</summary>
    public string Text { get; }

    /// <summary>Its hash as a source of a content security policy.</summary>
    public string Source { get; }
}
