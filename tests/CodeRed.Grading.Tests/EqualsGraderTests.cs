using CodeRed.Evidence;
using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class EqualsGraderTests
{
    [Theory]
    [InlineData("Paris", "paris", 1)]
    [InlineData("  Paris\r\n", "Paris", 1)]
    [InlineData("New \t\n York", "new york", 1)]
    [InlineData("Ｂ", "b", 1)]
    [InlineData("Ａ　Ｂ", "a b", 1)]
    [InlineData("don’t know", "don't know", 1)]
    [InlineData("\uFEFFyes\u200B", "yes", 1)]
    [InlineData("ÉCOLE", "école", 1)]
    [InlineData("Paris.", "Paris", 0)]
    [InlineData("**Paris**", "Paris", 0)]
    [InlineData("Paris, France", "Paris", 0)]
    [InlineData("①", "1", 0)]
    [InlineData("a\0b", "a b", 0)]
    [InlineData("a\0b", "A\0B", 1)]
    public void The_same_text_grades_1_and_any_other_0(string answer, string expected, double grade) =>
        Assert.Equal(Grade.Of(grade), new EqualsGrader().Grade(answer, expected));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("　\u200B\uFEFF")]
    public void A_blank_answer_is_a_non_answer(string answer) =>
        Assert.Equal(Grade.NonAnswer, new EqualsGrader("yes").Grade(answer, null));

    [Fact]
    public void Case_and_white_space_count_where_they_are_told_to()
    {
        Assert.Equal(0, new EqualsGrader(ignoreCase: false).Grade("Paris", "paris").Value);
        Assert.Equal(0, new EqualsGrader(collapseWhiteSpace: false).Grade("new  york", "new york").Value);
        Assert.Equal(1, new EqualsGrader(collapseWhiteSpace: false).Grade(" new york ", "new york").Value);
    }

    [Fact]
    public void A_value_of_its_own_goes_before_the_items() =>
        Assert.Equal(1, new EqualsGrader("yes").Grade("Yes", "no").Value);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Without_an_expected_text_the_mistake_is_reported(string? expected) =>
        Assert.Contains("needs an expected text", Assert.Throws<GradingException>(() => new EqualsGrader().Grade("x", expected)).Message);

    [Fact]
    public void A_blank_value_is_refused() => Assert.Throws<ArgumentException>(() => new EqualsGrader(" "));

    [Fact]
    public void Every_text_equals_itself() =>
        AnswerTexts.Any.Where(t => !TextNormalisation.IsBlank(t)).Sample(text =>
        {
            Assert.Equal(1, new EqualsGrader().Grade(text, text).Value);
            Assert.Equal(1, new EqualsGrader(ignoreCase: false, collapseWhiteSpace: false).Grade(text, text).Value);
        });

    [Fact]
    public void Comparing_reader_by_reader_agrees_with_comparing_the_normalised_copies() =>
        Gen.Select(AnswerTexts.Any, AnswerTexts.Any).Sample((a, b) =>
            Assert.Equal(
                TextNormalisation.Normalise(a, true) == TextNormalisation.Normalise(b, true),
                TextNormalisation.Same(a, b)));
}
