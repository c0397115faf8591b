using System.CommandLine;
using CodeRed.Store;

namespace CodeRed.Cli;

/// <summary>Which database a command uses.</summary>
internal static class Database
{
    public static Option<string?> Option() => new("--db")
    {
        Description = "The database file; else $CODERED_DB, else codered.db in your data folder.",
        HelpName = "FILE",
    };

    /// <summary>The file named on the command line, else by CODERED_DB, else in the user's data folder.</summary>
    public static string PathOf(string? named)
    {
        if (named is { Length: > 0 })
        {
            return named;
        }

        if (Environment.GetEnvironmentVariable("CODERED_DB") is { Length: > 0 } fromEnvironment)
        {
            return fromEnvironment;
        }

        return DataFolder() is { } folder
            ? Path.Combine(folder, "codered.db")
            : throw new UsageException("There is no data folder for this user (HOME is not set); name a database file with --db.");
    }

    /// <summary>Code Red's folder among the user's data; null where this user has none.</summary>
    public static string? DataFolder()
    {
        string folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0 ? Path.Combine(folder, "codered") : null;
    }

    public static EvidenceStore Open(string? named) => EvidenceStore.Open(PathOf(named), TimeProvider.System);
}
