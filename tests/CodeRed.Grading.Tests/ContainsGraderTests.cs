using CodeRed.Evidence;
using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class ContainsGraderTests
{
    [Theory]
    [InlineData("The capital is Paris.", "paris", 1)]
    [InlineData("comparison", "Paris", 1)]
    [InlineData("new\n  york", "New York", 1)]
    [InlineData("答案是Ｂ。", "b", 1)]
    [InlineData("aaab", "aab", 1)]
    [InlineData("abababac", "ababac", 1)]
    [InlineData("Par is", "Paris", 0)]
    [InlineData("pari", "Paris", 0)]
    [InlineData("...", "Paris", 0)]
    public void An_answer_that_holds_the_text_grades_1(string answer, string expected, double grade) =>
        Assert.Equal(Grade.Of(grade), new ContainsGrader().Grade(answer, expected));

    [Fact]
    public void Case_counts_where_it_is_told_to() =>
        Assert.Equal(0, new ContainsGrader("Paris", ignoreCase: false).Grade("paris", null).Value);

    [Fact]
    public void A_blank_answer_is_a_non_answer() => Assert.Equal(Grade.NonAnswer, new ContainsGrader("x").Grade(" \n", null));

    [Fact]
    public void Without_an_expected_text_the_mistake_is_reported() =>
        Assert.Throws<GradingException>(() => new ContainsGrader().Grade("x", null));

    [Fact]
    public void It_agrees_with_a_search_in_the_normalised_copies() =>
        Gen.Select(Gen.OneOf("a", "b", "A", " ", "\n").Array[0, 20].Select(string.Concat), Gen.OneOf("a", "b", " ").Array[0, 5].Select(string.Concat))
            .Sample((text, part) => Assert.Equal(
                TextNormalisation.Normalise(text, true).Contains(TextNormalisation.Normalise(part, true), StringComparison.Ordinal),
                TextNormalisation.Contains(text, part)));

    [Fact]
    public void A_long_answer_that_almost_matches_everywhere_is_searched_in_linear_time()
    {
        string answer = new('a', 10_000_000);
        Assert.Equal(0, new ContainsGrader(new string('a', 5_000) + "b").Grade(answer, null).Value);
    }
}
