using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>A JSON schema as a grader understands it: the keywords of draft 7 and 2020-12 that say which values are valid.</summary>
/// <remarks>
/// <para>Understood: type, enum, const; minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf; minLength, maxLength (in code points), pattern; items, prefixItems,
/// additionalItems, contains, minContains, maxContains, minItems, maxItems, uniqueItems; properties, required, additionalProperties, patternProperties, propertyNames, minProperties,
/// maxProperties, dependentRequired, dependentSchemas, dependencies; allOf, anyOf, oneOf, not, if, then, else; $ref to a place in the schema itself, $defs, definitions; true and
/// false. Annotations (title, description, default, examples, format, $schema, $id, $comment, readOnly, writeOnly, deprecated) change nothing. Any other keyword is refused: a keyword
/// passed over in silence would let answers through.</para>
/// <para>Nothing is ever fetched: a $ref that leaves the schema is refused. A schema that refers to itself without going deeper into the value is refused, because it would never end.
/// Numbers are compared exactly, as written: 1.0 is an integer. Patterns are .NET's, with a time limit.</para>
/// <para>The validators that restore here were tried and not taken: NJsonSchema 11.6.2 passes over const, if, contains, propertyNames and dependencies, takes "1" for 1 in an enum, takes a text
/// that looks like a date for no text, and throws on an integer of 44 digits.</para>
/// </remarks>
internal sealed class JsonSchema
{
    /// <summary>How many times a value may be held against a part of the schema for one answer.</summary>
    private const int MostSteps = 1_000_000;

    private const int MaximumDepth = 64;

    private static readonly ImmutableArray<string> Annotations =
        ["title", "description", "default", "examples", "example", "format", "$schema", "$id", "$comment", "readOnly", "writeOnly", "deprecated", "$defs", "definitions"];

    private static readonly ImmutableArray<string> Types = ["array", "boolean", "integer", "null", "number", "object", "string"];

    // Keywords whose value is a schema, a list of schemas, or schemas by name.
    private static readonly ImmutableArray<string> One = ["additionalItems", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"];
    private static readonly ImmutableArray<string> List = ["prefixItems", "allOf", "anyOf", "oneOf"];
    private static readonly ImmutableArray<string> ByName = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];

    private static readonly ImmutableArray<string> Numbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly ImmutableArray<string> Counts =
        ["minLength", "maxLength", "minContains", "maxContains", "minItems", "maxItems", "minProperties", "maxProperties"];

    private readonly JsonElement root;
    private readonly HashSet<string> places = new(StringComparer.Ordinal);
    private readonly List<(string Place, string Reference)> references = [];
    private readonly Dictionary<string, AnswerPattern> patterns = new(StringComparer.Ordinal);

    /// <summary>Makes a schema of JSON.</summary>
    /// <exception cref="ArgumentException">It is no schema that is understood; the message says where.</exception>
    public JsonSchema(JsonNode? schema)
    {
        try
        {
            root = JsonDocument.Parse(CanonicalJson.Write(schema), new JsonDocumentOptions { MaxDepth = MaximumDepth }).RootElement;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw Wrong("#", "is nested too deep, or holds a number that cannot be written exactly", "make it flatter, or write the number shorter");
        }

        Check(root, "#");
        foreach (var (place, reference) in references)
        {
            if (!places.Contains(Uri.UnescapeDataString(reference)))
            {
                throw Wrong(place, $"is {GradingException.Quote(reference)}, which is no place in this schema", "write #/$defs/NAME and put that schema under $defs; nothing is fetched from elsewhere");
            }
        }

        CheckEnds();
        Text = CanonicalJson.Write(schema);
    }

    /// <summary>The schema in its canonical spelling.</summary>
    public string Text { get; }

    /// <summary>Whether a value satisfies the schema.</summary>
    /// <exception cref="GradingException">It took too many steps, or a pattern too long.</exception>
    public bool Allows(JsonElement value)
    {
        int steps = 0;
        return Allows(root, value, ref steps);
    }

