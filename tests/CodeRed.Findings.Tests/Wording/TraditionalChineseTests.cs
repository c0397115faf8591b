using System.Text;
using System.Text.RegularExpressions;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Wording;
using CodeRed.Statistics;

namespace CodeRed.Findings.Tests.Wording;

public sealed partial class TraditionalChineseTests
{
    private static readonly Language Chinese = Language.TraditionalChinese;

    // With a Chinese name from outside, whatever is Latin was written by us.
    private static readonly List<(string Origin, string Text)> Texts = EveryText.Of(Chinese, "質數");

    // Names and the symbols of statistics; everything else has a Chinese word.
    private static readonly HashSet<string> AllowedLatin = ["p", "t", "e", "nu", "kappa", "McNemar", "Holm", "Bonferroni", "Bradley", "Terry", "Davidson", "Rao", "Kupper", "Elo", "Kaplan", "Meier", "ties", "davidson", "half", "json", "Code", "Red", "AI", "API"];

    [Fact]
    public void Nothing_is_left_in_Latin_letters_but_names_and_symbols()
    {
        Assert.DoesNotContain(Texts, t => LatinWord().Matches(t.Text).Any(m => !AllowedLatin.Contains(m.Value)));
    }

    [Fact]
    public void Every_label_name_and_sentence_holds_Chinese()
    {
        var words = Texts.Where(t => !NumberOnly().IsMatch(t.Origin)).ToList();

        Assert.True(words.Count > 150, $"Only {words.Count} texts were looked at.");
        Assert.DoesNotContain(words, t => !Ideograph().IsMatch(t.Text));
    }

    [Fact]
    public void No_half_width_punctuation_follows_a_Chinese_character()
    {
        Assert.DoesNotContain(Texts, t => HalfWidthPunctuation().IsMatch(t.Text));
    }

    [Fact]
    public void A_space_parts_Chinese_characters_from_figures_and_Latin_letters()
    {
        Assert.DoesNotContain(Texts, t => Unspaced().IsMatch(t.Text));
    }

    [Fact]
    public void No_space_stands_beside_full_width_punctuation()
    {
        Assert.DoesNotContain(Texts, t => SpaceAtPunctuation().IsMatch(t.Text));
    }

    [Fact]
    public void Sentences_end_with_a_full_stop()
    {
        var sentences = Texts.Where(t => SentenceOrigin().IsMatch(t.Origin)).ToList();

        Assert.True(sentences.Count > 60, $"Only {sentences.Count} sentences were looked at.");
        Assert.DoesNotContain(sentences, t => !t.Text.EndsWith('。'));
    }

    // Big5 holds the traditional forms only, so a simplified one that slipped in cannot be encoded.
    [Fact]
    public void Every_character_is_in_the_traditional_character_set()
    {
        var big5 = CodePagesEncodingProvider.Instance.GetEncoding(950, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

        Assert.Throws<EncoderFallbackException>(() => big5.GetBytes("变"));
        Assert.All(Texts.SelectMany(t => Ideograph().Matches(t.Text)), m => Assert.NotEmpty(big5.GetBytes(m.Value)));
    }

    [Theory]
    [InlineData("質量")]
    [InlineData("數據")]
    [InlineData("信息")]
    [InlineData("置信")]
    [InlineData("概率")]
    [InlineData("默認")]
    [InlineData("字符")]
    [InlineData("日誌")]
    public void Terms_not_used_in_Taiwan_or_not_for_this_do_not_appear(string term)
    {
        Assert.DoesNotContain(Texts, t => t.Text.Contains(term, StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_are_written_as_a_newspaper_in_Taiwan_writes_them()
    {
        Assert.Equal("84.0%", Chinese.Percent(0.84));
        Assert.Equal("84%", Chinese.Percent(0.84, 0));
        Assert.Equal("−32.8 個百分點", Chinese.Points(-0.328));
        Assert.Equal("95% 信賴區間 −36.5 至 −29.2", $"{Chinese.IntervalLevel(0.05)} {Chinese.PointsInterval(new Interval(-0.365, -0.292))}");
        Assert.Equal("2023 年 7 月 2 日", Chinese.Day(new DateTimeOffset(2023, 7, 2, 23, 59, 0, TimeSpan.Zero)));
        Assert.Equal("2023 年 7 月 1 日", Chinese.Day(new DateTimeOffset(2023, 7, 2, 7, 0, 0, TimeSpan.FromHours(8))));
        Assert.Equal("850 毫秒", Chinese.Value(MeasureKind.Latency, 850));
        Assert.Equal("1.23 秒", Chinese.Value(MeasureKind.Latency, 1234));
    }

    [Theory]
    [InlineData(0.84, 0.512, "「正確率」由 84.0% 降至 51.2%。")]
    [InlineData(0.512, 0.84, "「正確率」由 51.2% 升至 84.0%。")]
    [InlineData(0.8401, 0.8399, "「正確率」維持在 84.0%。")]
    public void A_headline_says_fell_rose_or_stayed_of_the_figures_it_prints(double before, double after, string ending)
    {
        Assert.EndsWith(ending, Chinese.Headline(EveryText.Drift("正確率", Framing.Drift, Verdict.Worse, before, after)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_gives_each_target_its_own_rate()
    {
        var finding = EveryText.Drift("質數", Framing.Compare, Verdict.Worse);
        string text = Chinese.Headline(finding with
        {
            Baseline = finding.Baseline with { Target = "甲" },
            Current = finding.Current with { Target = "乙" },
        });

        Assert.Equal("「乙」在題組「質數」的表現不如「甲」：以「質數」計，前者 51.2%，後者 84.0%。", text);
    }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex LatinWord();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Ideograph();

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}」』）][,.;:!?()""']")]
    private static partial Regex HalfWidthPunctuation();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}[0-9A-Za-z−+±]|[0-9A-Za-z%]\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Unspaced();

    [GeneratedRegex(@" [，。；：？！、「」（）]|[，。；：？！、「（）] ")]
    private static partial Regex SpaceAtPunctuation();

    [GeneratedRegex("^(Value of|Percent|Interval$|Count$|p-value|Small p|Tiny p)")]
    private static partial Regex NumberOnly();

    [GeneratedRegex("^(Headline|Sentence of|Onset|Unknown|Normalised|Error rate|Assumption|Smallest drop|Betting|Pairing)")]
    private static partial Regex SentenceOrigin();
}
