using CodeRed.Evidence.Facts;
using CsCheck;

namespace CodeRed.Evidence.Tests.Facts;

/// <summary>A name stands for a model only where the ledger says so; else it is a question.</summary>
public sealed class ModelNamesTests
{
    private static readonly ModelNames Names = new(
        [
            Model("gpt-4o-2024-05-13", "GPT-4o (May)", "openai", "2024-05-13", "gpt-4o-20240513"),
            Model("gpt-4o-2024-08-06", "GPT-4o (August)", "openai", "2024-08-06"),
            Model("gpt-5-high", "GPT-5 (high)", "openai", "2025-08-07", "gpt-5-2025-08-07_high") with { Version = "gpt-5" },
            Model("gpt-5-low", "GPT-5 (low)", "openai", "2025-08-07") with { Version = "gpt-5" },
            Model("claude-sonnet-4-5", "Claude Sonnet 4.5", "anthropic", "2025-09-29"),
            Model("claude-opus-4-1", "Claude Opus 4.1", "anthropic", "2025-08"),
            Model("command-r", "Command R", "cohere", null),
            Model("command-r-plus", "Command R+", "cohere", null),
            Model("qwen", "通義千問", "alibaba", null),
        ],
        [new Lab("openai", "OpenAI", [], true), new Lab("anthropic", "Anthropic", ["Anthropic PBC"], true), new Lab("cohere", "Cohere", [], false), new Lab("alibaba", "Alibaba", ["Qwen"], false)]);

    private static Model Model(string id, string name, string lab, string? released, params string[] aliases) =>
        new(id, name, lab, id, released is null ? null : PartialDate.TryParse(released, out var date) ? date : throw new ArgumentException(released), [.. aliases], false);

    [Theory]
    [InlineData("gpt-5-high", "gpt-5-high")]
    [InlineData("GPT-5 (high)", "gpt-5-high")]
    [InlineData("gpt_5 HIGH", "gpt-5-high")]
    [InlineData("ＧＰＴ－５　ｈｉｇｈ", "gpt-5-high")]
    [InlineData("openai/gpt-5-high", "gpt-5-high")]
    [InlineData("OpenAI/GPT-5 (high)", "gpt-5-high")]
    [InlineData("openrouter/openai/gpt-5-high", "gpt-5-high")]
    [InlineData("gpt-5-20250807_high", "gpt-5-high")]
    [InlineData("gpt-5-high-2025-08-07", "gpt-5-high")]
    [InlineData("GPT-4o-2024-05-13", "gpt-4o-2024-05-13")]
    [InlineData("gpt-4o-20240806", "gpt-4o-2024-08-06")]
    [InlineData("claude-sonnet-4.5", "claude-sonnet-4-5")]
    [InlineData("claude-sonnet-4-5-20250929", "claude-sonnet-4-5")]
    [InlineData("anthropic-pbc/claude-sonnet-4-5@20250929", "claude-sonnet-4-5")]
    [InlineData("command r+", "command-r-plus")]
    [InlineData("Command-R", "command-r")]
    [InlineData("通義千問", "qwen")]
    public void A_name_is_found_in_any_spelling_of_it(string name, string id)
    {
        var match = Names.Find(name);
        Assert.Equal(id, match.Model?.Id);
        Assert.Empty(match.Candidates);
    }

    [Theory]
    [InlineData("gpt-5", "gpt-5-high", "gpt-5-low")]
    [InlineData("gpt-5-2025-08-08_high", "gpt-5-high")]
    [InlineData("somebody/gpt-5-high", "gpt-5-high")]
    [InlineData("anthropic/gpt-5-high", "gpt-5-high")]
    [InlineData("gpt5-high", "gpt-5-high")]
    [InlineData("gpt-4o", "gpt-4o-2024-05-13", "gpt-4o-2024-08-06")]
    [InlineData("gpt-4o-2024-11-20", "gpt-4o-2024-05-13", "gpt-4o-2024-08-06")]
    [InlineData("claude-opus-4-1-20250805", "claude-opus-4-1")]
    [InlineData("claude-sonet-4.5", "claude-sonnet-4-5")]
    public void A_name_that_is_only_near_is_a_question(string name, params string[] candidates)
    {
        var match = Names.Find(name);
        Assert.Null(match.Model);
        Assert.Equal(candidates, match.Candidates.Select(candidate => candidate.Id).Take(candidates.Length).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("something-else-entirely")]
    [InlineData("2025-08-07")]
    [InlineData("20250807-20250807")]
    public void A_name_that_is_near_nothing_has_no_candidates(string name)
    {
        Assert.Null(Names.Find(name).Model);
        Assert.Empty(Names.Find(name).Candidates);
    }

    [Fact]
    public void Any_text_is_a_question_at_worst() =>
        Gen.String.Sample(name => Assert.InRange(Names.Find(name).Candidates.Length, 0, 5));

    [Fact]
    public void A_name_of_a_megabyte_is_not_looked_for() => Assert.Empty(Names.Find(new string('a', 1_000_000)).Candidates);

    [Fact]
    public void The_normal_form_of_a_normal_form_is_itself() =>
        Gen.String.Sample(name => Assert.Equal(ModelNames.Normal(name), ModelNames.Normal(ModelNames.Normal(name))));
}
