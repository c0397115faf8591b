using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CodeRed.Evidence.Documents;
using CodeRed.Grading;
using CodeRed.Probing.Procedural;
using CodeRed.Probing.Suites;

namespace CodeRed.Probing.Tests.Suites;

/// <summary>The schema that editors use and the reader say the same.</summary>
public sealed class SuiteSchemaTests : IDisposable
{
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Approval.Checkout(), "docs", "reference", "suite.schema.json")))!;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static bool Allows(string yaml) => new JsonGrader(Schema, contained: false).Grade(YamlFile.Parse(yaml, "s.yaml").ToJson()!.ToJsonString(), null).Value == 1;

    public static TheoryData<string> Examples =>
    [
        "suites/quick.yaml", "suites/standard.yaml", "suites/hallucination.yaml", "src/CodeRed.Cli/Init/suite.yaml",
    ];

    [Theory, MemberData(nameof(Examples))]
    public void Every_example_is_read_and_valid(string path)
    {
        string yaml = File.ReadAllText(Path.Combine(Approval.Checkout(), path));
        Assert.True(SuiteFile.Parse(yaml, path).ItemCount > 0);
        Assert.True(Allows(yaml));
    }

    [Theory]
    [InlineData("docs/reference/suite.md")]
    [InlineData("docs/reference/graders.md")]
    [InlineData("docs/how-to/write-a-suite.md")]
    public void Every_suite_of_the_documentation_is_read_and_valid(string path)
    {
        string text = File.ReadAllText(Path.Combine(Approval.Checkout(), path));
        var suites = Regex.Matches(text, "```yaml\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value).Where(y => Regex.IsMatch(y, "^tests:", RegexOptions.Multiline)).ToList();
        Assert.NotEmpty(suites);
        foreach (Match file in Regex.Matches(text, "```csv ([a-z.]+)\n(.*?)```", RegexOptions.Singleline))
        {
            scratch.Write(file.Groups[1].Value, file.Groups[2].Value);
        }

        Assert.All(suites, yaml =>
        {
            Assert.True(Allows(yaml), yaml);
            Assert.True(SuiteFile.Parse(yaml, scratch.PathOf("suite.yaml")).ItemCount > 0);
        });
    }

    [Theory]
    [InlineData("nmae: x\ntests: [{ vars: { prompt: x } }]")]
    [InlineData("prompts: x")]
    [InlineData("tests: []")]
    [InlineData("tests: [{ var: { prompt: x } }]")]
    [InlineData("tests: [{ vars: { prompt: x }, assert: [{ type: equal, value: x }] }]")]
    [InlineData("tests: [{ vars: { prompt: x }, assert: [{ value: x }] }]")]
    [InlineData("tests: [{ procedural: arithmetics, items: 1, seed: 1, difficulty: 1 }]")]
    [InlineData("tests: [{ procedural: arithmetic, items: 1, seed: 1, difficulty: 11 }]")]
    [InlineData("epochs: 0\ntests: [{ vars: { prompt: x } }]")]
    [InlineData("limits: { time: 10 }\ntests: [{ vars: { prompt: x } }]")]
    [InlineData("options: { temperature: hot }\ntests: [{ vars: { prompt: x } }]")]
    [InlineData("targets: [{ label: x }]\ntests: [{ vars: { prompt: x } }]")]
    public void What_the_reader_refuses_is_not_valid(string yaml)
    {
        Assert.Throws<DocumentException>(() => SuiteFile.Parse(yaml, "s.yaml"));
        Assert.False(Allows(yaml));
    }

    // An unknown key is answered with the keys that there are: in each mapping those must be the schema's.
    [Theory]
    [InlineData("zzzzzzzz: 1\ntests: [{ vars: { prompt: x } }]", "")]
    [InlineData("options: { zzzzzzzz: 1 }\ntests: [{ vars: { prompt: x } }]", "options")]
    [InlineData("limits: { zzzzzzzz: 1 }\ntests: [{ vars: { prompt: x } }]", "limits")]
    [InlineData("evaluateOptions: { zzzzzzzz: 1 }\ntests: [{ vars: { prompt: x } }]", "evaluateOptions")]
    [InlineData("judge: { zzzzzzzz: 1 }\ntests: [{ vars: { prompt: x } }]", "judge/anyOf/1")]
    [InlineData("defaultTest: { zzzzzzzz: 1 }\ntests: [{ vars: { prompt: x } }]", "defaultTest/anyOf/1")]
    [InlineData("tests: [{ zzzzzzzz: 1 }]", "#/definitions/test")]
    [InlineData("tests: [{ options: { zzzzzzzz: 1 } }]", "#/definitions/test/properties/options")]
    [InlineData("tests: [{ procedural: arithmetic, items: 1, seed: 1, difficulty: 1, zzzzzzzz: 1 }]", "#/definitions/procedural")]
    [InlineData("targets: [{ id: 'sim:x', zzzzzzzz: 1 }]\ntests: [{ vars: { prompt: x } }]", "#/definitions/target/anyOf/1")]
    [InlineData("targets: [{ id: 'sim:x', config: { zzzzzzzz: 1 } }]\ntests: [{ vars: { prompt: x } }]", "#/definitions/target/anyOf/1/properties/config")]
    [InlineData("prompts: [{ raw: x, zzzzzzzz: 1 }]\ntests: [{ vars: { prompt: x } }]", "#/definitions/prompt/anyOf/1")]
    [InlineData("prompts: [{ messages: [{ role: user, content: x, zzzzzzzz: 1 }] }]\ntests: [{ vars: { prompt: x } }]", "#/definitions/message")]
    public void The_keys_are_the_same(string yaml, string place)
    {
        string complaint = Assert.Throws<DocumentException>(() => SuiteFile.Parse(yaml, "s.yaml")).Problems.Single().Remedy;
        string[] keys = complaint[(complaint.LastIndexOf(" are ", StringComparison.Ordinal) + 5)..].Split(", ");
        Assert.Equal(Properties(place).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_types_of_assertions_and_the_families_are_the_same()
    {
        string pattern = (string)Schema["definitions"]!["assertion"]!["properties"]!["type"]!["pattern"]!;
        Assert.Equal($"^(not-)?({string.Join('|', AssertionReader.Types)})$", pattern);
        Assert.Equal(ProceduralFamily.All.Select(f => f.Name), Schema["definitions"]!["procedural"]!["properties"]!["procedural"]!["enum"]!.AsArray().Select(f => (string)f!));
    }

    [Fact]
    public void Every_type_takes_the_keys_of_the_schema_and_together_they_take_all()
    {
        var taken = new HashSet<string> { "type" };
        foreach (string type in AssertionReader.Types)
        {
            string complaint = Assert.Throws<DocumentException>(() => SuiteFile.Parse($"tests: [{{ vars: {{ prompt: x }}, assert: [{{ type: {type}, value: '1', labels: [a, b], zzzzzzzz: 1 }}] }}]", "s.yaml"))
                .Problems.Single(p => p.Problem.Contains("zzzzzzzz", StringComparison.Ordinal)).Remedy;
            taken.UnionWith(complaint[(complaint.LastIndexOf(" are ", StringComparison.Ordinal) + 5)..].Split(", "));
        }

        Assert.Equal(Properties("#/definitions/assertion").Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Properties(string place)
    {
        var at = Schema;
        string[] steps = place.StartsWith("#/", StringComparison.Ordinal) ? place[2..].Split('/') : place.Length == 0 ? [] : ["properties", .. place.Split('/')];
        foreach (string step in steps)
        {
            at = at is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!;
        }

        return at["properties"]!.AsObject().Select(p => p.Key);
    }
}
