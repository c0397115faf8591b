using System.Globalization;
using System.Text;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;

namespace CodeRed.Findings.Wording;

/// <summary>A brief as a Markdown document: sentences, tables and numbered sources.</summary>
/// <remarks>Text from outside is inert and its Markdown is escaped, so that no name becomes a link, a heading or HTML.</remarks>
public static class BriefMarkdown
{
    /// <summary>The document.</summary>
    public static string Of(BriefFinding finding, Language language)
    {
        var outline = new BriefOutline(finding, language);
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        string Cites(IEnumerable<string> facts) => Numbers(outline.SourcesOf(facts));

        Line($"# {Escaped(outline.Badge)} · {Escaped(language.Text(BriefLabel.Title))}");
        Line();
        Line($"**{Escaped(language.Headline(finding))}**");
        Line();
        Line(Escaped(language.Basis(finding)));
        foreach (var part in outline.Parts)
        {
            Line();
            Line($"## {language.Title(part.Part)}");
            Line();
            Line(Escaped(part.Answer.Text) + Cites(part.Answer.Facts));
            if (!part.Findings.IsEmpty)
            {
                Line();
                foreach (var found in part.Findings)
                {
                    Line($"- {Escaped(found.Text)}{Cites(found.Facts)}");
                }
            }

            foreach (var table in part.Tables)
            {
                Line();
                if (table.Title is { } title)
                {
                    Line($"### {Escaped(title)}");
                    Line();
                }

                Line($"| {string.Join(" | ", (table.Cited ? table.Header.Add(language.Text(BriefLabel.Sources)) : table.Header).Select(Escaped))} |");
                Line($"| {string.Join(" | ", table.Figures.Select(figure => figure ? "---:" : "---").Concat(table.Cited ? ["---"] : []))} |");
                foreach (var (cells, facts) in table.Rows)
                {
                    Line($"| {string.Join(" | ", cells.Select(Escaped).Concat(table.Cited ? [Cites(facts).Trim()] : []))} |");
                }

                if (table.More > 0)
                {
                    Line();
                    Line(language.MoreRows(table.More));
                }
            }

            foreach (var (title, claims) in part.Claims)
            {
                Line();
                Line($"### {title}");
                Line();
                Line($"| {language.Text(BriefLabel.Claims)} | {language.Text(Label.OnTheDay)} | {language.Text(BriefLabel.Now)} | {language.Text(BriefLabel.Reason)} |");
                Line("| --- | --- | --- | --- |");
                foreach (var claim in claims)
                {
                    Line($"| {Escaped(language.Statement(claim))} | {language.Badge(claim.OnTheDay.Verdict)} | {language.Badge(claim.Now.Verdict)} | {Reasons(outline, claim, language)}{Cites(BriefOutline.FactsOf(claim))} |");
                }
            }

            Line();
            Line($"### {language.Text(BriefLabel.Open)}");
            Line();
            foreach (var point in part.Open)
            {
                Line($"- {Escaped(point.Text)}{Cites(point.Facts)}");
            }
        }

        if (outline.LeftOut().Any())
        {
            Line();
            Line($"## {language.Text(BriefLabel.LeftOut)}");
            foreach (string left in outline.LeftOut())
            {
                Line();
                Line(Escaped(left));
            }
        }

        Line();
        Line($"## {language.Text(BriefLabel.Sources)}");
        Line();
        foreach (var source in finding.Sources)
        {
            Line($"{source.Number.ToString(CultureInfo.InvariantCulture)}. {Link(source)} {Escaped(language.Sentence(source))}");
            foreach (var fact in source.Facts)
            {
                Line($"    - `{Code(fact.Id)}` {Escaped(language.Dates(fact))}, `{Code(fact.Path)}:{fact.Line.ToString(CultureInfo.InvariantCulture)}`");
            }
        }

        return text.ToString();
    }

    private static string Reasons(BriefOutline outline, ClaimFinding claim, Language language)
    {
        var now = Escaped(outline.Reason(claim.Now).Text);
        return claim.OnTheDay.Verdict == claim.Now.Verdict ? now : $"{language.Text(Label.OnTheDay)}: {Escaped(outline.Reason(claim.OnTheDay).Text)}<br>{language.Text(BriefLabel.Now)}: {now}";
    }

    // 1, 2, 3, 5 is 1–3, 5.
    private static string Numbers(IReadOnlyList<int> numbers)
    {
        if (numbers.Count == 0)
        {
            return "";
        }

        var ranges = new List<(int From, int To)>();
        foreach (int number in numbers)
        {
            if (ranges.Count > 0 && ranges[^1].To == number - 1)
            {
                ranges[^1] = (ranges[^1].From, number);
            }
            else
            {
                ranges.Add((number, number));
            }
        }

        return $" \\[{string.Join(", ", ranges.Select(range => range.From == range.To ? $"{range.From}" : $"{range.From}–{range.To}"))}\\]";
    }

    private static string Link(CitedSource source)
    {
        var title = Escaped(InertText.OnOneLine(source.Title, 200));
        return Uri.TryCreate(source.Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? $"[{title}](<{address!.AbsoluteUri.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal)}>)"
            : title;
    }

    private static string Code(string hostile) => InertText.OnOneLine(hostile, 200).Replace('`', '\'').Replace('|', '/');

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '~')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
