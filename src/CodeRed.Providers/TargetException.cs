namespace CodeRed.Providers;

/// <summary>A target that cannot be opened: its id, its key or its address is wrong. The message says what, and what to do.</summary>
public sealed class TargetException(string message) : Exception(message);