    /// <summary>A value in one spelling, so that equal values have equal texts: 1.0 is 1, and keys stand in order.</summary>
    internal static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Canonical))}]",
        // Of a key that stands twice the last counts.
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().GroupBy(m => m.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{JsonValue.Create(g.Key).ToJsonString()}:{Canonical(g.Last().Value)}"))}}}",
        JsonValueKind.String => JsonValue.Create(value.GetString()!).ToJsonString(),
        JsonValueKind.Number => Number(value) is var number && number.Digits.Length == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{(number.IsNegative ? "-" : "")}{number.Digits}e{number.Exponent}"),
        _ => value.GetRawText(),
    };

    private static Numeral Number(JsonElement value) => Numeral.Parse(value.GetRawText()) ?? default;

    private bool Allows(JsonElement schema, JsonElement value, ref int steps)
    {
        if (++steps > MostSteps)
        {
            throw new GradingException("The JSON schema takes more than a million steps on this answer; write it without alternatives inside alternatives.");
        }

        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.ValueKind == JsonValueKind.True;
        }

        if (schema.TryGetProperty("$ref", out var reference) && !Allows(Target(reference.GetString()!), value, ref steps))
        {
            return false;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Holds(schema, keyword.Name, keyword.Value, value, ref steps))
            {
                return false;
            }
        }

        return true;
    }

    private bool Holds(JsonElement schema, string keyword, JsonElement demand, JsonElement value, ref int steps)
    {
        switch (keyword)
        {
            case "type":
                return demand.ValueKind == JsonValueKind.Array ? demand.EnumerateArray().Any(t => Is(value, t.GetString()!)) : Is(value, demand.GetString()!);
            case "const":
                return Canonical(value) == Canonical(demand);
            case "enum":
                string text = Canonical(value);
                return demand.EnumerateArray().Any(e => Canonical(e) == text);
            case "allOf":
                foreach (var each in demand.EnumerateArray())
                {
                    if (!Allows(each, value, ref steps))
                    {
                        return false;
                    }
                }

                return true;
            case "anyOf":
                return CountAllowed(demand, value, 1, ref steps) >= 1;
            case "oneOf":
                return CountAllowed(demand, value, 2, ref steps) == 1;
            case "not":
                return !Allows(demand, value, ref steps);
            case "if":
                return Allows(demand, value, ref steps)
                    ? !schema.TryGetProperty("then", out var then) || Allows(then, value, ref steps)
                    : !schema.TryGetProperty("else", out var other) || Allows(other, value, ref steps);
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => HoldsNumber(keyword, demand, value),
            JsonValueKind.String => HoldsText(keyword, demand, value.GetString()!),
            JsonValueKind.Array => HoldsList(schema, keyword, demand, value, ref steps),
            JsonValueKind.Object => HoldsObject(schema, keyword, demand, value, ref steps),
            _ => true,
        };
    }

    private int CountAllowed(JsonElement schemas, JsonElement value, int enough, ref int steps)
    {
        int count = 0;
        foreach (var each in schemas.EnumerateArray())
        {
            if (Allows(each, value, ref steps) && ++count == enough)
            {
                break;
            }
        }

        return count;
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "array" => value.ValueKind == JsonValueKind.Array,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && Number(value).Exponent >= 0,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.String,
    };

    private static bool HoldsNumber(string keyword, JsonElement demand, JsonElement value) => keyword switch
    {
        "minimum" => Numeral.Compare(Number(value), Number(demand)) >= 0,
        "maximum" => Numeral.Compare(Number(value), Number(demand)) <= 0,
        "exclusiveMinimum" => Numeral.Compare(Number(value), Number(demand)) > 0,
        "exclusiveMaximum" => Numeral.Compare(Number(value), Number(demand)) < 0,
        // One of 10^28 or more in size, or with more digits than a decimal holds, is multiple of nothing.
        "multipleOf" => value.TryGetDecimal(out decimal number) && number % demand.GetDecimal() == 0,
        _ => true,
    };

    private bool HoldsText(string keyword, JsonElement demand, string value) => keyword switch
    {
        "minLength" => CodePoints(value) >= demand.GetInt32(),
        "maxLength" => CodePoints(value) <= demand.GetInt32(),
        "pattern" => patterns[demand.GetString()!].Occurs(value),
        _ => true,
    };

    private static int CodePoints(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private bool HoldsList(JsonElement schema, string keyword, JsonElement demand, JsonElement value, ref int steps)
    {
        switch (keyword)
        {
            case "minItems":
                return value.GetArrayLength() >= demand.GetInt32();
            case "maxItems":
                return value.GetArrayLength() <= demand.GetInt32();
            case "uniqueItems" when demand.ValueKind == JsonValueKind.True:
                var seen = new HashSet<string>(StringComparer.Ordinal);
                return value.EnumerateArray().All(e => seen.Add(Canonical(e)));
            case "prefixItems":
                return Tuple(demand, value, ref steps);
            case "items" when demand.ValueKind == JsonValueKind.Array:
                return Tuple(demand, value, ref steps);
            case "items":
                return Rest(demand, value, schema.TryGetProperty("prefixItems", out var prefix) ? prefix.GetArrayLength() : 0, ref steps);
            case "additionalItems" when schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array:
                return Rest(demand, value, items.GetArrayLength(), ref steps);
            case "contains":
                int found = 0;
                foreach (var element in value.EnumerateArray())
                {
                    found += Allows(demand, element, ref steps) ? 1 : 0;
                }

                return found >= (schema.TryGetProperty("minContains", out var least) ? least.GetInt32() : 1)
                    && (!schema.TryGetProperty("maxContains", out var most) || found <= most.GetInt32());
            default:
                return true;
        }
    }

    private bool Tuple(JsonElement schemas, JsonElement value, ref int steps)
    {
        int at = 0;
        int length = value.GetArrayLength();
        foreach (var schema in schemas.EnumerateArray())
        {
            if (at < length && !Allows(schema, value[at++], ref steps))
            {
                return false;
            }
        }

        return true;
    }

    private bool Rest(JsonElement schema, JsonElement value, int from, ref int steps)
    {
        int at = 0;
        foreach (var element in value.EnumerateArray())
        {
            if (at++ >= from && !Allows(schema, element, ref steps))
            {
                return false;
            }
        }

        return true;
    }

    private bool HoldsObject(JsonElement schema, string keyword, JsonElement demand, JsonElement value, ref int steps)
    {
        switch (keyword)
        {
            case "required":
                return demand.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));
            case "minProperties":
                return value.EnumerateObject().Count() >= demand.GetInt32();
            case "maxProperties":
                return value.EnumerateObject().Count() <= demand.GetInt32();
            case "properties":
                foreach (var property in demand.EnumerateObject())
                {
                    if (value.TryGetProperty(property.Name, out var member) && !Allows(property.Value, member, ref steps))
                    {
                        return false;
                    }
                }

                return true;
            case "patternProperties" or "additionalProperties" or "propertyNames":
                foreach (var member in value.EnumerateObject())
                {
                    if (!HoldsMember(schema, keyword, demand, member, ref steps))
                    {
                        return false;
                    }
                }

                return true;
            case "dependentRequired":
                return demand.EnumerateObject().All(d => !value.TryGetProperty(d.Name, out _) || d.Value.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _)));
            case "dependentSchemas" or "dependencies":
                foreach (var dependency in demand.EnumerateObject())
                {
                    if (value.TryGetProperty(dependency.Name, out _)
                        && !(dependency.Value.ValueKind == JsonValueKind.Array
                            ? dependency.Value.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _))
                            : Allows(dependency.Value, value, ref steps)))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }

    private bool HoldsMember(JsonElement schema, string keyword, JsonElement demand, JsonProperty member, ref int steps)
    {
        switch (keyword)
        {
            case "propertyNames":
                using (var name = JsonDocument.Parse(JsonValue.Create(member.Name).ToJsonString()))
                {
                    return Allows(demand, name.RootElement, ref steps);
                }

            case "patternProperties":
                foreach (var pattern in demand.EnumerateObject())
                {
                    if (patterns[pattern.Name].Occurs(member.Name) && !Allows(pattern.Value, member.Value, ref steps))
                    {
                        return false;
                    }
                }

                return true;
            default:
                bool named = schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out _);
                bool matched = schema.TryGetProperty("patternProperties", out var more) && more.EnumerateObject().Any(p => patterns[p.Name].Occurs(member.Name));
                return named || matched || Allows(demand, member.Value, ref steps);
        }
    }

    /// <summary>The place in this schema that a $ref names; it was checked to be there.</summary>
    private JsonElement Target(string reference)
    {
        var at = root;
        foreach (string step in reference.Split('/').Skip(1))
        {
            string name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(name, CultureInfo.InvariantCulture)] : at.GetProperty(name);
        }

        return at;
    }

    /// <summary>A name as a step of a JSON pointer (RFC 6901).</summary>
    private static string Step(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private void Check(JsonElement schema, string place)
    {
        places.Add(place);
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(place, "is no schema", "write keys with values, or true or false");
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            Check(keyword, $"{place}/{keyword.Name}");
        }
    }

    private void Check(JsonProperty keyword, string place)
    {
        var (name, value) = (keyword.Name, keyword.Value);
        bool isSchema = value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False;
        switch (name)
        {
            case "$ref":
                Demand(value.ValueKind == JsonValueKind.String, place, "#/$defs/NAME, and that schema under $defs");
                references.Add((place, value.GetString()!));
                return;
            case "type":
                if (!(value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().All(IsType) : IsType(value)))
                {
                    throw Wrong(place, "is no type", $"write one of {string.Join(", ", Types)}, or a list of them");
                }

                return;
            case "enum":
                Demand(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0, place, "a list of the values allowed");
                return;
            case "const":
                return;
            case "pattern":
                Demand(value.ValueKind == JsonValueKind.String, place, "a regular expression");
                Pattern(value.GetString()!);
                return;
            case "uniqueItems":
                Demand(value.ValueKind is JsonValueKind.True or JsonValueKind.False, place, "true or false");
                return;
            case "required":
                Demand(IsNames(value), place, "a list of names");
                return;
            case "dependentRequired":
                Demand(value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(d => IsNames(d.Value)), place, "names with lists of names");
                return;
            case "items" when value.ValueKind == JsonValueKind.Array:
                Each(value, place);
                return;
            case "items":
                Demand(isSchema, place, "a schema, or a list of schemas");
                Check(value, place);
                return;
            case "dependencies":
                Demand(value.ValueKind == JsonValueKind.Object, place, "names with schemas or lists of names");
                foreach (var dependency in value.EnumerateObject().Where(d => !IsNames(d.Value)))
                {
                    Check(dependency.Value, $"{place}/{Step(dependency.Name)}");
                }

                return;
        }

        if (Numbers.Contains(name))
        {
            Demand(value.ValueKind == JsonValueKind.Number && (name != "multipleOf" || value.GetDecimal() > 0), place, name == "multipleOf" ? "a number above 0" : "a number");
        }
        else if (Counts.Contains(name))
        {
            Demand(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count >= 0, place, "a whole number of at least 0");
        }
        else if (One.Contains(name))
        {
            Demand(isSchema, place, "a schema");
            Check(value, place);
        }
        else if (List.Contains(name))
        {
            Demand(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0, place, "a list of schemas");
            Each(value, place);
        }
        else if (ByName.Contains(name))
        {
            Demand(value.ValueKind == JsonValueKind.Object, place, "names with schemas");
            foreach (var member in value.EnumerateObject())
            {
                if (name == "patternProperties")
                {
                    Pattern(member.Name);
                }

                Check(member.Value, $"{place}/{Step(member.Name)}");
            }
        }
        else if (!Annotations.Contains(name))
        {
            throw Wrong(place, "is a keyword that is not understood", "leave it out, or say it with others; docs/reference/graders.md lists them");
        }
    }

    private static bool IsType(JsonElement type) => type.ValueKind == JsonValueKind.String && Types.Contains(type.GetString()!);

    private static bool IsNames(JsonElement list) => list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String);

    private void Each(JsonElement list, string place)
    {
        int at = 0;
        foreach (var schema in list.EnumerateArray())
        {
            Check(schema, string.Create(CultureInfo.InvariantCulture, $"{place}/{at++}"));
        }
    }

    private void Pattern(string pattern)
    {
        if (!patterns.ContainsKey(pattern))
        {
            patterns.Add(pattern, new AnswerPattern(pattern, ignoreCase: false, compile: false));
        }
    }

    /// <summary>Follows each reference to what is held against the same value; one that is met again on its own way would never end.</summary>
    private void CheckEnds()
    {
        var ended = new HashSet<string>(StringComparer.Ordinal);
        var way = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, reference) in references)
        {
            Follow(reference, place);
        }

        void Follow(string reference, string place)
        {
            if (ended.Contains(reference))
            {
                return;
            }

            if (!way.Add(reference))
            {
                throw Wrong(place, $"leads back to {GradingException.Quote(reference)} without going deeper into the value", "let it lead through properties or items");
            }

            Walk(Target(reference), place);
            way.Remove(reference);
            ended.Add(reference);
        }

        void Walk(JsonElement schema, string place)
        {
            foreach (var keyword in schema.ValueKind == JsonValueKind.Object ? schema.EnumerateObject() : default)
            {
                switch (keyword.Name)
                {
                    case "$ref":
                        Follow(keyword.Value.GetString()!, place);
                        break;
                    case "allOf" or "anyOf" or "oneOf":
                        foreach (var each in keyword.Value.EnumerateArray())
                        {
                            Walk(each, place);
                        }

                        break;
                    case "not" or "if" or "then" or "else":
                        Walk(keyword.Value, place);
                        break;
                    case "dependentSchemas" or "dependencies":
                        foreach (var each in keyword.Value.EnumerateObject().Where(d => d.Value.ValueKind != JsonValueKind.Array))
                        {
                            Walk(each.Value, place);
                        }

                        break;
                }
            }
        }
    }

    private static void Demand(bool holds, string place, string what)
    {
        if (!holds)
        {
            throw Wrong(place, "is of the wrong kind", $"write {what}");
        }
    }

    private static ArgumentException Wrong(string place, string problem, string remedy) => new($"The JSON schema's {place} {problem}; {remedy}.");
}
