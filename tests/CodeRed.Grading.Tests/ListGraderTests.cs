using CodeRed.Evidence;

namespace CodeRed.Grading.Tests;

public sealed class ListGraderTests
{
    [Theory]
    [InlineData("1, 2, 3")]
    [InlineData("[1, 2, 3]")]
    [InlineData("1,2,3")]
    [InlineData("1 2 3")]
    [InlineData("1; 2; 3.")]
    [InlineData("1、2、3")]
    [InlineData("１，２，３")]
    [InlineData("1 < 2 < 3")]
    [InlineData("1 → 2 → 3")]
    [InlineData("1\n2\n3")]
    [InlineData("- 1\n- 2\n- 3")]
    [InlineData("1. 1\n2. 2\n3. 3")]
    [InlineData("1.0, 2.00, 3")]
    [InlineData("**1, 2, 3**")]
    [InlineData("`[1, 2, 3]`")]
    [InlineData("```\n[1, 2, 3]\n```")]
    [InlineData("The sorted list is [1, 2, 3].")]
    [InlineData("We start with [3, 1, 2] and end with [1, 2, 3].")]
    [InlineData("Let me sort.\n\nAnswer: 1, 2, 3")]
    [InlineData("**Answer:** 1, 2, 3")]
    [InlineData("Sorted result:\n- 1\n- 2\n- 3")]
    [InlineData("First I compare 9 and 8.\n1, 2, 3")]
    [InlineData("答案：1、2、3")]
    [InlineData("1, 2 and 3", false)]
    [InlineData("1, 2, and 3")]
    public void The_list_is_read(string answer, bool right = true) =>
        Assert.Equal(right ? 1 : 0, new ListGrader().Grade(answer, "1, 2, 3").Value);

    [Theory]
    [InlineData("3, 2, 1")]
    [InlineData("1, 2")]
    [InlineData("1, 2, 3, 3")]
    [InlineData("1, 2, 4")]
    public void Another_list_is_wrong(string answer) => Assert.Equal(0, new ListGrader().Grade(answer, "[1, 2, 3]").Value);

    [Theory]
    [InlineData("red, Blue, green", 1)]
    [InlineData("\"green\", \"red\", \"blue\"", 1)]
    [InlineData("red, blue", 0)]
    [InlineData("red, blue, green, green", 0)]
    public void Where_the_order_does_not_count_each_element_must_occur_as_often(string answer, double grade) =>
        Assert.Equal(grade, new ListGrader(ordered: false).Grade(answer, "blue, green, red").Value);

    [Fact]
    public void A_blank_answer_is_a_non_answer_and_an_empty_expectation_a_mistake()
    {
        Assert.Equal(Grade.NonAnswer, new ListGrader().Grade(" \n", "1, 2"));
        Assert.Throws<GradingException>(() => new ListGrader().Grade("1", "[]"));
        Assert.Throws<GradingException>(() => new ListGrader().Grade("1", null));
    }
}
