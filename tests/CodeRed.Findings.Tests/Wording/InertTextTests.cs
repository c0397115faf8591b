using System.Globalization;
using System.Text;
using CodeRed.Findings.Wording;
using CsCheck;

namespace CodeRed.Findings.Tests.Wording;

public class InertTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "⟦ESC⟧[31mred⟦ESC⟧[0m")]
    [InlineData("\u001b]52;c;AAAA\u0007", "⟦ESC⟧]52;c;AAAA⟦BEL⟧")]
    [InlineData("\u009b31m", "⟦U+009B⟧31m")]
    [InlineData("a\u202ebc", "a⟦U+202E⟧bc")]
    [InlineData("a\u2066b\u2069", "a⟦U+2066⟧b⟦U+2069⟧")]
    [InlineData("zero\u200bwidth", "zero⟦U+200B⟧width")]
    [InlineData("nul\0", "nul⟦NUL⟧")]
    [InlineData("over\rwrite", "over⟦CR⟧write")]
    [InlineData("back\b\b", "back⟦BS⟧⟦BS⟧")]
    [InlineData("windows\r\nline", "windows\nline")]
    [InlineData("tag \U000E0041", "tag ⟦U+E0041⟧")]
    [InlineData("比較 é ñ 日本 🙂", "比較 é ñ 日本 🙂")]
    public void Hostile_characters_become_visible(string hostile, string inert) => Assert.Equal(inert, InertText.Of(hostile));

    [Fact]
    public void Half_a_surrogate_pair_becomes_visible() => Assert.Equal("⟦U+D800⟧ lone", InertText.Of("\ud800 lone"));

    [Fact]
    public void Nothing_that_comes_out_acts_on_a_terminal_or_hides() =>
        Gen.String[Gen.Char, 0, 60].Sample(text =>
        {
            foreach (var rune in InertText.Of(text).EnumerateRunes())
            {
                Assert.True(
                    rune.Value is '\n' or '\t' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse),
                    $"U+{rune.Value:X4}");
            }
        });

    [Fact]
    public void Making_inert_twice_changes_nothing() =>
        Gen.String[Gen.Char, 0, 60].Sample(text => Assert.Equal(InertText.Of(text), InertText.Of(InertText.Of(text))));

    [Fact]
    public void Piled_marks_cannot_paint_over_other_lines() =>
        Assert.Equal("a\u0301\u0301⟦U+0301⟧", InertText.Of("a\u0301\u0301\u0301"));

    [Fact]
    public void A_long_text_says_how_much_is_left_out() => Assert.Equal("abc ⟦+97⟧", InertText.Of("abc" + new string('x', 97), 3));

    [Fact]
    public void A_cut_never_halves_a_character() => Assert.Equal("a ⟦+3⟧", InertText.Of("a🙂b", 2));

    [Fact]
    public void On_one_line_breaks_are_shown() => Assert.Equal("a ⏎ b c", InertText.OnOneLine("  a\n\n  b \t c \n".Replace("\n\n", "\n", StringComparison.Ordinal)));
}
