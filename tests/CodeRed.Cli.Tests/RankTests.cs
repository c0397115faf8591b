using System.Globalization;
using System.Text.Json.Nodes;

namespace CodeRed.Cli.Tests;

public sealed class RankTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    private string Votes(string name = "votes.csv") => bench.Write(name, "model_a,model_b,winner,prompt,voter,longer", Answers.Votes());

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant")]
    public void A_ranking_fits_80_columns_and_is_as_approved(string language)
    {
        File.Copy(Path.Combine(Approval.Checkout(), "examples", "votes", "votes.csv"), bench.PathOf("votes.csv"));
        var ran = bench.Run("rank", "votes.csv", "--lang", language, "--bootstrap", "50").Ends(0);
        Assert.Equal("votes.csv: model_a and model_b are the models; winner is the outcome; prompt clusters votes.\n", ran.Error.ReplaceLineEndings("\n"));
        Approval.Check($"rank.{language}.txt", ran.Out);
    }

    [Fact]
    public void The_how_to_shows_what_is_printed()
    {
        File.Copy(Path.Combine(Approval.Checkout(), "examples", "votes", "votes.csv"), bench.PathOf("votes.csv"));
        string shown = File.ReadAllText(Path.Combine(Approval.Checkout(), "docs", "how-to", "rank-models-from-votes.md")).Split("```text\n")[1].Split("```")[0];
        Assert.Contains(shown, bench.Run("rank", "votes.csv").Ends(0).Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_baseline_each_model_has_its_share_of_wins_against_it()
    {
        string text = bench.Run("rank", Votes(), "--baseline", "b").Ends(0).Out;
        Assert.Contains("b = 1000", text, StringComparison.Ordinal);
        Assert.Matches(@"a +\d+ ± \d+ +\d+ % \(\d+–\d+\)", text);
    }

    [Fact]
    public void Published_scores_are_reproduced()
    {
        // The published scores are strengths; only their ratios mean anything.
        string file = Data("llmfao.csv");
        var published = File.ReadLines(Data("llmfao-golden.csv")).Select(l => l.Split(',')).Where(f => f[0] == "bradley_terry")
            .ToDictionary(f => f[1], f => Math.Log(double.Parse(f[2], CultureInfo.InvariantCulture)));
        double centre = published.Values.Average();
        var ranking = JsonNode.Parse(bench.Run("rank", file, "--ties", "half", "--json").Ends(0).Out)!;
        var models = ranking["groups"]![0]!["models"]!.AsArray();
        Assert.Equal(59, models.Count);
        Assert.All(models, m => Assert.Equal(published[(string)m!["name"]!] - centre, (double)m["fit"]!["log_strength"]!, 1e-9));
    }

    [Fact]
    public void By_default_ties_are_fitted_prompts_cluster_votes_and_few_prompts_are_said_to_be_few()
    {
        var ran = bench.Run("rank", Data("llmfao.csv")).Ends(0);
        Assert.Contains("left and right are the models; winner is the outcome; prompt clusters votes.", ran.Error, StringComparison.Ordinal);
        Assert.Contains("Davidson's model", ran.Out, StringComparison.Ordinal);
        Assert.Contains("13 prompts are few", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,model_a", "a,a,model_b", "votes.csv:3")] // a model and itself
    [InlineData("a,b,model_a", "a,b,model_z", "votes.csv:3")] // an unknown winner
    [InlineData("a,b,model_a", "a,b", "votes.csv:3")] // cut off within the row
    [InlineData("a,b,model_a", "a,b,mode", "votes.csv:3")] // cut off within a word
    [InlineData("a,b,model_a", "a,b,\"tie", "votes.csv:3")] // cut off within a quote
    [InlineData("a,b,model_a", ",b,tie", "votes.csv:3")] // no name
    [InlineData("a,b,model_a", "a,b,", "votes.csv:3")] // no winner
    public void A_wrong_row_ends_it_with_its_line_and_no_number(string good, string bad, string where)
    {
        bench.Write("votes.csv", $"model_a,model_b,winner\n{good}\n{bad}");
        var ran = bench.Run("rank", "votes.csv").Ends(2);
        Assert.Contains(where, ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Out);
    }

    [Fact]
    public void A_million_different_models_are_refused_in_bounded_memory()
    {
        bench.Write("votes.csv", "model_a,model_b,winner", Enumerable.Range(0, 500_000).Select(i => $"x{2 * i},x{(2 * i) + 1},tie"));
        var ran = bench.Run("rank", "votes.csv").Ends(2);
        Assert.Contains("65536", ran.Error, StringComparison.Ordinal);
        Assert.InRange(ran.PeakBytes, 0, 200_000_000);
    }

    [Fact]
    public void More_models_than_fit_one_scale_are_refused_in_words()
    {
        bench.Write("votes.csv", "model_a,model_b,winner", Enumerable.Range(0, 5_000).SelectMany(i => (string[])[$"x{i},x{(i + 1) % 5_000},tie", $"x{i},x{(i + 7) % 5_000},model_a"]));
        var ran = bench.Run("rank", "votes.csv").Ends(3);
        Assert.Contains("COULD NOT RANK", ran.Out, StringComparison.Ordinal);
        Assert.Contains("more models than can be ranked together", ran.Out.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,tie", "every vote is a tie")]
    [InlineData("a,b,model_a", "one has won every vote")]
    public void Votes_that_give_no_ranking_end_with_3_and_the_reason(string row, string reason)
    {
        bench.Write("votes.csv", "model_a,model_b,winner", Enumerable.Repeat(row, 20));
        string text = string.Join(' ', bench.Run("rank", "votes.csv").Ends(3).Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("COULD NOT RANK", text, StringComparison.Ordinal);
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undefeated_model_is_named_and_the_rest_is_ranked()
    {
        string text = bench.Run("rank", Votes()).Ends(0).Out;
        Assert.Contains("d: neither lost nor tied a vote: its strength has no upper bound (1 vote)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--baseline", "A", "no vote names that model. Did you mean 'a'?")]
    [InlineData("--ties", "maybe", "write davidson, rao-kupper or half")]
    [InlineData("--cluster", "day", "write prompt, voter, prompt,voter or none")]
    [InlineData("--bootstrap", "-1", "write a whole number from 0 to 100000")]
    [InlineData("--bootstrap", "1", "one round shows no spread")]
    [InlineData("--alpha", "5", "between 0 and 1")]
    [InlineData("--first", "nobody", "nobody")]
    [InlineData("--html", "nowhere/rank.html", "does not exist")]
    public void A_wrong_option_is_answered_with_what_to_write(string option, string value, string answer)
    {
        var ran = bench.Run("rank", Votes(), option, value).Ends(2);
        Assert.Contains(answer, ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Out);
    }

    [Fact]
    public void A_cluster_that_the_file_does_not_have_is_an_error()
    {
        bench.Write("votes.csv", "model_a,model_b,winner", ["a,b,model_a", "a,b,model_b"]);
        Assert.Contains("name it with --voter COLUMN", bench.Run("rank", "votes.csv", "--cluster", "voter").Ends(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_of_models_are_shown_inert()
    {
        bench.Write("votes.csv", "model_a,model_b,winner", Enumerable.Range(0, 40).Select(i => $"\"\u001b[31mred\u202e<script>\",b,{(i % 3 == 0 ? "tie" : i % 2 == 0 ? "model_a" : "model_b")}"));
        var ran = bench.Run("rank", "votes.csv", "--html", "rank.html").Ends(0);
        foreach (string text in new[] { ran.Out, ran.Error, File.ReadAllText(bench.PathOf("rank.html")) })
        {
            Assert.DoesNotContain('\u001b', text);
            Assert.DoesNotContain('\u202e', text);
        }

        Assert.DoesNotContain("red⟦U+202E⟧<script>", File.ReadAllText(bench.PathOf("rank.html")), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', bench.Run("rank", "votes.csv", "--json").Ends(0).Out);
    }

    private static string Data(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("CODERED_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "CODERED_DATA does not name the folder of real data.");
        return Path.Combine(folder, "evalica", name);
    }
}
