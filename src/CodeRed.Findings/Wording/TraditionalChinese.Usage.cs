using CodeRed.Evidence.Facts;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Statistics.Growth;

namespace CodeRed.Findings.Wording;

internal sealed partial class TraditionalChinese
{
    public override string Badge(UsageFinding finding) => finding.NotComparable is not null ? "無法比較" : finding.Comparisons.IsEmpty ? "使用量" : "可以比較";

    public override string Headline(UsageFinding finding) => Spaced(finding switch
    {
        { NotComparable: { } why, Products: [var first, var second, ..] } => NotComparable(why, first, second),
        { Comparisons: [var compared, ..], Products: [var first, var second, ..] } => MeetingOf(compared, first, second),
        { Series: [] } => "當時沒有任何數字可查。",
        _ => $"{Count(finding.Products.Length)}項產品共有{Count(finding.Series.Sum(series => series.Figures.Length))}筆公布數字，分成{Count(finding.Series.Length)}組：產品、指標、由誰統計，只要有一項不同，就不放在同一組。",
    });

    public override string NotComparable(Incomparability why, ProductName first, ProductName second) => Spaced($"{Plain(first.Name)}與{Plain(second.Name)}無法比較：" + why.Reason switch
    {
        IncomparableReason.NoFigures => $"帳本收錄的指標，前者為{Measures(why.First)}，後者為{Measures(why.Second)}。",
        IncomparableReason.OwnAgainstOutsider => "雖有共同的指標，但一邊是公司自己公布的數字，另一邊是外界的推估。",
        _ => $"前者公布的是{Measures(why.First)}，後者是{Measures(why.Second)}。",
    });

    public override string Latest(UsageSeries series) => Spaced(
        $"{Plain(series.Product.Name)}，{Plain(series.Measure.NameZhHant)}：{Published(series.Measure, series.Figures[^1])}（{Day(series.Figures[^1].On)}，{(series.Counter == CounterKind.Own ? "公司自行公布" : $"{Plain(series.ByName)}統計")}）。");

    public override string Name(UsageSeries series) => Spaced(
        $"{Plain(series.Product.Name)}，{Plain(series.Measure.NameZhHant)}，{(series.Counter == CounterKind.Own ? "公司自行公布" : $"{Plain(series.ByName)}統計")}");

    public override string Published(UsageMeasure measure, UsageFigure figure) => figure.Precision switch
    {
        Precision.AtLeast => $"超過 {Figure(measure, figure.Value)}",
        Precision.About => $"約 {Figure(measure, figure.Value)}",
        _ => Figure(measure, figure.Value),
    };

    public override string Growth(UsageSeries series, double level)
    {
        if (series.Growth is not { } growth)
        {
            return series.Refusal switch
            {
                NoGrowthReason.DatesOverlap => "看不出成長速度：日期太籠統，看似較晚的那筆可能其實較早。",
                NoGrowthReason.NoError => "看不出成長速度：各筆數字分毫不差，全落在同一條曲線上，無從得知誤差多大。",
                NoGrowthReason.NoUpperEnd => "看不出成長速度：「超過」沒有上限，而有上限的數字不到兩筆。",
                NoGrowthReason.NotPositive => "看不出成長速度：其中有數字是零或負數，談不上倍數。",
                _ => "只有一個時間點，看不出成長速度。",
            };
        }

        var (rate, interval) = (Factor(growth.Rate), FromTo(Factor(growth.RateInterval.Lower), Factor(growth.RateInterval.Upper)));
        var yearly = growth.Basis == GrowthBasis.Regression
            ? $"一年變為 {rate} 倍（{Share(level)} 信賴區間 {interval} 倍）"
            : $"一年變為 {rate} 倍（光是四捨五入，{interval} 倍都有可能；只有兩筆數字，算不出信賴區間）";
        var doubling = (growth.DoublingMonths, growth.DoublingInterval) switch
        {
            (_, null) => "正在下滑",
            (null, _) => "沒有成長的跡象，但也無法排除有成長",
            ({ } months, { Upper: { } most, Lower: { } least }) => $"每 {Span(months)} 個月翻一倍（{FromTo(Span(least), Span(most))} 個月）",
            ({ } months, { Lower: { } least }) => $"每 {Span(months)} 個月翻一倍（最快 {Span(least)} 個月，也可能永遠不會）",
            ({ } months, _) => $"每 {Span(months)} 個月翻一倍",
        };
        var above = growth.Above == 0 ? "" : $"（其中{Count(growth.Above)}筆只是下限，曲線從其上方通過）";
        return Spaced($"{Count(series.Figures.Length)}筆數字{above}：{yearly}，{doubling}。{(Bends(growth) ? $"兩兩斜率的中位數卻是一年 {Factor(growth.MedianRate!.Value)} 倍，落在區間之外：可能有一筆數字不對，也可能走勢已經轉彎。" : "")}");
    }

