namespace CodeRed.Interchange.Tests;

public sealed class JsonLinesReadingTests : IDisposable
{
    private const string Nested = """
        suite: s
        columns: { item: id, model: meta.model, answer: response.choices.0.text, expected: gold }
        metrics:
          - name: correct
            grade: equals
        """;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private string Lines(string content) => scratch.File("t.jsonl", content);

    [Fact]
    public void Columns_are_dotted_paths_and_blank_lines_are_skipped()
    {
        var samples = Scratch.ReadAll(
            Lines("""{"id":7,"meta":{"model":"g"},"response":{"choices":[{"text":"yes"}]},"gold":"yes"}""" + "\n\n \r\n" + """{"id":"x","meta.model":"h","response":{"choices":[{"text":"no"}]},"gold":"yes"}"""),
            Nested);
        Assert.Equal(["7", "x"], samples.Select(s => s.Sample.Item.Key));
        Assert.Equal(["g", "h"], samples.Select(s => s.Target.Name));
        Assert.Equal([1, 0], samples.Select(s => s.Grades[0].Raw.Value!.Value));
        Assert.Equal([1, 4], samples.Select(s => s.Sample.Line));
    }

    [Fact]
    public void A_value_that_is_not_text_is_its_JSON_as_written()
    {
        var samples = Scratch.ReadAll(
            Lines("{\"a\":1.50}\n{\"a\":true}\n{\"a\":{\"k\": [1e400]}}\n{\"a\":null}\n{\"b\":1}\n{\"a\":\"\"}\n"),
            "suite: s\ntarget: t\ncolumns: { answer: a }");
        Assert.Equal(["1.50", "true", "{\"k\": [1e400]}", null, null, ""], samples.Select(s => s.Sample.Answer));
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":\n", "t.jsonl:2: this is not JSON from byte")]
    [InlineData("{\"a\":1}\n{\"a\":\"x", "t.jsonl:2: this is not JSON from byte")]
    [InlineData("[{\"a\":1}]\n", "t.jsonl:1: the line holds a list, not an object; write one object per line (jq -c '.[]').")]
    [InlineData("{\"a\":1} {\"a\":2}\n", "t.jsonl:1: this is not JSON from byte 9")]
    [InlineData("3\n", "the line holds a number, not an object")]
    [InlineData("{\"a\":\"\\uD800\"}\n", "t.jsonl:1: 'a': a text holds half a character")]
    [InlineData("{\"b\":1}\n", "no row has 'a' (columns.answer in the mapping)")]
    [InlineData("\n \n", "holds no rows")]
    public void A_malformed_line_is_refused_with_its_number(string content, string complaint)
    {
        Assert.Contains(complaint, Scratch.Refusal(Lines(content), "suite: s\ntarget: t\ncolumns: { answer: a }"), StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_deeper_than_64_is_refused()
    {
        Assert.Contains(
            "t.jsonl:1: this is not JSON from byte",
            Scratch.Refusal(Lines($"{{\"a\":{new string('[', 100)}{new string(']', 100)}}}"), "suite: s\ntarget: t\ncolumns: { answer: a }"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_line_is_read_whole_up_to_16_MiB()
    {
        string text = new('x', 3 << 20);
        Assert.Equal(text, Scratch.ReadAll(Lines($"{{\"a\":\"{text}\"}}\n{{\"a\":\"y\"}}\n"), "suite: s\ntarget: t\ncolumns: { answer: a }")[0].Sample.Answer);
    }

    [Fact]
    public void The_layout_of_a_file_without_an_extension_is_told_by_its_first_character()
    {
        Assert.Single(Scratch.ReadAll(scratch.File("log", "{\"a\":1}\n"), "suite: s\ntarget: t\ncolumns: { answer: a }"));
        Assert.Single(Scratch.ReadAll(scratch.File("log", "a\nhello\n"), "suite: s\ntarget: t\ncolumns: { answer: a }"));
        Assert.Contains("needs a mapping", Scratch.Refusal(scratch.File("log.jsonl", "{\"a\":1}\n")), StringComparison.Ordinal);
    }
}
