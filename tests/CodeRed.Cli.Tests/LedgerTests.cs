using System.Text.Json.Nodes;

namespace CodeRed.Cli.Tests;

/// <summary>The ledger from the command line: the built-in one, and a user's own laid over it.</summary>
public sealed class LedgerTests : IDisposable
{
    private static readonly string[] Release =
    [
        "lab=zeta-lab", "subject=Zeta 1", "on=2026-01-05", "known_by=2026-01-06", "known_basis=publication", "confidence=high", "source.title=News", "source.url=https://zeta.example/1",
    ];

    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    private Ran Mine(params string[] words) => bench.RunWith(new() { ["CODERED_LEDGER"] = "mine" }, ["ledger", .. words]);

    private void AddZeta()
    {
        Mine("add", "lab", "id=zeta-lab", "name=Zeta Lab").Ends(0);
        Mine("add", "release", Release[0], Release[1], Release[2], Release[3], Release[4], Release[5], Release[6], Release[7]).Ends(0);
    }

    [Fact]
    public void The_built_in_ledger_is_right_and_every_fact_of_it_has_a_source()
    {
        var check = JsonNode.Parse(bench.Run("ledger", "check", "--json").Ends(0).Out)!;
        Assert.Empty(check["mistakes"]!.AsArray());
        Assert.InRange(check["facts"]!.AsArray().Sum(kind => (int)kind!["facts"]!), 1500, 1_000_000);
        string text = bench.Run("ledger", "check").Ends(0).Out;
        Assert.Contains("No mistake in ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_added_is_listed_shown_and_checked()
    {
        AddZeta();
        Assert.Contains("2026-01-05  Zeta Lab: Zeta 1 (model)", Mine("list", "--about", "zeta-lab").Ends(0).Out, StringComparison.Ordinal);
        string shown = Mine("show", "release.zeta-lab.zeta-1").Ends(0).Out;
        Assert.All(["2026-01-06 (publication)", "https://zeta.example/1", "mine/releases/zeta-lab.yaml:2"], text => Assert.Contains(text, shown.Replace('\\', '/'), StringComparison.Ordinal));
        Assert.Contains("release (1)", Mine("show", "ZETA lab").Ends(0).Out, StringComparison.Ordinal);
        Mine("check").Ends(0);
        Assert.Contains("codered ledger list", Mine("show", "zeta-lap").Refuses("Did you mean Zeta Lab?").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_of_a_day_leaves_out_and_counts_what_was_not_known_then()
    {
        AddZeta();
        Assert.Contains("No fact fits.", Mine("list", "--about", "zeta-lab", "--as-of", "2026-01-05").Ends(0).Out, StringComparison.Ordinal);
        Mine("show", "release.zeta-lab.zeta-1", "--as-of", "2026-01-05").Refuses("was known by 2026-01-06, after the day asked of");
        Mine("show", "release.zeta-lab.zeta-1", "--as-of", "2026-01-06").Ends(0);
        var before = JsonNode.Parse(Mine("list", "--as-of", "2026-01-05", "--json").Ends(0).Out)!;
        var without = JsonNode.Parse(bench.Run("ledger", "list", "--as-of", "2026-01-05", "--json").Ends(0).Out)!;
        Assert.Equal((int)without["left_out_later"]! + 1, (int)before["left_out_later"]!);
        Assert.Equal(without["facts"]!.ToJsonString(), before["facts"]!.ToJsonString());
    }

    [Fact]
    public void A_wrong_fact_is_refused_with_all_that_is_wrong_and_leaves_nothing_behind()
    {
        Mine("add", "release", "lab=zeta", "on=0000-01-01", "flagshp=true").Refuses("there is no lab 'zeta'", "'on' is '0000-01-01', which is no date", "did you mean flagship?", "'confidence' is missing");
        Assert.False(Directory.Exists(bench.PathOf("mine")));
    }

    [Fact]
    public void Mistakes_of_a_folder_are_the_answer_of_check_and_name_file_and_line()
    {
        Directory.CreateDirectory(bench.PathOf("mine"));
        bench.Write(Path.Combine("mine", "a.yaml"), "labs:\n  zeta: { name: Zeta, colour: red }\n");
        Mine("check").Refuses($"{Path.Combine("mine", "a.yaml")}:2: 'colour' is not a key that belongs here");
        var check = JsonNode.Parse(Mine("check", "--json").Ends(2).Out)!;
        Assert.Equal(2, (int)Assert.Single(check["mistakes"]!.AsArray())!["line"]!);
        Assert.Null(check["facts"]);
        // Nothing else works on a ledger that is wrong.
        Mine("list").Refuses("'colour' is not a key");
    }

    [Fact]
    public void Conflicts_are_listed_and_not_resolved()
    {
        AddZeta();
        Mine("add", "release", "id=release.zeta-again", "lab=zeta-lab", "subject=zeta-1", "on=2026-02-07", "confidence=low", "source.title=Blog", "source.url=https://blog.example/z").Ends(0);
        string text = Mine("conflicts").Ends(0).Out;
        Assert.All(["Zeta 1: day of release", "2026-01-05", "2026-02-07", "https://blog.example/z", "found by comparing facts"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Zeta 1", Mine("conflicts", "--as-of", "2026-12-31").Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_text_of_a_ledger_is_inert()
    {
        AddZeta();
        Mine("add", "release", "id=release.hostile", "lab=zeta-lab", "subject=\u001b[31mred\u202e", "on=2026-01-05", "confidence=low", "source.title=\u001b]0;x\u0007", "source.url=https://zeta.example/2").Ends(0);
        foreach (var ran in new[] { Mine("list", "--about", "zeta-lab"), Mine("show", "release.hostile"), Mine("conflicts"), Mine("check"), Mine("list", "--about", "zeta-lab", "--json") })
        {
            Assert.DoesNotContain('\u001b', ran.Ends(0).Everything);
            Assert.DoesNotContain('\u202e', ran.Everything);
        }

        Assert.Contains("⟦ESC⟧[31mred⟦U+202E⟧", Mine("show", "release.hostile").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_board_is_there_already_by_model_metric_date_and_value_and_else_is_new()
    {
        Ran Import(string metric, string on, string value)
        {
            bench.Write("board.csv", $"m,v\nGPT-5 (high),{value}\n");
            return Mine("import", "board.csv", "--benchmark", "aa-omniscience", "--metric", metric, "--runner", "artificial-analysis", "--model", "m", "--value", "v", "--on", on, "--title", "T", "--url", "https://t.example").Ends(0);
        }

        Assert.StartsWith("Added 1 score", Import("accuracy", "2026-03-01", "12.3456").Out, StringComparison.Ordinal);
        Assert.StartsWith("Nothing to add: 1 row there already", Import("accuracy", "2026-03-01", "12.3456").Out, StringComparison.Ordinal);
        Assert.StartsWith("Added 1 score", Import("accuracy", "2026-04-01", "12.3456").Out, StringComparison.Ordinal);
        Assert.StartsWith("Added 1 score", Import("hallucination-rate", "2026-03-01", "12.3456").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labs: &a { x: y }\nb: [*a, *a]\n", "bad.yaml:2: '*a' is an alias")]
    [InlineData("labs:\n  zeta: { name: MEGABYTE }\n", "bad.yaml: is larger than 1 MiB")]
    [InlineData("labs:\n  zeta: { name: LONG }\n", "bad.yaml:2: 'name' has 1000000 characters")]
    [InlineData("releases:\n- {lab: openai, subject: X, on: 0000-01-01, confidence: low, source: {title: T, url: \"https://t.example\"}}\n", "bad.yaml:2: 'on' is '0000-01-01', which is no date")]
    [InlineData("releases:\n- {lab: openai, subject: X, on: 2026-01-01, colour: red, confidence: low, source: {title: T, url: \"https://t.example\"}}\n", "bad.yaml:2: 'colour' is not a key that belongs here")]
    [InlineData("labs:\n  openai: { name: Another }\n", "bad.yaml:2: lab 'openai' stands here a second time")]
    [InlineData("claims:\n- {id: claim.x, claimant: openai, statement: x, on: 2026-01-01, confidence: low, source: {title: T, url: \"https://t.example\"}, when: {reported: {facts: [claim.x]}}}\n", "bad.yaml:2: 'claim.x' rests on itself")]
    public void A_hostile_ledger_is_refused_with_its_line_by_every_command(string text, string complaint)
    {
        Directory.CreateDirectory(bench.PathOf("mine"));
        bench.Write(Path.Combine("mine", "bad.yaml"), text.Replace("MEGABYTE", new string('x', 1_100_000), StringComparison.Ordinal).Replace("LONG", new string('x', 1_000_000), StringComparison.Ordinal));
        foreach (string line in new[] { "ledger check", "claims --ledger mine", "levels --ledger mine", "standings --ledger mine" })
        {
            var ran = bench.RunWith(new() { ["CODERED_LEDGER"] = "mine" }, line.Split(' ')).Refuses(complaint);
            Assert.InRange(ran.Error.Length, 10, 2000);
        }
    }

    [Fact]
    public void Without_values_add_lists_the_keys_of_a_kind()
    {
        string text = Mine("add", "move").Ends(0).Out;
        Assert.All(["person", "known_basis", "source.url", "codered ledger add move person=..."], key => Assert.Contains(key, text, StringComparison.Ordinal));
        Assert.Contains("benchmark", Mine("add").Ends(0).Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(bench.PathOf("mine")));
    }

    [Fact]
    public void A_copy_of_the_built_in_ledger_is_checked_alone()
    {
        string copy = Path.Combine(Approval.Checkout(), "ledger");
        bench.Run("ledger", "check", copy).Refuses("check it by itself with --alone");
        bench.Run("ledger", "check", copy, "--alone").Ends(0);
    }
}
