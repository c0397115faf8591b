using System.Globalization;
using CodeRed.Findings.Drift;
using CodeRed.Findings.LogDrift;

namespace CodeRed.Findings.Wording;

// Names from outside always stand in 「」: they may be of any script, and so need no space around them.
internal sealed partial class TraditionalChinese : Language
{
    public override string Tag => "zh-Hant";

    public override string Badge(Verdict verdict) => verdict switch
    {
        Verdict.Worse => "變差",
        Verdict.Better => "變好",
        Verdict.Changed => "有變化",
        Verdict.ChangedNotWorse => "有變化，未變差",
        Verdict.NoChangeSeen => "未見變化",
        _ => "無法評估",
    };

    public override string Text(Label label) => label switch
    {
        Label.DriftTitle => "變差了嗎？",
        Label.CompareTitle => "哪個表現比較好？",
        Label.LogDriftTitle => "這份紀錄前後有變嗎？",
        Label.Effect => "差異",
        Label.Baseline => "基準",
        Label.Current => "本次",
        Label.Before => "分界日前",
        Label.After => "分界日起",
        Label.Items => "題數",
        Label.Rows => "筆數",
        Label.Days => "天數",
        Label.Why => "怎麼變的（由主要到次要）",
        Label.AlsoMeasured => "其他指標",
        Label.ByStratum => "分組結果",
        Label.Flips => "對錯翻轉的回答",
        Label.FlipsDrawn => "依固定的隨機種子抽出，並非人為挑選。",
        Label.NotKnown => "尚無法得知的事",
        Label.Next => "接下來可以執行的指令",
        Label.Evidence => "佐證資料",
        Label.Betting => "逐題累積的證據",
        Label.WithoutWrapping => "去除外層格式後",
        Label.HowSure => "把握程度",
        Label.Question => "題目",
        Label.Expected => "標準答案",
        Label.Answer => "回答",
        Label.AnswerNotKept => "（資料未保留這則回答的原文）",
        Label.NoLabel => "（無）",
        Label.Metric => "指標",
        Label.Verdict => "判定",
        Label.ItemsSeen => "累計題數",
        Label.EValue => "e 值",
        Label.Threshold => "門檻",
        Label.Mean => "平均數",
        Label.Median => "中位數",
        Label.MadeBy => "製作：Code Red",
        Label.Assumption => "前提假設",
        Label.NewlyWrong => "由對轉錯",
        Label.NewlyRight => "由錯轉對",
        Label.NoChange => "無變化",
        Label.Stratum => "組別",
        Label.Unchanged => "不變",
        Label.All => "全部",
        Label.SinceWhen => "從何時開始",
        Label.AdjustedPValue => "校正後 p 值",
        Label.ErrorRate => "誤報率",
        Label.Suite => "題組",
        Label.Run => "測試編號",
        Label.Target => "受測模型",
        Label.Source => "來源檔案",
        Label.Answers => "回答數",
        Label.Dates => "起訖日期",
        Label.Settings => "設定",
        Label.RowsWithoutTime => "因未註明時間而不列入的筆數",
        Label.RankingTitle => "哪個模型較受青睞？",
        Label.Ranks => "名次",
        Label.Model => "模型",
        Label.Rating => "評分",
        Label.ChanceBest => "居首機率",
        Label.Votes => "票數",
        Label.WinsAgainstBaseline => "勝率",
        Label.Bootstrap => "自助法",
        Label.Method => "方法",
        Label.Unranked => "無法列入排名",
        Label.WinMatrix => "兩兩對決",
        Label.Covariates => "影響投票的其他因素",
        Label.Cautions => "解讀時請留意",
        Label.OtherGroups => "與上述模型無從比較的其他模型",
        Label.Throne => "王座屬於誰",
        Label.Lab => "公司",
        Label.Capability => "能力值",
        Label.Boards => "榜單數",
        Label.Board => "榜單",
        Label.Models => "模型數",
        Label.Latest => "最新成績",
        Label.OwnResults => "各家自測成績的偏高幅度（能力值）",
        Label.Sensitivity => "換個算法",
        Label.RestsOn => "依據",
        Label.Handovers => "王座易主",
        Label.HandoverRule => "易主期間從新領先者較強的機率升到 5%、此後不再跌破的第一天算起，到首次達到 95% 的那天為止；尚未達到的，列為尚無定論。一律以查詢日期當時已知的資料為準。",
        Label.None => "無",
        Label.OnTheDay => "提出當日",
        Label.TrackRecords => "各方說法的成立比例",
        Label.NobodyDecided => "還沒有人查證過。",
        Label.Compared => "並列比較",
        Label.PublishedFigure => "公布的數字",
        Label.InAndOut => "各家進出",
        Label.Left => "離開",
        Label.Came => "加入",
        Label.Net => "淨流入",
        Label.Flows => "從哪裡到哪裡",
        Label.From => "來自",
        Label.To => "前往",
        Label.People => "人數",
        Label.Destinations => "離開的人去了哪裡",
        Label.Founders => "創辦人",
        Label.OtherPeople => "其他知名人士",
        Label.AcrossEvent => "事件前後",
        Label.Moves => "異動",
        Label.Date => "日期",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, "A label without a text."),
    };

    public override string Name(MeasureKind kind) => kind switch
    {
        MeasureKind.NonAnswers => "無效回答",
        MeasureKind.Refusals => "拒答（依用語判定）",
        MeasureKind.NotMeasured => "出錯或缺漏的回答",
        MeasureKind.Truncated => "遭截斷的回答",
        MeasureKind.Length => "回答長度",
        MeasureKind.OutputTokens => "輸出詞元數",
        _ => "回應時間",
    };

    public override string Name(LogMetricFinding metric) => metric.Name is { } name ? Inert(name) : metric.Kind switch
    {
        LogMetricKind.NonAnswers => "無效回答與拒答",
        LogMetricKind.NotMeasured => "出錯或缺漏的回答",
        LogMetricKind.Truncated => "遭截斷的回答",
        LogMetricKind.Length => "回答長度",
        LogMetricKind.OutputTokens => "輸出詞元數",
        LogMetricKind.Latency => "回應時間",
        LogMetricKind.FormatValidity => "格式合格率",
        _ => "評分",
    };

    public override string Name(TestMethod method) => method switch
    {
        TestMethod.ExactMcNemar => "McNemar 精確檢定",
        TestMethod.SignFlip => "符號翻轉檢定（以題為單位）",
        TestMethod.ClusteredT => "t 檢定（以題為群集計算標準誤）",
        _ => "未檢定",
    };

    public override string Headline(DriftFinding finding)
    {
        string suite = "題組" + Quoted(finding.Suite);
        if (finding.Verdict == Verdict.CouldNotMeasure)
        {
            return finding.Reason == VerdictReason.MissingnessMoved
                ? $"{suite}無法評估：出錯或缺漏的回答增減太多，足以左右判定結果。"
                : $"{suite}無法評估：找不到兩邊都有可評分回答的題目。";
        }

        string metric = Quoted(finding.Primary.Name);
        var raw = finding.Primary.Raw;
        if (finding.Framing == Framing.Compare)
        {
            string baseline = Quoted(finding.Baseline.Target);
            string current = Quoted(finding.Current.Target);
            string sides = $"以{metric}計，{Sides(raw, "前者", "後者")}";
            return finding.Verdict switch
            {
                Verdict.Worse => $"{current}在{suite}的表現不如{baseline}：{sides}。",
                Verdict.Better => $"{current}在{suite}的表現優於{baseline}：{sides}。",
                Verdict.ChangedNotWorse => $"{current}在{suite}輸給{baseline}的是格式，不是答案：{sides}；去除外層格式後，{Sides(finding.Primary.Normalised!, "前者", "後者")}。",
                Verdict.Changed => $"{current}與{baseline}在{suite}的表現不同：{sides}。",
                _ => $"{current}與{baseline}在{suite}的表現未見差異：{sides}。",
            };
        }

        return finding.Verdict switch
        {
            Verdict.Worse => $"模型在{suite}的表現變差了：{metric}{Moved(raw)}。",
            Verdict.Better => $"模型在{suite}的表現變好了：{metric}{Moved(raw)}。",
            Verdict.ChangedNotWorse => $"模型在{suite}的回答換了格式，答案本身並未變差：{metric}照原樣評分{Moved(raw)}；去除外層格式後{Moved(finding.Primary.Normalised!)}。",
            Verdict.Changed => $"模型在{suite}的表現有變化：{metric}{Moved(raw)}。",
            _ => $"模型在{suite}的表現未見變化：{metric}基準 {Percent(raw.BaselineRate!.Value)}，本次 {Percent(raw.CurrentRate!.Value)}。",
        };
    }

    public override string Headline(LogDriftFinding finding)
    {
        string day = Day(finding.Split);
        if (finding.Verdict == Verdict.CouldNotMeasure)
        {
            return finding.Reason switch
            {
                LogDriftReason.NoTimes => "這份紀錄無法評估：每一筆都沒有註明時間。",
                LogDriftReason.OneSideEmpty => $"這份紀錄無法評估：以 {day}為界，只有其中一邊有資料。",
                LogDriftReason.TooFewDays => $"這份紀錄無法評估：每天本來就有起伏，以 {day}為界，前後都要有至少三天的資料才能比較。",
                LogDriftReason.ScoreNotMeasured => "這份紀錄無法評估：有評分的天數太少，或有評分的提問種類只出現在其中一邊。",
                _ => "這份紀錄無法評估。",
            };
        }

        var primary = finding.Metrics.FirstOrDefault(m => m.Kind == LogMetricKind.PrimaryScore);
        string changed = string.Join("、", finding.Metrics.Where(m => m.Verdict is not (Verdict.NoChangeSeen or Verdict.CouldNotMeasure)).Select(Term));
        return finding.Verdict switch
        {
            Verdict.Worse => $"{day}起，評分變差：{Moved(primary!)}。",
            Verdict.Better => $"{day}起，評分變好：{Moved(primary!)}。",
            Verdict.Changed when primary is { Verdict: Verdict.CouldNotMeasure } => $"{day}起，{changed}有變化，主要評分則無法評估。",
            Verdict.Changed when finding.HasScore => $"{day}起，{changed}有變化，主要評分則未見變化。",
            Verdict.Changed => $"{day}起，{changed}有變化。紀錄中沒有評分欄，無從判斷是否變差。",
            _ => $"以 {day}為界，前後未見變化。",
        };
    }

    public override string? Normalised(MetricFinding metric) => metric.Normalised is { BaselineRate: { } before, CurrentRate: { } after } n
        ? $"去除程式碼區塊等外層格式後：{Percent(before)} → {Percent(after)}；由對轉錯 {Count(n.Lost)} 則，由錯轉對 {Count(n.Gained)} 則，{PValue(n.PValue ?? 1)}（校正後 {PValue(n.AdjustedPValue ?? 1)}），判定為「{Badge(n.Verdict)}」。"
        : null;

    public override string ErrorRate(DriftFinding finding) =>
        $"如果實際上沒有變化，這類比較誤報變差或變好的機率{(finding.Primary.Raw.Method == TestMethod.ClusteredT ? "約為" : "不超過")} {Share(finding.Settings.Alpha)}；其他判定合計，誤報機率也不超過 {Share(finding.Settings.Alpha)}（Holm 校正）。";

    public override string ErrorRate(LogDriftFinding finding) =>
        (finding.HasScore
            ? $"如果實際上沒有變化，這類比較約有 {Share(finding.Settings.Alpha)} 的機率會誤報主要評分變差或變好；其他判定合計，誤報機率也約為 {Share(finding.Settings.Alpha)}（Holm 校正）。"
            : $"如果實際上沒有變化，這類比較約有 {Share(finding.Settings.Alpha)} 的機率會在某一項誤報變化（Holm 校正）。")
        + "標準誤以日為群集計算；天數不多時，誤報機率只是近似值。";

    public override string Assumption(LogDriftFinding finding) =>
        (finding.Metrics.Any(m => m.Strata.Length > 0) ? "分界日前後，各組別內的提問組成相同。" : "分界日前後的提問組成相同。")
        + "紀錄裡沒有重複的提問；提問一旦變了，就會被誤認為回答變了。"
        + (LeastCompared(finding) is { } compared ? $"其中一邊只有 {Percent(compared, 0)} 的資料屬於前後都有的組別，其餘不列入比較。" : "");

    public override string SmallestDrop(Comparison comparison, DriftSettings settings) => comparison.SmallestDetectableDrop is { } drop
        ? $"退步幅度若在{(comparison.SmallestDetectableDropIsApproximate ? "大約" : "")} {Magnitude(drop)} 個百分點以上，則有 {Share(settings.Power)} 的機率（檢定力）偵測得到；更小的退步可能看不出來。"
        : $"只有 {Count(comparison.Items)} 題，退步再大，偵測到的機率（檢定力）也不到 {Share(settings.Power)}，請增加題數。";

    public override string Betting(BettingTrace betting, long items) =>
        "若按固定的隨機順序逐題測試："
        + string.Join("；", betting.Stops.Select(s => s.Items is { } n
            ? $"誤報率上限設為 {Share(s.Alpha)} 時，測到第 {Count(n)} 題（共 {Count(items)} 題）就能下結論"
            : $"誤報率上限設為 {Share(s.Alpha)} 時，測完 {Count(items)} 題仍下不了結論"))
        + "。";

    public override string Title(Diagnosis diagnosis) => diagnosis.Kind switch
    {
        DiagnosisKind.NonAnswers when diagnosis.OfGained => "無效回答變少",
        DiagnosisKind.Truncation when diagnosis.OfGained => "遭截斷的回答變少",
        DiagnosisKind.AnswerBias when diagnosis.OfGained => $"不再那麼偏向回答{Quoted(diagnosis.Subject ?? "")}",
        DiagnosisKind.FormatOnly => "只有格式變了",
        DiagnosisKind.NonAnswers => "無效回答",
        DiagnosisKind.Truncation => "回答遭截斷",
        DiagnosisKind.AnswerBias => $"偏向回答{Quoted(diagnosis.Subject ?? "")}",
        DiagnosisKind.Concentrated => $"集中在{Quoted(diagnosis.Subject ?? "")}這一組",
        DiagnosisKind.SpreadEvenly => "分散在各題，沒有特定類型",
        DiagnosisKind.Shortened => "回答變短",
        _ => "回答變長",
    };

    public override string Sentence(Diagnosis diagnosis)
    {
        string figures = string.Join("；", diagnosis.Figures.Select(Sentence));
        return diagnosis.Explains is { } n
            ? $"{(diagnosis.OfGained ? "由錯轉對" : "由對轉錯")}的 {Count(diagnosis.Of)} 則回答中，有 {Count(n)} 則（{Percent(diagnosis.Share ?? 0, 0)}）屬於這種情形{(figures.Length > 0 ? "；" + figures : "")}。"
            : figures + "。";
    }

    public override string Sentence(Onset onset, DriftFinding finding) => onset.Kind switch
    {
        OnsetKind.NoChange => "未見變化，沒有起始時間可言。",
        OnsetKind.NoDates => "回答未附日期，無從判斷起始時間。",
        OnsetKind.TwoTargets when finding.AskedBetween is { } asked =>
            $"這是兩個模型的並列比較（回答{(Day(asked.First) == Day(asked.Last) ? $"都在 {Day(asked.First)}" : $"在 {Day(asked.First)}至 {Day(asked.Last)}之間")}取得），談不上從何時開始變。",
        OnsetKind.TwoTargets => "這是兩個模型的並列比較，談不上從何時開始變。",
        OnsetKind.Overlapping => "基準與本次的回答時間重疊，無從判斷起始時間。",
        _ => $"變化發生在 {Day(onset.After!.Value)}（基準的最後一則回答）到 {Day(onset.Before!.Value)}（本次的第一則回答）之間。",
    };

    public override string Sentence(Unknown unknown, DriftFinding finding) => unknown.Kind switch
    {
        UnknownKind.Cause => "為什麼會變。從回答看得出怎麼變，看不出業者做了什麼。",
        UnknownKind.Onset => "從何時開始變。" + Sentence(finding.Onset, finding),
        UnknownKind.OtherItems => "換成其他類型的題目，結果是否仍然成立。",
        UnknownKind.Wavering => "回答本身的波動有多大。每題只問了一次，多問幾次才看得出來。",
        UnknownKind.UnpairedItems => $"只有一邊測過的 {Count(unknown.Count ?? 0)} 題，結果如何。",
        UnknownKind.EditedItems => $"題目或標準答案中途改過的 {Count(unknown.Count ?? 0)} 則回答，結果如何（未列入比較）。",
        UnknownKind.MissingAnswers => $"出錯或缺漏的 {Count(unknown.Count ?? 0)} 則回答，原本會得幾分（未列入比較，也未當成答錯）。",
        _ => "是否有更小的退步。" + SmallestDrop(finding.Primary.Raw, finding.Settings),
    };

    public override string Sentence(Pairing pairing)
    {
        var leftOut = new List<string>();
        if (pairing.OnlyBaseline > 0)
        {
            leftOut.Add($"{Count(pairing.OnlyBaseline)} 題只有基準測過");
        }

        if (pairing.OnlyCurrent > 0)
        {
            leftOut.Add($"{Count(pairing.OnlyCurrent)} 題只有本次測過");
        }

        if (pairing.Edited > 0)
        {
            leftOut.Add($"{Count(pairing.Edited)} 題中途改過");
        }

        return $"{Count(pairing.Items)} 題，逐題配對比較"
            + (pairing.Pairs > pairing.Items ? $"（兩邊各 {Count(pairing.Pairs)} 則回答）" : "")
            + (leftOut.Count > 0 ? $"；另有 {string.Join("、", leftOut)}，未列入比較" : "")
            + "。";
    }

    public override string Counts(Comparison comparison) =>
        $"由對轉錯 {Count(comparison.Lost)} 則，由錯轉對 {Count(comparison.Gained)} 則，不變 {Count(comparison.Unchanged)} 則";

    public override string Direction(Flip flip) => flip.Lost ? "由對轉錯" : "由錯轉對";

    public override string Percent(double share, int decimals = 1) =>
        (share * 100).ToString(decimals == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + "%";

    public override string Points(double difference) => Signed(difference * 100, "0.0") + " 個百分點";

    public override string RowsAndDays(long rows, int days) => $"{Count(rows)} 筆，分布於 {Count(days)} 天";

    protected override string? UnitOf(LogMetricKind kind) => kind switch
    {
        LogMetricKind.Length => " 字元",
        LogMetricKind.OutputTokens => " 詞元",
        LogMetricKind.Latency => " 毫秒",
        _ => null,
    };

    protected override string FromTo(string lower, string upper) => $"{lower} 至 {upper}";

    public override string IntervalLevel(double alpha) => $"{Share(1 - alpha)} 信賴區間";

    public override string Day(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime.Year} 年 {at.UtcDateTime.Month} 月 {at.UtcDateTime.Day} 日");

    public override string Value(MeasureKind kind, double value) => kind switch
    {
        MeasureKind.Length => Rounded(value) + " 字元",
        MeasureKind.OutputTokens => Rounded(value) + " 詞元",
        MeasureKind.Latency => value < 1000
            ? value.ToString("0", CultureInfo.InvariantCulture) + " 毫秒"
            : (value / 1000).ToString("0.00", CultureInfo.InvariantCulture) + " 秒",
        _ => Percent(value),
    };

    protected override string Share(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    private string Sentence(DiagnosisFigure figure)
    {
        string of = figure.Of is { } n ? $"（共 {Count(n)} 則）" : "";
        string change = $"{Count((long)figure.Before)} → {Count((long)figure.After)}{of}";
        string label = Quoted(figure.Subject ?? "");
        return figure.Kind switch
        {
            FigureKind.LabelGiven => $"回答{label}的次數 {change}",
            FigureKind.RightWhereLabelIsRight => $"標準答案為{label}的題目答對 {change}",
            FigureKind.RightWhereLabelIsWrong => $"標準答案不是{label}的題目答對 {change}",
            FigureKind.NonAnswers => $"無效回答 {change}",
            FigureKind.Refusals => $"依用語判定的拒答 {change}",
            FigureKind.RightOnlyUnwrapped => $"去除外層格式才算答對 {change}",
            FigureKind.Truncated => $"遭截斷 {change}",
            FigureKind.RightInStratum => $"該組答對 {change}",
            _ => $"平均長度 {Rounded(figure.Before)} → {Rounded(figure.After)} 字元",
        };
    }

    // "Fell" or "rose" is said of the figures as they are printed, so that a sentence never contradicts itself.
    private string Moved(double before, double after)
    {
        string from = Percent(before);
        string to = Percent(after);
        return from == to ? $"維持在 {from}" : $"由 {from} {(after < before ? "降至" : "升至")} {to}";
    }

    private string Moved(Comparison comparison) => Moved(comparison.BaselineRate!.Value, comparison.CurrentRate!.Value);

    private string Moved(LogMetricFinding metric) => Term(metric) + Moved(metric.Before!.Value, metric.After!.Value);

    private string Sides(Comparison comparison, string current, string baseline) =>
        $"{current} {Percent(comparison.CurrentRate!.Value)}，{baseline} {Percent(comparison.BaselineRate!.Value)}";

    private string Term(LogMetricFinding metric) => metric.Name is { } name ? Quoted(name) : Name(metric);

    private static string Quoted(string hostile) => $"「{Inert(hostile)}」";

    private static string Inert(string hostile) => InertText.OnOneLine(hostile, 60);
}
