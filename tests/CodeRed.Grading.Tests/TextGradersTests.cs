using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class TextGradersTests
{
    [Theory]
    [InlineData("Paris is it", "Paris", 1)]
    [InlineData("  Paris", "Paris", 1)]
    [InlineData("paris", "Paris", 0)]
    [InlineData("In Paris", "Paris", 0)]
    [InlineData("Par", "Paris", 0)]
    public void An_answer_starts_with_a_text(string answer, string start, double grade) => Assert.Equal(grade, new StartsWithGrader().Grade(answer, start).Value);

    [Theory]
    [InlineData("I like apples and pears", true, 1)]
    [InlineData("I like apples", true, 0)]
    [InlineData("I like apples", false, 1)]
    [InlineData("I like plums", false, 0)]
    public void Any_or_all_of_several_texts_occur(string answer, bool all, double grade) =>
        Assert.Equal(grade, new ContainsSeveralGrader(["apples", "pears"], all, ignoreCase: false).Grade(answer, null).Value);

    [Fact]
    public void Several_texts_must_be_some_and_none_of_them_blank()
    {
        Assert.Throws<ArgumentException>(() => new ContainsSeveralGrader([], true, true));
        Assert.Throws<ArgumentException>(() => new ContainsSeveralGrader(["a", " "], true, true));
    }

    [Theory]
    [InlineData("kitten", "sitting", 3, 1)]
    [InlineData("kitten", "sitting", 2, 0)]
    [InlineData("abc", "abc", 0, 1)]
    [InlineData("abc", "acb", 1, 0)]
    [InlineData("", "x", 5, 0)]
    public void A_distance_within_the_limit_is_right(string answer, string expected, int limit, double grade) =>
        Assert.Equal(grade, new LevenshteinGrader(limit).Grade(answer, expected).Value);

    [Fact]
    public void The_band_agrees_with_the_whole_table() =>
        Gen.Select(Gen.OneOf("a", "b", "c").Array[0, 9].Select(string.Concat), Gen.OneOf("a", "b", "c").Array[0, 9].Select(string.Concat), Gen.Int[0, 9]).Sample((a, b, limit) =>
            Assert.Equal(Distance(a, b) <= limit, LevenshteinGrader.IsWithin(a, b, limit)));

    [Theory]
    [InlineData("one two  three\nfour", 4, 4, 1)]
    [InlineData("one two", 3, 5, 0)]
    [InlineData("one", 0, 1, 1)]
    public void Words_are_counted(string answer, int least, int most, double grade) => Assert.Equal(grade, new WordCountGrader(least, most).Grade(answer, null).Value);

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(5, 4)]
    [InlineData(0, 0)]
    public void A_range_of_words_must_hold_some_answer(int least, int most) => Assert.Throws<ArgumentException>(() => new WordCountGrader(least, most));

    [Fact]
    public void A_refusal_is_graded() => Assert.Equal((1, 0), (new RefusalGrader().Grade("I'm sorry, but I can't help with that.", null).Value, new RefusalGrader().Grade("Here it is.", null).Value));

    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }
        }

        return d[a.Length, b.Length];
    }
}
