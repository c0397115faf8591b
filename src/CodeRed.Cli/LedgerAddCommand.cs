using System.CommandLine;
using System.Text.Json.Nodes;
using CodeRed.Evidence.Documents;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;

namespace CodeRed.Cli;

internal static class LedgerAddCommand
{
    public static Command Create()
    {
        var kind = new Argument<string?>("KIND") { Description = $"What to add: {string.Join(", ", LedgerKind.All.Select(known => known.Name))}.", Arity = ArgumentArity.ZeroOrOne };
        var values = new Argument<string[]>("KEY=VALUE") { Description = "What it says. Without any, the keys of the kind are listed.", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<string?>("--file") { Description = "Take the entries of a file that has the form of a ledger file.", HelpName = "FILE" };
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print what was added as JSON (docs/reference/json.md)." };
        var command = new Command("add", """
            Add a fact, or a name, to your own ledger folder.
            It is checked with the whole ledger first, and written whole or not at all.

            Examples:
              codered ledger add release
              codered ledger add alias name="gpt5 (max)" model=gpt-5-high
              codered ledger add move person=jan-leike kind=left from=openai \
                to=anthropic on=2024-05-15 known_by=2024-05-28 \
                known_basis=publication confidence=high \
                source.title="A report" source.url=https://example.org/report
              codered ledger add --file facts.yaml

            Exit code: 0 added, or listed; 2 something is wrong, and nothing was written.
            """)
        { kind, values, file, ledgerFolder, json };
        command.SetAction(parsed =>
        {
            string? named = parsed.GetValue(kind);
            string[] words = parsed.GetValue(values) ?? [];
            string? path = parsed.GetValue(file);
            if (path is not null && named is not null)
            {
                throw new UsageException("Give a KIND with KEY=VALUE, or --file; not both.");
            }

            if (path is null && words.Length == 0)
            {
                Explain(named is null ? null : KindOf(named));
                return ExitCode.Fine;
            }

            string folder = LedgerFolder.PathOf(parsed.GetValue(ledgerFolder));
            var addition = path is not null
                ? LedgerAddition.OfFile(path, [LedgerLayer.BuiltIn()], folder, LedgerFolder.Tomorrow())
                : LedgerAddition.Of(KindOf(named!), [.. words.Select(Pair)], [LedgerLayer.BuiltIn()], folder, LedgerFolder.Tomorrow());
            addition.Write();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(LedgerJson.Text(new JsonObject { ["schema"] = "codered.ledger-add/1", ["ids"] = LedgerJson.Texts(addition.Ids), ["path"] = addition.Path }));
            }
            else
            {
                Console.Out.WriteLine(InertText.OnOneLine($"Added {string.Join(", ", addition.Ids)} to {addition.Path}"));
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static LedgerKind KindOf(string name)
    {
        string[] names = [.. LedgerKind.All.Select(kind => kind.Name)];
        return LedgerKind.Of(name) ?? throw new UsageException(
            $"{name}: is nothing that a ledger holds.{(NearestName.To(name, names) is { } near ? $" Did you mean {near}?" : "")} Write one of {string.Join(", ", names)}.");
    }

    private static (string Key, string Value) Pair(string word)
    {
        int at = word.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? (word[..at], word[(at + 1)..]) : throw new UsageException($"{word}: is no KEY=VALUE; write it as in lab=openai, with quotes around a value of several words.");
    }

    private static void Explain(LedgerKind? kind)
    {
        var screen = new Screen(Terminal.Answer(), Language.English);
        if (kind is null)
        {
            screen.Paragraph("codered ledger add KIND KEY=VALUE ...", 0);
            screen.Paragraph("'codered ledger add KIND' lists the keys of a kind:", 0);
            foreach (var known in LedgerKind.All)
            {
                screen.Paragraph(known.Name);
            }

            return;
        }

        screen.Paragraph($"codered ledger add {kind.Name} {string.Join(' ', kind.Keys.Where(key => key.IsNeeded).Select(key => $"{key.Name}=..."))}", 0);
        screen.Title("Needed");
        screen.Table(["key", "says"], kind.Keys.Where(key => key.IsNeeded).Select(key => (string[])[key.Name, key.Says]), 2);
        screen.Title("If there is something to say");
        screen.Table(["key", "says"], kind.Keys.Where(key => !key.IsNeeded).Select(key => (string[])[key.Name, key.Says]), 2);
        screen.Blank();
        screen.Quietly("A list or a mapping is written as in YAML: [a, b] or {a: b}. docs/reference/ledger.md says more.", 0);
    }
}
