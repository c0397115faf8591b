using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class UnwrappingTests
{
    [Theory]
    [InlineData("**[No]**", "No")]
    [InlineData("[Yes]", "Yes")]
    [InlineData("[Yes].", "Yes")]
    [InlineData("Answer: B.", "B")]
    [InlineData("Final answer: **B**", "B")]
    [InlineData("**Final Answer:** B", "B")]
    [InlineData("**Answer**: **B**", "B")]
    [InlineData("答案：Ｂ。", "Ｂ")]
    [InlineData("答案: 「是」", "是")]
    [InlineData("\\boxed{B}", "B")]
    [InlineData("$\\boxed{\\text{B}}$", "B")]
    [InlineData("So we get $$\\boxed{\\frac{1}{2}}$$ as required.", "\\frac{1}{2}")]
    [InlineData("\\(42\\)", "42")]
    [InlineData("\\[ x = 1 \\]", "x = 1")]
    [InlineData("$42$", "42")]
    [InlineData("`yes`", "yes")]
    [InlineData("```B```", "B")]
    [InlineData("\"yes\"", "yes")]
    [InlineData("“yes”", "yes")]
    [InlineData("(C)", "C")]
    [InlineData("（Ｃ）", "Ｃ")]
    [InlineData("  yes\r\n", "yes")]
    [InlineData("```\nyes\n```", "yes")]
    [InlineData("```json\n{\"a\": 1}\n```", "{\"a\": 1}")]
    [InlineData("```json\r\n{\"a\": 1}\r\n```\r\n", "{\"a\": 1}")]
    [InlineData("~~~python\nx = 1\n~~~", "x = 1")]
    [InlineData("````\na ``` b\n````", "a ``` b")]
    [InlineData("```json\n{}```", "{}")]
    [InlineData("Here is the code:\n```python\nprint(1)\n```\nHope this helps", "print(1)")]
    [InlineData("Here is the code:\n```python\nprint(1)```\nHope this helps", "print(1)")]
    public void Wrapping_comes_off(string answer, string inside) => Assert.Equal(inside, Unwrapping.Unwrap(answer));

    [Theory]
    [InlineData("yes")]
    [InlineData("")]
    [InlineData("**")]
    [InlineData("()")]
    [InlineData("(A) and (B)")]
    [InlineData("**A** and **B**")]
    [InlineData("\"A\" or \"B\"")]
    [InlineData("$5 and $6")]
    [InlineData("[\"a\"]")]
    [InlineData("{B}")]
    [InlineData("The answer is (C)")]
    [InlineData("Answers: B")]
    [InlineData("Answer:")]
    [InlineData("**Answer: B** or C")]
    [InlineData("e.g.")]
    [InlineData("One. Two.")]
    [InlineData("\\boxed{1} or \\boxed{2}")]
    [InlineData("\\boxed{1")]
    [InlineData("```\nnever closed")]
    [InlineData("```\na\n```\nand\n```\nb\n```")]
    public void What_is_no_wrapping_stays(string answer) => Assert.Equal(answer, Unwrapping.Unwrap(answer));

    [Fact]
    public void Unwrapping_twice_is_the_same_as_once() =>
        AnswerTexts.Any.Sample(text =>
        {
            string once = Unwrapping.Unwrap(text);
            Assert.Equal(once, Unwrapping.Unwrap(once));
        }, iter: 20_000);

    [Fact]
    public void What_comes_out_is_a_part_of_the_answer() =>
        AnswerTexts.Any.Sample(text => Assert.Contains(Unwrapping.Unwrap(text), text, StringComparison.Ordinal));

    [Fact]
    public void Something_is_left_of_an_answer_that_is_not_blank() =>
        AnswerTexts.Any.Where(t => !TextNormalisation.IsBlank(t)).Sample(text => Assert.False(TextNormalisation.IsBlank(Unwrapping.Unwrap(text))));

    [Fact]
    public void A_fence_around_an_answer_changes_nothing_once_unwrapped() =>
        Gen.Select(AnswerTexts.Any, Gen.OneOf("```", "````", "~~~", "```text"), Gen.OneOf("", "Sure, here it is:\n"), Gen.OneOf("", "\n", "\nHope this helps!"))
            .Where((text, _, _, _) => !TextNormalisation.IsBlank(text)
                && !text.Contains("```", StringComparison.Ordinal) && !text.Contains("~~~", StringComparison.Ordinal))
            .Sample((text, fence, before, after) =>
            {
                string fenced = $"{before}{fence}\n{text}\n{fence.TrimEnd("text".ToCharArray())}{after}";
                Assert.Equal(Unwrapping.Unwrap(text), Unwrapping.Unwrap(fenced));
            }, iter: 20_000);

    [Fact]
    public void Long_answers_are_unwrapped_in_linear_time()
    {
        const int Half = 5_000_000;
        string brackets = new string('(', Half) + new string(')', Half);
        Assert.Same(brackets, Unwrapping.Unwrap(brackets)); // more layers than any wrapping has
        Assert.Equal(2 * Half, Unwrapping.Unwrap(new string('`', 2 * Half)).Length);
        string fences = string.Concat(Enumerable.Repeat("```\n", Half / 2));
        Assert.Equal(fences.Trim(), Unwrapping.Unwrap(fences));
        string boxes = string.Concat(Enumerable.Repeat("\\boxed{", Half / 4));
        Assert.Same(boxes, Unwrapping.Unwrap(boxes));
        string prose = string.Concat(Enumerable.Repeat("word ", Half / 3));
        Assert.Equal(prose.Trim(), Unwrapping.Unwrap("```\n" + prose + "\n```"));
    }
}
