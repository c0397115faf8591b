using System.Globalization;
using CodeRed.Findings.Ranking;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Wording;

internal sealed partial class TraditionalChinese
{
    public override string Badge(RankingVerdict verdict) => verdict switch
    {
        RankingVerdict.Leader => "穩居第一",
        RankingVerdict.NoClearLeader => "沒有明確領先者",
        _ => "無法排名",
    };

    public override string Headline(RankingFinding finding)
    {
        if (finding.Main is not { Refusal: null } group)
        {
            return finding.Votes.Total == 0 ? "沒有任何投票。" : finding.Main is { } refused ? Sentence(refused.Refusal!.Value)
                : "任兩個模型之間，都是其中一方直接或間接全勝，無法放在同一把尺上比較。";
        }

        var first = group.Models[0];
        var contenders = Contenders(group);
        string others = group.Models.Length switch
        {
            2 => "另一個模型",
            3 => "另外兩個模型",
            var all => $"其餘 {Count(all - 1)} 個模型均",
        };
        return finding.Verdict == RankingVerdict.Leader
            ? $"{Quoted(first.Name)}穩居第一：{others}已證實較弱。"
            : $"{Quoted(first.Name)}暫居第一，但另有 {Count(contenders.Count - 1)} 個模型（共 {Count(group.Models.Length)} 個）也可能是最強的；它自己居首的機率為 {Chance(first.Fit!.ProbabilityBest)}。";
    }

    public override string Sentence(VoteCounts votes)
    {
        string ties = votes.Ties == 0 ? "沒有平手" : $"平手占 {Percent((double)votes.Ties / votes.Total, 0)}";
        string bad = votes.BothBad == 0 ? "" : $"（其中 {Count(votes.BothBad)} 票為「兩者皆差」）";
        return $"共 {Count(votes.Total)} 票，{Count(votes.Models)} 個模型，{Count(votes.Pairs)} 組對戰組合；{ties}{bad}。";
    }

    public override string Method(RankingFinding finding, RankedGroup group)
    {
        string fitted = group.TieParameter is not { } parameter ? "" : group.TieParameterInterval is { } interval
            ? string.Create(CultureInfo.InvariantCulture, $" = {parameter:0.000}（{interval.Lower:0.000} 至 {interval.Upper:0.000}）")
            : string.Create(CultureInfo.InvariantCulture, $" = {parameter:0.000}");
        return finding.Settings.Ties switch
        {
            TieTreatment.HalfWin => "以最大概似法配適 Bradley-Terry 模型，平手算雙方各得半勝。",
            TieTreatment.RaoKupper => $"以最大概似法配適 Rao-Kupper 模型，平手另立參數 kappa{fitted}。",
            _ => $"以最大概似法配適 Davidson 模型，平手另立參數 nu{fitted}。",
        };
    }

    public override string ErrorRate(RankingFinding finding)
    {
        string level = Share(1 - finding.Settings.Alpha);
        var errors = finding.Main?.Errors;
        string independent = errors?.Kind switch
        {
            null => "",
            CovarianceKind.Clustered => $"同一{Name(errors.Clusters[0].By)}的各票可能彼此相關，標準誤已據此計算（{Clusters(errors.Clusters[0])}）。",
            CovarianceKind.TwoWayClustered => $"同一題目或同一投票者的各票可能彼此相關，標準誤已據此計算（{Clusters(errors.Clusters[0])}、{Clusters(errors.Clusters[1])}）。",
            _ => "各票視為彼此獨立。",
        };
        return $"± 後的數字是 {level} 信賴區間寬度的一半，各模型單獨計算；名次範圍則同時涵蓋所有模型，信賴水準 {level}。居首機率是模擬抽樣中居首的比例，並非信賴水準。{independent}即使統計模型設定有誤，標準誤仍然成立，但票數要夠多。";
    }

