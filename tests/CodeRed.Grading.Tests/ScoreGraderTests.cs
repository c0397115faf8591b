using CodeRed.Evidence;
using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class ScoreGraderTests
{
    [Theory]
    [InlineData("0.85", 0.85)]
    [InlineData(" 1 ", 1)]
    [InlineData("8.5e-1", 0.85)]
    [InlineData("true", 1)]
    [InlineData("PASS", 1)]
    [InlineData("Yes", 1)]
    [InlineData("correct", 1)]
    [InlineData("C", 1)]
    [InlineData("False", 0)]
    [InlineData("fail", 0)]
    [InlineData("no", 0)]
    [InlineData("Incorrect", 0)]
    [InlineData("I", 0)]
    [InlineData("０．５", 0.5)]
    public void A_score_is_its_own_grade(string text, double grade) => Assert.Equal(Grade.Of(grade), new ScoreGrader().Grade(text, null));

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData("NaN")]
    [InlineData("null")]
    [InlineData("n/a")]
    public void What_was_not_measured_is_not_a_zero(string text) => Assert.Equal(Grade.NotMeasured, new ScoreGrader().Grade(text, null));

    [Theory]
    [InlineData("1", 0)]
    [InlineData("3", 0.5)]
    [InlineData("5", 1)]
    [InlineData("pass", 1)]
    public void A_range_is_mapped_linearly(string text, double grade) => Assert.Equal(grade, new ScoreGrader(1, 5).Grade(text, null).Value);

    [Fact]
    public void A_score_outside_the_range_is_refused_with_the_remedy()
    {
        string message = Assert.Throws<GradingException>(() => new ScoreGrader().Grade("85", null)).Message;
        Assert.Contains("85 lies outside [0, 1]", message);
        Assert.Contains("range: [0, 100]", message);
    }

    [Theory]
    [InlineData("good")]
    [InlineData("85%")]
    [InlineData("0,5")]
    [InlineData("Infinity")]
    [InlineData("1e400")]
    public void Any_other_text_is_refused_and_quoted(string text) =>
        Assert.Contains($"\"{text}\"", Assert.Throws<GradingException>(() => new ScoreGrader().Grade(text, null)).Message);

    [Fact]
    public void A_long_text_is_quoted_in_part_and_without_its_control_characters()
    {
        string message = Assert.Throws<GradingException>(() => new ScoreGrader().Grade("\u001B[31m" + new string('x', 10_000_000), null)).Message;
        Assert.True(message.Length < 300);
        Assert.DoesNotContain('\u001B', message);
    }

    [Fact]
    public void A_range_must_be_one()
    {
        Assert.Throws<ArgumentException>(() => new ScoreGrader(1, 1));
        Assert.Throws<ArgumentException>(() => new ScoreGrader(0, decimal.MaxValue));
    }

    [Fact]
    public void A_text_either_has_a_grade_in_range_or_is_refused_with_a_typed_exception() =>
        AnswerTexts.Any.Sample(text =>
        {
            try
            {
                Assert.True(new ScoreGrader(-10, 50).Grade(text, null).Value is null or (>= 0 and <= 1));
            }
            catch (GradingException)
            {
            }
        });
}
