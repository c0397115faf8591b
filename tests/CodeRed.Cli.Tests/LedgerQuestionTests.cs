using System.Text.Json.Nodes;

namespace CodeRed.Cli.Tests;

/// <summary>The questions that are answered from the built-in ledger.</summary>
public sealed class LedgerQuestionTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Standings_say_who_leads_and_what_was_left_out()
    {
        var ran = bench.Run("standings", "--skill", "reasoning", "--as-of", "2025-12-05").Ends(0);

        Assert.Contains("holds the throne with probability", ran.Out, StringComparison.Ordinal);
        Assert.Contains("As of 5 December 2025", ran.Out, StringComparison.Ordinal);
        Assert.Equal("", ran.Error);
    }

    [Fact]
    public void Probabilities_of_labs_sum_to_one()
    {
        var finding = JsonNode.Parse(bench.Run("standings", "--json", "--runner", "independent").Ends(0).Out)!;

        Assert.Equal(1, finding["labs"]!.AsArray().Sum(lab => (double)lab!["throne"]!), 6);
        Assert.NotEmpty(finding["boards"]!.AsArray());
    }

    [Fact]
    public void Votes_enter_a_standing_and_names_that_are_no_model_are_asked_about()
    {
        bench.Write("votes.csv", "model_a,model_b,winner", Enumerable.Range(0, 400).SelectMany(i => (string[])
        [
            $"gpt-5,GPT-4o (May 2024),{(i % 4 == 0 ? "model_b" : "model_a")}", $"gpt-5,o3,{(i % 3 == 0 ? "model_b" : "model_a")}", $"o3,made-up-1,{(i % 2 == 0 ? "model_b" : "model_a")}",
        ]));

        var ran = bench.Run("standings", "--votes", "votes.csv").Ends(0);
        var votes = JsonNode.Parse(bench.Run("standings", "--votes", "votes.csv", "--json").Ends(0).Out)!["votes"]!;

        Assert.Contains("800 votes of 1,200 between 3 models entered", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Which models are these? made-up-1.", ran.Out, StringComparison.Ordinal);
        Assert.Equal((1200, 800), ((int)votes["given"]!, (int)votes["entered"]!));
    }

    [Theory]
    [InlineData("standings --skill codng", "Did you mean 'coding'?")]
    [InlineData("standings --as-of 2025-13", "write a day, month or year")]
    [InlineData("standings --runner me", "write all, independent or vendor")]
    [InlineData("standings --votes votes.csv --as-of 2025", "does not say when they became known")]
    [InlineData("standings --votes nothing.csv", "nothing.csv")]
    [InlineData("standings --lab opnai", "Did you mean 'openai'?")]
    [InlineData("claims article.99", "the ledger has no such claim")]
    [InlineData("claims --about nobody", "the ledger has no such lab")]
    [InlineData("levels googel", "Did you mean 'google'?")]
    [InlineData("usage chatgtp", "Did you mean 'chatgpt'?")]
    [InlineData("usage chatgpt ChatGPT", "named twice")]
    [InlineData("usage --measure weekly-active-user", "Did you mean 'weekly-active-users'?")]
    [InlineData("talent opnai", "Did you mean 'openai'?")]
    [InlineData("talent --since 2025 --until 2024", "exchange them")]
    [InlineData("talent --event soon", "--event soon: write a day, month or year")]
    public void A_mistake_is_named_with_what_to_write(string line, string complaint)
    {
        var ran = bench.Run(line.Split(' ')).Ends(2);

        Assert.Contains(complaint, ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Out);
    }

    [Theory]
    [InlineData("xai")]
    [InlineData("ssi")]
    public void Listing_one_lab_changes_no_headline(string lab)
    {
        string[] asked = ["standings", "--as-of", "2025-12-05", "--skill", "reasoning"];
        static string Headline(string text) => text[..text.IndexOf("As of", StringComparison.Ordinal)];

        Assert.Equal(Headline(bench.Run(asked).Ends(0).Out), Headline(bench.Run([.. asked, "--lab", lab]).Ends(0).Out));
    }

    [Fact]
    public void Before_anything_was_known_there_is_no_standing() => bench.Run("standings", "--as-of", "1999").Ends(3);

    [Fact]
    public void Handovers_are_dated_or_said_to_be_unresolved()
    {
        var ran = bench.Run("handovers", "--skill", "chat").Ends(0);

        Assert.Contains("Changes of leader", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_the_articles_statements_at_least_twenty_are_decided_by_conditions()
    {
        var finding = JsonNode.Parse(bench.Run("claims", "code-red-article", "--as-of", "2025-12-05", "--json").Ends(0).Out)!;
        var claims = finding["claims"]!.AsArray();

        Assert.Equal(31, claims.Count);
        Assert.All(claims, claim => Assert.NotNull(claim!["now"]!["decision"]));
        Assert.InRange(claims.Count(claim => Decided(claim!)), 20, 31);

        static bool Decided(JsonNode claim) => !Undecidable(claim["now"]!["decision"]!);
        static bool Undecidable(JsonNode decision) => (string)decision["kind"]! == "undecidable" || (decision["parts"] is JsonArray parts && parts.Any(part => Undecidable(part!)));
    }

    [Theory]
    [InlineData("article.02", 0)]
    [InlineData("article.24", 1)]
    [InlineData("article.19", 3)]
    [InlineData("article.30", 3)]
    [InlineData("claim.gpt52-fewer-errors", 3)] // made later
    public void The_exit_code_tells_whether_a_claim_holds(string claim, int code) => bench.Run("claims", claim, "--as-of", "2025-12-05").Ends(code);

    [Fact]
    public void A_document_that_was_not_known_is_not_answered() => bench.Run("claims", "code-red-article", "--as-of", "2025-12-04").Ends(3);

    [Fact]
    public void What_a_company_says_of_its_own_users_is_told_and_decides_nothing()
    {
        string text = string.Join(' ', bench.Run("claims", "article.07", "--as-of", "2025-12-05").Ends(3).Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains("OPEN Gemini monthly users rose", text, StringComparison.Ordinal);
        Assert.Contains("With the labs' own figures: supported. Gemini app: 450 million (445 million to 455 million)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_of_1951_reach_back_before_the_first_date_that_can_be_written() => Assert.Equal("", bench.Run("levels", "openai", "--as-of", "1951-06", "--history", "24").Ends(3).Error);

    [Fact]
    public void What_came_later_decides_a_claim_that_was_open_on_its_day()
    {
        var ran = bench.Run("claims", "claim.openai-next-week").Ends(0);

        Assert.Contains("SUPPORTED", ran.Out, StringComparison.Ordinal);
        Assert.Contains("On its day: OPEN", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_ones_own_replaces_the_built_in_one_and_a_wrong_one_is_named_with_its_line()
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "own")).FullName;
        var file = Path.Combine(folder, "levels.yaml");
        File.WriteAllText(file, "levels:\n- id: first-nowhere\n  level: amber\n  text: mine\n  when:\n    released: {lab: $lab, kind: model}\n");
        var own = JsonNode.Parse(bench.Run("levels", "openai", "--ledger", folder, "--json", "--as-of", "2025-12-05").Ends(0).Out)!;
        Assert.Contains(own["labs"]![0]!["rules"]!.AsArray(), rule => (string)rule!["text"]! == "mine");

        File.WriteAllText(file, "levels:\n- id: mine\n  level: purple\n  text: mine\n  when:\n    leeds: {who: {lab: $lab}}\n");
        var ran = bench.Run("levels", "--ledger", folder).Ends(2);
        Assert.Contains("levels.yaml:3: 'level'", ran.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean leads?", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("standings --top 3")]
    [InlineData("handovers")]
    [InlineData("claims --about openai")]
    [InlineData("levels --history 3")]
    [InlineData("usage")]
    [InlineData("talent")]
    [InlineData("talent openai")]
    public void Every_answer_fits_80_columns_in_both_languages(string line)
    {
        foreach (var language in new[] { "en", "zh-Hant" })
        {
            var ran = bench.Run([.. line.Split(' '), "--as-of", "2025-12-05", "--lang", language]);
            Assert.All(ran.Out.ReplaceLineEndings("\n").Split('\n'), text => Assert.True(Approval.Cells(text) <= 80, text));
        }
    }

    [Fact]
    public void Weekly_users_of_ChatGPT_and_monthly_users_of_Gemini_are_not_comparable_and_both_measures_are_named()
    {
        var text = string.Join(' ', bench.Run("usage", "ChatGPT", "Gemini", "--as-of", "2025-12-05").Ends(3).Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains("not comparable", text, StringComparison.Ordinal);
        Assert.Contains("weekly active users", text, StringComparison.Ordinal);
        Assert.Contains("monthly active users", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("talent")]
    [InlineData("talent openai --as-of 2025-12-05")]
    public void The_limit_of_a_sample_of_famous_names_is_told_with_the_founders_that_are_missing(string line)
    {
        var text = string.Join(' ', bench.Run(line.Split(' ')).Ends(0).Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains("famous names here, not a staff", text, StringComparison.Ordinal);
        Assert.Contains("7 of the 11 founders of OpenAI", text, StringComparison.Ordinal);
    }
}
