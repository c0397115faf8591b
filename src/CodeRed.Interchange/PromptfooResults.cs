using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CodeRed.Grading;

namespace CodeRed.Interchange;

/// <summary>The results file of promptfoo, version 3 (<c>promptfoo eval --output results.json</c>).</summary>
/// <remarks>
/// <para>The file carries its own grades: <c>pass</c> is its <c>success</c>, <c>score</c> its <c>score</c> where that lies in [0, 1].
/// A failed assertion also fills <c>error</c>; only <c>failureReason</c> 2 is an error in place of an answer.</para>
/// <para>An item is its variables, description and assertions, and the prompt's label where the file has several prompts.
/// <c>promptIdx</c> is no part of it: it counts prompts and providers together, so that two providers would never share
/// an item. The latency of a cached answer is not the provider's and is left out.</para>
/// <para>A first look through the file finds what stands behind the results: its name, and whether it has several prompts.</para>
/// </remarks>
internal sealed class PromptfooResults
{
    private const string DefaultName = "promptfoo";

    private readonly bool severalPrompts;

    private PromptfooResults(string suiteName, bool severalPrompts)
    {
        this.severalPrompts = severalPrompts;
        Suite = new Suite(
            suiteName,
            [
                new Metric("pass", Better.Higher, Primary: true, new JsonObject { ["type"] = "promptfoo", ["field"] = "success" }),
                new Metric("score", Better.Higher, Primary: false, new JsonObject { ["type"] = "promptfoo", ["field"] = "score" }),
            ],
            HasItems: true);
    }

    /// <summary>Named by the description in the file's configuration, or <c>promptfoo</c>.</summary>
    public Suite Suite { get; }

    /// <summary>Stands for the way in which such a file is read.</summary>
    public static ContentHash Reading { get; } = CanonicalJson.Hash(new JsonObject { ["reader"] = "promptfoo", ["version"] = 3 });

    /// <summary>Looks through a JSON document.</summary>
    /// <returns>Null when it is JSON but not a promptfoo results file.</returns>
    /// <exception cref="DocumentException">The JSON is malformed, or the version of the file is another one.</exception>
    public static PromptfooResults? Recognise(Stream stream, string name)
    {
        var json = new JsonStreamReader(stream, name);
        if (!json.Read() || json.Token != JsonTokenType.StartObject)
        {
            return null;
        }

        string? version = null;
        string? description = null;
        bool results = false;
        bool table = false;
        var prompts = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            switch (json.Text)
            {
                case "results":
                    json.Read();
                    if (json.Token != JsonTokenType.StartObject)
                    {
                        json.Skip();
                        break;
                    }

                    while (json.Read() && json.Token == JsonTokenType.PropertyName)
                    {
                        switch (json.Text)
                        {
                            case "version":
                                json.Read();
                                version = json.Text;
                                json.Skip();
                                break;
                            case "results":
                                json.Read();
                                results |= json.Token == JsonTokenType.StartArray;
                                json.Skip();
                                break;
                            case "prompts":
                                json.Read();
                                CollectPrompts(json, prompts);
                                break;
                            default:
                                table |= json.Text == "table";
                                json.Skip();
                                break;
                        }
                    }

                    break;
                case "config":
                    json.Read();
                    if (json.Token != JsonTokenType.StartObject)
                    {
                        json.Skip();
                        break;
                    }

                    while (json.Read() && json.Token == JsonTokenType.PropertyName)
                    {
                        bool described = json.Text == "description";
                        json.Read();
                        description = described && json.Token == JsonTokenType.String ? json.Text : description;
                        json.Skip();
                    }

                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        // Whatever follows the document must be read too, for the complaint that it is not JSON.
        while (json.Read())
        {
        }

        if (!results && !table)
        {
            return null;
        }

        return version == "3"
            ? new PromptfooResults(string.IsNullOrWhiteSpace(description) ? DefaultName : description.Trim(), prompts.Count != 1)
            : throw new DocumentException(
                name,
                0,
                version is null ? "looks like promptfoo results without a version" : $"holds promptfoo results of version {version}; only version 3 is read",
                "export it again with a current promptfoo (promptfoo export eval <id> --output results.json)");
    }

    /// <summary>The samples, one per result, in the order of the file.</summary>
    /// <exception cref="DocumentException">A result cannot be read.</exception>
    public IEnumerable<GradedSample> Read(Stream stream, string name, CancellationToken cancellation)
    {
        var json = new JsonStreamReader(stream, name);
        json.Read();
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            if (json.Text != "results")
            {
                json.Skip();
                continue;
            }

            json.Read();
            if (json.Token != JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.Token == JsonTokenType.PropertyName)
            {
                bool rows = json.Text == "results";
                json.Read();
                if (!rows || json.Token != JsonTokenType.StartArray)
                {
                    json.Skip();
                    continue;
                }

                while (json.Element() is { } element)
                {
                    using (element)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        yield return Sample(element.RootElement, name, json.Line);
                    }
                }
            }
        }

