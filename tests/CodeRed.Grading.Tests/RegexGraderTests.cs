using CodeRed.Evidence;

namespace CodeRed.Grading.Tests;

public sealed class RegexGraderTests
{
    [Fact]
    public void Without_a_group_a_match_grades_1_and_none_0()
    {
        var grader = new RegexGrader("^def ");
        Assert.Equal(Grade.Of(1), grader.Grade("def f(): pass", "anything"));
        Assert.Equal(Grade.Of(0), grader.Grade("```\ndef f(): pass", null));
        Assert.Equal(Grade.NonAnswer, grader.Grade(" ", null));
    }

    [Theory]
    [InlineData("The answer is (C)", "c", 1, "C")]
    [InlineData("The answer is (B)", "C", 0, "B")]
    [InlineData("The answer is (B)", null, 1, "B")]
    public void A_group_is_compared_with_the_expected_text_and_becomes_the_label(string answer, string? expected, double grade, string label) =>
        Assert.Equal(Grade.Of(grade, label), new RegexGrader(@"answer is \((?<choice>[A-E])\)", "choice").Grade(answer, expected));

    [Fact]
    public void A_group_can_be_named_by_its_number() =>
        Assert.Equal("42", new RegexGrader(@"#### *(-?\d+)", "1").Grade("so\n#### 42", "42").Label);

    [Theory]
    [InlineData("no idea")]
    [InlineData("answer: ;")]
    [InlineData("")]
    public void No_match_or_an_empty_group_is_a_non_answer(string answer) =>
        Assert.Equal(Grade.NonAnswer, new RegexGrader("answer:([^;]*);|(never)", "1").Grade(answer, "x"));

    [Fact]
    public void A_group_that_took_no_part_in_the_match_is_a_non_answer() =>
        Assert.Equal(Grade.NonAnswer, new RegexGrader("(a)|b", "1").Grade("b", "a"));

    [Fact]
    public void Where_anything_is_expected_a_match_grades_1_whatever_the_item_says()
    {
        var grader = new RegexGrader(@"\[(\w+)\]", "1", expect: Expect.Any);
        Assert.Equal(Grade.Of(1, "No"), grader.Grade("[No]", "Yes"));
        Assert.Equal(Grade.NonAnswer, grader.Grade("No", "Yes"));
    }

    [Fact]
    public void Case_counts_unless_told_otherwise()
    {
        Assert.Equal(0, new RegexGrader("yes").Grade("YES", null).Value);
        Assert.Equal(1, new RegexGrader("yes", ignoreCase: true).Grade("YES", null).Value);
    }

    [Fact]
    public void A_pattern_that_backtracks_without_end_is_given_up_and_named()
    {
        var mistake = Assert.Throws<GradingException>(() => new RegexGrader("^(a+)+$").Grade(new string('a', 60) + "!", null));
        Assert.Contains("^(a+)+$", mistake.Message);
        Assert.Contains("61 characters", mistake.Message);
    }

    [Theory]
    [InlineData("(", "( is not a regular expression")]
    [InlineData("", "empty pattern")]
    public void A_pattern_that_is_none_is_refused_at_once(string pattern, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new RegexGrader(pattern)).Message);

    [Fact]
    public void A_group_the_pattern_lacks_is_refused_with_those_it_has() =>
        Assert.Contains("has no group label; it has 0, answer", Assert.Throws<ArgumentException>(() => new RegexGrader("(?<answer>.)", "label")).Message);

    [Fact]
    public void Graders_with_the_same_options_are_equal()
    {
        Assert.Equal(new RegexGrader("a(b)", "1"), new RegexGrader("a(b)", "1"));
        Assert.NotEqual(new RegexGrader("a(b)", "1"), new RegexGrader("a(b)", "1", ignoreCase: true));
    }
}
