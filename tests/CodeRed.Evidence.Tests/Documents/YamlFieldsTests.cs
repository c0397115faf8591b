using CodeRed.Evidence.Documents;

namespace CodeRed.Evidence.Tests.Documents;

public sealed class YamlFieldsTests
{
    private readonly List<DocumentProblem> problems = [];

    private YamlFields Fields(string yaml) => new(YamlFile.Parse(yaml, "f.yaml"), "the file", problems);

    [Fact]
    public void Fields_come_out_in_their_kinds()
    {
        var fields = Fields("t: text\nf: true\nn: 1.5\nw: 3\no: one\nl: [a, b]\ns: single\nz: null\n");
        Assert.Equal("text", fields.Text("t"));
        Assert.True(fields.Flag("f"));
        Assert.Equal(1.5m, fields.Number("n"));
        Assert.Equal(3, fields.Whole("w"));
        Assert.Equal("one", fields.OneOf("o", "one", "two"));
        Assert.Equal(["a", "b"], fields.Texts("l"));
        Assert.Equal(["single"], fields.Texts("s"));
        Assert.Null(fields.Any("z"));
        fields.RefuseOthers();
        Assert.Empty(problems);
    }

    [Fact]
    public void Every_wrong_field_is_noted_with_its_line_and_the_rest_still_read()
    {
        var fields = Fields("t: [x]\nf: maybe\nn: many\nw: -1\no: tow\nl: []\nextra: 1\nnaem: 2\n");
        Assert.Null(fields.Text("t"));
        Assert.Null(fields.Flag("f"));
        Assert.Null(fields.Number("n"));
        Assert.Null(fields.Whole("w"));
        Assert.Null(fields.OneOf("o", "one", "two"));
        Assert.Null(fields.Texts("l"));
        Assert.Null(fields.Text("name", required: true));
        fields.RefuseOthers();
        Assert.Equal([1, 2, 3, 4, 5, 6, 1, 7, 8], problems.Select(p => p.Line));
        Assert.Equal("f.yaml:5: 'o' is 'tow'; did you mean two? It may be one or two.", problems[4].ToString());
        Assert.Contains("did you mean name?", problems[8].Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anwser", "answer")]
    [InlineData("Output Tokens", "output_tokens")]
    [InlineData("itm", "item")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    [InlineData("a", null)]
    public void The_nearest_name_is_offered_only_when_it_is_near(string written, string? meant)
    {
        Assert.Equal(meant, NearestName.To(written, ["answer", "item", "output_tokens", "model"]));
    }
}
