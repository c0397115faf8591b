using CodeRed.Evidence;
using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class NumberGraderTests
{
    private static readonly NumberGrader First = new(Take.First);
    private static readonly NumberGrader Last = new(Take.Last);

    [Theory]
    [InlineData("42", "42")]
    [InlineData("The answer is 42.", "42")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1 234", "1234")]
    [InlineData("12\u00A0345", "12345")]
    [InlineData("12\u202F345.60", "12345.6")]
    [InlineData("1{,}000", "1000")]
    [InlineData("1\\,000", "1000")]
    [InlineData("４２", "42")]
    [InlineData("１，２３４．５", "1234.5")]
    [InlineData("答案是5，200個", "5")]
    [InlineData("-7", "-7")]
    [InlineData("\u22127", "-7")]
    [InlineData("+7", "7")]
    [InlineData("－７", "-7")]
    [InlineData("-0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("$1,000.00", "1000")]
    [InlineData("-$5", "-5")]
    [InlineData("$-5", "-5")]
    [InlineData("\\$5", "5")]
    [InlineData("€ 5", "5")]
    [InlineData("45%", "45")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("wait...5", "5")]
    [InlineData("007", "7")]
    [InlineData("2.50", "2.5")]
    [InlineData("1e3", "1000")]
    [InlineData("2.5E-3", "0.0025")]
    [InlineData("1e3x", "1")]
    [InlineData("3rd", "3")]
    [InlineData("3 × 10^5", "300000")]
    [InlineData("3 \\times 10^{-2}", "0.03")]
    [InlineData("3 × 10 apples", "3")]
    [InlineData("\\boxed{42}", "42")]
    [InlineData("$\\boxed{-3}$", "-3")]
    [InlineData("1,23", "1")]
    [InlineData("1, 2, 3", "1")]
    [InlineData("2023 100", "2023")]
    [InlineData("0,123", "0")]
    [InlineData("5-3", "5")]
    [InlineData("GPT-4", "4")]
    [InlineData("x=-3", "-3")]
    [InlineData("(-3)", "-3")]
    [InlineData("--5", "5")]
    [InlineData("1.2.3", "1.2")]
    [InlineData("1e-41", "1e-41")]
    [InlineData("12.5e50", "1.25e51")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1e99999999999999999999", "1e1000000000")]
    public void The_first_number_is_read(string answer, string label) => Assert.Equal(label, First.Grade(answer, "1").Label);

    [Theory]
    [InlineData("5-3", "3")]
    [InlineData("17 = 17 × 1, so 17", "17")]
    [InlineData("It has 3 sides.\nAnswer: 1,000\n", "1000")]
    [InlineData("1.2.3", "3")]
    [InlineData("1,23", "23")]
    [InlineData("3/4", "0.75")]
    [InlineData("6.02 x 10^23 atoms", "602000000000000000000000")]
    public void The_last_number_is_read(string answer, string label) => Assert.Equal(label, Last.Grade(answer, "1").Label);

    [Theory]
    [InlineData("3/4", "0.75")]
    [InlineData("1/3", "1/3")]
    [InlineData("-6/4", "-1.5")]
    [InlineData("1 1/2 cups", "1.5")]
    [InlineData("2 2/3", "8/3")]
    [InlineData("1½", "1.5")]
    [InlineData("¾", "0.75")]
    [InlineData("\\frac{3}{4}", "0.75")]
    [InlineData("$-\\dfrac{1}{3}$", "-1/3")]
    [InlineData("2\\frac{1}{2}", "2.5")]
    [InlineData("\\boxed{\\frac{10}{4}}", "2.5")]
    [InlineData("on 1/2/2026", "2026")]
    [InlineData("5/0", "0")]
    [InlineData("2.5 million people", "2500000")]
    [InlineData("3 hundred thousand", "300000")]
    [InlineData("1.2 billion", "1200000000")]
    [InlineData("5 millionaires", "5")]
    [InlineData("45 %", "45")]
    [InlineData("45 percent", "45")]
    [InlineData("12 km", "12")]
    [InlineData("42°C", "42")]
    [InlineData("3.5 m²", "3.5")]
    public void Fractions_multiples_and_units_are_read(string answer, string label) => Assert.Equal(label, Last.Grade(answer, "1").Label);

    [Theory]
    [InlineData("四十二", "42")]
    [InlineData("答案是四十二。", "42")]
    [InlineData("共有一百零五個", "105")]
    [InlineData("一百二", "120")]
    [InlineData("三萬五千", "35000")]
    [InlineData("兩萬三", "23000")]
    [InlineData("一萬零三百", "10300")]
    [InlineData("十二", "12")]
    [InlineData("二十", "20")]
    [InlineData("廿五", "25")]
    [InlineData("二〇二六年", "2026")]
    [InlineData("一九八四", "1984")]
    [InlineData("壹佰貳拾參元", "123")]
    [InlineData("叁仟伍佰", "3500")]
    [InlineData("三億六千萬", "360000000")]
    [InlineData("一萬億", "1000000000000")]
    [InlineData("負十五", "-15")]
    [InlineData("三點一四", "3.14")]
    [InlineData("三分之二", "2/3")]
    [InlineData("四分之一", "0.25")]
    [InlineData("百分之五十", "50")]
    [InlineData("百分之50", "50")]
    [InlineData("1.5億", "150000000")]
    [InlineData("3萬5千", "35000")]
    [InlineData("12億3456萬", "1234560000")]
    [InlineData("2,000萬元", "20000000")]
    [InlineData("5千克", "5")]
    [InlineData("答案是七。", "7")]
    [InlineData("共有三個。", "3")]
    [InlineData("答案：七", "7")]
    [InlineData("第一步：7 × 6 = 42，一定正確", "42")]
    [InlineData("星期三有 42 個", "42")]
    [InlineData("答案是42，千萬不要忘記", "42")]
    [InlineData("４２", "42")]
    [InlineData("三十多人中有42人", "42")]
    public void Chinese_numerals_are_read(string answer, string label) => Assert.Equal(label, Last.Grade(answer, "1").Label);

    [Theory]
    [InlineData("45%", "0.45", 1)]
    [InlineData("45%", "45", 1)]
    [InlineData("0.45", "45%", 1)]
    [InlineData("45", "45%", 1)]
    [InlineData("百分之四十五", "0.45", 1)]
    [InlineData("45%", "4.5", 0)]
    [InlineData("4500%", "45", 1)]
    [InlineData("1/3", "0.3333", 0)]
    [InlineData("2/6", "1/3", 1)]
    [InlineData("0.5", "1/2", 1)]
    [InlineData("四十二", "42", 1)]
    [InlineData("42", "四十二", 1)]
    [InlineData("2.5 million", "2,500,000", 1)]
    public void Equal_numbers_are_equal_however_they_are_written(string answer, string expected, double grade) => Assert.Equal(grade, Last.Grade(answer, expected).Value);

    [Theory]
    [InlineData("1/3", "0.3333", 1)]
    [InlineData("33.33%", "1/3", 1)]
    [InlineData("34%", "1/3", 0)]
    public void A_tolerance_holds_for_fractions_and_percents(string answer, string expected, double grade) =>
        Assert.Equal(grade, new NumberGrader(absolute: 0.001m).Grade(answer, expected).Value);

    [Fact]
    public void Every_Chinese_numeral_up_to_a_hundred_million_is_read_back() =>
        Gen.Int[11, 99_999_999].Sample(number => Assert.Equal(
            number.ToString(System.Globalization.CultureInfo.InvariantCulture), Last.Grade($"答案是{Chinese(number)}。", "1").Label));

    private static string Chinese(int number)
    {
        // As it is written in full: a zero where places are passed over, no 一 before a leading 十.
        static string Section(int n)
        {
            string text = "";
            bool gap = false;
            int[] powers = [1000, 100, 10, 1];
            string[] units = ["千", "百", "十", ""];
            for (int i = 0; i < 4; i++)
            {
                int digit = n / powers[i] % 10;
                if (digit == 0)
                {
                    gap |= text.Length > 0;
                    continue;
                }

                text += (gap ? "零" : "") + "零一二三四五六七八九"[digit] + units[i];
                gap = false;
            }

            return text;
        }

        int low = number % 10_000;
        int high = number / 10_000;
        string written = high == 0 ? Section(low) : Section(high) + "萬" + (low == 0 ? "" : (low < 1000 ? "零" : "") + Section(low));
        return written.StartsWith("一十", StringComparison.Ordinal) ? written[1..] : written;
    }

    [Theory]
    [InlineData("")]
    [InlineData("I do not know.")]
    [InlineData("-.,$%")]
    [InlineData("萬一不行呢")]
    [InlineData("這是一個三角形，十分簡單")]
    public void An_answer_without_a_number_is_a_non_answer(string answer) => Assert.Equal(Grade.NonAnswer, Last.Grade(answer, "1"));

    [Theory]
    [InlineData("42.0", "42", 1)]
    [InlineData("1,000", "1e3", 1)]
    [InlineData("1000", "$1,000", 1)]
    [InlineData("45", "45 %", 1)]
    [InlineData("42.0000000000000000000000000000000001", "42", 0)]
    [InlineData("1267650600228229401496703205376", "1267650600228229401496703205376", 1)]
    [InlineData("1267650600228229401496703205377", "1267650600228229401496703205376", 0)]
    public void Without_a_tolerance_only_the_exact_number_is_right(string answer, string expected, double grade) =>
        Assert.Equal(grade, Last.Grade(answer, expected).Value);

    [Theory]
    [InlineData("3.14", "3.14159", 1)]
    [InlineData("3.13", "3.14159", 0)]
    [InlineData("3.1416000000000000000000000000000000001", "3.1416", 1)]
    [InlineData("1e40", "3", 0)]
    [InlineData("1e400", "1e400", 1)]
    public void An_absolute_tolerance_is_in_the_numbers_own_unit(string answer, string expected, double grade) =>
        Assert.Equal(grade, new NumberGrader(absolute: 0.01m).Grade(answer, expected).Value);

    [Theory]
    [InlineData("101", "100", 1)]
    [InlineData("-99", "-100", 1)]
    [InlineData("101.1", "100", 0)]
    [InlineData("0.0001", "0", 0)]
    public void A_relative_tolerance_is_a_proportion_of_the_expected_number(string answer, string expected, double grade) =>
        Assert.Equal(grade, new NumberGrader(relative: 0.01m).Grade(answer, expected).Value);

    [Theory]
    [InlineData("forty-two")]
    [InlineData("42 apples")]
    [InlineData("1 or 2")]
    [InlineData("#### 18")]
    public void An_expected_text_that_is_no_number_is_named(string expected) =>
        Assert.Contains(expected, Assert.Throws<GradingException>(() => Last.Grade("42", expected)).Message);

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new NumberGrader(Take.Listed));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberGrader(absolute: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberGrader(relative: 1.5m));
    }

    [Fact]
    public void A_decimal_is_read_back_and_labelled_as_canonical_JSON_writes_it() =>
        Gen.Decimal.Sample(number =>
        {
            var grade = First.Grade($"It is {number.ToString(System.Globalization.CultureInfo.InvariantCulture)} in all", "1");
            Assert.Equal(CanonicalJson.Number(number), grade.Label);
        });

    [Fact]
    public void Thousands_separators_change_nothing() =>
        Gen.Long.Sample(number =>
            Assert.Equal(
                number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                First.Grade(number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), "1").Label));
}
