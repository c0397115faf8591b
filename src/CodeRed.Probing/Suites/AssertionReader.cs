using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CodeRed.Grading;

namespace CodeRed.Probing.Suites;

/// <summary>Reads assertions: those of promptfoo that need no code, no network and no clock, and those that only Code Red has.</summary>
/// <remarks>Graders that are the same for every item are made once.</remarks>
internal sealed class AssertionReader(ICollection<DocumentProblem> problems)
{
    /// <summary>Every type, without <c>not-</c>.</summary>
    internal static readonly ImmutableArray<string> Types =
    [
        "equals", "contains", "icontains", "contains-any", "contains-all", "icontains-any", "icontains-all", "starts-with", "regex", "is-json", "contains-json",
        "levenshtein", "word-count", "is-refusal", "llm-rubric", "number", "choice", "label", "list", "abstains", "grounded",
    ];

    // Named so that they are told from a misspelling: promptfoo has them and we do not.
    private static readonly ImmutableArray<string> Foreign =
    [
        "agent-rubric", "answer-relevance", "assert-set", "bleu", "classifier", "contains-html", "contains-sql", "contains-xml", "context-faithfulness", "context-recall",
        "context-relevance", "conversation-relevance", "cost", "factuality", "finish-reason", "g-eval", "gleu", "guardrails", "html", "is-html", "is-sql",
        "is-valid-function-call", "is-valid-openai-function-call", "is-valid-openai-tools-call", "is-xml", "javascript", "latency", "max-score", "meteor", "model-graded-closedqa",
        "model-graded-factuality", "moderation", "ends-with", "perplexity", "perplexity-score", "pi", "python", "rouge-n", "ruby", "search-rubric", "select-best", "similar", "tool-call-f1", "webhook",
    ];

    private readonly Dictionary<string, Grader> shared = new(StringComparer.Ordinal);

    // Mostly all items have the same, which need not be spelt out to be found again.
    private Grader? latest;

    /// <summary>Reads a list of assertions.</summary>
    public ImmutableArray<AssertionDraft> List(YamlNode? node)
    {
        if (node is null)
        {
            return [];
        }

        if (node.Kind != YamlKind.Sequence)
        {
            problems.Add(new(node.Path, node.Line, $"'assert' is {node.Description}", "write a list: each assertion starts with - type:"));
            return [];
        }

        return [.. node.Items.Select(One).OfType<AssertionDraft>()];
    }

