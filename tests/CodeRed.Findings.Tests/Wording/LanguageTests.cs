using System.Globalization;
using System.Text.RegularExpressions;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Drift;
using CodeRed.Findings.LogDrift;
using CodeRed.Findings.Ranking;
using CodeRed.Findings.Wording;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Tests.Wording;

public sealed partial class LanguageTests
{
    public static TheoryData<string> Tags => [.. Language.Tags];

    [Theory]
    [MemberData(nameof(Tags))]
    public void Every_code_gives_a_text(string tag)
    {
        var texts = EveryText.Of(Language.For(tag), "sums");

        Assert.DoesNotContain(texts, t => string.IsNullOrWhiteSpace(t.Text));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void No_sentence_has_a_double_space_or_a_doubled_stop(string tag)
    {
        var texts = EveryText.Of(Language.For(tag), "sums");

        Assert.DoesNotContain(texts, t => Doubled().IsMatch(t.Text));
    }

    // A new enum value would otherwise fall silently into the last arm of a switch.
    [Theory]
    [MemberData(nameof(Tags))]
    public void No_two_codes_of_a_kind_share_a_text(string tag)
    {
        var language = Language.For(tag);
        var drift = EveryText.Drift("sums", Framing.Drift, Verdict.NoChangeSeen);

        AllDiffer<Label>(language.Text);
        AllDiffer<Verdict>(language.Badge);
        AllDiffer<MeasureKind>(language.Name);
        AllDiffer<TestMethod>(language.Name);
        AllDiffer<Verdict>(v => language.Headline(EveryText.Drift("sums", Framing.Drift, v)));
        AllDiffer<Verdict>(v => language.Headline(EveryText.Drift("sums", Framing.Compare, v)));
        AllDiffer<LogDriftReason>(r => language.Headline(EveryText.Log("sums", Verdict.CouldNotMeasure, r, true)));
        AllDiffer<DiagnosisKind>(k => language.Title(new Diagnosis(k, "yes", null, 1, [])));
        AllDiffer<FigureKind>(k => language.Sentence(new Diagnosis(DiagnosisKind.NonAnswers, null, null, 1, [new(k, "yes", 1, 2, 3)])));
        AllDiffer<OnsetKind>(k => language.Sentence(new Onset(k, drift.AsOf, drift.AsOf), drift));
        AllDiffer<RankingVerdict>(language.Badge);
        AllDiffer<CompareVerdict>(language.Badge);
        AllDiffer<CompareLabel>(language.Text);
        AllDiffer<FrontPlace>(language.Name);
        AllDiffer<RankingRefusalReason>(language.Sentence);
        AllDiffer<UnrankedReason>(r => language.Sentence(new UnrankedModel("sums", 1, r)));
        AllDiffer<UnknownKind>(k => language.Sentence(new Unknown(k, 3), drift));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_log_that_could_not_be_judged_for_no_stated_reason_still_says_so(string tag)
    {
        var language = Language.For(tag);
        string unstated = language.Headline(EveryText.Log("sums", Verdict.CouldNotMeasure, null, true));

        Assert.All(Enum.GetValues<LogDriftReason>(), r => Assert.NotEqual(unstated, language.Headline(EveryText.Log("sums", Verdict.CouldNotMeasure, r, true))));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void Hostile_names_reach_no_sentence_raw(string tag)
    {
        var texts = EveryText.Of(Language.For(tag), "a\u001b[31m\u202eb\u200bc\r\nd");

        Assert.Contains(texts, t => t.Text.Contains("⟦ESC⟧", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, t => t.Text.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_comparison_names_both_targets_in_every_measured_verdict(string tag)
    {
        foreach (var verdict in new[] { Verdict.Worse, Verdict.Better })
        {
            var finding = EveryText.Drift("sums", Framing.Compare, verdict);
            string text = Language.For(tag).Headline(finding with
            {
                Baseline = finding.Baseline with { Target = "older" },
                Current = finding.Current with { Target = "newer" },
            });

            Assert.Contains("older", text, StringComparison.Ordinal);
            Assert.Contains("newer", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Both_languages_tell_the_same_numbers()
    {
        var english = EveryText.Of(Language.English, "sums");
        var chinese = EveryText.Of(Language.TraditionalChinese, "sums");

        Assert.Equal(english.Select(t => t.Origin), chinese.Select(t => t.Origin));
        Assert.All(english.Zip(chinese), pair => Assert.Equal(Numbers(pair.First.Text), Numbers(pair.Second.Text)));
    }

    [Fact]
    public void A_tag_without_a_wording_is_refused_and_the_ones_with_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Language.For("zh-Hans"));

        Assert.Contains("en, zh-Hant", error.Message, StringComparison.Ordinal);
        Assert.All(Language.Tags, tag => Assert.Equal(tag, Language.For(tag).Tag));
    }

    private static void AllDiffer<T>(Func<T, string> text)
        where T : struct, Enum
    {
        var shared = Enum.GetValues<T>().GroupBy(text).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g)}");
        Assert.Empty(shared);
    }

    // In the order of size, because the languages put them in different places; dates and large numbers in one form.
    private static List<string> Numbers(string text)
    {
        var plain = ChineseDate().Replace(text, m => $"{m.Groups[1].Value}-{m.Groups[2].Value.PadLeft(2, '0')}{(m.Groups[3].Success ? "-" + m.Groups[3].Value.PadLeft(2, '0') : "")}");
        plain = EnglishDate().Replace(plain, m => $"{m.Groups[3].Value}-{1 + Array.IndexOf(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, m.Groups[2].Value):00}{(m.Groups[1].Success ? "-" + m.Groups[1].Value.PadLeft(2, '0') : "")}");
        plain = Large().Replace(plain, m => (decimal.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) * m.Groups[2].Value switch { "million" => 1_000_000, "billion" => 1_000_000_000, "萬" => 10_000, _ => 100_000_000 }).ToString("#,0.##", CultureInfo.InvariantCulture));
        return [.. Number().Matches(plain).Select(m => m.Value).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"  |。。|，，|\.\.|；。|: *\.$")]
    private static partial Regex Doubled();

    [GeneratedRegex(@"[−+±]?\d+(?:,\d{3})*(?:\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"(\d{4}) 年 (\d{1,2}) 月(?: (\d{1,2}) 日)?")]
    private static partial Regex ChineseDate();

    [GeneratedRegex(@"(?:(\d{1,2}) )?(January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})")]
    private static partial Regex EnglishDate();

    [GeneratedRegex(@"(\d+(?:\.\d+)?) (million|billion|萬|億)")]
    private static partial Regex Large();
}
