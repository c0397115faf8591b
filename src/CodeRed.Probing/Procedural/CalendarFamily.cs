using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>Dates of the Gregorian calendar: the weekday, the days between two, and the date some days later.</summary>
internal sealed class CalendarFamily : ProceduralFamily
{
    private static readonly string[] Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly LabelGrader English = new(Weekdays.Select(d => new Label(d)), Take.Last);

    private static readonly LabelGrader Chinese = new(
        "日一二三四五六".Select((d, i) => new Label($"星期{d}", d == '日' ? ["週日", "周日", "禮拜日", "禮拜天", "星期天", Weekdays[i]] : [$"週{d}", $"周{d}", $"禮拜{d}", Weekdays[i]])), Take.Last);

    public override string Name => "calendar";

    public override string Description => "weekdays, days between dates, and dates some days later (Gregorian calendar)";

    public override string Measure => "years that the dates may lie apart";

    public override ImmutableArray<ProceduralLanguage> Languages => [ProceduralLanguage.English, ProceduralLanguage.TraditionalChinese];

    // 1, 2, 4, ... 512
    public override long SizeAt(int difficulty) => 1L << (difficulty - 1);

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        long span = SizeAt(difficulty);
        bool english = language == ProceduralLanguage.English;
        var known = Day(random, 1600, 2000);
        // Far enough to need the whole span, near enough not to need the next.
        long days = random.Between((span * 365 / 2) + 1, span * 365);
        var other = known.AddDays((int)days);
        switch (random.Below(3))
        {
            case 0:
            {
                var (first, second) = (known.DayOfWeek, other.DayOfWeek);
                string answer = english ? Weekdays[(int)second] : Chinese.Labels[(int)second];
                string wrong = english ? Weekdays[((int)second + 1) % 7] : Chinese.Labels[((int)second + 1) % 7];
                string question = english
                    ? $"In the Gregorian calendar, {Written(known)} is a {Weekdays[(int)first]}. Which day of the week is {Written(other)}? End with the day on the last line."
                    : $"依格里曆，{Chinesely(known)}是{Chinese.Labels[(int)first]}。{Chinesely(other)}是星期幾？最後一行只寫星期幾。";
                return new(question, [new("label", english ? English : Chinese, answer)], answer, wrong, span);
            }

            case 1:
            {
                string question = english
                    ? $"In the Gregorian calendar, how many days after {Written(known)} is {Written(other)}? Give the result as a plain number on the last line."
                    : $"依格里曆，從 {Chinesely(known)}到 {Chinesely(other)}相隔幾天？最後一行只寫數字。";
                return new(question, [Number(days)], Text(days), Text(days + 1), span);
            }

            default:
            {
                string answer = Iso(other);
                string question = english
                    ? $"In the Gregorian calendar, which date is {days} days after {Written(known)}? End with the date as YYYY-MM-DD on the last line."
                    : $"依格里曆，{Chinesely(known)}之後 {days} 天是哪一天？最後一行只寫日期，格式為 YYYY-MM-DD。";
                return new(question, [new("contains", new ContainsGrader(answer), null)], answer, Iso(other.AddDays(1)), span);
            }
        }
    }

    private static DateOnly Day(ItemRandom random, int firstYear, int lastYear) =>
        new DateOnly(firstYear, 1, 1).AddDays((int)random.Below(new DateOnly(lastYear + 1, 1, 1).DayNumber - new DateOnly(firstYear, 1, 1).DayNumber));

    private static string Written(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Chinesely(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year} 年 {day.Month} 月 {day.Day} 日");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
