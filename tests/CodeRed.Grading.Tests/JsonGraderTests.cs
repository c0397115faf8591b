using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading.Tests;

public sealed class JsonGraderTests
{
    private static double? Graded(string schema, string answer, bool contained = false) =>
        new JsonGrader(JsonNode.Parse(schema), contained).Grade(answer, null).Value;

    // Each case was held against the wording of JSON Schema Validation 2020-12, section 6, and of draft 7 where that differs.
    [Theory]
    [InlineData("""{"type": "object"}""", """{"a": 1}""", 1)]
    [InlineData("""{"type": "object"}""", "[]", 0)]
    [InlineData("""{"type": ["string", "null"]}""", "null", 1)]
    [InlineData("""{"type": ["string", "null"]}""", "1", 0)]
    [InlineData("""{"type": "integer"}""", "1.0", 1)]
    [InlineData("""{"type": "integer"}""", "1e2", 1)]
    [InlineData("""{"type": "integer"}""", "1.5", 0)]
    [InlineData("""{"type": "integer"}""", "99999999999999999999999999999999999999999999", 1)]
    [InlineData("""{"maximum": 10}""", "99999999999999999999999999999999999999999999", 0)]
    [InlineData("""{"maximum": 10}""", "1e400", 0)]
    [InlineData("""{"minimum": -3}""", "-3", 1)]
    [InlineData("""{"minimum": -3}""", "-3.0001", 0)]
    [InlineData("""{"minimum": 1}""", "\"x\"", 1)]
    [InlineData("""{"exclusiveMinimum": 0}""", "0", 0)]
    [InlineData("""{"exclusiveMaximum": 1}""", "0.9999", 1)]
    [InlineData("""{"multipleOf": 0.01}""", "0.07", 1)]
    [InlineData("""{"multipleOf": 0.01}""", "0.075", 0)]
    [InlineData("""{"const": 1}""", "1.0", 1)]
    [InlineData("""{"const": 1}""", "2", 0)]
    [InlineData("""{"const": {"a": [1, null], "b": "x"}}""", """{"b": "x", "a": [1.0, null]}""", 1)]
    [InlineData("""{"const": {"a": 1}}""", """{"a": 1, "b": 2}""", 0)]
    [InlineData("""{"enum": [1, "a", null]}""", "\"1\"", 0)]
    [InlineData("""{"enum": [1, "a", null]}""", "null", 1)]
    [InlineData("""{"enum": ["2020-01-01T00:00:00Z"]}""", "\"2020-01-01T00:00:00Z\"", 1)]
    [InlineData("""{"minLength": 2}""", "\"\\ud83d\\ude00\"", 0)]
    [InlineData("""{"maxLength": 1}""", "\"😀\"", 1)]
    [InlineData("""{"pattern": "^a+$"}""", "\"aab\"", 0)]
    [InlineData("""{"pattern": "b"}""", "\"aab\"", 1)]
    [InlineData("""{"items": {"type": "integer"}}""", "[1, 2]", 1)]
    [InlineData("""{"items": {"type": "integer"}}""", "[1, \"x\"]", 0)]
    [InlineData("""{"items": [{"type": "string"}], "additionalItems": false}""", "[\"a\"]", 1)]
    [InlineData("""{"items": [{"type": "string"}], "additionalItems": false}""", "[\"a\", 1]", 0)]
    [InlineData("""{"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}""", "[\"a\", 1]", 1)]
    [InlineData("""{"prefixItems": [{"type": "string"}], "items": false}""", "[\"a\", 1]", 0)]
    [InlineData("""{"minItems": 2, "maxItems": 3}""", "[1]", 0)]
    [InlineData("""{"uniqueItems": true}""", "[1, {\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1.0}]", 0)]
    [InlineData("""{"uniqueItems": true}""", "[1, \"1\", true, null]", 1)]
    [InlineData("""{"contains": {"type": "string"}}""", "[1]", 0)]
    [InlineData("""{"contains": {"type": "string"}, "minContains": 2}""", "[1, \"a\", \"b\"]", 1)]
    [InlineData("""{"contains": {"type": "string"}, "maxContains": 1}""", "[1, \"a\", \"b\"]", 0)]
    [InlineData("""{"required": ["a"]}""", """{"a": null}""", 1)]
    [InlineData("""{"required": ["a"]}""", """{"b": 1}""", 0)]
    [InlineData("""{"properties": {"a": {"type": "string"}}}""", """{"a": 1}""", 0)]
    [InlineData("""{"properties": {"a": {}}, "additionalProperties": false}""", """{"a": 1, "b": 2}""", 0)]
    [InlineData("""{"patternProperties": {"^x": {"type": "integer"}}, "additionalProperties": false}""", """{"x1": 1}""", 1)]
    [InlineData("""{"patternProperties": {"^x": {"type": "integer"}}}""", """{"x1": "a"}""", 0)]
    [InlineData("""{"propertyNames": {"pattern": "^a"}}""", """{"b": 1}""", 0)]
    [InlineData("""{"minProperties": 1, "maxProperties": 1}""", """{"b": 1}""", 1)]
    [InlineData("""{"dependentRequired": {"a": ["b"]}}""", """{"a": 1}""", 0)]
    [InlineData("""{"dependencies": {"a": ["b"]}}""", """{"a": 1, "b": 1}""", 1)]
    [InlineData("""{"dependentSchemas": {"a": {"required": ["b"]}}}""", """{"a": 1}""", 0)]
    [InlineData("""{"allOf": [{"minimum": 1}, {"maximum": 2}]}""", "3", 0)]
    [InlineData("""{"anyOf": [{"type": "string"}, {"type": "integer"}]}""", "1.5", 0)]
    [InlineData("""{"oneOf": [{"minimum": 1}, {"maximum": 2}]}""", "1.5", 0)]
    [InlineData("""{"oneOf": [{"minimum": 1}, {"maximum": 2}]}""", "3", 1)]
    [InlineData("""{"not": {"type": "string"}}""", "\"a\"", 0)]
    [InlineData("""{"if": {"type": "string"}, "then": {"minLength": 3}, "else": {"minimum": 5}}""", "\"ab\"", 0)]
    [InlineData("""{"if": {"type": "string"}, "then": {"minLength": 3}, "else": {"minimum": 5}}""", "4", 0)]
    [InlineData("""{"if": {"type": "string"}, "then": {"minLength": 3}, "else": {"minimum": 5}}""", "5", 1)]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}""", "1", 0)]
    [InlineData("""{"$ref": "#/definitions/a~1b", "definitions": {"a/b": {"type": "string"}}}""", "\"x\"", 1)]
    [InlineData("""{"type": "object", "properties": {"x": {"$ref": "#"}}}""", """{"x": {"x": {}}}""", 1)]
    [InlineData("""{"type": "object", "properties": {"x": {"$ref": "#"}}}""", """{"x": {"x": 1}}""", 0)]
    [InlineData("""{"type": "string", "format": "date", "title": "t", "examples": [1]}""", "\"no date\"", 1)]
    [InlineData("true", "1", 1)]
    [InlineData("false", "1", 0)]
    public void A_schema_allows_what_it_says(string schema, string answer, double grade) => Assert.Equal(grade, Graded(schema, answer));

    [Theory]
    [InlineData("```json\n{\"a\": 1}\n```")]
    [InlineData("Here: {\"a\": 1}")]
    [InlineData("{\"a\": 1,}")]
    [InlineData("{\"a\": 1} {\"a\": 1}")]
    [InlineData("{\"a\": \"\\ud800\"}")]
    public void The_whole_answer_must_be_JSON(string answer) => Assert.Equal(0, Graded("""{"type": "object"}""", answer));

    [Theory]
    [InlineData("Here: {\"a\": 1}. Done", 1)]
    [InlineData("```json\n{\"a\": 1}\n```", 1)]
    [InlineData("{not json} and [1] and {\"b\": 2} and {\"a\": 3}", 1)]
    [InlineData("use {braces} wisely", 0)]
    [InlineData("{\"b\": 1}", 0)]
    [InlineData("{\"a\": 1", 0)]
    [InlineData("{{\"a\": 1}}", 1)]
    public void JSON_is_found_inside_an_answer(string answer, double grade) => Assert.Equal(grade, Graded("""{"required": ["a"]}""", answer, contained: true));

    [Fact]
    public void Any_JSON_will_do_without_a_schema()
    {
        Assert.Equal(1, new JsonGrader(null, contained: false).Grade(" [1] ", null).Value);
        Assert.Equal(1, new JsonGrader(null, contained: true).Grade("so [1]", null).Value);
        Assert.Equal(0, new JsonGrader(null, contained: true).Grade("so 1", null).Value);
        Assert.Equal(Grade.NonAnswer, new JsonGrader(null, contained: true).Grade(" \n", null));
    }

    [Theory]
    [InlineData("""{"$ref": "http://127.0.0.1:9/schema.json"}""", "nothing is fetched from elsewhere")]
    [InlineData("""{"$ref": "file:///etc/passwd"}""", "nothing is fetched from elsewhere")]
    [InlineData("""{"$ref": "other.json#/a"}""", "nothing is fetched from elsewhere")]
    [InlineData("""{"$ref": "#/$defs/missing"}""", "which is no place in this schema")]
    [InlineData("""{"$ref": "#/title", "title": "t"}""", "which is no place in this schema")]
    [InlineData("""{"allOf": [{"$ref": "#"}]}""", "without going deeper")]
    [InlineData("""{"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}, "$ref": "#/$defs/a"}""", "without going deeper")]
    [InlineData("""{"unevaluatedProperties": false}""", "#/unevaluatedProperties is a keyword that is not understood")]
    [InlineData("""{"properties": {"a": {"requierd": ["b"]}}}""", "#/properties/a/requierd is a keyword that is not understood")]
    [InlineData("""{"type": "text"}""", "is no type")]
    [InlineData("""{"minLength": -1}""", "a whole number of at least 0")]
    [InlineData("""{"multipleOf": 0}""", "a number above 0")]
    [InlineData("""{"pattern": "("}""", "not a regular expression")]
    [InlineData("""{"required": "a"}""", "a list of names")]
    [InlineData("""{"items": 1}""", "a schema")]
    [InlineData("1", "is no schema")]
    public void A_schema_that_is_not_understood_is_refused_with_its_place(string schema, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<ArgumentException>(() => new JsonGrader(JsonNode.Parse(schema), false)).Message);

    [Fact]
    public void A_schema_that_is_nested_too_deep_is_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"not\":", 70)) + "true" + new string('}', 70);
        Assert.Throws<ArgumentException>(() => new JsonGrader(JsonNode.Parse(deep, documentOptions: new() { MaxDepth = 100 }), false));
    }

    [Fact]
    public void A_schema_that_grows_without_end_is_made_at_once_and_given_up_on_an_answer()
    {
        var definitions = new JsonObject();
        for (int i = 0; i < 40; i++)
        {
            var next = new JsonObject { ["$ref"] = $"#/$defs/d{i + 1}" };
            definitions[$"d{i}"] = new JsonObject { ["allOf"] = new JsonArray(next, next.DeepClone()) };
        }

        definitions["d40"] = true;
        var grader = new JsonGrader(new JsonObject { ["$ref"] = "#/$defs/d0", ["$defs"] = definitions }, false);
        Assert.Contains("more than a million steps", Assert.Throws<GradingException>(() => grader.Grade("1", null)).Message);
    }

    [Fact]
    public void A_pattern_of_a_schema_has_a_time_limit() =>
        Assert.Throws<GradingException>(() => Graded("""{"pattern": "^(a+)+$"}""", $"\"{new string('a', 60)}!\""));

    [Fact]
    public void Answers_made_to_be_slow_are_searched_in_reasonable_time()
    {
        var grader = new JsonGrader(JsonNode.Parse("""{"type": "object", "required": ["a"]}"""), contained: true);
        Assert.Equal(0, grader.Grade(new string('[', 2_000_000), null).Value);
        Assert.Equal(0, grader.Grade(string.Concat(Enumerable.Repeat("{\"b\":", 400_000)), null).Value);
        Assert.Equal(0, grader.Grade("[" + string.Join(',', Enumerable.Repeat("[1]", 500_000)), null).Value);
    }
}