    /// <summary>Reads an assertion out of a cell: <c>contains: Paris</c>, <c>levenshtein(3): Paris</c>; a text without a type must be equalled.</summary>
    public AssertionDraft? Cell(YamlNode node)
    {
        string text = node.Text.Trim();
        if (text.StartsWith("grade:", StringComparison.Ordinal))
        {
            text = "llm-rubric:" + text["grade:".Length..];
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string head = colon < 0 ? text : text[..colon];
        string? threshold = null;
        if (head.EndsWith(')') && head.IndexOf('(', StringComparison.Ordinal) is int open and > 0)
        {
            (head, threshold) = (head[..open], head[(open + 1)..^1]);
        }

        string type = head.StartsWith("not-", StringComparison.Ordinal) ? head["not-".Length..] : head;
        if (type is "fn" or "eval" || (!Types.Contains(type) && !Foreign.Contains(type)))
        {
            return type is "fn" or "eval" && colon > 0 ? Unknown(node, "javascript") : Read(new("equals", node, [new("value", node.Line, YamlNode.OfText(node.Path, node.Line, text))]));
        }

        var members = ImmutableArray.CreateBuilder<YamlMember>();
        string value = colon < 0 ? "" : text[(colon + 1)..].Trim();
        if (value.Length > 0)
        {
            members.Add(new("value", node.Line, YamlNode.OfText(node.Path, node.Line, value)));
        }

        if (threshold is not null)
        {
            members.Add(new(type == "number" ? "absolute" : "threshold", node.Line, YamlNode.OfText(node.Path, node.Line, threshold)));
        }

        return Read(new(head, node, members.ToImmutable()));
    }

    private AssertionDraft? One(YamlNode node)
    {
        if (node.Kind != YamlKind.Mapping)
        {
            problems.Add(new(node.Path, node.Line, $"an assertion is {node.Description}", "write - type: equals, with value: and the right answer"));
            return null;
        }

        var type = node.Members.FirstOrDefault(m => m.Key == "type");
        if (type is null || type.Value.Kind != YamlKind.Scalar || type.Value.IsNull)
        {
            problems.Add(new(node.Path, node.Line, type is null ? "'type' is missing" : $"'type' is {type.Value.Description}", $"write type: and one of {string.Join(", ", Types)}, each also with not- before it"));
            return null;
        }

        return Read(new(type.Value.Text, type.Value, node.Members.Remove(type)));
    }

    private AssertionDraft? Read(Written written)
    {
        var (name, node, members) = written;
        bool negated = name.StartsWith("not-", StringComparison.Ordinal);
        string type = negated ? name["not-".Length..] : name;
        if (!Types.Contains(type))
        {
            return Unknown(node, name);
        }

        var fields = new YamlFields(YamlNode.OfMembers(node.Path, node.Line, members), name, problems);
        decimal weight = fields.Number("weight") ?? 1;
        if (weight < 0)
        {
            fields.Note(fields.Any("weight")!.Line, $"'weight' is {fields.Any("weight")!.Description}", "write 0 or more");
        }

        string? metric = fields.Text("metric");
        double passMark = 1;
        int before = problems.Count;
        var make = Maker(type, fields, node, ref passMark);
        fields.RefuseOthers();
        return make is null || problems.Count > before ? null : new(type, make, node.Path, node.Line)
        {
            IsNegated = negated,
            Weight = weight,
            Metric = metric,
            PassMark = passMark,
            IsJudged = type == "llm-rubric",
        };
    }

    private AssertionDraft? Unknown(YamlNode node, string name)
    {
        string type = name.StartsWith("not-", StringComparison.Ordinal) ? name["not-".Length..] : name;
        string? meant = NearestName.To(type, Types);
        problems.Add(Foreign.Contains(type)
            ? new(node.Path, node.Line, $"'{name}' is an assertion of promptfoo that Code Red does not have", Instead(type))
            : new(node.Path, node.Line, $"'{name}' is not a type of assertion", (meant is null ? "" : $"did you mean {meant}? ") + $"The types are {string.Join(", ", Types)}, each also with not- before it"));
        return null;
    }

    private static string Instead(string foreign) => foreign switch
    {
        "javascript" or "python" or "ruby" or "webhook" => "nothing is executed here; write it as regex, number, is-json with a schema, or llm-rubric",
        "latency" or "cost" => "latency and cost are measured for every answer anyway; leave it out",
        "ends-with" => "write regex with $ at the end",
        _ => "write it as one of " + string.Join(", ", Types) + ", or leave it out",
    };

    private Func<TemplateScope, (Grader, string?)>? Maker(string type, YamlFields fields, YamlNode node, ref double passMark)
    {
        switch (type)
        {
            case "equals" when fields.Any("value") is { Kind: not YamlKind.Scalar } json:
                return Alone(new JsonGrader(new JsonObject { ["const"] = json.ToJson() }, contained: false));
            case "equals":
            {
                bool ignoreCase = fields.Flag("ignore_case") ?? false;
                return Compared(fields, node, Shared(new EqualsGrader(null, ignoreCase, collapseWhiteSpace: false)));
            }

            case "contains" or "icontains":
                return Compared(fields, node, Shared(new ContainsGrader(null, ignoreCase: type == "icontains")));
            case "starts-with":
                return Compared(fields, node, Shared(new StartsWithGrader(fields.Flag("ignore_case") ?? false)));
            case "contains-any" or "contains-all" or "icontains-any" or "icontains-all":
                return Several(fields, node, all: type.EndsWith("all", StringComparison.Ordinal), ignoreCase: type[0] == 'i');
            case "regex":
            {
                bool ignoreCase = fields.Flag("ignore_case") ?? false;
                if (Value(fields, node) is not { } pattern)
                {
                    return null;
                }

                if (!pattern.IsConstant)
                {
                    return scope => (new RegexGrader(pattern.Render(scope), ignoreCase: ignoreCase, compile: false), null);
                }

                string text = fields.Text("value")!;
                return GraderFields.Made(fields, pattern.Line, () => new RegexGrader(text, ignoreCase: ignoreCase)) is { } regex ? Alone(Shared(regex)) : null;
            }

            case "levenshtein":
            {
                int limit = fields.Whole("threshold") ?? 5;
                return GraderFields.Made(fields, node.Line, () => new LevenshteinGrader(limit)) is { } grader ? Compared(fields, node, Shared(grader)) : null;
            }

            case "number":
                return GraderFields.Number(fields) is { } number ? Compared(fields, node, Shared(number)) : null;
            case "label":
                return GraderFields.Label(fields) is { } label ? Compared(fields, node, Shared(label)) : null;
            case "word-count":
                return Words(fields, node);
            case "is-refusal":
                return Alone(new RefusalGrader());
            case "abstains":
                return Alone(new AbstentionGrader());
            case "is-json" or "contains-json":
                return Json(fields, contained: type == "contains-json");
            case "choice":
                return Choice(fields, node);
            case "list":
                return Compared(fields, node, Shared(new ListGrader(fields.Flag("ordered") ?? true)));
            case "grounded":
                passMark = Mark(fields, "threshold", 1);
                return Compared(fields, node, Shared(new GroundedGrader()));
            default:
                passMark = Mark(fields, "threshold", 1);
                return Compared(fields, node, Shared(new JudgeVerdict()));
        }
    }

    private static Func<TemplateScope, (Grader, string?)> Alone(Grader grader) => _ => (grader, null);

    private Func<TemplateScope, (Grader, string?)>? Compared(YamlFields fields, YamlNode node, Grader grader) =>
        Value(fields, node) is { } value ? scope => (grader, value.Render(scope)) : null;

    /// <summary>The value as a template; a missing one, and one that is no text, is noted.</summary>
    private Template? Value(YamlFields fields, YamlNode node)
    {
        var value = fields.Any("value");
        if (value is null)
        {
            fields.Note(node.Line, "'value' is missing", "write value: and what the answer is compared with");
            return null;
        }

        if (value.Kind != YamlKind.Scalar)
        {
            fields.Note(value.Line, $"'value' is {value.Description}", "write one piece of text");
            return null;
        }

        if (value.Text.StartsWith("file://", StringComparison.Ordinal))
        {
            fields.Note(value.Line, $"'value' names a file, {value.Text}", "write the text out, or take it from a variable");
            return null;
        }

        return Template.Of(value, problems);
    }

    private Func<TemplateScope, (Grader, string?)>? Several(YamlFields fields, YamlNode node, bool all, bool ignoreCase)
    {
        var value = fields.Any("value");
        if (value is null)
        {
            fields.Note(node.Line, "'value' is missing", "write value: and a list of texts");
            return null;
        }

        if (value.Kind == YamlKind.Scalar)
        {
            var list = Template.Of(value, problems);
            return scope => (new ContainsSeveralGrader(list.Render(scope).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), all, ignoreCase), null);
        }

        if (fields.Texts(value, "value") is null)
        {
            return null;
        }

        Template[] texts = [.. value.Items.Select(i => Template.Of(i, problems))];
        return scope => (new ContainsSeveralGrader(texts.Select(t => t.Render(scope)), all, ignoreCase), null);
    }

