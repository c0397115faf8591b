using System.Collections.Immutable;
using System.Text;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>A text with variables in it: the part of Nunjucks that cannot compute.</summary>
/// <remarks>
/// <para>Understood: <c>{{ name }}</c>, <c>{{ name.member }}</c> and <c>{{ name.0 }}</c>, each with the filters <c>trim</c>, <c>upper</c>, <c>lower</c>, <c>dump</c>
/// (as JSON) and <c>safe</c> (nothing); comments <c>{# #}</c>; and <c>{% raw %}…{% endraw %}</c>. Anything else between such marks is a mistake. A value is put
/// in as it is written and never looked through for variables itself; lists and mappings are put in as JSON.</para>
/// </remarks>
internal sealed class Template
{
    private static readonly string[] Filters = ["trim", "upper", "lower", "dump", "safe"];

    private readonly ImmutableArray<Part> parts;
    private readonly YamlNode node;

    private Template(YamlNode node, ImmutableArray<Part> parts) => (this.node, this.parts) = (node, parts);

    /// <summary>The names of the variables it takes, in order of appearance.</summary>
    public IEnumerable<string> Variables => parts.Where(p => p.Path is not null).Select(p => p.Path![0]).Distinct(StringComparer.Ordinal);

    /// <summary>Where it stands, from 1.</summary>
    public long Line => node.Line;

    /// <summary>Whether it is the same text for every item.</summary>
    public bool IsConstant => parts.All(p => p.Path is null);

    /// <summary>Reads a scalar; what is wrong with it is noted, and left out.</summary>
    public static Template Of(YamlNode node, ICollection<DocumentProblem> problems)
    {
        string text = node.Text;
        var parts = ImmutableArray.CreateBuilder<Part>();
        int at = 0;
        while (at < text.Length)
        {
            int open = text.IndexOf('{', at);
            while (open >= 0 && (open + 1 >= text.Length || text[open + 1] is not ('{' or '%' or '#')))
            {
                open = open + 1 < text.Length ? text.IndexOf('{', open + 1) : -1;
            }

            if (open < 0)
            {
                parts.Add(new(text[at..], null, []));
                break;
            }

            if (open > at)
            {
                parts.Add(new(text[at..open], null, []));
            }

            at = Marked(text, open, node, parts, problems);
        }

        return new(node, parts.ToImmutable());
    }

    /// <summary>The text with the variables put in.</summary>
    /// <exception cref="DocumentException">A variable is missing.</exception>
    public string Render(TemplateScope scope)
    {
        if (parts.Length == 1 && parts[0].Path is null)
        {
            return parts[0].Text;
        }

        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Path is null ? part.Text : Value(part, scope));
        }

        return text.ToString();
    }

    private static int Marked(string text, int open, YamlNode node, ImmutableArray<Part>.Builder parts, ICollection<DocumentProblem> problems)
    {
        char kind = text[open + 1];
        string closing = kind switch { '{' => "}}", '%' => "%}", _ => "#}" };
        int close = text.IndexOf(closing, open + 2, StringComparison.Ordinal);
        if (close < 0)
        {
            problems.Add(new(node.Path, node.Line, $"'{{{kind}' is never closed by '{closing}'", "close it, or write {% raw %}...{% endraw %} around braces that are meant as such"));
            return text.Length;
        }

        int after = close + 2;
        string inside = text[(open + 2)..close].Trim();
        switch (kind)
        {
            case '#':
                return after;
            case '%' when inside == "raw":
                int end = EndOfRaw(text, after, out int rest);
                parts.Add(new(text[after..end], null, []));
                if (rest < 0)
                {
                    problems.Add(new(node.Path, node.Line, "'{% raw %}' is never ended", "write {% endraw %} after it"));
                    return text.Length;
                }

                return rest;
            case '%':
                problems.Add(new(node.Path, node.Line, $"'{{% {inside} %}}' computes, and templates here only put variables in", "write the text out, one prompt or test for each case"));
                return after;
            default:
                if (Expression(inside, node, problems) is { } part)
                {
                    parts.Add(part);
                }

                return after;
        }
    }

    private static int EndOfRaw(string text, int from, out int after)
    {
        for (int open = text.IndexOf("{%", from, StringComparison.Ordinal); open >= 0; open = text.IndexOf("{%", open + 2, StringComparison.Ordinal))
        {
            int close = text.IndexOf("%}", open, StringComparison.Ordinal);
            if (close >= 0 && text.AsSpan(open + 2, close - open - 2).Trim().SequenceEqual("endraw"))
            {
                after = close + 2;
                return open;
            }
        }

        after = -1;
        return text.Length;
    }

    private static Part? Expression(string inside, YamlNode node, ICollection<DocumentProblem> problems)
    {
        string[] pieces = [.. inside.Split('|').Select(p => p.Trim())];
        string[] path = pieces[0].Split('.');
        if (path[0] == "env" && path.Length > 1)
        {
            problems.Add(new(node.Path, node.Line, $"'{{{{ {inside} }}}}' reads the environment", "write the text out; keys are read from the environment by the providers themselves"));
            return null;
        }

        if (!path.All(IsName))
        {
            problems.Add(new(node.Path, node.Line, $"'{{{{ {inside} }}}}' is not the name of a variable", "write {{ name }} or {{ name.member }}; templates here only put variables in, they do not compute"));
            return null;
        }

        foreach (string filter in pieces.Skip(1).Where(f => !Filters.Contains(f)))
        {
            string? meant = NearestName.To(filter, Filters);
            problems.Add(new(node.Path, node.Line, $"'{filter}' is not a filter that is understood here", (meant is null ? "" : $"did you mean {meant}? ") + $"There are {string.Join(", ", Filters)}"));
        }

        return new("", path, [.. pieces.Skip(1)]);
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '$');

    private string Value(Part part, TemplateScope scope)
    {
        YamlNode? value = scope[part.Path![0]];
        foreach (string step in part.Path.AsSpan(1))
        {
            value = value?.Kind switch
            {
                YamlKind.Mapping => value.Members.FirstOrDefault(m => m.Key == step)?.Value,
                YamlKind.Sequence when int.TryParse(step, out int index) && index < value.Items.Length => value.Items[index],
                _ => null,
            };
        }

        if (value is null)
        {
            string name = string.Join('.', part.Path);
            string? meant = NearestName.To(part.Path[0], scope.Names);
            throw new DocumentException(
                scope.Path,
                scope.Line,
                $"there is no variable '{name}' here, and a text on line {node.Line} of {node.Path} takes it",
                (meant is null || meant == part.Path[0] ? "write it" : $"did you mean {meant}? Write it") + " under vars, or under defaultTest: vars for all tests");
        }

        string text = value.Kind != YamlKind.Scalar || part.Filters.Contains("dump")
            ? CanonicalJson.Write(value.ToJson())
            : value.IsNull ? "" : value.Text;
        foreach (string filter in part.Filters)
        {
            text = filter switch
            {
                "trim" => text.Trim(),
                "upper" => text.ToUpperInvariant(),
                "lower" => text.ToLowerInvariant(),
                _ => text,
            };
        }

        return text;
    }

    /// <param name="Text">Text that stands as it is; empty where a variable is put in.</param>
    /// <param name="Path">The variable and the way into it; null for text.</param>
    /// <param name="Filters">What is done to the value, in order.</param>
    private readonly record struct Part(string Text, string[]? Path, ImmutableArray<string> Filters);
}
