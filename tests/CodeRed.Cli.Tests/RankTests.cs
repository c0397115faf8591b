using System.Globalization;
using System.IO.Compression;
using System.Text;
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
    public void Ten_million_different_models_are_refused_in_bounded_memory()
    {
        using (var file = new StreamWriter(bench.PathOf("votes.csv")))
        {
            file.Write("model_a,model_b,winner\n");
            for (int i = 0; i < 10_000_000; i += 2)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture, $"{i},{i + 1},tie\n"));
            }
        }

        var ran = bench.Run("rank", "votes.csv").Refuses("votes.csv:32770: 'model_a' comes to more than 65536 different names, so it hardly holds models; name the columns of the models");
        Assert.InRange(ran.PeakBytes, 0, 200_000_000);
    }

    [Theory]
    [InlineData("votes.tsv")]
    [InlineData("votes.jsonl")]
    [InlineData("votes.json")]
    [InlineData("votes.jsonl.gz")]
    [InlineData("arrow-snappy.parquet")]
    [InlineData("duckdb-2-zstd-nested.parquet")]
    public void The_same_votes_rank_the_same_in_every_format(string name)
    {
        string[][] rows = [.. File.ReadLines(Written("votes.csv")).Select(line => line.Split(','))];
        string[] objects = [.. rows[1..].Select(row => new JsonObject(row.Zip(rows[0]).Select(cell => KeyValuePair.Create(cell.Second, (JsonNode?)cell.First))).ToJsonString())];
        File.Copy(Written("votes.csv"), bench.PathOf("votes.csv"));
        switch (name)
        {
            case "votes.tsv":
                bench.Write(name, string.Join('\t', rows[0]), rows[1..].Select(row => string.Join('\t', row)));
                break;
            case "votes.jsonl":
                bench.Write(name, objects[0], objects[1..]);
                break;
            case "votes.json":
                bench.Write(name, $"[{string.Join(",\n", objects)}]");
                break;
            case "votes.jsonl.gz":
                bench.Write(name, Packed(string.Join('\n', objects)));
                break;
            default:
                File.Copy(Written(name), bench.PathOf(name));
                break;
        }

        var csv = bench.Run("rank", "votes.csv", "--json", "--cluster", "prompt,voter").Ends(0);
        var other = bench.Run("rank", name, "--json", "--cluster", "prompt,voter").Ends(0);
        Assert.Equal(csv.Error.Replace("votes.csv", name, StringComparison.Ordinal), other.Error);
        Assert.Equal(JsonNode.Parse(csv.Out)!["groups"]!.ToJsonString(), JsonNode.Parse(other.Out)!["groups"]!.ToJsonString());
        Assert.Equal(JsonNode.Parse(csv.Out)!["votes"]!.ToJsonString(), JsonNode.Parse(other.Out)!["votes"]!.ToJsonString());
    }

    [Theory]
    [InlineData("", "votes: is empty, or a pipe or device")]
    [InlineData("model_a,model_b,winner\n", "votes: holds no votes")]
    [InlineData("model_a,model_b\nx,y\n", "votes: the names of its columns do not say which one holds the winner; say it with --first")]
    [InlineData("model_a,model_b,winner\nx,y,tie\nx,\0,tie\n", "votes:3: holds a NUL byte")]
    [InlineData("model_a,model_b,winner\nx,y,tie\nx,y,1\n", "votes: 'winner' holds 1 and never 2, so what the digits mean cannot be told; say it, for example --winner-map")]
    [InlineData("{\"model_a\":\"x\",\"model_b\":\"x\",\"winner\":\"tie\"}\n", "votes:1: 'x' is voted on against itself")]
    [InlineData("{\"model_a\":\"x\",\"model_b\":\"y\",\"winner\":\"z\"}\n", "votes:1: 'winner' is 'z', which names no winner")]
    [InlineData("{\"model_a\":\"x\",\"model_b\":\"y\",\"winner\":\"tie\"}\n{\"model_a\":\"x\",\"mod", "votes:2: the file ends in the middle of the object that starts here: it is cut off")]
    [InlineData("{\"model_a\":\"x\",\"model_b\":\"y\",\"winner\":\"tie\",\"winner\":\"x\"}\n", "votes:1: 'winner' stands twice in one object")]
    [InlineData("[{\"model_a\":\"x\",\"model_b\":\"y\",\"winner\":\"tie\"}", "votes:1: the file ends in the middle of its list: it is cut off")]
    [InlineData("PAR1 and no more than that", "votes: this is not sound Parquet: its end is missing: it is cut off")]
    public void What_cannot_be_read_is_refused_with_where_and_what_to_do(string content, string complaint)
    {
        bench.Write("votes", content);
        bench.Run("rank", "votes", "--html", "rank.html").Refuses(complaint);
        Assert.False(File.Exists(bench.PathOf("rank.html")));
    }

    [Fact]
    public void JSON_nested_10_000_deep_and_text_that_is_not_UTF_8_are_refused()
    {
        bench.Write("deep.jsonl", $"{{\"model_a\":\"x\",\"model_b\":\"y\",\"winner\":\"tie\",\"more\":{new string('[', 10_000)}{new string(']', 10_000)}}}\n");
        bench.Run("rank", "deep.jsonl").Refuses("deep.jsonl:1: the object that starts here is not JSON from byte", "64");
        bench.Write("latin.csv", [.. "model_a,model_b,winner\nx,y,tie\n"u8, 0xE9, .. ",y,tie\n"u8]);
        bench.Run("rank", "latin.csv").Refuses("latin.csv:3: byte 0xE9 is not UTF-8; save the file as UTF-8");
    }

    [Fact]
    public void A_line_of_20_MB_is_refused_in_bounded_memory()
    {
        bench.Write("votes.csv", $"model_a,model_b,winner\nx,y,tie\nx,\"{new string('y', 20_000_000)}\",tie\n");
        Assert.InRange(bench.Run("rank", "votes.csv").Refuses("votes.csv:3: ", "longer than 16 MiB").PeakBytes, 0, 250_000_000);
        bench.Write("votes.jsonl", $"{{\"model_a\":\"{new string('y', 20_000_000)}\",\"model_b\":\"y\",\"winner\":\"tie\"}}\n");
        Assert.InRange(bench.Run("rank", "votes.jsonl").Refuses("votes.jsonl:1: ", "longer than 16 MiB").PeakBytes, 0, 250_000_000);
    }

    [Fact]
    public void A_pack_that_is_cut_off_is_not_taken_for_a_shorter_file()
    {
        byte[] packed = Packed("model_a,model_b,winner\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"x,y,{(i % 3 == 0 ? "tie" : i % 2 == 0 ? "model_a" : "model_b")}\n")));
        bench.Write("votes.csv.gz", packed);
        bench.Run("rank", "votes.csv.gz").Ends(0);
        for (int cut = 1; cut < 30; cut += 4)
        {
            bench.Write("votes.csv.gz", packed[..^cut]);
            bench.Run("rank", "votes.csv.gz").Refuses("is packed, and the pack is damaged or cut off from here on; pack or download it again");
        }
    }

    [Fact]
    public void Parquet_that_is_cut_off_or_damaged_is_refused()
    {
        byte[] whole = File.ReadAllBytes(Written("arrow-gzip-plain.parquet"));
        bench.Write("votes.parquet", whole[..^1000]);
        bench.Run("rank", "votes.parquet").Refuses("votes.parquet: this is not sound Parquet: its end is missing: it is cut off; export or copy it again");
        whole[250] ^= 1;
        bench.Write("votes.parquet", whole);
        bench.Run("rank", "votes.parquet").Refuses("this is not sound Parquet: a page does not match its checksum: it is damaged");
    }

    [Fact]
    public void A_folder_and_a_pipe_are_refused()
    {
        Directory.CreateDirectory(bench.PathOf("folder"));
        bench.Run("rank", "folder").Refuses("folder: is a folder; name the file in it");
        if (!OperatingSystem.IsWindows())
        {
            using var make = System.Diagnostics.Process.Start("mkfifo", [bench.PathOf("pipe")]);
            make.WaitForExit();
            bench.Run("rank", "pipe").Refuses("pipe: is empty, or a pipe or device; save it to a regular file first");
        }
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

    private static string Written(string name) => Path.Combine(Approval.Checkout(), "tests", "CodeRed.Interchange.Tests", "Votes", "Written", name);

    private static byte[] Packed(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static string Data(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("CODERED_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "CODERED_DATA does not name the folder of real data.");
        return Path.Combine(folder, "evalica", name);
    }
}
