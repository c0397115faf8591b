using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange.Tests;

public sealed class MappingGuessTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static string Refused(string path) => Assert.Throws<DocumentException>(() => MappingGuess.From(path, "t")).Message;

    [Fact]
    public void Common_names_make_a_mapping_that_reads_the_file()
    {
        string path = scratch.File("answers.csv", "Question ID,Model,Prompt,Response,Ground Truth,created_at,latency_ms,prompt_tokens\n1,g,q,yes,yes,2023-07-02,120,7\n2,g,q,no,yes,2023-07-02,90,7\n");
        var guess = MappingGuess.From(path);
        using var reader = SourceReader.Open(path, guess.Mapping);
        var samples = reader.Read(TestContext.Current.CancellationToken).ToList();
        Assert.Equal([1, 0], samples.Select(s => s.Grades[0].Raw.Value!.Value));
        Assert.Equal(("1", 120, 7), (samples[0].Sample.Item.Key, samples[0].Sample.Latency!.Value.TotalMilliseconds, samples[0].Sample.InputTokens));
        Assert.NotNull(samples[0].Sample.At);
        Assert.Equal("answers", guess.Mapping.Suite.Name);
        Assert.False(guess.Mapping.Repeats);
    }

    [Fact]
    public void JSONL_is_guessed_from_the_keys_of_its_objects()
    {
        string path = scratch.File("log.jsonl", "{\"doc_id\":1,\"output\":\"x\",\"passed\":true,\"nested\":{\"model\":\"no\"}}\n{\"doc_id\":1,\"output\":\"y\",\"passed\":false}\n");
        var guess = MappingGuess.From(path);
        using var reader = SourceReader.Open(path, guess.Mapping);
        Assert.Equal([1, 0], reader.Read(TestContext.Current.CancellationToken).Select(s => s.Grades[0].Raw.Value!.Value));
        Assert.True(guess.Mapping.Repeats);
        Assert.Contains("target: model", guess.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_delimiter_is_found_in_the_header()
    {
        string path = scratch.File("t.csv", "id;answer;expected\n1;a;a\n");
        var guess = MappingGuess.From(path);
        using var reader = SourceReader.Open(path, guess.Mapping);
        Assert.Single(reader.Read(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_a_name_does_not_say_is_left_out_and_said()
    {
        var guess = MappingGuess.From(scratch.File("t.csv", "answer,latency,date\nhello,1.5,07/02/2023\n"));
        Assert.Contains("# latency: { column: \"latency\", unit: s }  # or ms: its name does not say", guess.Yaml, StringComparison.Ordinal);
        Assert.Contains("# time: { column: \"date\"", guess.Yaml, StringComparison.Ordinal);
        Assert.Contains("nothing is graded", guess.Yaml, StringComparison.Ordinal);
        Assert.Empty(guess.Mapping.Suite.Metrics);
        Assert.False(guess.Mapping.Suite.HasItems);
    }

    [Fact]
    public void The_range_of_a_score_is_never_assumed()
    {
        string message = Refused(scratch.File("t.csv", "id,model,score\n1,g,0.5\n2,g,80\n"));
        Assert.Contains("the score column 'score' holds '80', so its range cannot be guessed", message, StringComparison.Ordinal);
        Assert.Contains("range: [0, 100]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_answer_or_a_score_a_mapping_to_start_from_is_shown()
    {
        string message = Refused(scratch.File("t.csv", "alpha,beta\n1,2\n"));
        Assert.Contains("no column is named like an answer or a score; write a mapping; the file has: alpha, beta. To start from:", message, StringComparison.Ordinal);
        Assert.Contains("answer: COLUMN", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_names_of_columns_survive_the_YAML()
    {
        string path = scratch.File("o\"dd: #1.csv", "\"answer\",\" Expected \"\nx,x\n");
        var guess = MappingGuess.From(path);
        using var reader = SourceReader.Open(path, guess.Mapping);
        Assert.Equal("x", Assert.Single(reader.Read(TestContext.Current.CancellationToken)).Sample.Item.Expected);
    }
}
