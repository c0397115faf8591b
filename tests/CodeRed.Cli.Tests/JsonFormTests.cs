using System.Text.Json.Nodes;
using NJsonSchema;

namespace CodeRed.Cli.Tests;

/// <summary>What --json prints is what docs/reference says it is.</summary>
public sealed class JsonFormTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    private static string SchemaText(string name) => File.ReadAllText(Path.Combine(Approval.Checkout(), "docs", "reference", name + ".schema.json"));

    private static async Task<JsonNode> Valid(string name, string json)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaText(name), TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', schema.Validate(json)));

        // A schema that accepts anything would be no test.
        var changed = JsonNode.Parse(json)!.AsObject();
        changed["surprise"] = 1;
        Assert.NotEmpty(schema.Validate(changed.ToJsonString()));
        changed.Remove("surprise");
        changed["schema"] = "codered.other/1";
        Assert.NotEmpty(schema.Validate(changed.ToJsonString()));
        return JsonNode.Parse(json)!;
    }

    [Theory]
    [InlineData("drift")]
    [InlineData("log-drift")]
    [InlineData("runs")]
    [InlineData("probe")]
    [InlineData("ranking")]
    [InlineData("standing")]
    [InlineData("claims")]
    [InlineData("levels")]
    [InlineData("suite-check")]
    [InlineData("usage")]
    [InlineData("talent")]
    [InlineData("brief")]
    [InlineData("ledger")]
    [InlineData("ledger-check")]
    [InlineData("ledger-add")]
    [InlineData("ledger-import")]
    [InlineData("compare")]
    public void Every_field_of_a_schema_is_described_required_and_the_only_one(string name)
    {
        var root = JsonNode.Parse(SchemaText(name))!.AsObject();
        int fields = 0;
        Walk(root);
        Assert.InRange(fields, 3, 1000);

        void Walk(JsonNode node)
        {
            if (node is JsonArray list)
            {
                foreach (var entry in list.OfType<JsonNode>())
                {
                    Walk(entry);
                }
            }
            else if (node is JsonObject members)
            {
                if (members["properties"] is JsonObject properties)
                {
                    Assert.False((bool)members["additionalProperties"]!);
                    Assert.Equal(properties.Select(p => p.Key), members["required"]!.AsArray().Select(r => (string)r!));
                    foreach (var (field, schema) in properties)
                    {
                        fields++;
                        string? described = (string?)schema!["$ref"] is { } reference
                            ? (string?)root["definitions"]![reference["#/definitions/".Length..]]!["description"]
                            : (string?)schema["description"];
                        Assert.False(string.IsNullOrWhiteSpace(described), $"'{field}' is not described.");
                    }
                }

                foreach (var (_, member) in members)
                {
                    if (member is not null)
                    {
                        Walk(member);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("standing", "standings --skill coding")]
    [InlineData("standing", "standings --as-of 1999")]
    [InlineData("standing", "handovers --as-of 2025-12-05")]
    [InlineData("claims", "claims")]
    [InlineData("claims", "claims --as-of 2025-12-05")]
    [InlineData("levels", "levels --history 2")]
    [InlineData("brief", "brief openai --as-of 2025-12-05")]
    [InlineData("brief", "brief")]
    [InlineData("usage", "usage")]
    [InlineData("usage", "usage chatgpt gemini-app --as-of 2025-12-05")]
    [InlineData("usage", "usage chatgpt gemini-app --measure share-of-generative-ai-web-visits")]
    [InlineData("talent", "talent")]
    [InlineData("talent", "talent xai --as-of 2025-12-05 --event 2025-02-01")]
    [InlineData("talent", "talent openai --as-of 1999")]
    [InlineData("ledger", "ledger list")]
    [InlineData("ledger", "ledger list --kind move --as-of 2024-06-30")]
    [InlineData("ledger", "ledger show openai --as-of 2022-01-01")]
    [InlineData("ledger", "ledger show claude-opus-4.5")]
    [InlineData("ledger", "ledger show jan-leike")]
    [InlineData("ledger", "ledger show aa-omniscience")]
    [InlineData("ledger", "ledger show coding")]
    [InlineData("ledger", "ledger show menlo-ventures")]
    [InlineData("ledger", "ledger show weekly-active-users")]
    [InlineData("ledger", "ledger show chatgpt")]
    [InlineData("ledger", "ledger conflicts")]
    [InlineData("ledger-check", "ledger check")]
    public async Task Questions_to_the_ledger_print_their_schema(string schema, string line) =>
        await Valid(schema, bench.Run([.. line.Split(' '), "--json"]).Out);

    [Fact]
    public async Task Probe_and_runs_print_their_schemas_whole_or_stopped()
    {
        var whole = await Valid("probe", bench.Run("probe", "quick", "-t", "sim:a", "-t", "sim:b?refusals=0.3", "--stream", "--json").Ends(0).Out);
        Assert.Equal(["whole", "whole"], whole["runs"]!.AsArray().Select(r => (string)r!["end"]!));
        var stopped = await Valid("probe", bench.Run("probe", "quick", "-t", "openai-compatible:m?base_url=http://127.0.0.1:9/v1", "-j", "4", "--json").Ends(3).Out);
        Assert.Equal("outage", (string?)stopped["runs"]![0]!["end"]);
        var runs = await Valid("runs", bench.Run("runs", "--json").Ends(0).Out);
        Assert.Equal((2, 1), (runs["runs"]!.AsArray().Count, runs["unfinished"]!.AsArray().Count));
    }

    [Fact]
    public async Task What_writes_to_a_ledger_prints_its_schema_also_where_it_writes_nothing()
    {
        bench.Write("board.csv", "m,v\nGPT-5 (high),12.3456\nNobody 9,1\n");
        string[] import = ["ledger", "import", "board.csv", "--benchmark", "aa-omniscience", "--metric", "accuracy", "--runner", "artificial-analysis", "--model", "m", "--value", "v", "--on", "2026-03-01", "--title", "T", "--url", "https://t.example", "--ledger", "mine", "--json"];
        Assert.Null((await Valid("ledger-import", bench.Run([.. import, "--dry-run"]).Ends(0).Out))["path"]);
        var written = await Valid("ledger-import", bench.Run(import).Ends(0).Out);
        Assert.Equal((1, 0, "Nobody 9"), ((int)written["added"]!, (int)written["there_already"]!, (string)written["not_known"]![0]!["name"]!));
        Assert.Single(written["ids"]!.AsArray());
        Assert.Equal(1, (int)(await Valid("ledger-import", bench.Run(import).Ends(0).Out))["there_already"]!);

        await Valid("ledger-add", bench.Run("ledger", "add", "lab", "id=zeta", "name=Zeta", "--ledger", "mine", "--json").Ends(0).Out);
        Directory.CreateDirectory(bench.PathOf("wrong"));
        bench.Write(Path.Combine("wrong", "a.yaml"), "labs:\n  zeta: { name: Zeta, colour: red }\n");
        await Valid("ledger-check", bench.Run("ledger", "check", "wrong", "--json").Ends(2).Out);
    }

    [Fact]
    public async Task Drift_and_compare_print_the_drift_schema()
    {
        var (before, after) = Answers.Worse(bench);
        var drift = await Valid("drift", bench.Run("drift", before, after, "--json").Ends(1).Out);
        Assert.Equal(("codered.drift/1", "drift", "worse"), ((string?)drift["schema"], (string?)drift["framing"], (string?)drift["verdict"]));
        bench.Write("results.json", Answers.Promptfoo("a", "b"));
        var compare = await Valid("drift", bench.Run("compare", "results.json#b", "results.json#a", "--json").Ends(0).Out);
        Assert.Equal(("compare", "better"), ((string?)compare["framing"], (string?)compare["verdict"]));
    }

    [Theory]
    [InlineData(0, "answers.csv")]
    [InlineData(1, "answers.csv#b", "answers.csv#c", "--baseline", "answers.csv#a")]
    public async Task Compare_of_several_prints_the_compare_schema(int code, params string[] line)
    {
        Answers.Several(bench);
        var finding = await Valid("compare", bench.Run(["compare", .. line, "--json"]).Ends(code).Out);
        Assert.Equal(3, finding["runs"]!.AsArray().Count);
        Assert.Equal(code == 0 ? 3 : 2, finding["pairs"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_finding_with_dates_strata_wrapping_and_truncation_is_valid()
    {
        const string header = "id,time,answer,expected,topic,finish_reason,latency_ms,output_tokens";
        string File(string name, int month, Func<int, bool> wrapped) => bench.Write(name, header, Enumerable.Range(0, 40).Select(i =>
            $"q{i},2026-{month}-01T00:00:00Z,{(wrapped(i) ? "```" : "")}yes{(wrapped(i) ? "```" : "")},yes,t{i % 3},{(wrapped(i) ? "length" : "stop")},{100 + i},{i + 1}"));
        string mapping = bench.Write("m.yaml", """
            suite: wrapped
            target: m
            columns:
              { item: id, time: time, answer: answer, expected: expected, stratum: topic, finish_reason: finish_reason, latency: latency_ms, output_tokens: output_tokens }
            metrics:
              - name: correct
                grade: equals
            format_check: { pattern: "^[a-z]+$" }
            """);
        var finding = await Valid("drift", bench.Run("drift", File("a.csv", 10, _ => false), File("b.csv", 11, i => i % 2 == 0), "-m", mapping, "--json").Out);
        Assert.Equal("between", (string?)finding["onset"]!["kind"]);
        Assert.Equal(3, finding["strata"]!.AsArray().Count);
        Assert.NotEmpty(finding["diagnoses"]!.AsArray());
        Assert.Equal(2, finding["metrics"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_could_not_be_measured_is_valid()
    {
        string before = bench.Write("before.csv", "id,answer,expected,error", Answers.Rows(_ => false).Select(r => r + ","));
        string after = bench.Write("after.csv", "id,answer,expected,error", Answers.Rows(_ => false).Select(r => r.Split(',')).Select(r => $"{r[0]},,{r[2]},timeout"));
        var finding = await Valid("drift", bench.Run("drift", before, after, "--json").Ends(3).Out);
        Assert.Equal(("could_not_measure", "nothing_measured"), ((string?)finding["verdict"], (string?)finding["reason"]));
        Assert.Null(finding["metrics"]![0]!["raw"]!["p_value"]);
    }

    [Theory]
    [InlineData(true, 10, 1)]
    [InlineData(false, 10, 0)]
    [InlineData(true, 2, 3)]
    public async Task Logs_with_and_without_a_score_and_too_short_print_the_log_drift_schema(bool scored, int days, int code)
    {
        bench.Write("log.csv", string.Join('\n', Answers.Log(days, days, scored ? (0.9, 0.5) : null, (0.02, 0.4))) + "\n");
        var finding = await Valid("log-drift", bench.Run("drift", "log.csv", "--split", "2026-11-01", "--json").Ends(code).Out);
        Assert.Equal(scored, (bool)finding["has_score"]!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0, "--ties", "half", "--cluster", "none")]
    [InlineData(0, "--ties", "rao-kupper", "--cluster", "prompt,voter", "--baseline", "b", "--bootstrap", "20")]
    [InlineData(0, "--covariate", "longer")]
    public async Task Rank_prints_the_ranking_schema(int code, params string[] options)
    {
        bench.Write("votes.csv", "model_a,model_b,winner,prompt,voter,longer", Answers.Votes());
        var ranking = await Valid("ranking", bench.Run(["rank", "votes.csv", "--json", .. options]).Ends(code).Out);
        Assert.Equal(["a", "b", "c"], ranking["groups"]![0]!["models"]!.AsArray().Select(m => (string)m!["name"]!));
        Assert.Equal("d", (string?)ranking["unranked"]![0]!["name"]);
    }

    [Fact]
    public async Task A_ranking_that_votes_do_not_give_is_valid()
    {
        bench.Write("ties.csv", "model_a,model_b,winner", Enumerable.Repeat("a,b,tie", 9));
        var ranking = await Valid("ranking", bench.Run("rank", "ties.csv", "--json").Ends(3).Out);
        Assert.Equal(("could_not_rank", "ties_separated"), ((string?)ranking["verdict"], (string?)ranking["groups"]![0]!["refusal"]));
        bench.Write("won.csv", "model_a,model_b,winner", Enumerable.Repeat("a,b,model_a", 9));
        Assert.Empty((await Valid("ranking", bench.Run("rank", "won.csv", "--json").Ends(3).Out))["groups"]!.AsArray());
    }

    [Fact]
    public async Task Suite_check_prints_the_suite_schema()
    {
        bench.Run("init").Ends(0);
        var suite = await Valid("suite-check", bench.Run("suite", "check", "suite.yaml", "--json", "--items", "3").Ends(0).Out);
        Assert.Equal(("support-desk", 8, 3), ((string?)suite["name"], (int)suite["items"]!, suite["first_items"]!.AsArray().Count));
        Assert.Equal(40, (int)(await Valid("suite-check", bench.Run("suite", "check", "quick", "--json").Ends(0).Out))["items"]!);
    }

    [Fact]
    public async Task Runs_and_import_print_the_runs_schema()
    {
        await Valid("runs", bench.Run("runs", "--json").Ends(0).Out);
        bench.Write("log.csv", string.Join('\n', Answers.Log(1, 1, null, (0, 0))) + "\n");
        await Valid("runs", bench.Run("import", "log.csv", "--json").Ends(0).Out);
        bench.Write("results.json", Answers.Promptfoo("a", "b"));
        var runs = await Valid("runs", bench.Run("import", "results.json", "--json").Ends(0).Out);
        Assert.Equal(["a", "b"], runs["runs"]!.AsArray().Select(r => (string)r!["target"]!).Order(StringComparer.Ordinal));
        Assert.Equal(3, (await Valid("runs", bench.Run("runs", "--json").Ends(0).Out))["runs"]!.AsArray().Count);
    }
}
