using System.Text;

namespace CodeRed.Cli;

/// <summary>Takes the spaces off the ends of lines that a layout fills up, so that saved output is clean.</summary>
internal sealed class LineEndTrimmer(TextWriter inner) : TextWriter
{
    private int spaces;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            spaces++;
            return;
        }

        if (value is not ('\n' or '\r'))
        {
            inner.Write(new string(' ', spaces));
        }

        spaces = 0;
        inner.Write(value);
    }

    public override void Flush() => inner.Flush();
}