    protected override string Bootstrap(RankingFinding finding, RankedGroup group, double median)
    {
        string unsettled = group.UnsettledRounds is > 0 and var rounds ? $"其中 {Count(rounds)} 回合有模型抽到全勝或全敗，強度沒有上限或下限。" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"自助法重抽 {finding.Settings.BootstrapRounds:N0} 回合（隨機種子 {finding.Settings.Seed}）：百分位信賴區間的寬度是表中區間的 {median:0.00} 倍（各模型的中位數）。{unsettled}");
    }

    public override IReadOnlyList<string> Cautions(RankingFinding finding)
    {
        var cautions = new List<string>();
        var group = finding.Main;
        if (group?.Errors is { Few: true } few)
        {
            foreach (var clusters in few.Clusters.Where(c => c.Effective < RankingInference.ManyClusters))
            {
                cautions.Add($"只有 {Clusters(clusters)}：群集少於 {RankingInference.ManyClusters} 個左右時，信賴區間會偏窄，名次範圍會偏小。");
            }
        }

        if (group?.Errors is { OverlapKept: true })
        {
            cautions.Add("題目與投票者重疊太多，兩者共有的部分遭重複計入，信賴區間只會偏寬，不會偏窄。");
        }

        if (group?.Errors is { OneCluster: true })
        {
            cautions.Add("所有的票都在同一個群集，看不出群集之間的差異，只好把各票視為獨立；信賴區間可能窄得離譜。");
        }

        if (group is { Errors.Kind: CovarianceKind.Robust or CovarianceKind.ModelBased, Errors.OneCluster: false })
        {
            cautions.Add("資料沒有註明哪些票出自同一題目或同一投票者；若有這種情形，實際的信賴區間會更寬。");
        }

        if (finding.Settings.Ties == TieTreatment.HalfWin && finding.Votes.Ties > 0)
        {
            cautions.Add("平手算半勝會壓縮評分差距，平手越多壓縮越嚴重；改用 --ties davidson 可避免。");
        }

        if (finding.Votes.BothBad > 0)
        {
            cautions.Add("「兩者皆差」視同平手。");
        }

        if (finding.Groups.Length > 1 || finding.Unranked.Length > 0)
        {
            cautions.Add("並非所有模型都能放在同一把尺上：任兩群模型之間，雙方都要各有勝場或平手才能比較。");
        }

        cautions.Add("投票反映的是這些投票者在這些題目上的偏好，不代表哪個模型答得對。");
        return cautions;
    }

    public override string Sentence(RankingRefusalReason reason) => reason switch
    {
        RankingRefusalReason.NoVotes => "沒有任何投票。",
        RankingRefusalReason.TooManyModels => "模型太多，無法一併排名；請先剔除票數少的模型。",
        RankingRefusalReason.Disconnected => "有幾群模型彼此從未交手。",
        RankingRefusalReason.Separated => "有些模型對其他模型全勝或全敗，強度沒有上限或下限。",
        RankingRefusalReason.TiesSeparated => "平手與否完全取決於由哪些模型對戰（例如每一票都是平手），強度或平手參數沒有有限的估計值；可改用 --ties half。",
        RankingRefusalReason.NotIdentified => "有共變項可由模型或其他共變項推得，或一律為零，請將它剔除。",
        _ => "找不到概似函數的最大值：共變項幾乎可以完全預測結果，請剔除其中一項。",
    };

    public override string Sentence(UnrankedModel model) => $"{Quoted(model.Name)}：{Reason(model.Reason)}（{Votes(model.Votes)}）";

    private static string Reason(UnrankedReason reason) => reason switch
    {
        UnrankedReason.Undefeated => "沒有敗場也沒有平手，強度沒有上限",
        UnrankedReason.Winless => "沒有勝場也沒有平手，強度沒有下限",
        UnrankedReason.NotLinked => "與其他模型之間沒有雙向的勝負或平手可供比較",
        _ => "所屬的小群與其他模型無從比較",
    };

    public override string Sentence(CovariateEffect effect, double alpha) =>
        $"{Quoted(effect.Name)}每增加一單位，對戰中第一個模型的對數勝算改變 {Signed(effect.Coefficient, "0.0000")}（{IntervalLevel(alpha)} {FromTo(Signed(effect.Interval.Lower, "0.0000"), Signed(effect.Interval.Upper, "0.0000"))}）；評分是此值為 0 時的評分。";

    public override string Sentence(WinCell cell, string first, string second) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Quoted(first)}對{Quoted(second)}：依統計模型推估，在分出勝負的票中勝率為 {Percent(cell.Probability)}（{cell.Interval.Lower * 100:0.0} 至 {cell.Interval.Upper * 100:0.0}）；實際 {Count(cell.Wins)} 勝 {Count(cell.Losses)} 敗 {Count(cell.Ties)} 平。");

    public override string WinMatrixNote => "每格為橫列模型對直欄模型的勝率（%，只計分出勝負的票，由統計模型推估）；斜體表示兩者從未交手。直欄的編號就是橫列的編號。";

    public override string Votes(long votes) => $"{Count(votes)} 票";

    public override string MoreModels(int models) => $"另有 {Count(models)} 個模型（--json 可看全部）";

    public override string Scale(RankingFinding finding) => finding.Settings.Baseline is { } baseline
        ? $"評分採 Elo 尺度，以{Quoted(baseline)}為 1000，信賴區間是各模型與它的差距的區間。"
        : "評分採 Elo 尺度，以這些模型的平均為 1000。";

    private static string Name(VoteCluster by) => by == VoteCluster.Prompt ? "題目" : "投票者";

    private string Clusters(ClusterFinding clusters)
    {
        string words = clusters.By == VoteCluster.Prompt ? $"{Count(clusters.Count)} 道題目" : $"{Count(clusters.Count)} 位投票者";
        return clusters.Effective < 0.9 * clusters.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{words}（票數懸殊，僅相當於 {clusters.Effective:0.0} 個）")
            : words;
    }
}
