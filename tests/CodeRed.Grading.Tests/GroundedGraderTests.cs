using CodeRed.Evidence;

namespace CodeRed.Grading.Tests;

public sealed class GroundedGraderTests
{
    private const string Context = """
        The Aldine Museum in Bergen opened in 1974 with 1,250 objects. Its director, Ingrid Solberg, said: "We keep what others throw away." Tickets cost 12.50 euros;
        35 % of visitors are children. The GPT-4 guide was added in May 2023.
        """;

    private static Grade Graded(string answer) => new GroundedGrader().Grade(answer, Context);

    [Theory]
    [InlineData("The museum opened in 1974 with 1250 objects.")]
    [InlineData("Ingrid Solberg directs the Aldine Museum.")]
    [InlineData("Solberg's museum is in Bergen, and a ticket is €12.5.")]
    [InlineData("She said \"we keep what others throw away\".")]
    [InlineData("Its guide runs on GPT-4.")]
    [InlineData("About 35 percent are children.")]
    [InlineData("1. It opened in 1974.\n2. It keeps 1,250 objects.")]
    public void What_the_context_holds_is_supported(string answer) => Assert.Equal(1, Graded(answer).Value);

    [Theory]
    [InlineData("The museum opened in 1975.", "0 of 1")]
    [InlineData("It opened in 1974 in Oslo.", "1 of 2")]
    [InlineData("The director is Astrid Solberg.", "0 of 1")]
    [InlineData("She said \"we keep everything for ever\".", "0 of 1")]
    [InlineData("It runs on GPT-5.", "0 of 1")]
    [InlineData("館長說「我們保存別人丟掉的東西」，1974 年開館。", "1 of 2")]
    public void What_it_does_not_hold_is_counted(string answer, string label)
    {
        var grade = Graded(answer);
        Assert.Equal(label, grade.Label);
        Assert.True(grade.Value < 1);
    }

    [Fact]
    public void An_answer_without_quotations_numbers_or_names_has_nothing_to_check() =>
        Assert.Equal(Grade.Of(1, "nothing to check"), Graded("It is a pleasant place, and it keeps things that others would not."));

    [Fact]
    public void A_plain_claim_is_not_seen_and_this_is_known() => Assert.Equal(1, Graded("The museum was closed by its director.").Value);

    [Fact]
    public void A_blank_answer_is_a_non_answer_and_a_missing_context_a_mistake()
    {
        Assert.Equal(Grade.NonAnswer, Graded(" "));
        Assert.Throws<GradingException>(() => new GroundedGrader().Grade("x", null));
    }
}