    private Func<TemplateScope, (Grader, string?)>? Words(YamlFields fields, YamlNode node)
    {
        var value = fields.Any("value");
        if (value is null)
        {
            fields.Note(node.Line, "'value' is missing", "write value: and a number of words, or { min: 10, max: 20 }");
            return null;
        }

        if (value.Kind == YamlKind.Mapping)
        {
            var range = new YamlFields(value, "value", problems);
            int minimum = range.Whole("min") ?? 0;
            int maximum = range.Whole("max") ?? int.MaxValue;
            range.RefuseOthers();
            return GraderFields.Made(fields, value.Line, () => new WordCountGrader(minimum, maximum)) is { } grader ? Alone(Shared(grader)) : null;
        }

        if (Value(fields, node) is not { } count)
        {
            return null;
        }

        return scope => int.TryParse(count.Render(scope), NumberStyles.None, CultureInfo.InvariantCulture, out int words)
            ? (new WordCountGrader(words, words), null)
            : throw new ArgumentException($"'{count.Render(scope)}' is not a number of words; write a whole number.");
    }

    private Func<TemplateScope, (Grader, string?)>? Json(YamlFields fields, bool contained)
    {
        var value = fields.Any("value");
        if (value is { Kind: YamlKind.Scalar } text)
        {
            try
            {
                string file = text.Text.StartsWith("file://", StringComparison.Ordinal) ? text.Text["file://".Length..] : "";
                value = file.Length == 0 ? YamlFile.Parse(text.Text, text.Path)
                    : Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml" ? YamlFile.Read(SuiteReader.Beside(text, file))
                    : TestReader.Json(SuiteReader.Beside(text, file), 1, SuiteReader.TextOf(SuiteReader.Beside(text, file)));
            }
            catch (DocumentException e)
            {
                foreach (var problem in e.Problems)
                {
                    problems.Add(problem);
                }

                return null;
            }
        }

        return GraderFields.Made(fields, value?.Line ?? 0, () => new JsonGrader(value?.ToJson(), contained)) is { } grader ? Alone(Shared(grader)) : null;
    }

    private Func<TemplateScope, (Grader, string?)>? Choice(YamlFields fields, YamlNode node)
    {
        var options = fields.Any("options");
        var grader = options switch
        {
            { Kind: YamlKind.Sequence } => fields.Texts(options, "options") is { } texts ? GraderFields.Made(fields, options.Line, () => new ChoiceGrader(texts)) : null,
            _ => GraderFields.Made(fields, options?.Line ?? node.Line, () => new ChoiceGrader(fields.Whole("options", 2) ?? 4)),
        };
        return grader is null ? null : Compared(fields, node, Shared(grader));
    }

    private double Mark(YamlFields fields, string key, double standard)
    {
        if (fields.Number(key) is not { } mark)
        {
            return standard;
        }

        if (mark is < 0 or > 1)
        {
            fields.Note(fields.Any(key)!.Line, $"'{key}' is {fields.Any(key)!.Description}", "write a number from 0 to 1");
            return standard;
        }

        return (double)mark;
    }

    private Grader Shared(Grader grader)
    {
        if (!grader.Equals(latest))
        {
            string key = CanonicalJson.Write(grader.ToJson());
            latest = shared.TryGetValue(key, out var known) ? known : shared[key] = grader;
        }

        return latest;
    }

    /// <param name="Name">With <c>not-</c>.</param>
    /// <param name="Node">Where it stands.</param>
    /// <param name="Members">All keys but the type.</param>
    private sealed record Written(string Name, YamlNode Node, ImmutableArray<YamlMember> Members);
}
