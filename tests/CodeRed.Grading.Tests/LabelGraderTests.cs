using CodeRed.Evidence;
using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class LabelGraderTests
{
    private static readonly LabelGrader YesNo = new([new("yes"), new("no")]);
    private static readonly LabelGrader Choice = new([new("A"), new("B"), new("C"), new("D")], ignoreCase: false);
    private static readonly LabelGrader Chinese = new([new("是", "對"), new("不是", "否")]);

    [Theory]
    [InlineData("**[No]**", "no")]
    [InlineData("[Yes]", "yes")]
    [InlineData("NO", "no")]
    [InlineData("no.", "no")]
    [InlineData("No\n", "no")]
    [InlineData("I know. Yes", "yes")]
    [InlineData("Note: not now; no", "no")]
    [InlineData("Ｙｅｓ！", "yes")]
    [InlineData("```\nno\n```", "no")]
    [InlineData("_No_", "no")]
    [InlineData("'yes'", "yes")]
    [InlineData("yes—no", "yes")]
    [InlineData("\0no\0", "no")]
    public void The_first_label_is_read(string answer, string label) =>
        Assert.Equal(Grade.Of(1, label), YesNo.Grade(answer, null));

    // Not a case above: an attribute's text is stored as UTF-8, which has no lone surrogates.
    [Fact]
    public void A_lone_surrogate_joins_nothing() => Assert.Equal("no", YesNo.Grade("\uD800no\uDC00", null).Label);

    [Theory]
    [InlineData("")]
    [InlineData("know")]
    [InlineData("note")]
    [InlineData("not")]
    [InlineData("nó")]
    [InlineData("no\u0301")]
    [InlineData("yes2")]
    [InlineData("yes-no")]
    [InlineData("...!?")]
    [InlineData("[ ]")]
    [InlineData("ynyeno")]
    public void An_answer_without_a_label_is_a_non_answer(string answer) =>
        Assert.Equal(Grade.NonAnswer, YesNo.Grade(answer, "yes"));

    [Theory]
    [InlineData("Answer: B.", "B")]
    [InlineData("\\boxed{B}", "B")]
    [InlineData("The answer is (C)", "C")]
    [InlineData("Ｂ", "B")]
    [InlineData("答案是B。", "B")]
    [InlineData("選B選項", "B")]
    [InlineData("**B**", "B")]
    [InlineData("(B) 4", "B")]
    [InlineData("I'D say B", "B")]
    [InlineData("GRADE-A work: C", "C")]
    [InlineData("B2 or C", "C")]
    [InlineData("option_D", "D")]
    [InlineData("not B but C", "B")]
    public void A_choice_is_read(string answer, string label) => Assert.Equal(label, Choice.Grade(answer, null).Label);

    [Theory]
    [InlineData("是", "是")]
    [InlineData("17 是質數", "是")]
    [InlineData("這不是質數", "不是")]
    [InlineData("答案：否。", "不是")]
    [InlineData("對", "是")]
    public void Chinese_labels_are_found_inside_a_sentence_and_the_longest_wins(string answer, string label) =>
        Assert.Equal(label, Chinese.Grade(answer, null).Label);

    [Theory]
    [InlineData(Take.First, "B")]
    [InlineData(Take.Last, "C")]
    [InlineData(Take.Listed, "A")]
    public void Take_says_which_of_several_labels_counts(Take take, string label) =>
        Assert.Equal(label, new LabelGrader([new("A"), new("B"), new("C")], take, ignoreCase: false).Grade("B, then A, then C", null).Label);

    [Fact]
    public void A_label_inside_a_longer_one_is_not_found_from_the_end_either() =>
        Assert.Equal("不是", new LabelGrader([new("是"), new("不是")], Take.Last).Grade("這不是", null).Label);

    [Fact]
    public void The_longest_label_at_a_place_wins()
    {
        var grader = new LabelGrader([new("not"), new("not sure"), new("not sure at all")]);
        Assert.Equal("not sure", grader.Grade("Not \n sure.", null).Label);
        Assert.Equal("not sure", grader.Grade("not sure at alle", null).Label);
        Assert.Equal("not", grader.Grade("not surely", null).Label);
    }

    [Theory]
    [InlineData("4.5", null)]
    [InlineData("1,000", null)]
    [InlineData("4.", "4")]
    [InlineData("4/5", "4")]
    [InlineData("Rating-4", "4")]
    public void A_digit_is_not_read_from_inside_a_longer_number(string answer, string? label) =>
        Assert.Equal(label, new LabelGrader([new("1"), new("4"), new("5")]).Grade(answer, null).Label);

    [Fact]
    public void A_label_of_punctuation_needs_no_space_around_it() =>
        Assert.Equal("(B)", new LabelGrader([new("(A)"), new("(B)")]).Grade("see(B)ok", null).Label);

    [Fact]
    public void A_hyphen_makes_one_word_of_two() =>
        Assert.Equal("non-toxic", new LabelGrader([new("toxic"), new("non-toxic")]).Grade("It is non-toxic.", null).Label);

    [Theory]
    [InlineData("Yes", "y", 1)]
    [InlineData("yep", "YES", 1)]
    [InlineData("No", " yes ", 0)]
    [InlineData("No", "ｎｏ", 1)]
    public void The_expected_text_is_read_as_a_label_too(string answer, string expected, double grade) =>
        Assert.Equal(grade, new LabelGrader([new("yes", "y", "yep"), new("no", "n")]).Grade(answer, expected).Value);

    [Theory]
    [InlineData("maybe")]
    [InlineData("")]
    [InlineData("yes.")]
    public void An_expected_text_that_is_no_label_is_named_with_the_labels(string expected)
    {
        string message = Assert.Throws<GradingException>(() => YesNo.Grade("yes", expected)).Message;
        Assert.Contains($"\"{expected}\"", message);
        Assert.Contains("yes, no", message);
    }

    [Fact]
    public void Where_anything_is_expected_any_label_grades_1() =>
        Assert.Equal(Grade.Of(1, "no"), new LabelGrader([new("yes"), new("no")], expect: Expect.Any).Grade("no", "maybe"));

    [Fact]
    public void Phrases_and_labels_listed_as_non_answers_count_as_such()
    {
        var grader = new LabelGrader([new("yes"), new("no"), new("unknown", "unclear")], nonAnswers: ["no answer", "UNKNOWN"]);
        Assert.Equal(Grade.NonAnswer, grader.Grade("No answer.", "no"));
        Assert.Equal(Grade.NonAnswer, grader.Grade("unclear", "no"));
        Assert.Equal(Grade.Of(1, "no"), grader.Grade("No, the answer", "no"));
        Assert.Equal(["yes", "no"], grader.Labels);
        Assert.Contains("non-answer", Assert.Throws<GradingException>(() => grader.Grade("no", "unknown")).Message);
    }

    [Fact]
    public void By_list_order_a_phrase_of_no_label_comes_last()
    {
        var grader = new LabelGrader([new("yes"), new("no")], Take.Listed, nonAnswers: ["not sure"]);
        Assert.Equal("no", grader.Grade("Not sure, but no", null).Label);
        Assert.Equal(Grade.NonAnswer, grader.Grade("Not sure", null));
    }

    [Fact]
    public void Labels_that_cannot_be_told_apart_are_refused()
    {
        Assert.Contains("both A and a", Assert.Throws<ArgumentException>(() => new LabelGrader([new("A"), new("a")])).Message);
        Assert.Throws<ArgumentException>(() => new LabelGrader([new("A", " ")]));
        Assert.Throws<ArgumentException>(() => new LabelGrader([]));
        Assert.Equal(["A", "a"], new LabelGrader([new("A"), new("a")], ignoreCase: false).Labels);
    }

    [Fact]
    public void Ten_million_characters_of_near_misses_are_read_in_linear_time()
    {
        var grader = new LabelGrader([new("no no no no yes"), new("no")], Take.Last);
        Assert.Equal("no", grader.Grade(string.Concat(Enumerable.Repeat("no  ", 2_500_000)), null).Label);
        Assert.Equal(Grade.NonAnswer, grader.Grade(new string('n', 10_000_000), null));
    }

    [Fact]
    public void Each_label_is_found_between_words_that_are_none() =>
        Gen.Select(Gen.OneOf("yes", "NO", "Yes", "no"), Gen.OneOf("", "well, ", "是", "(", "1. ", "**", "\n"), Gen.OneOf("", ".", "。", ")", " indeed", "，", "**"))
            .Sample((label, before, after) => Assert.Equal(label.ToLowerInvariant(), YesNo.Grade(before + label + after, null).Label));

    [Fact]
    public void Graders_with_the_same_options_are_equal()
    {
        Assert.Equal(new LabelGrader([new("yes", "y")]), new LabelGrader([new("yes", "y")]));
        Assert.NotEqual(new LabelGrader([new("yes", "y")]), new LabelGrader([new("yes")]));
    }
}
