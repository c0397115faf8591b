using CodeRed.Evidence;
using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class ChoiceGraderTests
{
    private static readonly ChoiceGrader Letters = new(4);
    private static readonly ChoiceGrader Texts = new(["Paris", "Rome", "Madrid", "Lisbon"]);

    [Theory]
    [InlineData("B", "B")]
    [InlineData("b", "B")]
    [InlineData("B.", "B")]
    [InlineData("(B)", "B")]
    [InlineData("[B]", "B")]
    [InlineData("B) because it is larger", "B")]
    [InlineData("**B**", "B")]
    [InlineData("**B. Rome**", "B")]
    [InlineData("`C`", "C")]
    [InlineData("Ｂ", "B")]
    [InlineData("（Ｃ）", "C")]
    [InlineData("$\\boxed{B}$", "B")]
    [InlineData("A looks right, but \\boxed{\\text{C}}", "C")]
    [InlineData("The answer is B.", "B")]
    [InlineData("The answer is **B**.", "B")]
    [InlineData("The correct answer is (d).", "D")]
    [InlineData("The correct option is: C", "C")]
    [InlineData("**Answer:** D", "D")]
    [InlineData("Answer: B) Rome", "B")]
    [InlineData("Final answer: option C", "C")]
    [InlineData("the answer is not B but C", "C")]
    [InlineData("The answer is C, not B.", "C")]
    [InlineData("The answer isn't A; the answer is D.", "D")]
    [InlineData("The answer cannot be A. So the answer must be B.", "B")]
    [InlineData("A is wrong. B is incorrect. D is not possible. Therefore C.", "C")]
    [InlineData("Option A is a trap, so I would choose option B.", "B")]
    [InlineData("I'd go with B rather than A.", "B")]
    [InlineData("First I thought the answer is A. On reflection, the answer is B.", "B")]
    [InlineData("Let me think step by step.\nThe sum is 12.\n\nC", "C")]
    [InlineData("Let me think step by step.\n\n**C.**", "C")]
    [InlineData("It has to be C", "C")]
    [InlineData("A", "A")]
    [InlineData("The answer is A.", "A")]
    [InlineData("The answer is A", "A")]
    [InlineData("答案是B。", "B")]
    [InlineData("答案：Ｂ", "B")]
    [InlineData("選B", "B")]
    [InlineData("選 (C)", "C")]
    [InlineData("应该选C选项。", "C")]
    [InlineData("故選丙。", "C")]
    [InlineData("正確答案是乙，因為甲不對。", "B")]
    [InlineData("答案不是B，而是C", "C")]
    [InlineData("A不對，B也錯，所以選D", "D")]
    [InlineData("丁", "D")]
    public void The_choice_is_read(string answer, string choice) => Assert.Equal(Grade.Of(1, choice), Letters.Grade(answer, choice));

    [Theory]
    [InlineData("")]
    [InlineData("I do not know.")]
    [InlineData("A or B")]
    [InlineData("The answer is A or B.")]
    [InlineData("Both A and C are right.")]
    [InlineData("The answer is E.")]
    [InlineData("The answer is a number between 1 and 4.")]
    [InlineData("A capital city is what I would look for.")]
    [InlineData("I think that depends.")]
    [InlineData("VITAMIN-C and B2")]
    [InlineData("答案不是B")]
    public void An_answer_that_does_not_choose_is_a_non_answer(string answer) => Assert.Equal(Grade.NonAnswer, Letters.Grade(answer, "B"));

    [Theory]
    [InlineData("Rome", "B")]
    [InlineData("It is **Rome**, of course.", "B")]
    [InlineData("The capital of Italy is Rome", "B")]
    [InlineData("C", "C")]
    [InlineData("The answer is (A) Paris", "A")]
    [InlineData("Paris or Rome", null)]
    public void The_text_of_an_option_is_an_answer_too(string answer, string? choice) => Assert.Equal(choice, Texts.Grade(answer, "A").Label);

    [Theory]
    [InlineData("b")]
    [InlineData("(B)")]
    [InlineData("乙")]
    [InlineData("Ｂ")]
    [InlineData("rome")]
    public void The_expected_choice_may_be_written_as_an_answer_is(string expected) => Assert.Equal(Grade.Of(1, "B"), Texts.Grade("B", expected));

    [Theory]
    [InlineData("E")]
    [InlineData("Berlin")]
    [InlineData("")]
    public void An_expected_text_that_is_no_choice_is_named(string expected) => Assert.Throws<GradingException>(() => Texts.Grade("B", expected));

    [Fact]
    public void A_choice_has_two_to_ten_options_all_different()
    {
        Assert.Throws<ArgumentException>(() => new ChoiceGrader(1));
        Assert.Throws<ArgumentException>(() => new ChoiceGrader(11));
        Assert.Throws<ArgumentException>(() => new ChoiceGrader(["x", "X"]));
        Assert.Equal(["A", "B"], new ChoiceGrader(["x", "y"]).Labels);
    }

    [Fact]
    public void Each_letter_is_read_in_each_frame() =>
        Gen.Select(
            Gen.OneOf("A", "B", "C", "D"),
            Gen.OneOf("{0}", "({0})", "**{0}**", "{0}.", "Answer: {0}", "The answer is {0}.", "\\boxed{{{0}}}", "The correct answer is **({0})**", "答案是{0}。", "答案：{0}", "選{0}", "So it adds up.\n\nAnswer: **{0}**"))
            .Sample((letter, frame) => Assert.Equal(letter, Letters.Grade(string.Format(System.Globalization.CultureInfo.InvariantCulture, frame, letter), letter).Label));
}
