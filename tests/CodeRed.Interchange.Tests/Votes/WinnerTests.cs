namespace CodeRed.Interchange.Tests.Votes;

public sealed class WinnerTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private IEnumerable<string> Outcomes(IEnumerable<string> words, string? map = null, string first = "x", string second = "y") => ReadVotes
        .From(scratch.File("v.csv", "model_a,model_b,winner\n" + string.Concat(words.Select(w => $"{first},{second},{w}\n"))), Given(map))
        .Votes.Select(v => v.Split(" | ")[2]);

    private string Refused(string words, string? map = null, string first = "x", string second = "y") =>
        ReadVotes.Refusal(scratch.File("v.csv", "model_a,model_b,winner\n" + string.Concat(words.Split('|').Select(w => $"{first},{second},{w}\n"))), Given(map));

    private static VoteColumnsGiven Given(string? map) => new() { WinnerMap = map is null ? null : WinnerMap.Parse(map) };

    [Theory]
    [InlineData("First", "model_a", "Model A", "a", "A", "left", "first", "assistant_a", "player1", "Response 1", "x", " model_a ", "[[A]]", "A>B", "[[A>>B]]", "MODEL-A")]
    [InlineData("Second", "model_b", "b", "right", "second", "system2", "y", "B>A", "[[B>>A]]", "A<B")]
    [InlineData("Tie", "tie", "Tie", "draw", "equal", "both good", "tie (both good)", "A=B", "[[A=B]]")]
    [InlineData("BothBad", "both_bad", "bothbad", "tie (bothbad)", "Tie (Both Bad)", "neither")]
    public void A_word_means_what_it_says_however_it_is_written(string outcome, params string[] words) =>
        Assert.All(Outcomes(words), o => Assert.Equal(outcome, o));

    [Fact]
    public void Digits_mean_the_first_and_the_second_only_where_both_1_and_2_occur()
    {
        Assert.Equal(["First", "Second", "Tie", "First"], Outcomes(["1", "2", "tie", "1.0"]));
        Assert.Contains("'winner' holds 1 and never 2", Refused("1|1|tie"), StringComparison.Ordinal);
        Assert.Contains("'winner' holds 2 and never 1", Refused("2|tie"), StringComparison.Ordinal);
        Assert.Contains("v.csv:3: 'winner' is 0, and files do not agree on what such digits mean; say it, for example --winner-map 1=first,0=second,0.5=tie", Refused("1|0"), StringComparison.Ordinal);
        Assert.Contains("v.csv:2: 'winner' is 0.5", Refused("0.5"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_says_what_words_mean_and_goes_before_everything_else()
    {
        Assert.Equal(["First", "Second", "Tie"], Outcomes(["1", "0", "0.5"], "1=first,0=second,0.5=tie"));
        Assert.Equal(["Second", "BothBad", "Second"], Outcomes(["YES", "Hm=m", "right"], "yes=second,hm=m=both_bad"));
        Assert.Equal(["Second"], Outcomes(["left"], "left=second"));
        Assert.Equal(["Tie"], Outcomes(["x"], "x=tie"));
    }

    [Theory]
    [InlineData("", "'' does not say what a word means; write word=first")]
    [InlineData("1", "'1' does not say what a word means")]
    [InlineData("1=won", "'1=won' does not say what a word means")]
    [InlineData("=first", "'=first' does not say what a word means")]
    [InlineData("1=first,1=tie", "'1' has two meanings; keep one of them")]
    public void A_map_that_says_nothing_is_refused(string map, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<FormatException>(() => WinnerMap.Parse(map)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_that_is_a_word_for_something_else_is_refused_and_one_that_means_the_same_is_not()
    {
        Assert.Equal(["First"], Outcomes(["a"], first: "a", second: "z"));
        Assert.Contains("v.csv:2: 'winner' is 'a', which is the name of one model and a word for something else", Refused("a", first: "z", second: "a"), StringComparison.Ordinal);
        Assert.Contains("v.csv:3: 'winner' is 'tie', which is the name of one model", Refused("tie|tie", null, "x", "tie").Replace(":2:", ":3:", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["Second"], Outcomes(["tie"], "tie=second", second: "tie"));
    }

    [Theory]
    [InlineData("z", "v.csv:2: 'winner' is 'z', which names no winner")]
    [InlineData("model_a|", "v.csv:3: 'winner' is empty")]
    [InlineData("C", "v.csv:2: 'winner' is 'C', which names no winner")]
    [InlineData("true", "v.csv:2: 'winner' is 'true', which names no winner")]
    public void A_word_that_names_no_winner_is_refused_with_its_line(string words, string complaint) => Assert.Contains(complaint, Refused(words), StringComparison.Ordinal);
}
