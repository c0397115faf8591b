using CodeRed.Evidence;
using CodeRed.Findings.Compare;

namespace CodeRed.Findings.Wording;

internal sealed partial class TraditionalChinese
{
    public override string Badge(CompareVerdict verdict) => verdict switch
    {
        CompareVerdict.OneBest => "一個最好",
        CompareVerdict.SeveralMayBeBest => "數個可能最好",
        CompareVerdict.NoneSeparated => "分不出高下",
        CompareVerdict.SomeWorse => "比基準差",
        CompareVerdict.NoneSeenWorse => "未見比基準差",
        _ => "無法比較",
    };

    public override string Text(CompareLabel label) => label switch
    {
        CompareLabel.Title => "該用哪一個？",
        CompareLabel.Quality => "品質",
        CompareLabel.MayBeBest => "可能最好",
        CompareLabel.Yes => "是",
        CompareLabel.No => "否",
        CompareLabel.Front => "品質、成本、延遲一起看",
        CompareLabel.CostPerThousand => "每 1,000 則成本",
        CompareLabel.Latency => "延遲",
        CompareLabel.Unknown => "未知",
        CompareLabel.Pairs => "兩兩相比",
        CompareLabel.Judged => "受測模型",
        CompareLabel.Against => "對照",
        CompareLabel.Difference => "差距",
        CompareLabel.CostDifference => "每 1,000 則成本差距",
        CompareLabel.CostAndLatency => "成本與延遲",
        CompareLabel.CostSources => "成本的來源",
        CompareLabel.InputTokens => "輸入詞元",
        CompareLabel.OutputTokens => "輸出詞元",
        CompareLabel.Missing => "缺漏",
        CompareLabel.Refused => "拒答",
        CompareLabel.NonAnswers => "無效回答",
        CompareLabel.AnswersGiven => "詞元數，以及不算回答的回答",
        CompareLabel.QualityAgainstCost => "品質與成本",
        _ => "橫軸：每 1,000 則回答的美元成本。縱軸：品質。線段是各對象單獨的信賴區間。實心：就已知的資料而言，沒有其他對象全面勝過它。",
    };

    protected override string LatencyUnit(bool seconds) => seconds ? "秒" : "毫秒";

    public override string Headline(CompareFinding finding)
    {
        string best = Listed(finding.BestSet.Select(r => r.Run.Id), finding);
        string worse = Listed(finding.Pairs.Where(p => p.Comparison.Verdict == Verdict.Worse).Select(p => p.Second), finding);
        string metric = Quoted(finding.Metric);
        return finding.Verdict switch
        {
            CompareVerdict.OneBest => $"{best}表現最好：以{metric}衡量，其餘各對象都已證實不是最好的。",
            CompareVerdict.SeveralMayBeBest => $"以{metric}衡量，{best}都可能是最好的；其餘的已證實不是。",
            CompareVerdict.NoneSeparated => $"以{metric}衡量，{Count(finding.Items)} 道題目分不出這 {Count(finding.Runs.Length)} 個對象的高下。",
            CompareVerdict.SomeWorse => $"以{metric}衡量，{worse}的表現比{Listed([finding.Baseline!], finding)}差。",
            CompareVerdict.NoneSeenWorse => $"以{metric}衡量，未見任何對象的表現比{Listed([finding.Baseline!], finding)}差。",
            _ => finding.Items == 0
                ? "沒有一道題目是所有對象都有可評分的回答，無從比較。"
                : "缺漏的回答相差太多，足以左右誰比較好，無法下結論。",
        };
    }

    public override string Sentence(CompareFinding finding)
    {
        string answers = finding.Answers == finding.Items ? "" : $"（各 {Count(finding.Answers)} 則回答）";
        string left = finding.LeftOut == 0 ? "" : $"；另有 {Count(finding.LeftOut)} 道未納入";
        return $"{Count(finding.Runs.Length)} 個對象都回答了的題目共 {Count(finding.Items)} 道{answers}{left}。";
    }

    public override string Name(FrontPlace place) => place switch
    {
        FrontPlace.OnFront => "在前緣上",
        FrontPlace.MayBeDominated => "可能被全面勝過",
        FrontPlace.Dominated => "被全面勝過",
        _ => "就已知資料而言在前緣上",
    };

    public override string FrontRule(CompareFinding finding) =>
        $"被全面勝過：另有對象品質較好、成本較低、延遲中位數也較短，三者都超出誤差；誤指任何一個對象的機率至多 {Share(finding.Settings.Alpha)}。可能被全面勝過：只有估計值如此。成本或延遲未知時，無法證明有誰全面勝過它。";

