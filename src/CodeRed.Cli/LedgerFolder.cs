using System.CommandLine;
using CodeRed.Evidence;
using CodeRed.Interchange;

namespace CodeRed.Cli;

/// <summary>Which ledger a command reads: the built-in one, and the user's own laid over it.</summary>
internal static class LedgerFolder
{
    public static Option<string?> Option() => new("--ledger")
    {
        Description = "Your own ledger folder; else $CODERED_LEDGER, else ledger in your data folder.",
        HelpName = "DIR",
    };

    /// <summary>The folder named on the command line, else by CODERED_LEDGER, else in the user's data folder.</summary>
    public static string PathOf(string? named) => Named(named)
        ?? (Database.DataFolder() is { } data ? Path.Combine(data, "ledger")
            : throw new UsageException("There is no data folder for this user (HOME is not set); name a ledger folder with --ledger."));

    /// <summary>Reads the built-in ledger with the user's own over it. A folder that nobody named need not be there.</summary>
    public static LedgerReading Read(string? named, DateOnly? today = null)
    {
        string? folder = Own(named);
        return LedgerReader.Read(folder is null ? [LedgerLayer.BuiltIn()] : [LedgerLayer.BuiltIn(), LedgerLayer.OfFolder(folder)], today);
    }

    /// <summary>The prices of the built-in ledger and of the user's own.</summary>
    public static PriceList Prices() => new((Own(null) is null ? LedgerReader.Read([LedgerLayer.BuiltInPrices()]) : Read(null)).Ledger);

    /// <summary>The same for a command that adds to the folder: one that is not there yet is to be made.</summary>
    public static LedgerReading ReadForAdding(string? named) =>
        Directory.Exists(PathOf(named)) || File.Exists(PathOf(named)) ? Read(named) : LedgerReader.Read([LedgerLayer.BuiltIn()]);

    /// <summary>The last day that a date may be of: a day of grace for other time zones.</summary>
    public static DateOnly Tomorrow() => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);

    private static string? Own(string? named) =>
        Named(named) ?? (Database.DataFolder() is { } data && Path.Combine(data, "ledger") is var usual && Directory.Exists(usual) ? usual : null);

    private static string? Named(string? named) =>
        named is { Length: > 0 } ? named : Environment.GetEnvironmentVariable("CODERED_LEDGER") is { Length: > 0 } fromEnvironment ? fromEnvironment : null;
}
