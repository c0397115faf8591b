using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CodeRed.Probing.Tests.Running;
using Microsoft.Data.Sqlite;

namespace CodeRed.Cli.Tests;

/// <summary>Models are asked: simulated ones, and a server on this machine that speaks a vendor's wire format.</summary>
public sealed class ProbeTests : IDisposable
{
    private const string Key = "sk-QX7tJ2vLw9RkZb4NfH8mCyA1";
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void A_new_user_comes_from_an_example_to_a_finding_withisOuta_key()
    {
        bench.Run("init").Ends(0);
        bench.Run("suite", "check", "suite.yaml").Ends(0);
        var ran = bench.Run("probe", "suite.yaml").Ends(0);
        Assert.Contains("8 of 8 samples of support-desk", ran.Out, StringComparison.Ordinal);

        bench.Run("probe", "quick", "--target", "sim:good?skill=0.9&noise=0", "--target", "sim:bad?skill=0.3&noise=0").Ends(0);
        var compared = bench.Run("drift", "sim:good?skill=0.9&noise=0", "sim:bad?skill=0.3&noise=0").Ends(1);
        Assert.Contains("WORSE", compared.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_again_is_another_run()
    {
        bench.Run("probe", "quick", "-t", "sim:demo").Ends(0);
        bench.Run("probe", "quick", "-t", "sim:demo").Ends(0);
        var runs = JsonNode.Parse(bench.Run("runs", "--json").Ends(0).Out)!["runs"]!.AsArray();

        Assert.Equal(2, runs.Select(r => (string)r!["id"]!).Distinct().Count());
        Assert.All(runs, r => Assert.Equal(40, (int)r!["samples"]!));
    }

    [Fact]
    public void A_dry_run_asks_nothing_and_says_what_it_would_ask()
    {
        var ran = bench.Run("probe", "quick", "-t", "sim:demo", "--epochs", "3", "--dry-run").Ends(0);
        Assert.Contains("120 requests to sim:demo", ran.Out, StringComparison.Ordinal);
        Assert.Contains("a million tokens", bench.Run("probe", "quick", "-t", "openai:gpt-5.1", "--dry-run").Ends(0).Out, StringComparison.Ordinal);
        bench.HoldsNothing();
    }

    [Fact]
    public async Task A_run_that_stops_at_its_budget_goes_on_with_a_larger_one_and_asks_nothing_twice()
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of("a" + question[1..]));
        string suite = bench.Write("suite.yaml", Suite(60));
        string[] words = ["probe", suite, "-t", server.Target, "--price", "5/50", "-j", "4"];

        var stopped = bench.Run([.. words, "--budget", "$0.02"]).Ends(3);
        Assert.Contains("STOPPED", stopped.Out, StringComparison.Ordinal);
        Assert.InRange(server.Requests, 16, 24);
        var unfinished = JsonNode.Parse(bench.Run("runs", "--json").Ends(0).Out)!["unfinished"]!.AsArray();
        Assert.Equal(server.Requests, (int)Assert.Single(unfinished)!["samples"]!);
        Assert.Contains("the same 'codered probe' goes on", string.Join(' ', bench.Run("runs").Ends(0).Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        var whole = bench.Run([.. words, "--budget", "1"]).Ends(0);
        Assert.Contains("Going on with an unfinished run", whole.Error, StringComparison.Ordinal);
        Assert.Equal(60, server.Requests);
        Assert.All(server.Asked, q => Assert.Equal(1, q.Value));
        Assert.Single(JsonNode.Parse(bench.Run("runs", "--json").Ends(0).Out)!["runs"]!.AsArray());
    }

    [Fact]
    public async Task Interrupted_it_keeps_every_answer_and_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send.");
        using var enough = new SemaphoreSlim(0);
        await using var server = await ModelServer.Start(async (question, _) =>
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            enough.Release();
            return Reply.Of("a" + question[1..]);
        });
        string suite = bench.Write("suite.yaml", Suite(400));
        using (var process = bench.Start([], "probe", suite, "-t", server.Target, "-j", "2"))
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            for (int i = 0; i < 30; i++)
            {
                await enough.WaitAsync(TestContext.Current.CancellationToken);
            }

            using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(130, process.ExitCode);
            Assert.Contains("Type the same again to go on", (await output).ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.DoesNotContain("   at CodeRed", await error, StringComparison.Ordinal);
        }

        int before = server.Requests;
        Assert.InRange(before, 30, 200);
        bench.Run("probe", suite, "-t", server.Target, "-j", "8").Ends(0);
        Assert.Equal(400, server.Requests);
        Assert.All(server.Asked, q => Assert.Equal(1, q.Value));
    }

