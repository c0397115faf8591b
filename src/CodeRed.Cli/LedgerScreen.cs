using System.Globalization;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>The look of a ledger's facts, names and conflicts on a terminal.</summary>
internal sealed class LedgerScreen(LedgerView view)
{
    private const int Inset = 6;
    private readonly Screen screen = new(Terminal.Answer(), Language.English);
    private readonly Ledger ledger = view.Ledger;

    public static string PlaceOf(string path, long line) => InertText.OnOneLine(string.Create(CultureInfo.InvariantCulture, $"{path}:{line}"));

    public void Title(string title) => screen.Title(InertText.OnOneLine(title));

    public void Line(string label, string text) => screen.Line(label, InertText.OnOneLine(text));

    public void Quietly(string text) => screen.Quietly(InertText.OnOneLine(text));

    /// <summary>What was left out of the question; nothing where it was of all.</summary>
    public void LeftOut()
    {
        if (view.AsOf is { } day)
        {
            screen.Blank();
            screen.Quietly(string.Create(
                CultureInfo.InvariantCulture,
                $"As of {day:yyyy-MM-dd}. Left out: {Plural.Of(view.Later, "fact")} known later, {Plural.Of(view.Undated, "fact")} of which nothing says when they were known."));
        }
    }

    /// <summary>A fact on a line, and below it its id, since when it was known and where it stands.</summary>
    public void Fact(Fact fact)
    {
        screen.Paragraph($"{fact.TrueOn}  {FactText.Of(ledger, fact)}");
        string known = fact.KnownBy is { } day ? $"known by {day}" : "known by: not known";
        screen.Unbroken(InertText.OnOneLine(fact.Id), Inset);
        screen.Quietly($"{known} · {PlaceOf(fact.Path, fact.Line)}", Inset);
    }

    public void Facts(string title, IEnumerable<Fact> facts, int most, string more)
    {
        var all = facts.OrderByDescending(fact => fact.TrueOn).ThenBy(fact => fact.Id, StringComparer.Ordinal).ToList();
        if (all.Count == 0)
        {
            return;
        }

        Title($"{title} ({Language.English.Count(all.Count)})");
        foreach (var fact in all.Take(most))
        {
            Fact(fact);
        }

        if (all.Count > most)
        {
            Quietly($"and {Language.English.Count(all.Count - most)} more: {more}");
        }
    }

    public void Sources(IEnumerable<FactSource> sources)
    {
        foreach (var source in sources)
        {
            string[] about =
            [
                source.Published is { } published ? $"published {published}" : "published: not known",
                source.FirstHand ? "read itself" : "an excerpt or a report of it was read",
                .. source.ReadOn is { } read ? (string[])[$"read {read}"] : [],
                .. source.Commit is { } commit ? (string[])[$"commit {commit}"] : [],
            ];
            Line("source", source.Title);
            screen.Unbroken(InertText.OnOneLine(source.Url), screen.TextColumn);
            Line("", string.Join(", ", about));
        }
    }

    public void Conflict(LedgerConflict conflict)
    {
        Title(conflict.Subject);
        Quietly(conflict.Path is { } path ? $"{conflict.Id} · {PlaceOf(path, conflict.Line)}" : $"{conflict.Id} · found by comparing facts");
        foreach (var side in conflict.Sides)
        {
            screen.Bullet(InertText.OnOneLine(side.Says));
            foreach (var fact in side.Facts.Select(ledger.Find).OfType<Fact>())
            {
                screen.Unbroken(InertText.OnOneLine(fact.Id), Inset);
                Source(fact.Sources[0], $" ({LedgerWords<Confidence>.Of(fact.Confidence)} confidence)");
            }

            if (side.Source is { } source)
            {
                Source(source, "");
            }
        }

        if (conflict.Note is { } note)
        {
            screen.Paragraph(InertText.OnOneLine(note), 4);
        }
    }

    private void Source(FactSource source, string after)
    {
        screen.Quietly(InertText.OnOneLine(source.Title + after), Inset);
        screen.Unbroken(InertText.OnOneLine(source.Url), Inset);
    }

    public void Problems(string title, IReadOnlyCollection<DocumentProblem> problems)
    {
        if (problems.Count == 0)
        {
            return;
        }

        Title(title);
        foreach (var problem in problems)
        {
            screen.Bullet(InertText.OnOneLine(problem.ToString()));
        }
    }

    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => screen.Table(header, rows, [.. header.Select((_, i) => i > 0)]);

    public void Blank() => screen.Blank();

    public void Strongly(string text) => screen.Paragraph(text, style: new Style(decoration: Decoration.Bold));
}
