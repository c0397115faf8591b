namespace CodeRed.Grading.Tests;

public sealed class AbstentionTests
{
    [Theory]
    [InlineData("I don't know.")]
    [InlineData("I do not know the answer to that.")]
    [InlineData("It cannot be determined from the information given.")]
    [InlineData("This can't be determined.")]
    [InlineData("There is not enough information to answer this.")]
    [InlineData("Insufficient information.")]
    [InlineData("The text does not say how many apples there were, so we cannot know.")]
    [InlineData("The price of the lamps is not given.")]
    [InlineData("The price isn't specified.")]
    [InlineData("It's impossible to tell without more data.")]
    [InlineData("Unknown")]
    [InlineData("**Answer:** Cannot be determined")]
    [InlineData("Answer: unknown.")]
    [InlineData("\\boxed{\\text{cannot be determined}}")]
    [InlineData("3 apples at 5 coins are 15 coins. But the price of the pears is missing information, so the total cannot be determined.")]
    [InlineData("I have no information about that.")]
    [InlineData("無法確定。")]
    [InlineData("題目沒有提供單價，所以無法得知總金額。")]
    [InlineData("资讯不足，不知道。")]
    [InlineData("条件不足")]
    [InlineData("答案：無法確定")]
    [InlineData("我不知道。")]
    public void Not_knowing_is_heard(string answer)
    {
        Assert.True(Abstention.DoesNotKnow(answer));
        Assert.True(Abstention.ClaimsNothing(answer));
    }

    [Theory]
    [InlineData("There is no such treaty.")]
    [InlineData("I'm not aware of any treaty of that name.")]
    [InlineData("The Vorano Treaty does not exist, as far as I can tell.")]
    [InlineData("That seems to be a fictional place.")]
    [InlineData("I couldn't find any record of this expedition.")]
    [InlineData("Your question rests on a false premise.")]
    [InlineData("There isn't a province called that.")]
    [InlineData("This opera doesn't appear to exist.")]
    [InlineData("並不存在這樣的條約。")]
    [InlineData("這似乎是虛構的地名。")]
    [InlineData("查無此人。")]
    public void Rejecting_the_premise_is_heard_and_told_from_not_knowing(string answer)
    {
        Assert.True(Abstention.ClaimsNothing(answer));
        Assert.False(Abstention.DoesNotKnow(answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("I think it is 41.")]
    [InlineData("Probably 41, but I am not certain.")]
    [InlineData("It was signed by Count Friedrich von Hallberg.")]
    [InlineData("The text does not say exactly, but the answer is 5.")]
    [InlineData("It cannot be determined exactly; assuming 10 coins each, \\boxed{120}")]
    [InlineData("The price is not given, so let us assume 3.\nAnswer: 45")]
    [InlineData("We know that 3 + 4 = 7.")]
    [InlineData("The unknown x is 5.")]
    [InlineData("I know this one: Paris.")]
    [InlineData("答案是 45。")]
    [InlineData("一共是 120 元。")]
    [InlineData("單價沒有說明，假設為 3 元。答案：45")]
    public void A_claim_is_no_abstention(string answer) => Assert.False(Abstention.ClaimsNothing(answer));

    [Fact]
    public void No_text_makes_it_fail() => CsCheck.Check.Sample(AnswerTexts.Any, text => Assert.True(!Abstention.DoesNotKnow(text) || Abstention.ClaimsNothing(text)));

    [Fact]
    public void A_long_answer_is_read_at_both_ends()
    {
        Assert.True(Abstention.ClaimsNothing("It cannot be determined. " + new string('x', 10_000_000)));
        Assert.True(Abstention.ClaimsNothing(new string('x', 10_000_000) + ". It cannot be determined."));
    }

    [Theory]
    [InlineData("It is 42.", AttemptKind.Correct)]
    [InlineData("I don't know for sure, but 42", AttemptKind.Correct)]
    [InlineData("It is 41.", AttemptKind.Wrong)]
    [InlineData("There is no such number as 41.", AttemptKind.Wrong)]
    [InlineData("I don't know.", AttemptKind.Abstained)]
    [InlineData("I cannot assist with that, whatever 41 is.", AttemptKind.Abstained)]
    [InlineData("", AttemptKind.Abstained)]
    public void An_answerable_question_is_answered_right_wrong_or_not(string answer, AttemptKind kind)
    {
        var set = new AssertionSet([new Assertion("number", new NumberGrader(), "42")]);
        Assert.Equal(kind, Attempt.Of(answer, set.Grade(answer).Pass, set));
    }

    [Theory]
    [InlineData("It cannot be determined.", AttemptKind.Abstained, 1)]
    [InlineData("There is no such thing.", AttemptKind.Abstained, 1)]
    [InlineData("I'm sorry, but I can't help with that.", AttemptKind.Abstained, 1)]
    [InlineData("It is 41.", AttemptKind.Wrong, 0)]
    [InlineData("", AttemptKind.Abstained, 0)]
    public void A_question_without_an_answer_is_abstained_from_or_hallucinated_about(string answer, AttemptKind kind, double pass)
    {
        var set = new AssertionSet([new Assertion("abstains", new AbstentionGrader(), null)]);
        Assert.True(set.DemandsAbstention);
        Assert.Equal((kind, pass), (Attempt.Of(answer, set.Grade(answer).Pass, set), set.Grade(answer).Pass.Value));
    }
}
