using System.CommandLine;

namespace CodeRed.Cli;

/// <summary>What was published and written down: to look at, to check, to add to.</summary>
internal static class LedgerCommand
{
    public static Command Create() => new("ledger", """
        The facts that others published: look at them, check them, add to them.

        Examples:
          codered ledger check
          codered ledger list --kind score --about gpt-5-high
          codered ledger show claim.openai-code-red
          codered ledger conflicts --as-of 2025-12-05
          codered ledger add release lab=openai subject="GPT-6" on=2027-01-15 ...
        """)
    {
        LedgerCheckCommand.Create(),
        LedgerListCommand.Create(),
        LedgerShowCommand.Create(),
        LedgerConflictsCommand.Create(),
        LedgerAddCommand.Create(),
        LedgerImportCommand.Create(),
    };
}
