using CodeRed.Evidence;

namespace CodeRed.Grading.Tests;

public sealed class FormatCheckTests
{
    [Theory]
    [InlineData("{\"a\": [1, 2.5e3, null, true]}\n", 1)]
    [InlineData("[]", 1)]
    [InlineData("\"text\"", 1)]
    [InlineData("-1", 1)]
    [InlineData("null", 1)]
    [InlineData("```json\n{}\n```", 0)]
    [InlineData("{} {}", 0)]
    [InlineData("{\"a\": 1,}", 0)]
    [InlineData("{'a': 1}", 0)]
    [InlineData("// note\n{}", 0)]
    [InlineData("{", 0)]
    [InlineData("nil", 0)]
    [InlineData("\"\0\"", 0)]
    [InlineData("Sure! {}", 0)]
    public void Json_is_valid_or_not(string answer, double grade) => Assert.Equal(Grade.Of(grade), FormatCheck.Json.Grade(answer, null));

    [Fact]
    public void A_lone_surrogate_is_not_json() => Assert.Equal(Grade.Of(0), FormatCheck.Json.Grade("\"\uD800\"", null));

    [Fact]
    public void Json_may_be_nested_64_deep_and_no_deeper()
    {
        Assert.Equal(1, FormatCheck.Json.Grade(new string('[', 64) + new string(']', 64), null).Value);
        Assert.Equal(0, FormatCheck.Json.Grade(new string('[', 65) + new string(']', 65), null).Value);
        Assert.Equal(0, FormatCheck.Json.Grade(new string('[', 10_000_000), null).Value);
    }

    [Fact]
    public void A_pattern_fixes_the_format()
    {
        var check = FormatCheck.Pattern(@"^\[(Yes|No)\]$");
        Assert.Equal(Grade.Of(1), check.Grade("[Yes]", null));
        Assert.Equal(Grade.Of(0), check.Grade("**[Yes]**", null));
        Assert.Equal(Grade.NonAnswer, check.Grade("\n", null));
        Assert.Throws<ArgumentException>(() => FormatCheck.Pattern("["));
    }

    [Fact]
    public void A_fence_around_json_comes_off_and_json_itself_stays()
    {
        Assert.Equal(1, FormatCheck.Json.Grade(Unwrapping.Unwrap("Here it is:\n```json\n{\"a\": [1]}\n```\n"), null).Value);
        Assert.Equal("{\"a\": 1}", Unwrapping.Unwrap("{\"a\": 1}"));
        Assert.Equal("[1, 2]", Unwrapping.Unwrap("[1, 2]"));
    }
}
