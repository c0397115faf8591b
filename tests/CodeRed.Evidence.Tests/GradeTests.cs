using System.Text.Json.Nodes;

namespace CodeRed.Evidence.Tests;

public sealed class GradeTests
{
    [Fact]
    public void A_forgotten_grade_is_not_measured_and_never_a_zero()
    {
        Assert.Equal(Grade.NotMeasured, default);
        Assert.Null(default(Grade).Value);
        Assert.NotEqual(Grade.Of(0), Grade.NotMeasured);
        Assert.NotEqual(Grade.Of(0), Grade.NonAnswer);
        Assert.Equal((0, true), (Grade.NonAnswer.Value, Grade.NonAnswer.IsNonAnswer));
    }

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void A_grade_outside_0_to_1_is_refused(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Grade.Of(value));
    }

    [Fact]
    public void Suites_are_equal_when_their_content_is_and_another_metric_is_another_suite()
    {
        Suite suite(string grader, bool primary = true) => new("s", [new Metric("m", Better.Higher, primary, new JsonObject { ["grader"] = grader })], HasItems: true);
        Assert.Equal(suite("equals"), suite("equals"));
        Assert.Equal(suite("equals").GetHashCode(), suite("equals").GetHashCode());
        Assert.NotEqual(suite("equals"), suite("contains"));
        Assert.NotEqual(suite("equals"), suite("equals") with { HasItems = false });
        Assert.Equal(suite("equals"), Suite.FromJson(suite("equals").ToJson()));
        Assert.Null(suite("equals", primary: false).Primary);
    }

    [Fact]
    public void An_item_whose_question_was_edited_has_another_content_and_its_stratum_plays_no_part()
    {
        var item = new Item("1", "Q", "A", "s");
        Assert.NotEqual(item.Content, (item with { Question = "q" }).Content);
        Assert.NotEqual(item.Content, (item with { Grading = "{}" }).Content);
        Assert.Equal(item.Content, (item with { Stratum = null, Key = "2" }).Content);
    }
}
