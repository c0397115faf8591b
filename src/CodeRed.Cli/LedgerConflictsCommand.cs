using System.CommandLine;
using CodeRed.Evidence.Facts;

namespace CodeRed.Cli;

internal static class LedgerConflictsCommand
{
    public static Command Create()
    {
        var asOf = AsOfOption.Create();
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print the conflicts as JSON (docs/reference/json.md)." };
        var command = new Command("conflicts", """
            List facts that cannot both be right, or only seem so; it resolves none.
            Those that somebody wrote down, and those found by comparing facts.

            Examples:
              codered ledger conflicts
              codered ledger conflicts --as-of 2025-12-05 --json
            """)
        { asOf, ledgerFolder, json };
        command.SetAction(parsed =>
        {
            var view = LedgerFolder.Read(parsed.GetValue(ledgerFolder)).Ledger.AsOf(parsed.GetValue(asOf));
            LedgerConflict[] conflicts = [.. view.Ledger.Conflicts, .. ConflictFinder.Find(view.Ledger)];
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(LedgerJson.Of(view, [], [], conflicts));
                return ExitCode.Fine;
            }

            var screen = new LedgerScreen(view);
            foreach (var conflict in conflicts)
            {
                screen.Conflict(conflict);
            }

            screen.Blank();
            int written = view.Ledger.Conflicts.Length;
            screen.Quietly(conflicts.Length == 0 ? "No conflict." : $"{Plural.Of(conflicts.Length, "conflict")}: {written} written down, {conflicts.Length - written} found by comparing facts.");
            screen.LeftOut();
            return ExitCode.Fine;
        });
        return command;
    }
}
