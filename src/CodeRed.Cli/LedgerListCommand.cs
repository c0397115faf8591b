using System.CommandLine;
using CodeRed.Evidence.Documents;
using CodeRed.Interchange;

namespace CodeRed.Cli;

internal static class LedgerListCommand
{
    public static Command Create()
    {
        var kind = new Option<string?>("--kind") { Description = $"Only facts of this kind: {string.Join(", ", FactJson.Kinds)}.", HelpName = "KIND" };
        var about = new Option<string[]>("--about") { Description = "Only facts that name this lab, model, benchmark, person, product or runner; several: all of them.", HelpName = "NAME" };
        var asOf = AsOfOption.Create();
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print the facts as JSON (docs/reference/json.md)." };
        var command = new Command("list", """
            List the facts, the newest first.

            Examples:
              codered ledger list --kind release --about openai
              codered ledger list --about gpt-5-high --about epoch-ai
              codered ledger list --kind move --as-of 2024-06-30 --json
            """)
        { kind, about, asOf, ledgerFolder, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(kind) is { } wanted && !FactJson.Kinds.Contains(wanted))
            {
                string near = NearestName.To(wanted, FactJson.Kinds) is { } meant ? $" Did you mean {meant}?" : "";
                throw new UsageException($"--kind {wanted}: there is no such kind.{near} The kinds are {string.Join(", ", FactJson.Kinds)}.");
            }

            var reading = LedgerFolder.Read(parsed.GetValue(ledgerFolder));
            var names = (parsed.GetValue(about) ?? []).Select(name => LedgerSubject.Find(reading, name)).ToList();
            var view = reading.Ledger.AsOf(parsed.GetValue(asOf));
            var facts = view.Ledger.Facts.Where(fact => parsed.GetValue(kind) is not { } only || FactJson.KindOf(fact) == only)
                .Where(fact => names.All(alternatives => alternatives.Any(subject => subject.IsNamedBy(view.Ledger, fact))))
                .OrderByDescending(fact => fact.TrueOn).ThenBy(fact => fact.Id, StringComparer.Ordinal).ToList();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(LedgerJson.Of(view, facts, [], []));
                return ExitCode.Fine;
            }

            var screen = new LedgerScreen(view);
            foreach (var fact in facts)
            {
                screen.Fact(fact);
            }

            screen.Quietly(facts.Count == 0 ? "No fact fits." : Plural.Of(facts.Count, "fact") + ".");
            screen.LeftOut();
            return ExitCode.Fine;
        });
        return command;
    }
}
