namespace CodeRed.Grading;

/// <summary>A text could not be graded, through the suite's or the file's fault; the message says why and what to do.</summary>
public sealed class GradingException : Exception
{
    /// <summary>Says what was wrong and what to do.</summary>
    public GradingException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was wrong and what to do, and what caused it.</summary>
    public GradingException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>A text short enough, and plain enough, to be shown in a message.</summary>
    internal static string Quote(string text)
    {
        const int Shown = 60;
        ReadOnlySpan<char> head = text.AsSpan(0, Math.Min(text.Length, Shown));
        return string.Concat("\"", string.Create(head.Length, text, static (target, source) =>
        {
            // Texts in a message come from files and models: no control sequence may reach a terminal.
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '\uFFFD' : source[i];
            }
        }), text.Length > Shown ? "…\"" : "\"");
    }
}
