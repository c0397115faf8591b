using CodeRed.Findings.Talent;
using CodeRed.Statistics.Survival;

namespace CodeRed.Findings.Wording;

internal sealed partial class TraditionalChinese
{
    public override string Badge(TalentFinding finding) => Asked(finding) is not { } lab ? "人才流動"
        : lab.Left + lab.Joined == 0 ? "無人異動"
        : Balance(lab) switch { < 0 => "走的比來的多", > 0 => "來的比走的多", _ => "進出看不出差別" };

    public override string Headline(TalentFinding finding) => Spaced(Asked(finding) is { } lab
        ? $"帳本記錄的人物當中，離開{Plain(lab.Name)}的有{lab.Left}人，加入的有{lab.Joined}人{(lab.PValue is { } p ? $"（符號檢定，{PValue(p)}）" : "")}{Undone(lab)}。"
        : $"帳本追蹤{finding.Labs.Length}家公司，共記錄{finding.Sample.People}位人物：離開{finding.Labs.Sum(one => one.Left)}人次，加入{finding.Labs.Sum(one => one.Joined)}人次。");

    public override string Sentence(TalentSample sample) => Spaced(
        $"這裡只有帳本收錄的{sample.People}位知名人士，不是全體員工：他們因為創辦公司、成名或離職才被記下，所以這些數字都不是員工離職率。"
        + string.Concat(sample.FounderGaps.Select(gap => $"{Plain(gap.Lab)}的{gap.Founders}位創辦人，帳本只列了{gap.Listed}位，其餘多因查不到離開日期而缺漏；若他們早已離開，留任曲線就會偏高。"))
        + (sample.StartsLeftOut == 0 ? "" : $"另有{sample.StartsLeftOut}筆到任紀錄，無從得知當時是否已經公開，因此不計。"));

    public override string? Destinations(LabBalance lab)
    {
        var known = lab.Destinations.Where(to => to.Name is not null).Select(to => $"{Plain(to.Name!)} {to.People} 人").ToList();
        var unknown = lab.Destinations.Where(to => to.Name is null).Sum(to => to.People);
        return (known.Count, unknown) switch
        {
            (0, 0) => null,
            (0, _) => Spaced($"{Plain(lab.Name)}：{unknown}人去向不明。"),
            (_, 0) => Spaced($"{Plain(lab.Name)}：去了{string.Join("、", known)}。"),
            _ => Spaced($"{Plain(lab.Name)}：去了{string.Join("、", known)}；另有{unknown}人去向不明。"),
        };
    }

    public override string Place(TalentFinding finding, string node) => node switch
    {
        Flow.Elsewhere => "其他地方",
        Flow.Unknown => "不明",
        _ => Plain(finding.Labs.FirstOrDefault(lab => lab.Id == node)?.Name ?? node),
    };

    public override string Sentence(PersonMove move)
    {
        var what = (move.From, move.To) switch
        {
            ({ } from, { } to) => move.Dismissed ? $"遭{Plain(from)}解職，後來到{Plain(to)}" : $"從{Plain(from)}到{Plain(to)}",
            ({ } from, null) => move.Dismissed ? $"遭{Plain(from)}解職" : $"離開{Plain(from)}",
            (null, { } to) => $"加入{Plain(to)}",
            _ => "異動",
        };
        return Spaced($"{Day(move.On)}：{Plain(move.Person)}{what}{(move is { Founder: true, From: { } founded } ? $"（{Plain(founded)}創辦人）" : "")}{(move.Undone ? $"（{TalentFinding.UndoneWithinDays} 天內復職，不計）" : "")}。");
    }

    public override string Sentence(LabTenure tenure, bool founders, double level)
    {
        var who = $"{Plain(tenure.Name)}：帳本列有{tenure.Named}位{(founders ? "創辦人" : "其他知名人士")}，其中{tenure.Stays.Length}位可以追蹤";
        var missing = (tenure.NoStart, tenure.OnlyLeaving) switch
        {
            (0, 0) => "",
            ({ } start, 0) => $"（{start}位不知何時到任）",
            (0, { } leaving) => $"（{leaving}位直到離職才為人所知）",
            ({ } start, { } leaving) => $"（{start}位不知何時到任，{leaving}位直到離職才為人所知）",
        };
        return Spaced($"{who}{missing}{(tenure.Curve is { } curve ? $"，{(curve.Left == 0 ? "無人離開" : $"{curve.Left}位已離開")}；{Stay(curve, level)}" : $"；{Why(tenure.Refusal ?? SurvivalRefusalReason.NoSubjects)}")}。");
    }

    public override string Sentence(FounderTest test, double level)
    {
        var groups = string.Join("，", test.Groups.Select(group => group.Expected is { } expected
            ? $"{(group.Lab is { } lab ? Plain(lab) : "其他公司")} {group.People} 位走了{group.Left}位（預期{expected:0.0}位）"
            : $"{(group.Lab is { } name ? Plain(name) : "其他公司")} {group.People} 位走了{group.Left}位"));
        return Spaced(test.PValue is not { } p
            ? $"創辦人：{groups}；{Why(test.Refusal ?? SurvivalRefusalReason.NoEvents)}。"
            : $"創辦人：{groups}。假設各家創辦人留得一樣久，出現這麼大差異的機率 {PValue(p)}（以置換法做對數秩檢定{(test.SmallestPValue is { } least ? $"；以這些資料，p 值最低也只能到 {Least(least)}" : "")}）。{(test.HazardRatio is { } ratio ? $"以這樣的離職人數，離職風險要差到{ratio:0.0}倍，才有 {Share(0.8)} 的機會看得出來。" : "")}");
    }

