using System.Collections.Immutable;
using System.Text.Json;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>A prompt of a suite, with its variables not yet put in.</summary>
/// <param name="Label">What tells it from the suite's other prompts.</param>
/// <param name="Messages">The conversation, at least one message.</param>
internal sealed record SuitePrompt(string Label, ImmutableArray<(PromptRole Role, Template Text)> Messages)
{
    private const int LongestLabel = 60;

    /// <summary>What a suite without prompts asks.</summary>
    public static SuitePrompt PassThrough(string path, ICollection<DocumentProblem> problems) =>
        new("{{prompt}}", [(PromptRole.User, Template.Of(YamlNode.OfText(path, 0, "{{prompt}}"), problems))]);

    /// <summary>Reads one prompt: text, or a conversation in JSON.</summary>
    public static SuitePrompt? OfText(YamlNode node, string? label, ICollection<DocumentProblem> problems)
    {
        string text = node.Text;
        if (text.AsSpan().TrimStart().StartsWith("[") && Conversation(text) is { } conversation)
        {
            using (conversation)
            {
                return OfMessages(YamlNode.OfJson(node.Path, node.Line, conversation.RootElement), label ?? Shortened(text), problems);
            }
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            problems.Add(new(node.Path, node.Line, "a prompt is empty", "write what to ask, such as \"{{question}}\""));
            return null;
        }

        return new(label ?? Shortened(text), [(PromptRole.User, Template.Of(node, problems))]);
    }

    /// <summary>Reads a conversation.</summary>
    public static SuitePrompt? OfMessages(YamlNode node, string label, ICollection<DocumentProblem> problems)
    {
        if (node.Kind != YamlKind.Sequence || node.Items.IsEmpty)
        {
            problems.Add(new(node.Path, node.Line, $"the messages of a prompt are {(node.Kind == YamlKind.Sequence ? "an empty list" : node.Description)}", "write a list of { role: user, content: TEXT }"));
            return null;
        }

        var messages = ImmutableArray.CreateBuilder<(PromptRole, Template)>();
        foreach (var entry in node.Items)
        {
            var fields = new YamlFields(entry, "a message", problems);
            var role = fields.OneOf("role", "system", "user", "assistant") switch
            {
                "system" => PromptRole.System,
                "assistant" => PromptRole.Assistant,
                _ => PromptRole.User,
            };
            if (entry.Kind == YamlKind.Mapping && fields.Any("role") is null)
            {
                fields.Note(entry.Line, "'role' is missing", "write role: system, user or assistant");
            }

            if (fields.Text("content", required: entry.Kind == YamlKind.Mapping, remedy: "write content: and the text of the message") is not null)
            {
                messages.Add((role, Template.Of(fields.Any("content")!, problems)));
            }

            fields.RefuseOthers();
        }

        return new(label, messages.ToImmutable());
    }

    /// <summary>The same prompt with a system message above it, unless it has one of its own.</summary>
    public SuitePrompt Under(Template? system) =>
        system is null || Messages.Any(m => m.Role == PromptRole.System) ? this : this with { Messages = Messages.Insert(0, (PromptRole.System, system)) };

    /// <summary>The prompt of one item.</summary>
    /// <exception cref="DocumentException">A variable is missing, or a message comes out empty.</exception>
    public ImmutableArray<PromptMessage> Render(TemplateScope scope, Template? prefix, Template? suffix)
    {
        var rendered = ImmutableArray.CreateBuilder<PromptMessage>(Messages.Length);
        int last = Messages.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            string text = Messages[i].Text.Render(scope);
            if (i == last)
            {
                text = prefix?.Render(scope) + text + suffix?.Render(scope);
            }

            if (string.IsNullOrWhiteSpace(text))
            {
                throw new DocumentException(scope.Path, scope.Line, $"the prompt '{Label}' comes out empty here", "give its variables a text");
            }

            rendered.Add(new(Messages[i].Role, text));
        }

        return rendered.MoveToImmutable();
    }

    private static JsonDocument? Conversation(string text)
    {
        try
        {
            var json = JsonDocument.Parse(text);
            if (json.RootElement.EnumerateArray().All(m => m.ValueKind == JsonValueKind.Object && m.TryGetProperty("role", out _)))
            {
                return json;
            }

            json.Dispose();
        }
        catch (JsonException)
        {
            // Text that begins with a bracket, then.
        }

        return null;
    }

    private static string Shortened(string text) => text.Length <= LongestLabel ? text : text[..LongestLabel] + "...";
}
