using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRed.Cli.Tests;

/// <summary>Whatever answers, ids, names and files hold, terminal, JSON and page stay inert.</summary>
public sealed class HostileTextTests : IDisposable
{
    // A colour, the clipboard (OSC 52), the title, a bell, C1, bidirectional controls (CVE-2021-42574), a script, a NUL.
    private const string Hostile =
        "\u001b[31m\u001b]52;c;ZXZpbA==\u0007\u001b]0;t\u001b\\\u009b2J\u202e\u2066\u200b\r<script>alert(7)</script><img src=x onerror=alert(7)>&quot;'\"";

    // A path holds neither NUL nor slash.
    private const string HostileName = "\u001b]52;c;ZXZpbA==\u0007\u202e<script>alert(7)<";

    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    private static string Row(int i, string model, bool wrong) => new JsonObject
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"q{i}{Hostile}"),
        ["model"] = model + Hostile,
        ["question"] = Hostile + "?\0",
        ["answer"] = (wrong ? "\0no" : "\0yes") + Hostile,
        ["expected"] = "yes" + Hostile,
        ["topic"] = string.Create(CultureInfo.InvariantCulture, $"t{i % 2}{Hostile}"),
    }.ToJsonString();

    private static void Inert(string text, string where)
    {
        var loud = text.Where(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202e' or '\u2066' or '\u200b').Select(c => $"U+{(int)c:X4}").Distinct().ToList();
        Assert.True(loud.Count == 0, $"{where} holds {string.Join(", ", loud)}:\n{text}");
    }

    private Ran Quiet(params string[] words)
    {
        var ran = bench.Run(words);
        Inert(ran.Out.Replace(Environment.NewLine, "\n", StringComparison.Ordinal), "stdout of " + words[0]);
        Inert(ran.Error.Replace(Environment.NewLine, "\n", StringComparison.Ordinal), "stderr of " + words[0]);
        return ran;
    }

    [Fact]
    public void Hostile_answers_ids_models_labels_strata_and_file_names_are_inert_on_every_face()
    {
        string file = bench.Write(HostileName + ".jsonl", string.Join('\n', Enumerable.Range(0, 30).SelectMany(i => new[] { Row(i, "a", false), Row(i, "b", i % 3 != 0) })) + "\n");
        string label = JsonSerializer.Serialize("yes" + Hostile);
        string mapping = bench.Write("m.yaml", $$"""
            suite: {{JsonSerializer.Serialize(Hostile)}}
            columns: { item: id, model: model, question: question, answer: answer, expected: expected, stratum: topic }
            metrics:
              - name: {{JsonSerializer.Serialize("first" + Hostile)}}
                primary: true
                grade: { type: label, labels: [{{label}}, "no"] }
              - name: {{JsonSerializer.Serialize("second" + Hostile)}}
                grade: contains
            """);
        string first = $"{file}#a{Hostile}";
        string second = $"{file}#b{Hostile}";
        string page = HostileName + ".html";

        var worse = Quiet("drift", first, second, "-m", mapping, "--html", page).Ends(1);
        Assert.Contains("⟦ESC⟧", worse.Out, StringComparison.Ordinal);
        Assert.Contains("⟦NUL⟧", worse.Out, StringComparison.Ordinal);
        Assert.Contains("⟦U+202E⟧", worse.Out, StringComparison.Ordinal);
        foreach (string html in new[] { page, "zh.html" })
        {
            if (html != page)
            {
                Quiet("compare", first, second, "-m", mapping, "--lang", "zh-Hant", "--html", html).Ends(0);
            }

            string written = File.ReadAllText(bench.PathOf(html));
            Inert(written.Replace("\r\n", "\n", StringComparison.Ordinal), "the page");
            Assert.Contains("&lt;script&gt;alert(7)", written, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", written, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", written, StringComparison.Ordinal);
        }

        string json = Quiet("drift", first, second, "-m", mapping, "--json").Ends(1).Out;
        Assert.True(json.All(char.IsAscii), "JSON is escaped to ASCII.");
        var finding = JsonNode.Parse(json)!;
        Assert.Equal("a" + Hostile, (string?)finding["baseline"]!["target"]);
        Assert.Equal("\0no" + Hostile, (string?)finding["flips"]![0]!["current_answer"]);

        Quiet("runs").Ends(0);
        string runs = Quiet("runs", "--json").Ends(0).Out;
        Assert.True(runs.All(char.IsAscii), "JSON is escaped to ASCII.");
        Assert.Equal(2, JsonNode.Parse(runs)!["runs"]!.AsArray().Count);
        Quiet("import", file, "-m", mapping).Ends(0);
        Quiet("doctor", "--db", HostileName + ".db").Ends(0);

        // Complaints repeat what they complain of.
        Quiet("drift", file, file, "-m", mapping).Refuses("holds answers by 2 models");
        Quiet("drift", file + "#c" + Hostile, file, "-m", mapping).Refuses("holds no answers by");
        Quiet("drift", Hostile, Hostile).Refuses("is neither a file nor a run");
        Quiet("import", file, "-m", HostileName + ".yaml").Refuses("there is no such file");
        Quiet("runs", Hostile).Refuses("is one too many");
        Quiet("runs", "--" + Hostile).Refuses("has no option");
        Quiet("drift", "--split", Hostile, file).Refuses("not a date");
        Quiet("drift", file, file, "--alpha", Hostile).Refuses("is not an error rate");
        Quiet("drift", file, file, "--html", HostileName + "/x.html").Refuses("does not exist");
    }

    [Fact]
    public void A_hostile_log_is_inert_on_every_face()
    {
        string Line(int day, int i) => new JsonObject
        {
            ["timestamp"] = $"2026-11-{day:00}T0{i}:00:00Z",
            ["topic"] = string.Create(CultureInfo.InvariantCulture, $"t{i % 2}{Hostile}"),
            ["answer"] = Hostile,
            ["score"] = i % 2,
        }.ToJsonString();
        string file = bench.Write(HostileName + ".jsonl", string.Join('\n', Enumerable.Range(1, 8).SelectMany(day => Enumerable.Range(0, 8).Select(i => Line(day, i)))) + "\n");
        foreach (string language in new[] { "en", "zh-Hant" })
        {
            var ran = Quiet("drift", file, "--split", "2026-11-05", "--html", "log.html", "--lang", language).Ends(0);
            Assert.Contains("t0⟦ESC⟧", ran.Out, StringComparison.Ordinal);
            string page = File.ReadAllText(bench.PathOf("log.html")).Replace("\r\n", "\n", StringComparison.Ordinal);
            Inert(page, "the page");
            Assert.Contains("&lt;script&gt;alert(7)", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        }

        Assert.True(Quiet("drift", file, "--split", "2026-11-05", "--json").Ends(0).Out.All(char.IsAscii));
    }

    [Fact]
    public void A_hostile_mapping_and_a_hostile_header_are_inert_in_complaints_and_proposals()
    {
        string mapping = bench.Write("m.yaml", "suite: [\nbad\u202e: 1\n");
        string file = bench.Write("a.csv", Answers.Header, Answers.Rows(_ => false));
        Quiet("import", file, "-m", mapping).Ends(2);
        bench.Write("m.yaml", "suite: s\ntarget: t\nbad\u202e\u2066key: 1\ncolumns: { item: id, answer: \"an\\e[31mswer\", expected: expected }\nmetrics: [ { name: c, grade: equals } ]\n");
        Quiet("import", file, "-m", mapping).Refuses("bad⟦U+202E⟧⟦U+2066⟧key");
        bench.Write("m.yaml", "suite: s\ntarget: t\ncolumns: { item: id, answer: \"an\\e[31mswer\", expected: expected }\nmetrics: [ { name: c, grade: equals } ]\n");
        Quiet("import", file, "-m", mapping).Refuses("there is no column 'an⟦ESC⟧[31mswer'");
        Quiet("import", bench.Write("b.csv", "al\u001b[31mpha,be\u202eta\n1,2\n")).Refuses("al⟦ESC⟧[31mpha, be⟦U+202E⟧ta");
        Quiet("import", bench.Write("c.csv", "id,an swer,expected\u001b\u202e\nq,\u001b,x\n"), "--show-mapping").Ends(2);
    }

    [Fact]
    public void A_mapping_proposed_for_a_hostile_file_name_can_be_used_as_it_is_printed()
    {
        string file = bench.Write("an\u202eswers 答\u001b[1m.csv", Answers.Header, Answers.Rows(_ => false));
        string yaml = Quiet("import", file, "--show-mapping").Ends(0).Out;
        Assert.Contains("答", yaml, StringComparison.Ordinal);
        bench.Write("m.yaml", yaml);
        string guessed = bench.Run("import", file, "--json").Ends(0).Out;
        string mapped = bench.Run("import", file, "--json", "-m", "m.yaml").Ends(0).Out;
        Assert.Equal(guessed, mapped);
    }
}