        while (json.Read())
        {
        }
    }

    private static void CollectPrompts(JsonStreamReader json, HashSet<string> prompts)
    {
        if (json.Token != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        while (json.Element() is { } element)
        {
            using (element)
            {
                try
                {
                    if (prompts.Count < 2 && PromptLabel(element.RootElement, default) is { } label)
                    {
                        prompts.Add(label);
                    }
                }
                catch (FormatException)
                {
                    // Half a character in a label: the rows will tell, with their line.
                }
            }
        }
    }

    private static string? PromptLabel(JsonElement prompt, JsonElement promptId) =>
        JsonText.Of(JsonText.Member(prompt, "label")) ?? JsonText.Of(JsonText.Member(prompt, "id")) ?? JsonText.Of(promptId);

    private GradedSample Sample(JsonElement row, string name, long line)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw new DocumentException(name, line, $"a result is {JsonLinesTable.Kind(row.ValueKind)}, not an object", "export the file again");
        }

        try
        {
            return Parse(row, line);
        }
        catch (FormatException e)
        {
            throw new DocumentException(name, line, e.Message, "correct it, or leave this result out");
        }
    }

    private GradedSample Parse(JsonElement row, long line)
    {
        var response = JsonText.Member(row, "response");
        var usage = JsonText.Member(response, "tokenUsage");
        string? answer = Answer(JsonText.Member(response, "output"));
        string? error = Error(row);
        bool measured = answer is not null && error is null;
        bool cached = JsonText.Member(response, "cached").ValueKind == JsonValueKind.True;

        var sample = new Sample(
            Item(row),
            Epoch: 0,
            answer,
            error,
            At: null,
            cached ? null : Cell.Milliseconds(Number(row, "latencyMs"), "latencyMs"),
            Cell.Count(Number(usage, "prompt"), "tokenUsage.prompt"),
            Cell.Count(Number(usage, "completion"), "tokenUsage.completion"),
            Cell.Cost(Number(row, "cost") ?? Number(response, "cost"), "cost"),
            Cell.Truncated(JsonText.Of(JsonText.Member(response, "finishReason"))),
            line)
        {
            LooksRefused = answer is not null && Refusal.Looks(answer),
            Length = answer?.Length,
        };
        var success = JsonText.Member(row, "success").ValueKind;
        var pass = measured && success is JsonValueKind.True or JsonValueKind.False && measured
            ? Grade.Of(success == JsonValueKind.True ? 1 : 0)
            : Grade.NotMeasured;
        var score = measured && JsonText.Member(row, "score") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetDouble(out double value) && value is >= 0 and <= 1
            ? Grade.Of(value)
            : Grade.NotMeasured;
        return new GradedSample(Target(row), sample, [new MetricGrade(pass, null), new MetricGrade(score, null)]);
    }

    private static string? Answer(JsonElement output) => output.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => JsonText.Of(output),
        _ => JsonText.Canonical(output),
    };

    private static string? Error(JsonElement row)
    {
        string? error = JsonText.Of(JsonText.Member(row, "error"));
        var reason = JsonText.Member(row, "failureReason");
        bool failed = reason.ValueKind == JsonValueKind.Number
            ? reason.TryGetInt32(out int code) && code == 2
            : !string.IsNullOrEmpty(error) && JsonText.Member(row, "gradingResult").ValueKind != JsonValueKind.Object;
        return !failed ? null : string.IsNullOrEmpty(error) ? "error without a message" : error;
    }

    /// <summary>The provider's id; with its label where it has one, because two providers of one id may be configured differently.</summary>
    private static Target Target(JsonElement row)
    {
        var provider = JsonText.Member(row, "provider");
        string? id = provider.ValueKind == JsonValueKind.String ? JsonText.Of(provider) : JsonText.Of(JsonText.Member(provider, "id"));
        string? label = JsonText.Of(JsonText.Member(provider, "label"));
        return (string.IsNullOrWhiteSpace(id), string.IsNullOrWhiteSpace(label)) switch
        {
            (true, true) => throw new FormatException("a result names no provider"),
            (true, false) => new(label!),
            (false, false) when label != id => new($"{id} ({label})"),
            _ => new(id!),
        };
    }

    private Item Item(JsonElement row)
    {
        var prompt = JsonText.Member(row, "prompt");
        var test = JsonText.Member(row, "testCase");
        var asked = JsonText.Member(test, "vars") is { ValueKind: JsonValueKind.Object } own ? own : JsonText.Member(row, "vars");
        var assertions = JsonText.Member(test, "assert");
        var key = new JsonObject
        {
            ["vars"] = JsonText.Node(asked),
            ["description"] = JsonText.Node(JsonText.Member(test, "description")),
            ["assert"] = JsonText.Node(assertions),
        };
        if (severalPrompts)
        {
            key["prompt"] = PromptLabel(prompt, JsonText.Member(row, "promptId"));
        }

        return new Item(CanonicalJson.Hash(key).Hex[..20], JsonText.Of(JsonText.Member(prompt, "raw")), Expected(assertions), Stratum: null);
    }

    private static string? Expected(JsonElement assertions)
    {
        if (assertions.ValueKind == JsonValueKind.Array)
        {
            foreach (var assertion in assertions.EnumerateArray())
            {
                var type = JsonText.Member(assertion, "type");
                var value = JsonText.Member(assertion, "value");
                if (type.ValueKind == JsonValueKind.String && value.ValueKind == JsonValueKind.String
                    && JsonText.Of(type) is "equals" or "contains" or "icontains")
                {
                    return JsonText.Of(value);
                }
            }
        }

        return null;
    }

    private static string? Number(JsonElement value, string name) =>
        JsonText.Member(value, name) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null;
}
