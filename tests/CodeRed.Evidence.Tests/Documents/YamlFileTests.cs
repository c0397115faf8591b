using System.Text;
using CodeRed.Evidence.Documents;

namespace CodeRed.Evidence.Tests.Documents;

public sealed class YamlFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("codered-yaml-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Refusal(string yaml) => Assert.Throws<DocumentException>(() => YamlFile.Parse(yaml, "f.yaml")).Message;

    private string FileOf(byte[] bytes)
    {
        string path = Path.Combine(folder, "f.yaml");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    [Fact]
    public void Every_value_knows_its_line()
    {
        var root = YamlFile.Parse("# comment\na: 1\nb:\n  - x\n  - { c: \"y\" }\n", "f.yaml");
        Assert.Equal(YamlKind.Mapping, root.Kind);
        Assert.Equal([("a", 2L), ("b", 3L)], root.Members.Select(m => (m.Key, m.Line)));
        var items = root.Members[1].Value.Items;
        Assert.Equal([4L, 5L], items.Select(i => i.Line));
        Assert.Equal("y", items[1].Members[0].Value.Text);
        Assert.False(items[1].Members[0].Value.IsPlain);
    }

    [Fact]
    public void Unquoted_words_become_JSON_by_the_core_schema_and_quoted_ones_stay_text()
    {
        var json = YamlFile.Parse("[1.50, \"1.5\", true, 'true', null, ~, yes, 1e400, 12345678901234567890123456789012345]", "f.yaml").ToJson();
        Assert.Equal("[1.5,\"1.5\",true,\"true\",null,null,\"yes\",\"1e400\",\"12345678901234567890123456789012345\"]", CanonicalJson.Write(json));
    }

    [Theory]
    [InlineData("a: 1\nb: [1, 2\n", "this is not YAML")]
    [InlineData("a: 1\n\tb: 2\n", "this is not YAML")]
    [InlineData("a: 1\nb: 2\na: 3\n", "f.yaml:3: 'a' stands here a second time (first on line 1); keep one of the two.")]
    [InlineData("a: 1\n---\nb: 2\n", "a second YAML document starts here")]
    [InlineData("", "holds no YAML")]
    [InlineData("# only a comment\n", "holds no YAML")]
    [InlineData("a: &x 1\nb: *x\n", "f.yaml:2: '*x' is an alias; write the value out.")]
    [InlineData("a: !!str 1\n", "is a tag")]
    [InlineData("[a]: 1\n", "a key is a list")]
    [InlineData("\"\": 1\n", "a key is ''")]
    public void What_is_not_plain_YAML_is_refused_with_its_line(string yaml, string complaint)
    {
        Assert.Contains(complaint, Refusal(yaml), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_bomb_is_refused_at_once()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        }

        Assert.Contains("'*a0' is an alias", Refusal(bomb.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void A_file_of_open_brackets_is_refused_without_a_stack_overflow(char bracket)
    {
        Assert.Contains("more than 32 deep", Refusal(new string(bracket, 500_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_over_1_MiB_is_refused()
    {
        Assert.Contains("is larger than 1 MiB", Refusal(new string(' ', YamlFile.MaximumBytes + 1)), StringComparison.Ordinal);
        string path = FileOf(new byte[YamlFile.MaximumBytes + 1]);
        Assert.Contains("is larger than 1 MiB", Assert.Throws<DocumentException>(() => YamlFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_named_with_their_line()
    {
        string path = FileOf([.. "a: 1\nb: caf"u8, 0xE9, (byte)'\n']);
        Assert.Contains(":2: byte 0xE9 is not UTF-8; save the file as UTF-8.", Assert.Throws<DocumentException>(() => YamlFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        Assert.Equal("a", YamlFile.Read(FileOf([0xEF, 0xBB, 0xBF, .. "a: 1\n"u8])).Members[0].Key);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named_as_such()
    {
        Assert.Contains("there is no such file", Assert.Throws<DocumentException>(() => YamlFile.Read(Path.Combine(folder, "none"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<DocumentException>(() => YamlFile.Read(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_reads_as_YAML_does()
    {
        using var json = System.Text.Json.JsonDocument.Parse("""{"a": [1, true, null, "007"], "b": {"c": "x"}}""");
        var node = YamlNode.OfJson("f.json", 3, json.RootElement);
        Assert.Equal(CanonicalJson.Write(System.Text.Json.Nodes.JsonNode.Parse("""{"a": [1, true, null, "007"], "b": {"c": "x"}}""")), CanonicalJson.Write(node.ToJson()));
        Assert.All(node.Members, m => Assert.Equal(3, m.Line));
    }

    [Theory]
    [InlineData("""{"a": "\ud800"}""", "half a character")]
    [InlineData("""{"a": 1, "a": 2}""", "'a' stands here twice")]
    [InlineData("""{"": 1}""", "a key is empty")]
    public void JSON_that_cannot_be_read_so_is_refused_with_its_line(string text, string problem)
    {
        using var json = System.Text.Json.JsonDocument.Parse(text);
        Assert.Contains("f.json:3: ", Assert.Throws<DocumentException>(() => YamlNode.OfJson("f.json", 3, json.RootElement)).Message);
        Assert.Contains(problem, Assert.Throws<DocumentException>(() => YamlNode.OfJson("f.json", 3, json.RootElement)).Message);
    }
}
