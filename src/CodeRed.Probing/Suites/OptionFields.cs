using System.Globalization;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>Reads how a model is asked to generate.</summary>
internal sealed class OptionFields(ICollection<DocumentProblem> problems)
{
    /// <summary>Takes the keys of <see cref="GenerationOptions"/> out of a mapping.</summary>
    public GenerationOptions Read(YamlFields fields)
    {
        decimal? temperature = InRange(fields, "temperature", 0, 10, "write a number from 0 to 10; most providers take 0 to 2");
        decimal? topP = InRange(fields, "top_p", 0, 1, "write a number above 0, up to 1");
        if (topP == 0)
        {
            fields.Note(fields.Any("top_p")!.Line, "'top_p' is 0", "write a number above 0, up to 1");
        }

        return new()
        {
            Temperature = temperature,
            TopP = topP,
            MaxTokens = fields.Whole("max_tokens", 1),
            Seed = Seed(fields),
            Stop = [.. fields.Texts("stop") ?? []],
            ResponseFormat = Format(fields),
        };
    }

    private static decimal? InRange(YamlFields fields, string key, decimal minimum, decimal maximum, string remedy)
    {
        if (fields.Number(key) is not { } number || (number >= minimum && number <= maximum))
        {
            return fields.Number(key);
        }

        fields.Note(fields.Any(key)!.Line, $"'{key}' is {fields.Any(key)!.Description}", remedy);
        return null;
    }

    private static long? Seed(YamlFields fields)
    {
        if (fields.Any("seed") is not { } node)
        {
            return null;
        }

        if (node.Kind == YamlKind.Scalar && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed))
        {
            return seed;
        }

        fields.Note(node.Line, $"'seed' is {node.Description}", "write a whole number");
        return null;
    }

    private ResponseFormat? Format(YamlFields fields)
    {
        var node = fields.Any("response_format");
        if (node is null)
        {
            return null;
        }

        if (node.Kind == YamlKind.Scalar)
        {
            return fields.OneOf("response_format", "json") is null ? null : new(null, null);
        }

        var parts = new YamlFields(node, "response_format", problems);
        string? type = parts.OneOf("type", "json_object", "json_schema");
        var schema = parts.Any("schema");
        string? name = parts.Text("name");
        if (parts.Any("json_schema") is { } nested)
        {
            var inner = new YamlFields(nested, "json_schema", problems);
            schema = inner.Any("schema") ?? schema;
            name = inner.Text("name") ?? name;
            _ = inner.Flag("strict"); // Always asked for strictly.
            inner.RefuseOthers();
        }

        parts.RefuseOthers();

        if (schema is { Kind: not YamlKind.Mapping })
        {
            parts.Note(schema.Line, $"'schema' is {schema.Description}", "write a JSON schema as keys with values");
            return null;
        }

        if (type == "json_schema" && schema is null)
        {
            parts.Note(node.Line, "'schema' is missing", "write json_schema: { name: answer, schema: {...} }");
            return null;
        }

        return new(schema?.ToJson(), name);
    }
}
