using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CodeRed.Probing.Suites;

namespace CodeRed.Probing.Tests.Suites;

public sealed class SuiteFileTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static Grade Pass(SuiteFile suite, ProbeItem item, string answer) => suite.Metrics.Grade(item, answer)[0].Raw;

    private static string UpTo(string text, string mark) =>
        text.IndexOf(mark, StringComparison.Ordinal) is int at and >= 0 ? text[..(at + mark.Length)] : text;

    [Fact]
    public void A_promptfooconfig_within_the_subset_is_read_as_it_is()
    {
        scratch.Write("tests.csv", "id,question,__expected\n1,\"What is the code, please?\",equals:code1\n2,Second?,icontains: CODE2\n");
        var suite = SuiteFile.Read(scratch.Write("promptfooconfig.yaml", """
            # yaml-language-server: $schema=https://promptfoo.dev/config-schema.json
            description: peer bench 2
            prompts:
              - 'Answer in one word. {{question}}'
              - '{{ question | upper }}'
            providers:
              - id: openai:chat:gpt-4o-mini
                label: mini
                config:
                  temperature: 0
                  max_tokens: 20
              - anthropic:messages:claude
            evaluateOptions:
              maxConcurrency: 8
              repeat: 2
              cache: false
            defaultTest:
              assert:
                - type: not-contains
                  value: sorry
            tests: file://tests.csv
            """));
        Assert.Equal(("promptfooconfig", "peer bench 2", 4L, 2, 8L), (suite.Name, suite.Description, suite.ItemCount, suite.Epochs, suite.Requests));
        Assert.Equal(8, suite.Limits.Concurrency);
        Assert.Equal(["openai:gpt-4o-mini?api=chat", "anthropic:claude"], suite.Targets.Select(t => t.Id));
        var first = suite.Targets[0];
        Assert.Equal(("mini", 0m, 20), (first.Label, first.Options.Temperature, first.Options.MaxTokens));

        var items = suite.Items().ToList();
        Assert.Equal(4, items.Select(i => i.Id).Distinct().Count());
        Assert.Equal(["Answer in one word. What is the code, please?", "WHAT IS THE CODE, PLEASE?", "Answer in one word. Second?", "SECOND?"], items.Select(i => i.Messages.Single().Text));
        Assert.Equal(1, Pass(suite, items[0], "code1").Value);
        Assert.Equal(0, Pass(suite, items[0], "Code1").Value);
        Assert.Equal(0, Pass(suite, items[0], "code1, sorry").Value);
        Assert.Equal(1, Pass(suite, items[2], "It is code2.").Value);
        Assert.Equal(["pass", "score"], suite.Metrics.All.Select(m => m.Name));
    }

    [Fact]
    public void Every_mistake_is_reported_at_once_with_its_line()
    {
        scratch.Write("cases.csv", "question,__expcted\nq,equals:1\n");
        Assert.Equal(
            [
                "suite.yaml:1: 'nmae' is not a key that belongs here; did you mean name? The keys are name, description, system, prompts, targets, providers, options, epochs, limits, evaluateOptions, defaultTest, judge, tests, tags, sharing.",
                "suite.yaml:3: '{{ 1 + 1 }}' is not the name of a variable; write {{ name }} or {{ name.member }}; templates here only put variables in, they do not compute.",
                "suite.yaml:4: '{% if x %}' computes, and templates here only put variables in; write the text out, one prompt or test for each case.",
                "suite.yaml:4: '{% endif %}' computes, and templates here only put variables in; write the text out, one prompt or test for each case.",
                "suite.yaml:8: 'apiKey' does not belong in a file; take it out, and put the key into the vendor's environment variable; codered doctor lists them.",
                "suite.yaml:9: 'outputPath' is a key of promptfoo that Code Red does not have; leave it out; codered prints to the screen, and --json, --html and --junit write files.",
                "suite.yaml:10: 'epochs' is '0'; write a whole number of at least 1.",
                "suite.yaml:11: 'cost' is 'cheap'; write an amount of US dollars above 0, such as $2 or 0.50.",
                "suite.yaml:11: 'time' is '10'; write a time with its unit, such as 90s, 10m or 2h.",
                "suite.yaml:15: 'equal' is not a type of assertion; did you mean equals? The types are",
                "suite.yaml:16: 'javascript' is an assertion of promptfoo that Code Red does not have; nothing is executed here; write it as regex, number, is-json with a schema, or llm-rubric.",
                "suite.yaml:17: 'value' is missing; write value: and what the answer is compared with.",
                "suite.yaml:18: ( is not a regular expression:",
                "suite.yaml:19: 'take' is 'middle'; write first or last.",
                "suite.yaml:20: 'file://t.js' is not a kind of file that can hold tests; name a .csv, .tsv, .jsonl, .yaml or .json file; nothing is executed here, and names with * are not filled in.",
            ],
            scratch.Mistakes("""
                nmae: x
                prompts:
                  - "{{ 1 + 1 }}"
                  - "{% if x %}a{% endif %}"
                providers:
                  - id: openai:gpt
                    config:
                      apiKey: sk-secret-secret
                outputPath: out.json
                epochs: 0
                limits: { cost: cheap, time: 10 }
                tests:
                  - vars: { x: 1 }
                    assert:
                      - { type: equal, value: 1 }
                      - { type: javascript, value: "true" }
                      - type: contains
                      - { type: regex, value: "(" }
                      - { type: not-number, value: 3, take: middle }
                  - file://t.js
                """).Select(m => UpTo(UpTo(m, "The types are"), "regular expression:")));
        Assert.Equal(["cases.csv:1: '__expcted' is not a column with a meaning of its own; did you mean __expected? Such columns are __expected, __id, __description, __stratum, __prefix, __suffix, __metric, __threshold, __abstention_aware, __expected1 and so on."], scratch.Mistakes("tests: file://cases.csv\nprompts: '{{question}}'\n"));
    }

    [Fact]
    public void A_key_in_the_file_is_never_repeated() =>
        Assert.DoesNotContain("sk-secret", string.Join('\n', scratch.Mistakes("providers: [{ id: sim:a, config: { apiKey: sk-secret } }]\ntests: [{ vars: { prompt: x } }]\n")));

    [Theory]
    [InlineData("gpt-5", "'gpt-5' is not a target; write vendor:model, as in openai:gpt-5.1 or sim:demo.")]
    [InlineData("opnai:gpt-5", "there is no vendor 'opnai'; did you mean openai?")]
    [InlineData("{ id: openai:gpt-5, config: { apiBaseUrl: http://evil } }", "'apiBaseUrl' does not belong in a file; leave it out; set the vendor's address in the environment")]
    [InlineData("{ id: openai:gpt-5, config: { temprature: 0 } }", "'temprature' is not a key that belongs here; did you mean temperature?")]
    [InlineData("{ id: openai:gpt-5, prompts: [a] }", "'prompts' is not a key that belongs here")]
    [InlineData("{ id: openai:gpt-5, config: { apiKeyEnvar: MY_KEY } }", "'apiKeyEnvar' does not belong in a file; leave it out;")]
    public void A_target_that_could_not_be_asked_is_refused(string target, string complaint) =>
        Assert.Contains(complaint, string.Join('\n', scratch.Mistakes($"prompts: x\ntargets: [{target}]\ntests: [{{ vars: {{ a: b }} }}]\n")));

    [Theory]
    [InlineData("openai:gpt-5", "openai:gpt-5")]
    [InlineData("openai:responses:gpt-5", "openai:gpt-5?api=responses")]
    [InlineData("azure:chat:mine", "azure-openai:mine")]
    [InlineData("google:gemini-3", "gemini:gemini-3")]
    [InlineData("ollama:chat:llama3", "ollama:llama3")]
    [InlineData("xai:grok-4", "xai:grok-4")]
    public void Targets_of_promptfoo_are_ours_in_another_spelling(string written, string id) =>
        Assert.Equal(id, scratch.Suite($"prompts: x\nproviders: ['{written}']\ntests: [{{ vars: {{ a: b }} }}]\n").Targets.Single().Id);

    [Fact]
    public void Mistakes_of_rows_are_reported_with_their_lines_and_not_without_end()
    {
        scratch.Write("cases.csv", "question,n,__expected\nq1,1,\"number: {{n}}\"\nq2,one,\"number: {{n}}\"\nq3,3,python: x\nq4,4,\"equals: {{m}}\"\n");
        Assert.Equal(
            [
                "cases.csv:3: The expected text \"one\" is not a number; write digits, as in 1234.5.",
                "cases.csv:4: 'python' is an assertion of promptfoo that Code Red does not have; nothing is executed here; write it as regex, number, is-json with a schema, or llm-rubric.",
                "cases.csv:5: there is no variable 'm' here, and a text on line 5 of cases.csv takes it; write it under vars, or under defaultTest: vars for all tests.",
            ],
            scratch.Mistakes("prompts: '{{question}}'\ntests: file://cases.csv\n").Select(m => m.Replace(scratch.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)));

        scratch.Write("cases.csv", "question\n" + string.Concat(Enumerable.Repeat("q\n", 5000)));
        var many = scratch.Mistakes("prompts: '{{questoin}}'\ntests: file://cases.csv\n");
        Assert.Equal(101, many.Count);
        Assert.Contains("more mistakes than these 100", many[^1]);
    }

    [Fact]
    public void Defaults_are_added_to_and_overridden_by_each_test()
    {
        var suite = scratch.Suite("""
            system: You answer in {{language}}.
            prompts: ["{{question}}"]
            options: { temperature: 0.7, max_tokens: 100, stop: END }
            defaultTest:
              vars: { language: English, unit: km }
              threshold: 0.5
              stratum: plain
              options: { seed: 7, prefix: "Q: " }
              assert: [{ type: contains, value: "{{unit}}" }]
            tests:
              - vars: { question: How far? }
                assert: [{ type: number, value: 5, weight: 3 }]
              - id: french
                vars: { question: "Combien ?", language: French }
                threshold: 1
                stratum: other
                options: { temperature: 0, response_format: json }
            """);
        var items = suite.Items().ToList();
        Assert.Equal([(PromptRole.System, "You answer in English."), (PromptRole.User, "Q: How far?")], items[0].Messages.Select(m => (m.Role, m.Text)));
        Assert.Equal("You answer in French.", items[1].Messages[0].Text);
        Assert.Equal(("french", "other", 0m, 7L, 100, true), (items[1].Id, items[1].Stratum, items[1].Options.Temperature!.Value, items[1].Options.Seed!.Value, items[1].Options.MaxTokens!.Value, items[1].Options.ResponseFormat is not null));
        Assert.Equal((0.7m, "plain"), (items[0].Options.Temperature!.Value, items[0].Stratum));
        Assert.Equal(["END"], items[0].Options.Stop);
        Assert.Equal("system: You answer in English.\n\nuser: Q: How far?", items[0].Question);

        var grades = suite.Metrics.Grade(items[0], "5 miles");
        Assert.Equal((1, 0.75), (grades[0].Raw.Value, grades[1].Raw.Value));
        Assert.Equal((0, 0.25), (suite.Metrics.Grade(items[0], "6 km")[0].Raw.Value, suite.Metrics.Grade(items[0], "6 km")[1].Raw.Value));
        Assert.Equal(0, suite.Metrics.Grade(items[1], "5 miles")[0].Raw.Value);
    }

    [Fact]
    public void A_variable_that_is_a_list_stands_for_one_item_per_entry()
    {
        var suite = scratch.Suite("""
            prompts: ["{{a}}-{{b}}-{{c}}"]
            tests:
              - id: t
                vars: { a: [1, 2], b: x, c: [y, z] }
              - vars: { a: [1, 2], b: x, c: y }
                options: { disableVarExpansion: true }
            """);
        var items = suite.Items().ToList();
        Assert.Equal(["1-x-y", "1-x-z", "2-x-y", "2-x-z", "[1,2]-x-y"], items.Select(i => i.Question));
        Assert.All(items.Take(4), i => Assert.StartsWith("t-", i.Id, StringComparison.Ordinal));
        Assert.Equal(5, items.Select(i => i.Id).Distinct().Count());
    }

    [Fact]
    public void Templates_put_variables_in_and_nothing_else()
    {
        var suite = scratch.Suite("""
            prompts: ["{# a note #}{{ user.name }} {{ list.1 | upper }} {{user}} {{ s | trim | lower }} {{ s | dump }} {% raw %}{{ kept }}{% endraw %} {{ dangerous }} { x } {{n}}"]
            tests:
              - vars: { user: { name: Ann }, list: [a, b], s: " QU\"OTE ", dangerous: "{{ user.name }}", n: 007 }
                options: { disableVarExpansion: true }
            """);
        Assert.Equal("""Ann B {"name":"Ann"} qu"ote " QU\"OTE " {{ kept }} {{ user.name }} { x } 007""", suite.Items().Single().Question);
    }

    [Fact]
    public void Prompts_come_from_files_and_conversations_from_JSON()
    {
        scratch.Write("prompts/two.txt", "First {{x}}\n---\nSecond {{x}}\n");
        scratch.Write("prompts/chat.json", """[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Say {{x}}"}, {"role": "assistant", "content": "no"}, {"role": "user", "content": "Again"}]""");
        var suite = scratch.Suite("""
            prompts:
              - file://prompts/two.txt
              - { id: file://prompts/chat.json, label: chat }
              - '[{"role": "user", "content": "Inline {{x}}"}]'
              - { label: ours, messages: [{ role: user, content: "M {{x}}" }] }
            system: You are {{x}}.
            tests: [{ vars: { x: 'a "quoted" text' } }]
            """);
        var items = suite.Items().ToList();
        Assert.Equal(5, items.Count);
        Assert.Equal([PromptRole.System, PromptRole.User, PromptRole.Assistant, PromptRole.User], items[2].Messages.Select(m => m.Role));
        Assert.Equal("Be brief.", items[2].Messages[0].Text);
        Assert.Equal("""Inline a "quoted" text""", items[3].Messages[1].Text);
        Assert.Equal("""You are a "quoted" text.""", items[4].Messages[0].Text);
    }

    [Fact]
    public void Tests_come_from_every_kind_of_file_and_a_mixed_list_keeps_its_order()
    {
        scratch.Write("a.jsonl", "{\"vars\": {\"x\": 1}, \"assert\": [{\"type\": \"equals\", \"value\": \"8\"}]}\n\n{\"vars\": {\"x\": \"zwei \\ud83d\\ude00\"}}\n");
        scratch.Write("b.yaml", "- vars: { x: 3 }\n- vars: { x: 4 }\n");
        scratch.Write("c.json", "[{\"vars\": {\"x\": 5}}]");
        scratch.Write("d.tsv", "x\t__id\n6\tsix\n");
        scratch.Write("t.txt", "from a file\n");
        var suite = scratch.Suite("""
            prompts: "{{x}}"
            tests:
              - vars: { x: 0 }
              - file://a.jsonl
              - file://b.yaml
              - file://c.json
              - file://d.tsv
              - vars: { x: file://t.txt }
            """);
        Assert.Equal(["0", "1", "zwei 😀", "3", "4", "5", "6", "from a file\n"], suite.Items().Select(i => i.Question));
        Assert.Equal("six", suite.Items().ElementAt(6).Id);
    }

    [Fact]
    public void The_hash_tells_edits_and_nothing_else()
    {
        const string yaml = "prompts: ['{{x}}']\nepochs: 2\ntests:\n  - { id: a, vars: { x: 1 }, assert: [{ type: equals, value: 1 }] }\n";
        var hash = scratch.Suite(yaml).ContentHash;
        Assert.Equal(hash, scratch.Suite(yaml).ContentHash);
        Assert.Equal(hash, scratch.Suite("# a comment\nname: other\ndescription: d\nlimits: { concurrency: 3 }\ntargets: sim:x\n" + yaml).ContentHash);
        foreach (var (from, to) in new[] { ("x: 1", "x: 2"), ("value: 1", "value: 2"), ("equals", "contains"), ("epochs: 2", "epochs: 3"), ("'{{x}}'", "'{{x}}!'"), ("id: a", "id: b"), ("prompts", "options: { temperature: 1 }\nprompts") })
        {
            Assert.NotEqual(hash, scratch.Suite(yaml.Replace(from, to, StringComparison.Ordinal)).ContentHash);
        }
    }

    [Fact]
    public void An_item_knows_its_content_and_an_edited_assertion_changes_it()
    {
        const string yaml = "prompts: ['{{x}}']\ntests: [{ id: a, vars: { x: q }, assert: [{ type: number, value: 5 }] }]\n";
        var item = scratch.Suite(yaml).Items().Single().ToItem();
        Assert.Equal(("a", "q", "5"), (item.Key, item.Question, item.Expected));
        Assert.NotEqual(item.Content, scratch.Suite(yaml.Replace("value: 5", "value: 5, absolute: 1", StringComparison.Ordinal)).Items().Single().ToItem().Content);
        Assert.Null(scratch.Suite(yaml.Replace("number", "not-number", StringComparison.Ordinal)).Items().Single().ToItem().Expected);
    }

    [Fact]
    public void A_given_id_may_stand_once_and_the_same_test_twice_is_numbered()
    {
        Assert.Equal(["suite.yaml:4: the id 'a' stands here a second time; give each test its own id."], scratch.Mistakes("prompts: ['{{x}}']\ntests:\n  - { id: a, vars: { x: 1 } }\n  - { id: a, vars: { x: 2 } }\n"));
        var ids = scratch.Suite("prompts: ['{{x}}']\ntests: [{ vars: { x: 1 } }, { vars: { x: 1 } }, { vars: { x: 2 } }]\n").Items().Select(i => i.Id).ToList();
        Assert.Equal([ids[0], ids[0] + "#2", ids[2]], ids);
    }

    [Fact]
    public void Questions_made_by_rule_are_asked_as_they_are_under_the_suites_system_prompt()
    {
        var suite = scratch.Suite("""
            system: Be brief.
            prompts: ["{{task}} {{text}}", "{{text}}"]
            defaultTest: { assert: [{ type: not-is-refusal, metric: answered, weight: 0 }] }
            tests:
              - vars: { task: t, text: x }
              - { procedural: arithmetic, items: 3, seed: 5, difficulty: [1, 2] }
              - { procedural: missing-fact, items: 2, seed: 5, difficulty: 1, language: zh-Hant, stratum: zh }
            """);
        var items = suite.Items().ToList();
        Assert.Equal(["arithmetic/en/d1/s5/1", "arithmetic/en/d2/s5/2", "arithmetic/en/d1/s5/3", "missing-fact/zh-Hant/d1/s5/1", "missing-fact/zh-Hant/d1/s5/2"], items.Skip(2).Select(i => i.Id));
        Assert.Equal(["arithmetic", "arithmetic", "arithmetic", "zh", "zh"], items.Skip(2).Select(i => i.Stratum));
        Assert.All(items.Skip(2), i => Assert.Equal([PromptRole.System, PromptRole.User], i.Messages.Select(m => m.Role)));
        Assert.Equal([false, false, false, false, false, true, true], items.Select(i => i.IsAbstentionAware));
        Assert.Equal(["pass", "hallucinated", "abstained", "answered"], suite.Metrics.All.Select(m => m.Name));
        Assert.Equal(1, suite.Metrics.Grade(items[2], items[2].Expected)[0].Raw.Value);
    }

    [Fact]
    public void Mistakes_of_questions_made_by_rule_are_named() =>
        Assert.Equal(
            [
                "suite.yaml:2: 'procedural' is 'arithmetics'; did you mean arithmetic? It may be",
                "suite.yaml:2: 'items' is missing; write how many questions, as in items: 20.",
                "suite.yaml:2: 'seed' is missing; write any whole number, as in seed: 7; the same seed gives the same questions for ever.",
                "suite.yaml:2: 'difficulty' is missing; write a whole number from 1 to 10, or several that take turns, as in [2, 4, 6].",
                "suite.yaml:3: 'difficulty' is '11'; write a whole number from 1 to 10, or several that take turns, as in [2, 4, 6].",
                "suite.yaml:3: letters has no questions in Traditional Chinese; leave language out; those that have are arithmetic, primality, calendar, lists, units, ordering, word-problem, missing-fact.",
                "suite.yaml:3: 'level' is not a key that belongs here; the keys are procedural, items, seed, difficulty, language, stratum.",
            ],
            scratch.Mistakes("tests:\n  - { procedural: arithmetics }\n  - { procedural: letters, items: 2, seed: 1, difficulty: 11, language: zh-Hant, level: 3 }\n").Select(m => UpTo(m, "It may be")));

    [Fact]
    public void A_family_without_that_many_questions_is_a_mistake_of_the_suite() =>
        Assert.Contains("suite.yaml:1: primality has fewer than 5000 different questions of difficulty 1; ask for", scratch.Mistakes("tests: [{ procedural: primality, items: 5000, seed: 1, difficulty: 1 }]\n").Single());

    [Fact]
    public void A_file_that_changes_under_a_run_is_noticed()
    {
        // As many as are no longer kept in memory.
        string rows = "x\n" + string.Join('\n', Enumerable.Range(0, 5_001));
        scratch.Write("c.csv", rows);
        var suite = scratch.Suite("prompts: '{{x}}'\ntests: file://c.csv\n");
        scratch.Write("c.csv", rows + "0");
        Assert.Contains("was changed while it was in use", Assert.Throws<DocumentException>(() => suite.Items().ToList()).Message);
    }

    [Theory]
    [InlineData("a row more", "it had 28,892 bytes and has 28,895")]
    [InlineData("a row less, in an editor that writes a new file", "it had 28,892 bytes and has 28,888")]
    [InlineData("another row of the same length", "it was written to at 2040-01-01 00:00:00 UTC")]
    [InlineData("a row that cannot be read", "it had 28,892 bytes and has 28,895")]
    [InlineData("taken away", "was taken away while it was in use")]
    public void No_item_is_handed_out_that_was_read_after_a_change(string edit, string told)
    {
        string[] rows = ["x", .. Enumerable.Range(0, 6_000).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        scratch.Write("c.csv", string.Join('\n', rows) + "\n");
        var suite = scratch.Suite("prompts: '{{x}}'\ntests: file://c.csv\n");
        string path = suite.Items().First().Path!;
        var handed = new List<string>();

        var changed = Assert.Throws<DocumentException>(() =>
        {
            foreach (var item in suite.Items())
            {
                handed.Add(item.Messages[0].Text);
                if (handed.Count == 250)
                {
                    Edit();
                }
            }
        });

        Assert.Contains(told, changed.Message, StringComparison.Ordinal);
        Assert.Contains("what was asked is kept; put the file back as it was and run the same again to go on", changed.Message, StringComparison.Ordinal);
        Assert.Equal(rows[1..301], handed);

        void Edit()
        {
            string before = File.ReadAllText(path);
            switch (edit)
            {
                case "a row more":
                    File.WriteAllText(path, before.Replace("\n299\n", "\n299\nxx\n", StringComparison.Ordinal));
                    break;
                case "a row less, in an editor that writes a new file":
                    File.WriteAllText(path + "~", before.Replace("\n299\n", "\n", StringComparison.Ordinal));
                    File.Move(path + "~", path, overwrite: true);
                    break;
                case "another row of the same length":
                    File.WriteAllText(path, before.Replace("\n299\n", "\nxyz\n", StringComparison.Ordinal));
                    File.SetLastWriteTimeUtc(path, new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                    break;
                case "a row that cannot be read":
                    File.WriteAllText(path, before.Replace("\n5999\n", "\n\"5999\"\"\n", StringComparison.Ordinal));
                    break;
                default:
                    File.Delete(path);
                    break;
            }
        }
    }

    [Fact]
    public void A_change_that_leaves_length_and_time_as_they_were_shows_at_the_end_of_the_pass()
    {
        scratch.Write("c.csv", "x\n" + string.Join('\n', Enumerable.Range(10_000, 5_001)));
        var suite = scratch.Suite("prompts: '{{x}}'\ntests: file://c.csv\n");
        string path = suite.Items().First().Path!;
        var written = File.GetLastWriteTimeUtc(path);
        File.WriteAllText(path, File.ReadAllText(path).Replace("12345", "xxxxx", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(path, written);

        Assert.Contains("its tests are others than those that were checked", Assert.Throws<DocumentException>(() => suite.Items().ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_suite_is_what_it_was_when_it_was_read()
    {
        scratch.Write("c.csv", "x\n1\n2\n");
        var suite = scratch.Suite("prompts: '{{x}}'\ntests: file://c.csv\n");
        scratch.Write("c.csv", "x\n1\n3\n");
        Assert.Equal(["1", "2"], suite.Items().Select(i => i.Question));
    }

    [Fact]
    public void Abstentions_and_hallucinations_are_metrics_of_their_own()
    {
        var suite = scratch.Suite("""
            prompts: "{{q}}"
            defaultTest: { abstention_aware: true }
            tests:
              - { vars: { q: known }, assert: [{ type: number, value: 42 }] }
              - { vars: { q: unknowable }, assert: [{ type: abstains }] }
              - { vars: { q: plain }, abstention_aware: false, assert: [{ type: contains, value: x }] }
            """);
        Assert.Equal(["pass", "hallucinated", "abstained"], suite.Metrics.All.Select(m => m.Name));
        var items = suite.Items().ToList();
        double?[] Grades(int item, string answer) => [.. suite.Metrics.Grade(items[item], answer).Select(g => g.Raw.Value)];
        Assert.Equal([1, 0, 0], Grades(0, "It is 42."));
        Assert.Equal([0, 1, 0], Grades(0, "It is 41."));
        Assert.Equal([0, 0, 1], Grades(0, "I don't know; the text names 2 of 3 facts."));
        Assert.Equal([0, 0, 1], Grades(0, ""));
        Assert.Equal([1, 0, 1], Grades(1, "That cannot be determined from what is given."));
        Assert.Equal([0, 1, 0], Grades(1, "It is 41."));
        Assert.Equal([1, null, null], Grades(2, "x"));
        Assert.All(suite.Metrics.Grade(items[0], null), g => Assert.Null(g.Raw.Value));
    }

    [Fact]
    public void Anchors_without_an_id_are_known_by_what_the_judge_is_asked_and_not_by_their_line()
    {
        string[] Keys(string rows)
        {
            scratch.Write("anchors.csv", "question,answer,passes,rubric\n" + rows);
            return [.. scratch.Suite("judge: { target: 'openai:gpt-5', rubric: Is it polite?, anchors: file://anchors.csv }\nprompts: [hello]\ntests: [{ assert: [{ type: icontains, value: hi }] }]\n").Judge.Anchors.Select(a => a.Key)];
        }

        string[] before = Keys("q,good,true,\nq,bad,false,\nq,good,false,\nq,good,true,Is it short?\n");
        Assert.Equal(4, before.Distinct().Count());
        Assert.Equal(before[0] + "#2", before[2]);
        string[] after = Keys("q,new,true,\nq,good,false,\nq,bad,false,\nq,good,true,Is it short?\nq,good,true,\n");
        Assert.Equal([before[0], before[1], before[3], before[2]], after[1..]);
    }

    [Fact]
    public void A_judge_is_asked_about_what_needs_judging_and_its_reply_is_graded()
    {
        scratch.Write("anchors.csv", "id,question,answer,passes\na1,q,good,true\na2,q,bad,no\n");
        var suite = scratch.Suite("""
            prompts: "{{q}}"
            judge: { target: "openai:gpt-5", rubric: Is it polite?, anchors: file://anchors.csv }
            tests:
              - { vars: { q: Hello }, assert: [{ type: icontains, value: hi }, { type: llm-rubric, value: "Greets {{q}}" }, { type: not-llm-rubric, value: Is rude, metric: rude }] }
            """);
        Assert.Equal(("openai:gpt-5", 2L), (suite.Judge.Target!.Id, suite.Judgements));
        Assert.Equal([("a1", true), ("a2", false)], suite.Judge.Anchors.Select(a => (a.Key, a.Passes)));
        var item = suite.Items().Single();
        var prompts = item.JudgePrompts("Hi there").ToList();
        Assert.Contains("Greets Hello", prompts[0][1].Text);
        Assert.Contains("Hi there", prompts[0][1].Text);
        Assert.Empty(item.JudgePrompts(" "));
        Assert.Equal(1, suite.Metrics.Grade(item, "Hi there", ["fine.\nVERDICT: PASS", "VERDICT: FAIL"])[0].Raw.Value);
        Assert.Equal(0, suite.Metrics.Grade(item, "Hi there", ["VERDICT: PASS", "VERDICT: PASS"])[0].Raw.Value);
        Assert.Null(suite.Metrics.Grade(item, "Hi there", ["VERDICT: PASS", null])[0].Raw.Value);
        Assert.Null(suite.Metrics.Grade(item, "Hi there", ["I cannot say", "VERDICT: FAIL"])[0].Raw.Value);
        Assert.True(suite.Metrics.Grade(item, " ")[0].Raw.IsNonAnswer);
    }
}