    [Fact]
    public async Task Killed_it_goes_on_and_asks_again_at_most_what_was_under_way()
    {
        using var enough = new SemaphoreSlim(0);
        await using var server = await ModelServer.Start(async (question, _) =>
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            enough.Release();
            return Reply.Of("a" + question[1..]);
        });
        string suite = bench.Write("suite.yaml", Suite(300));
        for (int times = 1; times <= 3; times++)
        {
            using var process = bench.Start([], "probe", suite, "-t", server.Target, "-j", "4");
            for (int i = 0; i < 40; i++)
            {
                await enough.WaitAsync(TestContext.Current.CancellationToken);
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        bench.Run("probe", suite, "-t", server.Target, "-j", "4").Ends(0);
        Assert.InRange(server.Requests, 300, 300 + (3 * 4));
        Assert.Equal(300, server.Asked.Count);
        Assert.Contains("sound", bench.Run("doctor").Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unfinished_run_of_another_day_is_not_gone_on_with_unasked()
    {
        string suite = bench.Write("suite.yaml", Suite(5));
        bench.Run("probe", suite, "-t", "sim:demo").Ends(0);
        using (var connection = new SqliteConnection($"Data Source={bench.PathOf("evidence.db")};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE run SET hash = NULL, source = NULL; UPDATE plan SET started_at = started_at - 200000000; DELETE FROM grade WHERE sample > 2; DELETE FROM exchange WHERE sample > 2; DELETE FROM sample WHERE id > 2; UPDATE sample SET at = at - 200000000";
            command.ExecuteNonQuery();
        }

        string unasked = bench.Run("probe", suite, "-t", "sim:demo").Ends(0).Error;
        Assert.Contains("2 of 5", unasked, StringComparison.Ordinal);
        Assert.Contains("--continue", unasked, StringComparison.Ordinal);
        Assert.Contains("Going on", bench.Run("probe", suite, "-t", "sim:demo", "--continue").Ends(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_run_leaves_an_unfinished_one_for_good()
    {
        string suite = bench.Write("suite.yaml", Suite(20));
        string[] words = ["probe", suite, "-t", "openai-compatible:m?base_url=http://127.0.0.1:9/v1", "-j", "4"];
        bench.Run(words).Ends(3);
        bench.Run([.. words, "--new"]).Ends(3);
        var unfinished = JsonNode.Parse(bench.Run("runs", "--json").Ends(0).Out)!["unfinished"]!.AsArray();
        Assert.Equal([false, true], unfinished.Select(r => (bool)r!["left"]!));
        Assert.Contains("left for good", OneLine(bench.Run("runs").Ends(0).Out), StringComparison.Ordinal);
        bench.Run(words).Ends(3);
        Assert.Equal(2, JsonNode.Parse(bench.Run("runs", "--json").Ends(0).Out)!["unfinished"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_whole_run_withisOuta_single_grade_is_not_measured()
    {
        await using var server = await ModelServer.Start((_, _) => new Reply(400, "no such option"));
        string suite = bench.Write("suite.yaml", Suite(3));
        var ran = bench.Run("probe", suite, "-t", server.Target).Ends(3);
        Assert.Contains("NOTHING MEASURED", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_before_anything_is_asked()
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of("a" + question[1..]));
        string suite = bench.Write("suite.yaml", Suite(5));
        string judged = bench.Write("judged.yaml", "prompts: ['{{q}}']\ntests:\n  - { vars: { q: hello }, assert: [{ type: llm-rubric, value: is polite }] }\n");

        bench.Run("probe", suite).Refuses("names no target", "--target");
        bench.Run("probe", suite, "-t", "openai").Refuses("'openai' is not a target");
        bench.Run("probe", suite, "-t", "opnai:gpt-5").Refuses("there is no vendor 'opnai'", "did you mean openai?");
        bench.Run("probe", suite, "-t", "openai:gpt-5").Refuses("OPENAI_API_KEY");
        bench.Run("probe", suite, "-t", server.Target, "--budget", "1").Refuses("is not known", "--price");
        bench.Run("probe", suite, "-t", server.Target, "--price", "cheap").Refuses("--price cheap");
        bench.Run("probe", suite, "-t", server.Target, "--budget", "-1").Refuses("--budget -1");
        bench.Run("probe", suite, "-t", server.Target, "--epochs", "0").Refuses("--epochs");
        bench.Run("probe", suite, "-t", "sim:demo", "-t", "sim:demo").Refuses("named twice");
        bench.Run("probe", judged, "-t", "sim:demo").Refuses("--judge");
        bench.Run("probe", judged, "-t", "sim:demo", "--judge", server.Target, "--budget", "1").Refuses($"what {server.Target} costs is not known", "--price", "leave the budget out");
        bench.Run("probe", "nowhere.yaml", "-t", "sim:demo").Refuses("nowhere.yaml", "no such file");
        bench.HoldsNothing();
        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [InlineData(400, null, 3)]
    [InlineData(401, null, 2)]
    [InlineData(402, null, 2)]
    [InlineData(403, null, 2)]
    [InlineData(404, null, 2)]
    [InlineData(413, null, 3)]
    [InlineData(429, "insufficient_quota", 2)]
    [InlineData(429, null, 0)]
    [InlineData(500, null, 0)]
    [InlineData(200, null, 0)]
    public async Task The_key_is_in_no_file_and_no_output_whatever_goes_wrong(int status, string? code, int exit)
    {
        // The provider repeats the key in its error, its answer and its code, as some do.
        await using var server = await ModelServer.Start((_, before) => before == 0 || exit != 0
            ? new Reply(status, $"What came with Bearer {Key} has failed ({Key}).", status == 429 ? 0.01 : null, code ?? Key)
            : Reply.Of($"your key is {Key}"));
        string suite = bench.Write("suite.yaml", Suite(3));
        Dictionary<string, string?> environment = new() { ["OPENAI_API_KEY"] = Key, ["OPENAI_BASE_URL"] = server.Address + "/v1" };
        Ran[] all =
        [
            bench.RunWith(environment, "probe", suite, "-t", "openai:gpt-4o-mini", "--json").Ends(exit),
            bench.RunWith(environment, "probe", suite, "-t", "openai:gpt-4o-mini", "--epochs", "2").Ends(exit),
            bench.RunWith(environment, "runs", "--json").Ends(0),
            bench.RunWith(environment, "doctor", "--json").Ends(0),
        ];
        if (exit is 0 or 3)
        {
            string id = (string)JsonNode.Parse(all[2].Out)!["runs"]!.AsArray()[0]!["id"]!;
            bench.RunWith(environment, "compare", id, id, "--html", "page.html");
        }

        Assert.All(all, ran => Assert.DoesNotContain(Key, ran.Everything, StringComparison.Ordinal));
        byte[] key = Encoding.UTF8.GetBytes(Key);
        foreach (string file in Directory.EnumerateFiles(bench.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(key) < 0, $"{file} holds the key");
        }

        Assert.True(server.Requests > 0);
    }

    [Fact]
    public async Task Every_item_is_a_case_for_a_build_server_and_hostile_text_is_inert_there()
    {
        await using var server = await ModelServer.Start((question, _) => question switch
        {
            "q0" => Reply.Of("a0"),
            "q1" => Reply.Of("]]><evil>\u001b[2J&\u0000"),
            _ => new Reply(400, "no"),
        });
        string suite = bench.Write("suite.yaml", Suite(3));
        bench.Run("probe", suite, "-t", server.Target, "--epochs", "2", "--junit", "out.xml").Ends(0);
        var xml = System.Xml.Linq.XDocument.Load(bench.PathOf("out.xml"));
        var group = xml.Root!.Element("testsuite")!;

        Assert.Equal(("3", "1", "1"), ((string)group.Attribute("tests")!, (string)group.Attribute("failures")!, (string)group.Attribute("errors")!));
        Assert.Contains("<evil>", group.Descendants("failure").First().Value, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', File.ReadAllText(bench.PathOf("out.xml")));
        Assert.Contains("not measured", (string)group.Descendants("error").First().Attribute("message")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suite_that_is_edited_while_it_is_asked_stops_the_run_which_goes_on_when_it_is_put_back()
    {
        string rows = "x\n" + string.Join('\n', Enumerable.Range(0, 5_200)) + "\n";
        bench.Write("c.csv", rows);
        string table = bench.PathOf("c.csv");
        bool edit = true;
        await using var server = await ModelServer.Start((question, _) =>
        {
            if (question == "1000" && edit)
            {
                edit = false;
                // Every later item moves down by one place.
                File.WriteAllText(table, rows.Replace("\n1500\n", "\nnew\n1500\n", StringComparison.Ordinal));
            }

            return Reply.Of(question);
        });
        string suite = bench.Write("suite.yaml", "prompts: ['{{x}}']\ntests: file://c.csv\ndefaultTest: { assert: [{ type: equals, value: '{{x}}' }] }\n");

        var stopped = bench.Run("probe", suite, "-t", server.Target, "-j", "16").Ends(2);
        Assert.Contains("c.csv: was changed while it was in use", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("what was asked is kept", stopped.Error, StringComparison.Ordinal);
        Assert.InRange(server.Requests, 1_001, 1_200);
        Assert.DoesNotContain("new", server.Asked.Keys);

        File.WriteAllText(table, rows);
        var whole = JsonNode.Parse(bench.Run("probe", suite, "-t", server.Target, "-j", "16", "--json").Ends(0).Out)!;
        Assert.Equal(5_200, server.Requests);
        Assert.Equal(1, (double)whole["runs"]![0]!["metrics"]![0]!["mean"]!);
    }

    [Fact]
    public async Task Answers_whose_judge_is_out_when_the_suite_is_edited_are_not_paid_for_again()
    {
        string rows = "x\n" + string.Join('\n', Enumerable.Range(0, 5_200)) + "\n";
        bench.Write("c.csv", rows);
        string table = bench.PathOf("c.csv");
        bool isOut = false;
        await using var judge = await ModelServer.Start((_, _) => isOut ? new Reply(500, "{}") : Reply.Of("Yes.\nVERDICT: PASS"));
        await using var server = await ModelServer.Start((question, _) =>
        {
            // Fewer than eight are under way beyond it, so that the next hundred is not read yet.
            if (question == "391" && !isOut)
            {
                isOut = true;
                File.WriteAllText(table, rows + "5200\n");
            }

            return Reply.Of(question);
        });
        string suite = bench.Write("suite.yaml", $"judge: {{ target: '{judge.Target}', rubric: is polite }}\nprompts: ['{{{{x}}}}']\ntests: file://c.csv\ndefaultTest: {{ assert: [{{ type: llm-rubric, value: is polite }}] }}\n");

        var stopped = bench.Run("probe", suite, "-t", server.Target, "-j", "8").Ends(2);
        Assert.Contains("c.csv: was changed while it was in use", stopped.Error, StringComparison.Ordinal);

        File.WriteAllText(table, rows);
        isOut = false;
        bench.Run("probe", suite, "-t", server.Target, "-j", "8").Ends(0);
        Assert.Equal(5_200, server.Requests);
    }

    [Fact]
    public async Task A_judge_is_held_against_people_before_it_grades()
    {
        await using var judge = await ModelServer.Start((question, _) => Reply.Of(question.Contains("rude", StringComparison.Ordinal) ? "It is not.\nVERDICT: FAIL" : question.Contains("odd", StringComparison.Ordinal) ? "Hm." : "It is.\nVERDICT: PASS"));
        bench.Write("anchors.csv", "question,answer,passes\nq,kind,true\nq,friendly,true\nq,rude,false\nq,a grumble,false\nq,odd,true\n");
        string suite = bench.Write("judged.yaml", $"judge: {{ target: '{judge.Target}', rubric: is polite, anchors: 'file://anchors.csv' }}\nprompts: ['{{{{q}}}}']\ntests:\n  - {{ vars: {{ q: hello }}, assert: [{{ type: llm-rubric, value: is polite }}] }}\n");
        var ran = bench.Run("probe", suite, "-t", "sim:demo").Ends(0);
        Assert.Contains("agrees with people on 3 of 4 anchors", string.Join(' ', ran.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("gives no verdict on 1", string.Join(' ', ran.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(6, judge.Requests);
        var json = JsonNode.Parse(bench.Run("probe", suite, "-t", "sim:demo", "--json").Ends(0).Out)!["judge"]!;
        Assert.Equal((3, 4, 1), ((int)json["agreed"]!, (int)json["read"]!, (int)json["unread"]!));
        Assert.Contains("the judge included", bench.Run("probe", suite, "-t", "sim:demo", "--price", "5/50").Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anchors_keep_to_the_budget_and_a_judge_that_is_out_is_no_judge()
    {
        await using var judge = await ModelServer.Start((_, _) => Reply.Of("Fine.\nVERDICT: PASS"));
        bench.Write("anchors.csv", "question,answer,passes\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"q,answer {i},true\n")));
        string Judged(string target) => bench.Write("judged.yaml", $"judge: {{ target: '{target}', rubric: is polite, anchors: 'file://anchors.csv' }}\nprompts: ['{{{{q}}}}']\ntests:\n  - {{ vars: {{ q: hello }}, assert: [{{ type: llm-rubric, value: is polite }}] }}\n");
        // A thousandth of a dollar each.
        var ran = bench.Run("probe", Judged(judge.Target), "-t", "sim:demo", "--price", "5/50", "--budget", "0.02", "-j", "4").Ends(3);
        Assert.Contains("The budget cannot be kept", ran.Error, StringComparison.Ordinal);
        Assert.InRange(judge.Requests, 20, 24);

        var refused = bench.Run("probe", Judged("openai-compatible:m?base_url=http://127.0.0.1:9/v1"), "-t", "sim:demo").Ends(3);
        Assert.Contains("The judge cannot be asked", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Answers_whose_judge_cannot_be_asked_wait_for_it_and_are_not_asked_for_again(int status)
    {
        bool isOut = true;
        await using var server = await ModelServer.Start((question, _) => Reply.Of("answer to " + question));
        await using var judge = await ModelServer.Start((question, _) => isOut ? new Reply(status, "not you") : Reply.Of(question.Contains("answer to q3", StringComparison.Ordinal) ? "No.\nVERDICT: FAIL" : "Fine.\nVERDICT: PASS"));
        string suite = bench.Write("judged.yaml", Judged(judge, 20));
        string[] words = ["probe", suite, "-t", server.Target, "--price", "5/50", "-j", "4", "--continue"];

        var stopped = bench.Run(words).Ends(2);
        int paid = server.Requests;
        Assert.InRange(paid, 1, 8);
        string said = OneLine(stopped.Out);
        Assert.Contains("not you", said, StringComparison.Ordinal);
        Assert.Contains(paid == 1 ? "1 answer waits for the judge" : $"{paid} answers wait for the judge", said, StringComparison.Ordinal);
        Assert.Contains($"Cost ${0.001m * paid}", said, StringComparison.Ordinal);
        Assert.Contains("What was answered is kept", said, StringComparison.Ordinal);
        var unfinished = Assert.Single(JsonNode.Parse(bench.Run("runs", "--json").Ends(0).Out)!["unfinished"]!.AsArray())!;
        Assert.Equal((0, paid), ((int)unfinished["samples"]!, (int)unfinished["waiting"]!));
        string listed = OneLine(bench.Run("runs").Ends(0).Out);
        Assert.Contains(paid == 1 ? "1 answer waits for the judge" : $"{paid} answers wait for the judge", listed, StringComparison.Ordinal);
        Assert.Contains("'codered probe … --continue'", listed, StringComparison.Ordinal);

        // Still out: nothing more is paid for.
        var still = JsonNode.Parse(bench.Run([.. words, "--json"]).Ends(2).Out)!["runs"]![0]!;
        Assert.Equal(paid, server.Requests);
        Assert.Equal((0, paid, 0.001m * paid), ((int)still["samples"]!, (int)still["waiting"]!, (decimal)still["cost"]!));

        isOut = false;
        var whole = JsonNode.Parse(bench.Run([.. words, "--json"]).Ends(0).Out)!["runs"]![0]!;
        Assert.Equal(20, server.Requests);
        Assert.All(server.Asked, q => Assert.Equal(1, q.Value));
        // A thousandth of a dollar for each answer, and for each judgement.
        Assert.Equal((20, 20, 0, 0.04m, 0), ((int)whole["samples"]!, (int)whole["answered"]!, (int)whole["waiting"]!, (decimal)whole["cost"]!, (int)whole["unpriced"]!));
        Assert.Equal(0.95, (double)whole["metrics"]![0]!["mean"]!, 12);
        Assert.Equal(20, (int)whole["metrics"]![0]!["answers"]!);
        Assert.NotNull(whole["latency_ms"]!["p50"]);
        Assert.Equal(20, (int)Assert.Single(whole["served"]!.AsArray())!["answers"]!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_budget_stops_at_the_first_anchor_whose_cost_is_not_known_and_nothing_more_is_asked_under_it(int anchors)
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of("answer to " + question));
        await using var judge = await ModelServer.Start((_, _) => new Reply(200, "Fine.\nVERDICT: PASS", Counted: false));
        bench.Write("anchors.csv", "question,answer,passes", Enumerable.Range(0, anchors).Select(i => $"q,anchor {i},true"));
        string suite = bench.Write("judged.yaml", Judged(judge, 1));
        string[] words = ["probe", suite, "-t", server.Target, "--price", "5/50", "-j", "1"];

        for (int times = 0; times < 2; times++)
        {
            var stopped = bench.Run([.. words, "--budget", "1"]).Ends(3);
            Assert.Matches("cost is not known[.;] [Ww]ithout a budget the run goes on", OneLine(stopped.Error + stopped.Out));
            Assert.Equal((1, 0), (judge.Requests, server.Requests));
        }

        var whole = bench.Run(words).Ends(0);
        Assert.Contains($"without 1 answer and {anchors} of the judge about its anchors whose cost is not known", OneLine(whole.Out), StringComparison.Ordinal);
        Assert.Equal((anchors + 1, 1), (judge.Requests, server.Requests));
    }

    [Fact]
    public async Task What_a_judge_cost_before_it_refused_everything_is_in_the_total_of_the_run()
    {
        bool isOut = true;
        await using var server = await ModelServer.Start((question, _) => Reply.Of("answer to " + question));
        // A thousandth of a dollar for each answer, also for the first one, which holds nothing.
        await using var judge = await ModelServer.Start((_, before) => !isOut ? Reply.Of("Fine.\nVERDICT: PASS") : before == 0 ? Reply.Nothing : new Reply(401, "no key"));
        bench.Write("anchors.csv", "question,answer,passes\nq,kind,true\n");
        string suite = bench.Write("judged.yaml", Judged(judge, 1));
        string[] words = ["probe", suite, "-t", server.Target, "--price", "5/50", "-j", "1", "--json"];

        Assert.Contains("The judge cannot be asked", bench.Run(words).Ends(2).Error, StringComparison.Ordinal);
        isOut = false;
        var whole = JsonNode.Parse(bench.Run(words).Ends(0).Out)!;
        Assert.Equal((0.001m, 0.004m), ((decimal)whole["judge"]!["cost"]!, (decimal)whole["runs"]![0]!["cost"]!));
    }

    [Fact]
    public async Task Anchors_that_moved_to_other_lines_are_not_asked_about_again()
    {
        await using var judge = await ModelServer.Start((_, _) => Reply.Of("Fine.\nVERDICT: PASS"));
        string[] rows = ["q,kind,true", "q,friendly,true", "q,rude,false", "q,odd,true"];
        bench.Write("anchors.csv", "question,answer,passes", rows);
        string suite = bench.Write("judged.yaml", Judged(judge, 1));
        string[] words = ["probe", suite, "-t", "sim:demo", "--price", "5/50", "-j", "1", "--budget"];

        bench.Run([.. words, "0.002"]).Ends(3);
        Assert.Equal(2, judge.Requests);
        bench.Write("anchors.csv", "question,answer,passes", ["q,new,true", .. rows]);
        bench.Run([.. words, "1"]).Ends(0);
        // Five anchors and one answer.
        Assert.Equal(6, judge.Requests);
        Assert.All(judge.Asked, q => Assert.Equal(1, q.Value));
    }

    [Theory]
    [InlineData("grade", 403, 0)]
    [InlineData("reply", 404, 3)]
    [InlineData("anchor", 403, 3)]
    public async Task A_judge_that_is_known_from_an_earlier_part_refuses_one_answer_and_not_the_run(string known, int status, int exit)
    {
        // It answers once, is then out with the key, and in the next part refuses the answer that waits for it.
        int refusal = 401;
        await using var server = await ModelServer.Start((question, _) => Reply.Of("answer to " + question));
        await using var judge = await ModelServer.Start((question, _) => question.Contains(known == "reply" ? "is short" : "answer to q1", StringComparison.Ordinal) ? new Reply(refusal, "not this one") : Reply.Of("Fine.\nVERDICT: PASS"));
        if (known == "anchor")
        {
            bench.Write("anchors.csv", "question,answer,passes\nq,kind,true\n");
        }

        string polite = "{ type: llm-rubric, value: is polite }";
        string Item(int number) => $"  - {{ id: id{number}, vars: {{ q: q{number} }}, assert: [{polite}{(known == "reply" ? ", { type: llm-rubric, value: is short }" : "")}] }}\n";
        string suite = bench.Write("judged.yaml", Judged(judge, 0) + (known == "grade" ? Item(0) : "") + Item(1));
        string[] words = ["probe", suite, "-t", server.Target, "-j", "1", "--price", "5/50"];

        bench.Run(words).Ends(2);
        refusal = status;
        bench.Run(words).Ends(exit);
        var runs = JsonNode.Parse(bench.Run("runs", "--json").Ends(0).Out)!;
        Assert.Equal((1, 0), (runs["runs"]!.AsArray().Count, runs["unfinished"]!.AsArray().Count));
        Assert.All(server.Asked, q => Assert.Equal(1, q.Value));
    }

    [Fact]
    public async Task A_judge_that_was_retired_between_two_parts_stops_the_run_at_its_third_refusal()
    {
        int refusal = 401;
        await using var server = await ModelServer.Start((question, _) => Reply.Of("answer to " + question));
        await using var judge = await ModelServer.Start((question, _) => question.Contains("answer to q0", StringComparison.Ordinal) ? Reply.Of("Fine.\nVERDICT: PASS") : new Reply(refusal, "gone"));
        string suite = bench.Write("judged.yaml", Judged(judge, 0) + string.Concat(Enumerable.Range(0, 10).Select(i => $"  - {{ id: id{i}, vars: {{ q: q{i} }}, assert: [{{ type: llm-rubric, value: is polite }}] }}\n")));
        string[] words = ["probe", suite, "-t", server.Target, "-j", "1", "--price", "5/50"];

        bench.Run(words).Ends(2);
        refusal = 404;
        bench.Run(words).Ends(2);

        // One was judged, two were refused, the third waits; the other six are not paid for.
        var left = JsonNode.Parse(bench.Run("runs", "--json").Ends(0).Out)!["unfinished"]!.AsArray().Single()!;
        Assert.Equal((3, 1, 4), ((int)left["samples"]!, (int)left["waiting"]!, server.Requests));
    }

    [Fact]
    public async Task What_the_anchors_cost_counts_to_total_and_budget_of_a_run_in_all_its_parts()
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of("answer to " + question));
        await using var judge = await ModelServer.Start((_, _) => Reply.Of("Fine.\nVERDICT: PASS"));
        bench.Write("anchors.csv", "question,answer,passes\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"q,anchor {i},true\n")));
        string suite = bench.Write("judged.yaml", Judged(judge, 40));
        string[] words = ["probe", suite, "-t", server.Target, "--price", "5/50", "-j", "1", "--json", "--budget"];

        // A thousandth of a dollar each: four of ten anchors, then the others and 15 samples at two thousandths, then five samples more.
        bench.Run([.. words, "0.004"]).Ends(3);
        Assert.Equal((4, 0), (judge.Requests, server.Requests));
        var first = JsonNode.Parse(bench.Run([.. words, "0.04"]).Ends(3).Out)!;
        Assert.Equal((15, 0.04m), ((int)first["runs"]![0]!["samples"]!, (decimal)first["runs"]![0]!["cost"]!));
        var second = JsonNode.Parse(bench.Run([.. words, "0.05"]).Ends(3).Out)!;
        Assert.Equal((20, 0.05m), ((int)second["runs"]![0]!["samples"]!, (decimal)second["runs"]![0]!["cost"]!));
        Assert.Equal(50, judge.Requests + server.Requests);
        Assert.All(judge.Asked, q => Assert.Equal(1, q.Value));

        // What was found out about the judge is still known.
        Assert.Equal((10, 0.01m), ((int)second["judge"]!["agreed"]!, (decimal)second["judge"]!["cost"]!));
        Assert.Equal(first["judge"]!.ToJsonString(), second["judge"]!.ToJsonString());
    }

    [Fact]
    public async Task Answers_of_a_gateway_are_not_priced_as_the_vendors()
    {
        await using var server = await ModelServer.Start((_, _) => Reply.Of("a1"));
        string suite = bench.Write("suite.yaml", Suite(3));
        Dictionary<string, string?> environment = new() { ["OPENAI_API_KEY"] = Key, ["OPENAI_BASE_URL"] = server.Address + "/v1" };
        var ran = bench.RunWith(environment, "probe", suite, "-t", "openai:gpt-5.1", "-t", "openai:gpt-4o-mini", "--json").Ends(0);
        Assert.Equal(2, ran.Error.Split("Priced unknown: answers come from 127.0.0.1, not from api.openai.com").Length);
        var runs = JsonNode.Parse(ran.Out)!["runs"]!.AsArray();
        Assert.All(runs, r => Assert.Equal(3, (int)r!["unpriced"]!));
        var compared = bench.RunWith(environment, "compare", "openai:gpt-5.1", "openai:gpt-4o-mini", "--baseline", "openai:gpt-5.1", "--json");
        Assert.All(JsonNode.Parse(compared.Out)!["runs"]!.AsArray(), r => Assert.Equal(3, (int)r!["cost"]!["unknown"]!));

        Assert.Contains("what openai:gpt-5.1 costs is not known", bench.RunWith(environment, "probe", suite, "-t", "openai:gpt-5.1", "--budget", "1", "--new").Ends(2).Error, StringComparison.Ordinal);
        var priced = bench.RunWith(environment, "probe", suite, "-t", "openai:gpt-5.1", "--price", "3/15", "--json", "--new").Ends(0);
        Assert.DoesNotContain("Priced unknown", priced.Error, StringComparison.Ordinal);
        Assert.Equal(0, (int)JsonNode.Parse(priced.Out)!["runs"]![0]!["unpriced"]!);
    }

    [Fact]
    public async Task A_hostile_provider_reaches_neither_the_terminal_nor_the_page()
    {
        const string Hostile = "\u001b[2J\u202e<script>alert(1)</script>\u0007";
        await using var server = await ModelServer.Start((question, _) => question == "q1" ? new Reply(400, Hostile) : Reply.Of(Hostile));
        string suite = bench.Write("suite.yaml", Suite(3));
        var ran = bench.Run("probe", suite, "-t", server.Target).Ends(0);
        Assert.DoesNotContain('\u001b', ran.Everything);
        Assert.DoesNotContain('\u202e', ran.Everything);

        await using var refusing = await ModelServer.Start((_, _) => new Reply(401, Hostile));
        var refused = bench.Run("probe", suite, "-t", refusing.Target).Ends(2);
        Assert.DoesNotContain('\u001b', refused.Everything);
        Assert.DoesNotContain('\u202e', refused.Everything);
    }

    private static string OneLine(string screen) => string.Join(' ', screen.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // With anchors, where such a file was written.
    private string Judged(ModelServer judge, int items) =>
        $"judge: {{ target: '{judge.Target}', rubric: is polite{(File.Exists(bench.PathOf("anchors.csv")) ? ", anchors: 'file://anchors.csv'" : "")} }}\nprompts: ['{{{{q}}}}']\ntests:\n"
        + string.Concat(Enumerable.Range(0, items).Select(i => $"  - {{ id: id{i}, vars: {{ q: q{i} }}, assert: [{{ type: llm-rubric, value: is polite }}] }}\n"));

    private static string Suite(int items)
    {
        var yaml = new StringBuilder("prompts: ['{{q}}']\ntests:\n");
        for (int i = 0; i < items; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ id: id{i}, vars: {{ q: q{i} }}, assert: [{{ type: equals, value: a{i} }}] }}\n");
        }

        return yaml.ToString();
    }
}
