using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>Where answers and complaints go: the answer to stdout, everything else to stderr.</summary>
internal static class Terminal
{
    // Text made for 80 columns reads badly across a wide screen.
    private const int Widest = 100;

    /// <summary>The answer: coloured on a terminal unless NO_COLOR is set, plain text 80 columns wide elsewhere.</summary>
    public static IAnsiConsole Answer()
    {
        bool terminal = !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = !terminal || NoColour ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(terminal ? Console.Out : new LineEndTrimmer(Console.Out)),
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = TextWidth;
        return console;
    }

    /// <summary>Columns for text: 80 unless a terminal says otherwise.</summary>
    public static int TextWidth => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? 80 : Math.Clamp(Console.WindowWidth, 40, Widest);

    /// <summary>Progress, only where a person watches.</summary>
    public static bool ShowsProgress => !Console.IsErrorRedirected;

    /// <summary>Overwrites the one line of progress; an empty text takes it away.</summary>
    public static void Progress(string text)
    {
        if (ShowsProgress)
        {
            Console.Error.Write($"\r\u001b[K{text}");
        }
    }

    /// <summary>Says something that is not the answer.</summary>
    public static void Say(string text)
    {
        Progress("");
        Console.Error.WriteLine(text);
    }

    /// <summary>Whether the reader of stdout went away.</summary>
    public static bool IsClosedPipe(IOException e) => e.Message.Contains("Broken pipe", StringComparison.Ordinal) || (e.HResult & 0xFFFF) is 109 or 232;

    // https://no-color.org: set and not empty.
    private static bool NoColour => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
