namespace CodeRed.Cli.Tests;

/// <summary>Several runs side by side, as a person reads them.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    private void Example() => File.Copy(Path.Combine(Approval.Checkout(), "examples", "choose", "answers.csv"), bench.PathOf("answers.csv"));

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant")]
    public void A_comparison_of_several_fits_80_columns_and_is_as_approved(string language)
    {
        Example();
        Approval.Check($"compare.{language}.txt", bench.Run("compare", "answers.csv", "--lang", language).Ends(0).Out);
    }

    [Fact]
    public void The_how_to_shows_what_is_printed()
    {
        Example();
        string shown = File.ReadAllText(Path.Combine(Approval.Checkout(), "docs", "how-to", "choose-between-models.md")).Split("```text\n")[1].Split("```")[0];
        Assert.Contains(shown, bench.Run("compare", "answers.csv").Ends(0).Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_every_target_and_asks_nothing_of_any_host()
    {
        Example();
        bench.Run("compare", "answers.csv", "--html", "page.html").Ends(0);
        string page = File.ReadAllText(bench.PathOf("page.html"));
        foreach (string name in new[] { "amber", "basalt", "cedar", "dune", "unknown" })
        {
            Assert.Contains(name, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_are_priced_by_the_ledger_on_the_day_they_were_spent()
    {
        bench.Write("priced.csv", "id,model,time,expected,answer,input_tokens,output_tokens", Enumerable.Range(0, 20).SelectMany(i => new[]
        {
            $"q{i},openai:gpt-5.1,2026-01-05T00:00:00Z,yes,yes,1000,100",
            $"q{i},openai:gpt-5-mini,2026-01-05T00:00:00Z,yes,yes,1000,100",
            $"q{i},somebody:else,2026-01-05T00:00:00Z,yes,yes,1000,100",
        }));
        string text = bench.Run("compare", "priced.csv").Ends(0).Out;

        // 1,000 tokens in at $1.25 and 100 out at $10 for a million, a thousand times; and at $0.25 and $2.
        Assert.Contains("$2.25", text, StringComparison.Ordinal);
        Assert.Contains("$0.450", text, StringComparison.Ordinal);
        Assert.Contains("unknown", text, StringComparison.Ordinal);
        Assert.Contains("the ledger knows no model “somebody:else”", text.ReplaceLineEndings(" ").Replace("       ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
