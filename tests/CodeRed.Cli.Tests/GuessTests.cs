using System.Text.Json.Nodes;

namespace CodeRed.Cli.Tests;

/// <summary>Simple files need no mapping.</summary>
public sealed class GuessTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("id,answer,expected", "no", "perhaps", ",no")]
    [InlineData("id,score", "1", "0", "")]
    [InlineData("question_id,correct", "true", "false", "")]
    [InlineData("id,model,answer,expected", "m,no", "m,perhaps", ",no")]
    [InlineData("id;answer;expected", "no", "perhaps", ",no")]
    public void Two_files_are_compared_by_the_names_of_their_columns(string header, string right, string wrong, string rest)
    {
        char delimiter = header.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        string File(string name, Func<int, bool> isWrong) => bench.Write(
            name, header, Enumerable.Range(0, 30).Select(i => $"q{i},{(isWrong(i) ? wrong : right)}{rest}".Replace(',', delimiter)));
        var ran = bench.Run("drift", File("before.csv", _ => false), File("after.csv", i => i % 3 == 0)).Ends(1);
        Assert.Contains("100.0 % → 66.7 %.", ran.Out, StringComparison.Ordinal);
        Assert.Contains("before.csv: guessed from the column names: item is '", ran.Error, StringComparison.Ordinal);
        Assert.Contains("codered import before.csv --show-mapping", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv", "id,model,answer,expected,topic,latency_ms\nq1,m,yes,yes,t,12\nq2,m,no,yes,t,13\n")]
    [InlineData("a.csv", "id;score\nq1;1\nq2;0\n")]
    [InlineData("a.tsv", "id\tanswer\texpected\nq1\tyes\tyes\n")]
    [InlineData("a.jsonl", "{\"id\":\"q1\",\"answer\":\"yes\",\"expected\":\"yes\"}\n{\"id\":\"q1\",\"answer\":\"no\",\"expected\":\"yes\"}\n")]
    [InlineData("log.csv", "timestamp,answer\n2026-11-01T00:00:00Z,yes\n")]
    public void The_mapping_that_is_shown_gives_the_same_run(string name, string content)
    {
        bench.Write(name, content);
        bench.Write("m.yaml", bench.Run("import", name, "--show-mapping").Ends(0).Out);
        Assert.False(File.Exists(bench.PathOf("evidence.db")), "Showing a mapping imports nothing.");
        string guessed = bench.Run("import", name, "--json").Ends(0).Out;
        Assert.Equal(guessed, bench.Run("import", name, "--json", "-m", "m.yaml").Ends(0).Out);
        Assert.Contains("already; nothing was added.", bench.Run("import", name, "-m", "m.yaml").Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Promptfoo_results_of_two_providers_are_compared_without_a_mapping()
    {
        bench.Write("results.json", Answers.Promptfoo("openai:gpt-5", "google:gemini-3"));
        var ran = bench.Run("compare", "results.json#openai:gpt-5", "results.json#google:gemini-3", "--html", "page.html").Ends(0);
        Assert.Equal("", ran.Error);
        string text = string.Join(' ', ran.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("google:gemini-3 does worse than openai:gpt-5 on Capitals: pass 100.0 % → 66.7 %.", text, StringComparison.Ordinal);
        Assert.Contains(" page.html", ran.Out, StringComparison.Ordinal);
        Assert.Contains("does worse than", File.ReadAllText(bench.PathOf("page.html")), StringComparison.Ordinal);

        // Afterwards the runs answer to their names and ids.
        var runs = JsonNode.Parse(bench.Run("runs", "--json").Ends(0).Out)!["runs"]!.AsArray();
        string id = (string)runs.Single(r => (string?)r!["target"] == "google:gemini-3")!["id"]!;
        bench.Run("drift", "openai:gpt-5", id[..8]).Ends(1);
    }
}