    public override string Sentence(EventTest test, double level)
    {
        if (test.Change == DepartureChange.TooShort)
        {
            return Spaced($"{Plain(test.Name)}：{Day(test.Event)}前後都要有至少一整個月的紀錄，目前不足。");
        }

        var counts = $"{Plain(test.Name)}：{Day(test.Event)}以前的{test.MonthsBefore}個月有{test.Before}人離開，以後的{test.MonthsAfter}個月有{test.After}人{(test.Unplaced == 0 ? "" : $"，另有{test.Unplaced}人在當天離開或日期太籠統")}";
        var ratio = (test.PValue, test.Interval) is ({ } p, { } interval)
            ? $"；{(test.Ratio is { } times ? $"每月人數為先前的 {Times(times)} 倍，" : "")}{Share(level)} 信賴區間 {Open(interval)}，{PValue(p)}{(test.Dispersion > 1 ? $"，已考慮成群離職（離散度 {test.Dispersion:0.0}）" : "")}"
            : "";
        return Spaced(counts + ratio + "。" + test.Change switch
        {
            DepartureChange.More => "離開的人比以前多。",
            DepartureChange.Fewer => "離開的人比以前少。",
            DepartureChange.NoneSeen => "未見變化。" + Seen(test),
            _ => "就算有變化也看不出來。" + Seen(test),
        });
    }

    public override string ErrorRate(TalentFinding finding) => Spaced(
        $"留任曲線採 Kaplan-Meier 法，附逐點的{Share(finding.Settings.Level)} 信賴區間；從外界得知當事人在職起才計入{(finding.ObservedUntil is { } until ? $"，計到最後一筆異動公開的{Day(until)}為止" : "")}。{TalentFinding.UndoneWithinDays}天內復職的不算離開。符號檢定檢驗的是走的人與來的人是否一樣多。");

    public override IReadOnlyList<string> Cautions(TalentFinding finding)
    {
        List<string> cautions = [];
        if (!finding.Events.IsEmpty)
        {
            cautions.Add("公司越有名，外界看得越緊：帳本裡離職變多，可能只是報導變多。若某個事件正是因為有人離職才出名，用它來比較等於自己證明自己。");
        }

        if (finding.Founders.Any(lab => lab.Stays.Any(stay => finding.Founders.Any(other => other.Id != lab.Id && other.Stays.Any(same => same.Person == stay.Person)))))
        {
            cautions.Add("有人創辦過其中兩家公司，兩邊都算；檢定則當成不同的人。");
        }

        cautions.Add("帳本只記誰離開，不記為什麼離開。");
        return cautions;
    }

    protected override string Why(SurvivalRefusalReason reason) => reason switch
    {
        SurvivalRefusalReason.NoSubjects => "沒有人可以追蹤",
        SurvivalRefusalReason.Gap => "其中有一段時間沒有任何人可以追蹤",
        SurvivalRefusalReason.Exhausted => "較早追蹤到的人都離開了，之後才追蹤到其他人",
        SurvivalRefusalReason.NoEvents => "沒有人離開，談不上哪家走得比較多",
        _ => "有人離開時，各家的人從未同時受到追蹤",
    };

    private string Stay(TenureCurve curve, double level)
    {
        var from = curve.From > 0 ? $"（只計任職滿 {Span(curve.From)} 年的人）" : "";
        var median = (curve.Median, curve.MedianInterval) switch
        {
            ({ } years, { Lower: var least, Upper: { } most }) => $"半數在 {Span(years)} 年內離開（{Share(level)} 信賴區間 {FromTo(Span(least ?? 0), Span(most))} 年）",
            ({ } years, var open) when IsOpen(open) => $"半數在 {Span(years)} 年內離開，但人數太少，中位數多長都有可能",
            (null, var open) when IsOpen(open) => $"{Span(curve.Until)} 年內離開的不到一半，但人數太少，中位數多長都有可能",
            ({ } years, { Lower: var least }) => $"半數在 {Span(years)} 年內離開（{Share(level)} 信賴區間 {Span(least ?? 0)} 年以上）",
            (null, { Lower: var least }) => $"{Span(curve.Until)} 年內離開的不到一半（中位數在 {Span(least ?? 0)} 年以上）",
        };
        return median + from + (curve.AfterTwoYears is { } two ? $"；滿 2 年時還在的有 {Percent(two.Share, 0)}（{FromTo(Percent(two.Interval.Lower, 0), Percent(two.Interval.Upper, 0))}）" : "");
    }

    private static string Undone(LabBalance lab) => lab.Undone == 0 ? "" : $"；另有{lab.Undone}人離開後{TalentFinding.UndoneWithinDays}天內復職，不計";

    private string Seen(EventTest test) => (test.SeenFrom, test.SeenTo) switch
    {
        ({ } up, { } down) => $"要增至 {Times(up)} 倍，或減至 {Times(down)} 倍，才有 {Share(0.8)} 的機會看得出來。",
        ({ } up, null) => $"要增至 {Times(up)} 倍，才有 {Share(0.8)} 的機會看得出來；減少的話，就算從此無人離開也看不出來。",
        (null, { } down) => $"要減至 {Times(down)} 倍，才有 {Share(0.8)} 的機會看得出來。",
        _ => "前後都沒有人離開，無從得知變化要多大才看得出來。",
    };

    private string Open(OpenInterval interval) => interval.Upper is { } upper ? $"{FromTo(Times(interval.Lower ?? 0), Times(upper))} 倍" : $"{Times(interval.Lower ?? 0)} 倍以上";
}
