namespace CodeRed.Grading;

/// <summary>Graders complain in one sentence, "what is wrong; what to do."; here it is taken apart.</summary>
public static class Complaint
{
    /// <summary>The problem and the remedy, neither with a full stop.</summary>
    public static (string Problem, string Remedy) Split(Exception complaint)
    {
        string message = complaint.Message;
        int parameter = message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        message = (parameter < 0 ? message : message[..parameter]).ReplaceLineEndings(" ").TrimEnd('.', ' ');
        int semicolon = message.LastIndexOf("; ", StringComparison.Ordinal);
        return semicolon < 0 ? (message, "correct it") : (message[..semicolon], message[(semicolon + 2)..]);
    }
}
