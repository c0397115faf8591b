namespace CodeRed.Cli.Tests;

/// <summary>What a run of the program came to.</summary>
/// <param name="ExitCode">See docs/reference/exit-codes.md.</param>
/// <param name="Out">All of stdout.</param>
/// <param name="Error">All of stderr.</param>
/// <param name="PeakBytes">The most memory it held, as far as that was seen; 0 where the system does not tell.</param>
internal sealed record Ran(int ExitCode, string Out, string Error, long PeakBytes)
{
    /// <summary>Both streams, for what must be in neither.</summary>
    public string Everything => Out + Error;

    /// <summary>Asserts the exit code, and shows what was printed when it is another.</summary>
    public Ran Ends(int code)
    {
        Assert.True(ExitCode == code, $"Exit code {ExitCode} instead of {code}.\n--- stdout\n{Out}\n--- stderr\n{Error}");
        Assert.DoesNotContain("   at CodeRed.", Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", Everything, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Asserts that it was refused with exit code 2, nothing on stdout, and each of the texts on stderr.</summary>
    public Ran Refuses(params string[] texts)
    {
        Ends(2);
        Assert.Equal("", Out);
        Assert.All(texts, text => Assert.Contains(text, Error, StringComparison.Ordinal));
        return this;
    }
}
