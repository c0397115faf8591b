using System.Globalization;

namespace CodeRed.Evidence.Documents;

/// <summary>
/// The fields of one YAML mapping, taken out one by one; every mistake is added to a list, so that one reading reports them all.
/// </summary>
/// <remarks>
/// Take every known key, then call <see cref="RefuseOthers"/>. A key whose value is null counts as not written. What is
/// missing or of the wrong kind comes back as null, once a problem has been noted.
/// </remarks>
public sealed class YamlFields
{
    private readonly YamlNode node;
    private readonly ICollection<DocumentProblem> problems;
    // A dozen keys at most: lists are as fast, and smaller.
    private readonly List<string> known = [];
    private readonly List<string> refused = [];

    /// <summary>Starts on a mapping; anything else is noted as a problem and has no fields.</summary>
    /// <param name="node">The value that ought to be a mapping.</param>
    /// <param name="name">What it is called in complaints, for example <c>columns</c>.</param>
    /// <param name="problems">Where mistakes are noted.</param>
    /// <param name="bareKey">Where a bare text may stand for the whole mapping: the one key whose value it is.</param>
    public YamlFields(YamlNode node, string name, ICollection<DocumentProblem> problems, string? bareKey = null)
    {
        if (bareKey is not null && node is { Kind: YamlKind.Scalar, IsNull: false })
        {
            node = new YamlNode(node.Path, node.Line, [new YamlMember(bareKey, node.Line, node)]);
        }

        this.node = node;
        this.problems = problems;
        if (node.Kind != YamlKind.Mapping)
        {
            Note(node.Line, $"{name} is {node.Description}", "write keys with values");
        }
    }

    /// <summary>The line of the mapping, from 1.</summary>
    public long Line => node.Line;

    /// <summary>Takes a value of any kind; null when the key is absent or empty.</summary>
    public YamlNode? Any(string key)
    {
        if (!known.Contains(key))
        {
            known.Add(key);
        }

        foreach (var member in node.Members)
        {
            if (member.Key == key)
            {
                return member.Value.IsNull ? null : member.Value;
            }
        }

        return null;
    }

    /// <summary>Takes a piece of text; a number or truth value is taken as it is written.</summary>
    public string? Text(string key, bool required = false, string remedy = "write it")
    {
        var value = Any(key);
        if (value is null)
        {
            if (required)
            {
                Note(node.Line, $"'{key}' is missing", remedy);
            }

            return null;
        }

        if (value.Kind != YamlKind.Scalar)
        {
            Note(value.Line, $"'{key}' is {value.Description}", "write one piece of text");
            return null;
        }

        if (value.Text.Length == 0)
        {
            Note(value.Line, $"'{key}' is an empty text", "write it, or leave the key out");
            return null;
        }

        return value.Text;
    }

    /// <summary>Takes true or false.</summary>
    public bool? Flag(string key)
    {
        var value = Any(key);
        if (value is null)
        {
            return null;
        }

        switch (value.Kind == YamlKind.Scalar ? value.Text : null)
        {
            case "true" or "True" or "TRUE":
                return true;
            case "false" or "False" or "FALSE":
                return false;
            default:
                Note(value.Line, $"'{key}' is {value.Description}", "write true or false");
                return null;
        }
    }

    /// <summary>Takes a number with a decimal point.</summary>
    public decimal? Number(string key) => Any(key) is { } value ? Number(value, key) : null;

    /// <summary>Takes a whole number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="minimum">The smallest allowed.</param>
    public int? Whole(string key, int minimum = 0)
    {
        var value = Any(key);
        if (value is null)
        {
            return null;
        }

        if (value.Kind == YamlKind.Scalar && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole)
            && whole >= minimum)
        {
            return whole;
        }

        Note(value.Line, $"'{key}' is {value.Description}", string.Create(CultureInfo.InvariantCulture, $"write a whole number of at least {minimum}"));
        return null;
    }

    /// <summary>Takes one of a few words.</summary>
    public string? OneOf(string key, params ReadOnlySpan<string> words)
    {
        var value = Any(key);
        if (value is null)
        {
            return null;
        }

        if (value.Kind == YamlKind.Scalar && words.Contains(value.Text))
        {
            return value.Text;
        }

        string? meant = value.Kind == YamlKind.Scalar ? NearestName.To(value.Text, words.ToArray()) : null;
        Note(value.Line, $"'{key}' is {value.Description}", meant is null ? $"write {Or(words)}" : $"did you mean {meant}? It may be {Or(words)}");
        return null;
    }

    /// <summary>Takes a list of texts; a single text counts as a list of one.</summary>
    public IReadOnlyList<string>? Texts(string key) => Any(key) is { } value ? Texts(value, key) : null;

    /// <summary>Reads a list of texts from a value.</summary>
    public IReadOnlyList<string>? Texts(YamlNode value, string key)
    {
        var items = value.Kind == YamlKind.Sequence ? value.Items : [value];
        var texts = new List<string>();
        foreach (var item in items)
        {
            if (item.Kind != YamlKind.Scalar)
            {
                Note(item.Line, $"an entry of '{key}' is {item.Description}", "write pieces of text");
                return null;
            }

            texts.Add(item.Text);
        }

        if (texts.Count == 0)
        {
            Note(value.Line, $"'{key}' is an empty list", "write at least one entry, or leave the key out");
            return null;
        }

        return texts;
    }

    /// <summary>Reads a number from a value.</summary>
    public decimal? Number(YamlNode value, string key)
    {
        if (value.Kind == YamlKind.Scalar && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            return number;
        }

        Note(value.Line, $"'{key}' is {value.Description}", "write a number");
        return null;
    }

    /// <summary>Notes a key that is known elsewhere and not taken here; nothing happens where it is absent.</summary>
    public void Refuse(string key, string problem, string remedy)
    {
        refused.Add(key);
        if (node.Members.FirstOrDefault(m => m.Key == key) is { } member)
        {
            Note(member.Line, problem, remedy);
        }
    }

    /// <summary>Notes every key that was not taken, with the nearest known one.</summary>
    public void RefuseOthers()
    {
        foreach (var member in node.Members.Where(m => !known.Contains(m.Key) && !refused.Contains(m.Key)))
        {
            string? meant = NearestName.To(member.Key, known);
            Note(
                member.Line,
                $"{YamlNode.Quoted(member.Key)} is not a key that belongs here",
                meant is null ? $"the keys are {string.Join(", ", known)}" : $"did you mean {meant}? The keys are {string.Join(", ", known)}");
        }
    }

    /// <summary>Notes a mistake of this mapping.</summary>
    public void Note(long line, string problem, string remedy) => problems.Add(new(node.Path, line, problem, remedy));

    private static string Or(ReadOnlySpan<string> words) =>
        words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1].ToArray())} or {words[^1]}";
}