    public override IReadOnlyList<string> Sentences(UsageComparison comparison, UsageFinding finding)
    {
        var (first, second) = (finding.Products[0], finding.Products[1]);
        List<string> sentences = [Spaced(MeetingOf(comparison, first, second))];
        if (comparison.Growth is { } growth)
        {
            sentences.Add(Spaced($"{Plain(second.Name)}與{Plain(first.Name)}的比值，一年變為 {Factor(growth.RateDifference)} 倍（{Share(finding.Settings.Level)} 信賴區間 {FromTo(Factor(growth.Interval.Lower), Factor(growth.Interval.Upper))} 倍，{PValue(growth.P)}）。"));
            sentences.Add(Spaced(Crossing(growth)));
        }
        else
        {
            sentences.Add("誰成長得快，目前看不出來：雙方都要有三筆以上的數字。");
        }

        if (!comparison.SameCounter)
        {
            sentences.Add("兩邊的數字由不同的人統計，對「用戶」的認定可能不一樣。");
        }

        return sentences;
    }

    public override string ErrorRate(UsageFinding finding) => Spaced(
        $"成長速度是將數字取對數後，以最小平方法迴歸求得；{Share(finding.Settings.Level)} 信賴區間採 t 分布，且不會窄於四捨五入與日期籠統所造成的誤差範圍。前提是成長穩定、各筆誤差彼此獨立；但公司往往衝破整數關卡才公布，成長一停就不再公布，數字看起來會比實際平穩。");

    public override IReadOnlyList<string> Cautions(UsageFinding finding)
    {
        List<string> cautions = ["每週用戶、每月用戶、註冊數與外部推估是不同的數字，這裡絕不混為一談。"];
        if (finding.Series.Any(series => series.Measure.IsShare && series.Growth is not null))
        {
            cautions.Add("占比不可能超過全部，成長終究會停下來。");
        }

        if (finding.Comparisons.Any(comparison => comparison.Growth is not null))
        {
            cautions.Add("交會日期只在雙方照原來的速度走下去時才成立，而這種情形從來維持不久。");
        }

        return cautions;
    }

    private static string Measures(IEnumerable<UsageMeasure> measures)
    {
        var names = string.Join("、", measures.Select(measure => Plain(measure.NameZhHant)));
        return names.Length == 0 ? "無" : names;
    }

    private string MeetingOf(UsageComparison comparison, ProductName first, ProductName second)
    {
        var (one, other, larger) = comparison.Meeting;
        return $"以{Plain(comparison.Measure.NameZhHant)}而言，{Plain(first.Name)} {Published(comparison.Measure, one)}（{Day(one.On)}），{Plain(second.Name)} {Published(comparison.Measure, other)}（{Day(other.On)}）；" + larger switch
        {
            Larger.First => $"{Plain(first.Name)}較多。",
            Larger.Second => $"{Plain(second.Name)}較多。",
            Larger.NotToldApart => "數字取到這個位數，分不出誰多誰少。",
            _ => $"沒有兩筆數字相距在 {UsageFold.SameTimeDays} 天之內，說不上誰較多。",
        };
    }

    private string Crossing(UsageCrossing growth)
    {
        const string IfSo = "若雙方都照原來的速度走下去，";
        var estimate = growth.Estimate is { } day ? $"兩條曲線交會於{Day(day)}。" : "";
        return IfSo + growth.Dates switch
        {
            [] => "往後不會有追平的一天。",
            [{ Last: { } last } only] => $"兩者會在{Day(only.First)}至{Day(last)}之間打平{(growth.MayBeNever ? "，也可能永遠不會" : "")}。{estimate}",
            [{ Last: null } only] => growth.Shape == CrossingShape.NotBefore && growth.Estimate is not null
                ? $"兩者會在{Day(only.First)}以後的某個時候打平，也可能永遠不會；最晚到什麼時候，算不出來。{estimate}"
                : $"兩者在{Day(only.First)}以後任何時候都可能打平，也可能永遠不會。",
            [{ Last: { } last } early, .., var late] => $"兩者會在{Day(early.First)}至{Day(last)}之間，或{Day(late.First)}以後打平{(growth.MayBeNever ? "，也可能永遠不會" : "")}。{estimate}",
            _ => "看不出兩者何時打平。",
        };
    }
}