    public override string? Dominated(ComparedRun run, CompareFinding finding) => run.Front switch
    {
        FrontPlace.Dominated => $"{Quoted(run.Run.Target)}：{Listed(run.DominatedBy, finding)}品質較好、成本較低，也比較快。",
        FrontPlace.MayBeDominated => $"{Quoted(run.Run.Target)}：就估計值而言，{Listed(run.DominatedBy, finding)}品質、成本、速度都不遜於它，但差距未超出誤差。",
        _ => null,
    };

    public override string CostRule => "成本只計對象自己的回答；評審模型的花費不計入任何對象。";

    public override string CostSource(ComparedRun run, CompareFinding finding)
    {
        var cost = run.Cost;
        var parts = new List<string>();
        if (cost.Recorded > 0)
        {
            parts.Add($"{Count(cost.Recorded)} 則回答的成本由紀錄載明");
        }

        if (cost.Priced > 0)
        {
            var price = cost.Prices[^1];
            string more = cost.Prices.Length == 1 ? "" : $"，另有 {Count(cost.Prices.Length - 1)} 筆較早的價格";
            string cached = price.CachedInputPerMillion is { } less ? $"（讀自快取的 {Dollars(less)} 美元）" : "";
            string undated = cost.Undated == 0 ? "" : $"；其中 {Count(cost.Undated)} 則沒有日期，以 {Day(finding.AsOf)}的價格計";
            string note = price.Note is { } n ? $"（{Inert(n)}）" : "";
            parts.Add($"{Count(cost.Priced)} 則依詞元數計價：自 {price.AsOf} 起每百萬詞元輸入 {Dollars(price.InputPerMillion)} 美元{cached}、輸出 {Dollars(price.OutputPerMillion)} 美元{more}{note}{undated}");
        }

        if (cost.Unknown > 0)
        {
            parts.Add($"{Count(cost.Unknown)} 則的成本未知：{(cost.Unknown == cost.Uncounted ? "紀錄沒有詞元數" : Why(run, cost))}");
        }

        return parts.Count == 0 ? $"{Quoted(run.Run.Target)}：沒有回答。" : $"{Quoted(run.Run.Target)}：{string.Join("；", parts)}。";
    }

    private static string Why(ComparedRun run, RunCost cost) => cost.Gap switch
    {
        PriceGap.NoSuchModel => $"帳本裡沒有名為{Quoted(run.Run.Target)}的模型",
        PriceGap.NoPrice => "帳本裡沒有這個模型的價格",
        PriceGap.OtherSeller => "帳本裡沒有這個賣方對這個模型的價格",
        PriceGap.NotYet => $"帳本裡最早的價格是 {cost.GapDate} 的",
        PriceGap.Contradicted => $"帳本裡 {cost.GapDate} 的價格互相矛盾",
        _ => "紀錄沒有詞元數",
    };

    public override string ErrorRate(CompareFinding finding)
    {
        string level = Share(1 - finding.Settings.Alpha);
        return $"判定：{Count(finding.Pairs.Length)} 組比較中出現任何一個錯誤判定的機率至多 {Share(finding.Settings.Alpha)}（Holm 法）。差距的信賴區間以 {level} 的信賴水準同時成立（Bonferroni 法），比 Holm 法的判定所需的寬，因此有判定時仍可能含零。「可能最好」的集合以 {level} 的信賴水準包含最好的對象。對象表中的信賴區間各自為 {level}。";
    }

    public override string Sentence(CompareUnknown unknown, CompareFinding finding) => unknown.Kind switch
    {
        CompareUnknownKind.OtherItems => "換成別的題目是否仍然如此：要看這些題目能否代表你的工作。",
        CompareUnknownKind.LeftOutItems => $"未納入的 {Count(unknown.Count!.Value)} 道題目會顯示什麼：並非所有對象都回答了，或問法不同。",
        CompareUnknownKind.MissingAnswers => $"{Count(unknown.Count!.Value)} 則缺漏（錯誤或沒有回答）原本會得幾分。",
        CompareUnknownKind.Costs => $"{Count(finding.Runs.Length)} 個對象中有 {Count(unknown.Count!.Value)} 個成本不明：未知不等於免費。",
        CompareUnknownKind.Latencies => $"{Count(finding.Runs.Length)} 個對象中有 {Count(unknown.Count!.Value)} 個不知道有多快。",
        CompareUnknownKind.CacheDiscounts => "批次折扣省了多少，或紀錄與價目表未載明的快取省了多少：這時詞元按全價計算。",
        _ => "延遲能否互比：沒有資料說明各對象是在同一地點、同一時間受測。",
    };

    private static string Listed(IEnumerable<string> ids, CompareFinding finding) => string.Join("、", ids.Select(id => Quoted(finding.Run(id).Run.Target)));
}
