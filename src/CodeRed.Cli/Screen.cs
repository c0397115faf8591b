using CodeRed.Findings;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>The look of findings on a terminal: a badge, paragraphs, labelled lines, bars.</summary>
internal sealed class Screen(IAnsiConsole console, Language language)
{
    private const int BarWidth = 26;
    private static readonly Style Quiet = new(Color.Grey);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    // As wide as the longest label of the language, so that everything lines up.
    private readonly int labelWidth = 2 + new[] { Label.Effect, Label.Baseline, Label.Current, Label.Items, Label.HowSure, Label.Before, Label.After }
        .Max(l => Width(language.Text(l)));

    public static Style StyleOf(Verdict verdict) => verdict switch
    {
        Verdict.Worse => new Style(Color.White, Color.Red, Decoration.Bold),
        Verdict.Better => new Style(Color.Black, Color.Green, Decoration.Bold),
        Verdict.Changed or Verdict.ChangedNotWorse => new Style(Color.Black, Color.Yellow, Decoration.Bold),
        Verdict.NoChangeSeen => new Style(Color.Black, Color.Aqua, Decoration.Bold),
        _ => new Style(Color.White, Color.Grey, Decoration.Bold),
    };

    public void Headline(Verdict verdict, string headline) => Headline(StyleOf(verdict), language.Badge(verdict), headline);

    public void Headline(Style style, string badge, string headline)
    {
        console.WriteLine();
        console.Write(new Text($" {badge} ", style));
        console.WriteLine();
        console.WriteLine();
        Paragraph(headline, 2, Strong);
    }

    public void Title(string title)
    {
        console.WriteLine();
        console.Write(new Padder(new Text(title, Strong)).Padding(2, 0, 0, 0));
    }

    public void Paragraph(string text, int indent = 2, Style? style = null) =>
        console.Write(new Padder(new Text(text, style ?? Style.Plain)).Padding(indent, 0, 0, 0));

    public void Quietly(string text, int indent = 2) => Paragraph(text, indent, Quiet);

    /// <summary>A line that is to be copied, such as an address: it is never broken.</summary>
    public void Unbroken(string text, int indent) => console.Profile.Out.Writer.WriteLine(new string(' ', indent) + text);

    /// <summary>Columns before the text of a labelled line.</summary>
    public int TextColumn => labelWidth + 2;

    public void Blank() => console.WriteLine();

    public void Line(string label, string text, Style? style = null)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn().Width(labelWidth + 2).NoWrap().Padding(2, 0, 0, 0));
        grid.AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        grid.AddRow(new Text(label, Quiet), new Text(text, style ?? Style.Plain));
        console.Write(grid);
    }

    /// <summary>A share as a bar, its figure, and whose it is.</summary>
    public void Bar(string label, double share, string name, Style style)
    {
        int filled = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth);
        var grid = new Grid();
        grid.AddColumn(new GridColumn().Width(labelWidth + 2).NoWrap().Padding(2, 0, 0, 0));
        grid.AddColumn(new GridColumn().Width(BarWidth).NoWrap().Padding(0, 0, 0, 0));
        grid.AddColumn(new GridColumn().Width(9).NoWrap().RightAligned().Padding(0, 0, 2, 0));
        grid.AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        var bar = new Paragraph().Append(new string('█', filled), style).Append(new string('░', BarWidth - filled), Quiet);
        grid.AddRow(new Text(label, Quiet), bar, new Text(language.Percent(share), Strong), new Text(name));
        console.Write(grid);
    }

    public void Numbered(int number, string title, string sentence)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn().Width(5).NoWrap().RightAligned().Padding(2, 0, 1, 0));
        grid.AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        grid.AddRow(new Text(Language.English.Count(number)), new Text(title, Strong));
        grid.AddRow(new Text(""), new Text(sentence));
        console.Write(grid);
    }

    public void Bullet(string text)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn().Width(4).NoWrap().Padding(2, 0, 1, 0));
        grid.AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        grid.AddRow(new Text("·"), new Text(text));
        console.Write(grid);
    }

    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int rightAlignedFrom = 1) =>
        Table(header, rows, [.. Enumerable.Range(0, header.Count).Select(i => i >= rightAlignedFrom && i < header.Count - 1)]);

    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, IReadOnlyList<bool> figures)
    {
        var grid = new Grid();
        for (int i = 0; i < header.Count; i++)
        {
            var column = new GridColumn().Padding(i == 0 ? 2 : 0, 0, 2, 0);
            grid.AddColumn(figures[i] ? column.RightAligned().NoWrap() : column);
        }

        grid.AddRow([.. header.Select(h => new Text(h, Quiet))]);
        foreach (var row in rows)
        {
            grid.AddRow([.. row.Select(c => new Text(c))]);
        }

        console.Write(grid);
    }

    public void Command(string command) => Paragraph(command, 4, new Style(Color.Aqua));

    private static int Width(string text) => text.Sum(c => c >= 0x1100 ? 2 : 1);
}
