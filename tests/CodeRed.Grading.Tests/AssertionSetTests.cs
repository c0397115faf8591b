using CodeRed.Evidence;
using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class AssertionSetTests
{
    private static Assertion Contains(string text, decimal weight = 1, bool negated = false) =>
        new("contains", new ContainsGrader(text), null) { Weight = weight, IsNegated = negated };

    [Theory]
    [InlineData("a b", 1, 1)]
    [InlineData("a", 0, 0.25)]
    [InlineData("b", 0, 0.75)]
    [InlineData("c", 0, 0)]
    public void Every_assertion_must_hold_and_the_score_is_their_weighted_mean(string answer, double pass, double score)
    {
        var grades = new AssertionSet([Contains("a"), Contains("b", 3)]).Grade(answer);
        Assert.Equal((pass, score), (grades.Pass.Value!.Value, grades.Score.Value!.Value));
    }

    [Theory]
    [InlineData("b", 1)]
    [InlineData("a", 0)]
    public void A_threshold_decides_by_the_score_alone(string answer, double pass) =>
        Assert.Equal(pass, new AssertionSet([Contains("a"), Contains("b", 3)], threshold: 0.75).Grade(answer).Pass.Value);

    [Theory]
    [InlineData("fine", 1)]
    [InlineData("sorry", 0)]
    public void A_negated_assertion_holds_where_its_grader_says_0(string answer, double pass) =>
        Assert.Equal(pass, new AssertionSet([Contains("sorry", negated: true)]).Grade(answer).Pass.Value);

    [Fact]
    public void A_blank_answer_is_a_non_answer_even_to_a_negated_assertion()
    {
        Assert.True(new AssertionSet([Contains("sorry", negated: true)]).Grade(" ").Pass.IsNonAnswer);
        Assert.True(new AssertionSet([]).Grade("").Pass.IsNonAnswer);
        Assert.Equal(1, new AssertionSet([]).Grade("anything").Pass.Value);
    }

    [Fact]
    public void It_is_a_non_answer_only_where_every_assertion_says_so()
    {
        var number = new Assertion("number", new NumberGrader(), "5");
        Assert.True(new AssertionSet([number]).Grade("no idea").Pass.IsNonAnswer);
        Assert.Equal(Grade.Of(0), new AssertionSet([number, Contains("idea")]).Grade("no idea").Pass);
    }

    [Fact]
    public void An_assertion_of_weight_0_plays_no_part_in_passing()
    {
        var grades = new AssertionSet([Contains("a"), Contains("b", 0)]).Grade("a");
        Assert.Equal((1, 1), (grades.Pass.Value, grades.Score.Value));
        Assert.Equal(0, grades.Each[1].Value);
    }

    [Fact]
    public void A_pass_mark_below_1_satisfies_partly_supported_answers()
    {
        var grounded = new Assertion("grounded", new GroundedGrader(), "It is 5 or 6.") { PassMark = 0.5 };
        Assert.Equal(1, new AssertionSet([grounded]).Grade("5, 7").Pass.Value);
        Assert.Equal(0.5, new AssertionSet([grounded]).Grade("5, 7").Score.Value);
        Assert.Equal(0, new AssertionSet([grounded with { IsNegated = true }]).Grade("5, 7").Pass.Value);
        Assert.Equal(1, new AssertionSet([grounded with { IsNegated = true }]).Grade("8, 7").Pass.Value);
    }

    [Fact]
    public void The_label_is_the_first_that_was_read() =>
        Assert.Equal("5", new AssertionSet([Contains("x"), new("number", new NumberGrader(), "5")]).Grade("x 5").Pass.Label);

    [Fact]
    public void The_score_lies_between_the_least_and_the_most_grade() =>
        Gen.Select(AnswerTexts.Any, Gen.Int[0, 4], Gen.Int[0, 4]).Sample((answer, first, second) =>
        {
            var grades = new AssertionSet([Contains("a", first), Contains("e", second)]).Grade(answer);
            Assert.InRange(grades.Score.Value!.Value, 0, 1);
            Assert.True(grades.Pass.Value <= grades.Score.Value || grades.Score.Value < 1);
        });
}
