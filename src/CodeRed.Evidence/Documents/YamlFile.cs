using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CodeRed.Evidence.Documents;

/// <summary>Reads YAML from a stranger: bounded in size, depth and number of values, and never more than what is written.</summary>
/// <remarks>
/// One document per file. Anchors may be written but an alias is refused, so that a few bytes can never stand for
/// millions of values. Tags are refused: text is text. A key may stand only once in a mapping.
/// </remarks>
public static class YamlFile
{
    /// <summary>The largest file that is read.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>How deep lists and mappings may stand in each other.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Reads a file.</summary>
    /// <param name="path">As the user named it; it appears in every complaint.</param>
    /// <exception cref="DocumentException">The file is missing, too large, not UTF-8 or not YAML.</exception>
    public static YamlNode Read(string path) => Parse(ReadText(path), path);

    /// <summary>Reads the text of a file, within the same limits.</summary>
    /// <param name="path">As the user named it; it appears in every complaint.</param>
    /// <returns>The text without a byte order mark.</returns>
    /// <exception cref="DocumentException">The file is missing, too large or not UTF-8.</exception>
    public static string ReadText(string path)
    {
        byte[] bytes;
        try
        {
            if (Directory.Exists(path))
            {
                throw new DocumentException(path, 0, "is a folder", "name the YAML file in it");
            }

            var file = new FileInfo(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            {
                file = target;
            }

            if (!file.Exists)
            {
                throw new DocumentException(path, 0, "there is no such file", "check the spelling and the folder");
            }

            // A pipe or device has no length either; opening one could wait for ever.
            if (file.Length == 0)
            {
                throw new DocumentException(path, 0, "is empty, or not a regular file", "write the YAML into a file");
            }

            using var stream = File.OpenRead(path);
            if (stream.Length > MaximumBytes)
            {
                throw TooLarge(path);
            }

            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new DocumentException(path, 0, $"cannot be read ({e.Message.TrimEnd('.')})", "check the file and its permissions");
        }

        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith(Encoding.UTF8.Preamble))
        {
            text = text[Encoding.UTF8.Preamble.Length..];
        }

        if (FirstInvalid(text) is int at and >= 0)
        {
            throw new DocumentException(path, text[..at].Count((byte)'\n') + 1, $"byte 0x{text[at]:X2} is not UTF-8", "save the file as UTF-8");
        }

        return Encoding.UTF8.GetString(text);
    }

    /// <summary>Reads text that is already in memory.</summary>
    /// <param name="text">At most <see cref="MaximumBytes"/> characters.</param>
    /// <param name="path">The name that appears in every complaint.</param>
    /// <exception cref="DocumentException">The text is not YAML within the limits.</exception>
    public static YamlNode Parse(string text, string path)
    {
        if (text.Length > MaximumBytes)
        {
            throw TooLarge(path);
        }

        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                throw new DocumentException(path, 0, "holds no YAML", "write at least one key");
            }

            var problems = new List<DocumentProblem>();
            var root = Node(parser, path, 0, problems);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _))
            {
                problems.Add(new(path, parser.Current?.Start.Line ?? 0, "a second YAML document starts here", "keep one document per file, without ---"));
            }

            return problems.Count == 0 ? root : throw new DocumentException(problems);
        }
        catch (YamlException e)
        {
            throw new DocumentException(path, e.Start.Line, $"this is not YAML: {OneLine(e.Message)}", "check the indentation, the quotes and the brackets around this line");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The scanner throws these on some malformed text; none of them carries a position.
            throw new DocumentException(path, 0, $"this is not YAML: {OneLine(e.Message)}", "check the indentation, the quotes and the brackets");
        }
    }

    private static YamlNode Node(Parser parser, string path, int depth, List<DocumentProblem> problems)
    {
        long line = parser.Current?.Start.Line ?? 0;
        if (depth > MaximumDepth)
        {
            throw new DocumentException(path, line, $"lists and mappings stand more than {MaximumDepth} deep in each other", "make the file flatter");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            problems.Add(new(path, line, $"{YamlNode.Quoted($"*{alias.Value}")} is an alias", "write the value out"));
            return new YamlNode(path, line, "", plain: true);
        }

        if (parser.Current is NodeEvent { Tag.IsEmpty: false } tagged)
        {
            problems.Add(new(path, line, $"{YamlNode.Quoted(tagged.Tag.ToString())} is a tag", "leave it out; quote what is meant as text"));
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlNode(path, line, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = ImmutableArray.CreateBuilder<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(parser, path, depth + 1, problems));
            }

            return new YamlNode(path, line, items.ToImmutable());
        }

        parser.Consume<MappingStart>();
        var members = ImmutableArray.CreateBuilder<YamlMember>();
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(parser, path, depth + 1, problems);
            var value = Node(parser, path, depth + 1, problems);
            if (key.Kind != YamlKind.Scalar || key.Text.Length == 0)
            {
                problems.Add(new(path, key.Line, $"a key is {key.Description}", "write a name before the colon"));
            }
            else if (seen.TryGetValue(key.Text, out long first))
            {
                problems.Add(new(path, key.Line, $"{YamlNode.Quoted(key.Text)} stands here a second time (first on line {first})", "keep one of the two"));
            }
            else
            {
                seen.Add(key.Text, key.Line);
                members.Add(new(key.Text, key.Line, value));
            }
        }

        return new YamlNode(path, line, members.ToImmutable());
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] < 0x80)
            {
                at++;
            }
            else if (Rune.DecodeFromUtf8(text[at..], out _, out int length) == OperationStatus.Done)
            {
                at += length;
            }
            else
            {
                return at;
            }
        }

        return -1;
    }

    private static DocumentException TooLarge(string path) =>
        new(path, 0, $"is larger than {MaximumBytes / 1024 / 1024} MiB", "split it, or check that this is the file you meant");

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
