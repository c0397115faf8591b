namespace CodeRed.Cli;

/// <summary>The command line asks for something that cannot be: what is wrong and what to type instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
