using CodeRed.Evidence;
using CodeRed.Findings.Compare;

namespace CodeRed.Findings.Wording;

internal sealed partial class TraditionalChinese
{
    public override string BadgeOfPair(Verdict verdict) => verdict switch
    {
        Verdict.Worse => "較差",
        Verdict.Better => "較好",
        Verdict.Changed => "有差異",
        Verdict.ChangedNotWorse => "有差異，並非較差",
        Verdict.NoChangeSeen => "未見差異",
        _ => "無法評估",
    };

    public override string Badge(CompareVerdict verdict) => verdict switch
    {
        CompareVerdict.OneBest => "有一個最好",
        CompareVerdict.SeveralMayBeBest => "好幾個都可能最好",
        CompareVerdict.NoneSeparated => "分不出高下",
        CompareVerdict.SomeWorse => "有的比基準差",
        CompareVerdict.NoneSeenWorse => "未見比基準差的",
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
        CompareLabel.AnswersGiven => "詞元數與未作答情形",
        CompareLabel.QualityAgainstCost => "品質與成本",
        _ => "橫軸：每 1,000 則回答的美元成本。縱軸：品質。線段是各模型單獨計算的信賴區間。實心：就已知資料而言，沒有其他模型全面勝過它。",
    };

    protected override string LatencyUnit(bool seconds) => seconds ? "秒" : "毫秒";

    public override string Headline(CompareFinding finding)
    {
        string best = Listed(finding.BestSet.Select(r => r.Run.Id), finding);
        string worse = Listed(finding.Pairs.Where(p => p.Comparison.Verdict == Verdict.Worse).Select(p => p.Second), finding);
        string metric = Quoted(finding.Metric);
        return finding.Verdict switch
        {
            CompareVerdict.OneBest => $"{best}表現最好：以{metric}衡量，其餘各模型都已證實不是最好的。",
            CompareVerdict.SeveralMayBeBest => $"以{metric}衡量，{best}都可能是最好的；其餘的已證實不是。",
            CompareVerdict.NoneSeparated => $"以{metric}衡量，{Count(finding.Items)} 題分不出這 {Count(finding.Runs.Length)} 個模型的高下。",
            CompareVerdict.SomeWorse => $"以{metric}衡量，{worse}的表現比{Listed([finding.Baseline!], finding)}差。",
            CompareVerdict.NoneSeenWorse => $"以{metric}衡量，未見任何模型的表現比{Listed([finding.Baseline!], finding)}差。",
            _ => finding.Items == 0
                ? "找不到每個模型都有可評分回答的題目，無從比較。"
                : "各模型缺漏的回答數相差太多，足以左右誰比較好，無法下結論。",
        };
    }

    public override string Sentence(CompareFinding finding)
    {
        string answers = finding.Answers == finding.Items ? "" : $"（各 {Count(finding.Answers)} 則回答）";
        string left = finding.LeftOut == 0 ? "" : $"；另有 {Count(finding.LeftOut)} 題未納入";
        return $"{Count(finding.Runs.Length)} 個模型都回答了的題目共 {Count(finding.Items)} 題{answers}{left}。";
    }

    public override string Name(FrontPlace place) => place switch
    {
        FrontPlace.OnFront => "位於前緣",
        FrontPlace.MayBeDominated => "可能被全面勝過",
        FrontPlace.Dominated => "被全面勝過",
        _ => "就已知資料而言位於前緣",
    };

    public override string FrontRule(CompareFinding finding) =>
        $"被全面勝過：另有模型品質較好、成本較低、延遲中位數也較短，三項差距都超出誤差；誤判其中任何一個模型的機率至多 {Share(finding.Settings.Alpha)}。可能被全面勝過：只有估計值如此，差距未超出誤差。成本或延遲未知時，無從證明誰全面勝過誰。";

    public override string? Dominated(ComparedRun run, CompareFinding finding) => run.Front switch
    {
        FrontPlace.Dominated => $"{Quoted(run.Run.Target)}：{Listed(run.DominatedBy, finding)}品質較好、成本較低，也比較快。",
        FrontPlace.MayBeDominated => $"{Quoted(run.Run.Target)}：就估計值而言，{Listed(run.DominatedBy, finding)}品質、成本、速度都不遜於它，但差距未超出誤差。",
        _ => null,
    };

    public override string CostRule => "成本只計受測模型自己的回答，評審模型的花費不計在內。";

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
        return $"判定：{Count(finding.Pairs.Length)} 組比較中，只要有任何一組判錯的機率至多 {Share(finding.Settings.Alpha)}（Holm 校正）。各組差距的信賴區間同時成立的信賴水準為 {level}（Bonferroni 校正），比 Holm 校正所需的區間寬，因此即使判定有差異，區間仍可能包含零。標為「可能最好」的模型當中，包含真正最好者的信賴水準為 {level}。受測模型表中的信賴區間則由各模型單獨計算，信賴水準各為 {level}。";
    }

    public override string Sentence(CompareUnknown unknown, CompareFinding finding) => unknown.Kind switch
    {
        CompareUnknownKind.OtherItems => "換成別的題目是否仍然如此：要看這些題目能否代表你的工作。",
        CompareUnknownKind.LeftOutItems => $"未納入的 {Count(unknown.Count!.Value)} 題結果如何：這些題目並非每個模型都答過，或是問法不同。",
        CompareUnknownKind.MissingAnswers => $"{Count(unknown.Count!.Value)} 則缺漏的回答（出錯或沒有回答），原本會得幾分。",
        CompareUnknownKind.Costs => $"{Count(finding.Runs.Length)} 個模型中有 {Count(unknown.Count!.Value)} 個成本不明：未知不等於免費。",
        CompareUnknownKind.Latencies => $"{Count(finding.Runs.Length)} 個模型中有 {Count(unknown.Count!.Value)} 個不知道回答得多快。",
        CompareUnknownKind.CacheDiscounts => "批次折扣省了多少，或紀錄與價目表未載明的快取省了多少：這時詞元按全價計算。",
        _ => "延遲能否互比：沒有資料顯示各模型是在同一地點、同一時間受測。",
    };

    private static string Listed(IEnumerable<string> ids, CompareFinding finding) => string.Join("、", ids.Select(id => Quoted(finding.Run(id).Run.Target)));
}
