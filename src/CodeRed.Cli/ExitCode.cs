using CodeRed.Findings;

namespace CodeRed.Cli;

/// <summary>What the program's exit code says; documented in docs/reference/exit-codes.md.</summary>
internal static class ExitCode
{
    /// <summary>Checked: better, changed or no change seen; or the command did its work.</summary>
    public const int Fine = 0;

    /// <summary>Checked: worse.</summary>
    public const int Worse = 1;

    /// <summary>The command line or a file is wrong.</summary>
    public const int BadUsage = 2;

    /// <summary>The check could not be completed.</summary>
    public const int CouldNotMeasure = 3;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;

    public static int Of(Verdict verdict) => verdict switch
    {
        Verdict.Worse => Worse,
        Verdict.CouldNotMeasure => CouldNotMeasure,
        _ => Fine,
    };
}
