using CodeRed.Findings.Standings;
using CodeRed.Statistics.Latent;

namespace CodeRed.Findings.Wording;

internal sealed partial class TraditionalChinese
{
    public override string Badge(StandingFinding finding) => finding.Refusal is not null ? "無法排名" : finding.Lead == LeadVerdict.ClearLeader ? "明確領先" : "沒有明確領先者";

    public override string Headline(StandingFinding finding)
    {
        var field = finding.Skill is { } skill ? $"論{Plain(skill.NameZhHant)}" : "綜合所有榜單";
        if (finding.Refusal is { } refusal)
        {
            return Spaced(refusal switch
            {
                CapabilityRefusalReason.NoScores => $"{field}，當時沒有任何成績可查。",
                CapabilityRefusalReason.NothingToCompare => $"{field}，沒有任何榜單同時收錄兩個以上的模型，無從比較。",
                CapabilityRefusalReason.TooMany => $"{field}，模型或榜單太多，無法一併排名。",
                _ => $"{field}，這些成績無法放在同一把尺上。",
            });
        }

        var (lab, first) = (finding.Labs[0], finding.Models[0]);
        var models = $"{finding.Models.Length}個模型中有{finding.Contenders().Count()}個可能是第一，其中{Plain(first.Name)}的機率為 {Chance(first.Throne)}。";
        return Spaced(finding.Lead switch
        {
            LeadVerdict.ClearLeader => $"{field}，{Plain(lab.Name)}明確領先，坐上王座的機率為 {Chance(lab.Throne)}；{models}",
            LeadVerdict.NearTie => $"{field}，沒有哪一家明確領先：{Plain(lab.Name)}（{Chance(lab.Throne)}）與{Plain(finding.Labs[1].Name)}（{Chance(finding.Labs[1].Throne)}）爭奪王座，幾乎不分上下；{models}",
            _ => $"{field}，沒有哪一家明確領先：王座屬於{Plain(lab.Name)}的機率為 {Chance(lab.Throne)}，要到 {Chance(StandingFinding.ClearFrom)} 才算明確領先；{models}",
        });
    }

    public override string RestsOn(StandingFinding finding) => Spaced(
        $"依據{Count(finding.Boards.Length)}個榜單上{Count(finding.Models.Length)}個模型的{Count(ScoresOf(finding))}筆成績{(finding.NotLinked.IsEmpty ? "" : $"；另有{Count(finding.NotLinked.Length)}個模型所在的榜單與這些榜單毫無交集")}。");

    public override IReadOnlyList<string> Votes(StandingFinding finding)
    {
        if (finding.Votes is not { } votes)
        {
            return [];
        }

        var sentences = new List<string>
        {
            Spaced(votes.Entered == 0
                ? $"{Count(votes.Given)} 票全未計入：帳本收錄的模型當中，沒有任何兩個能靠這些票相連。"
                : $"{Count(votes.Given)} 票中有 {Count(votes.Entered)} 票與成績一併計入，涉及 {Count(votes.Models)} 個模型。"),
        };
        if (votes.FewPrompts)
        {
            sentences.Add(Spaced($"這些票只出自 {Count(votes.Prompts ?? 0)} 道題目，為數太少，估計出來的誤差不可靠。"));
        }

        if (!votes.Unknown.IsEmpty)
        {
            sentences.Add(Spaced($"以下名稱各指哪個模型？{string.Join("、", votes.Unknown.Take(MostUnknown).Select(Plain))}{(votes.Unknown.Length > MostUnknown ? $"，另有 {Count(votes.Unknown.Length - MostUnknown)} 個" : "")}。帳本裡沒有這個名稱的模型，或檔案裡另有一個名稱指同一個模型；這些名稱的票不計入。"));
        }

        return sentences;
    }

    public override string ErrorRate(StandingFinding finding) => Spaced(
        $"機率與{Share(finding.Settings.Level)}區間出自統計模型：每個模型有一個能力值，每個榜單有自己的難度，各家自測的成績另計偏高幅度。名次範圍同時涵蓋所有模型。能力值每差一個單位，在一般榜單上答對的勝算約差 2.7 倍。");

    public override IReadOnlyList<string> Cautions(StandingFinding finding)
    {
        var cautions = new List<string> { "單一的能力值概括了許多本事：這裡的第一名，做你的工作未必最好。請用你自己的題目考它。" };
        if (finding.Settings.Runners == Runners.Vendor)
        {
            cautions.Add("這裡只計入各家自測的成績，沒有第三方查核。");
        }

        if (finding.Models.Length > 0 && finding.Models[0].Boards < 3)
        {
            cautions.Add(Spaced($"{Plain(finding.Models[0].Name)}的成績只來自{finding.Models[0].Boards}個榜單。"));
        }

        return cautions;
    }

    public override string Sentence(ThroneChange change)
    {
        var models = change.ToModel == change.To && change.FromModel == change.From ? "" : $"，以{Plain(change.ToModel)}對{Plain(change.FromModel)}";
        return Spaced($"{Plain(change.To)}取代{Plain(change.From)}：" + (change is { Since: { } since, By: { } by }
            ? since == by ? $"{Day(by)}{models}。" : $"{Day(since)}至{Day(by)}之間{models}。"
            : $"尚無定論（較強的機率為 {Chance(change.Probability)}{models}）。"));
    }

    public override string? Robust(StandingFinding finding) => finding.Robust switch
    {
        null => null,
        Robustness.Robust => Spaced($"結論穩固：另試了{Count(finding.Sensitivity.Length)}種算法，最可能坐上王座的都是{Plain(finding.Labs[0].Name)}。"),
        Robustness.NotRobust => Spaced($"結論並不穩固：另試的{Count(finding.Sensitivity.Length)}種算法中，有{Count(Of(finding, VariationOutcome.AnotherLeads))}種換了別家領先（{Others(finding)}）{(Of(finding, VariationOutcome.NearTie) is > 0 and var ties ? $"，有{Count(ties)}種幾乎不分上下" : "")}。"),
        _ when finding.Lead == LeadVerdict.NearTie => Spaced($"第一名本來就幾乎不分上下；另試了{Count(finding.Sensitivity.Length)}種算法，{Count(Of(finding, VariationOutcome.NearTie))}種仍幾乎不分上下"
            + (Of(finding, VariationOutcome.SameLeads) is > 0 and var same ? $"，{Count(same)}種由{Plain(finding.Labs[0].Name)}領先" : "")
            + (Of(finding, VariationOutcome.AnotherLeads) is > 0 and var others ? $"，{Count(others)}種由別家領先（{Others(finding)}）" : "") + "。"),
        _ => Spaced($"結論並不穩固：另試的{Count(finding.Sensitivity.Length)}種算法中，沒有別家領先，但有{Count(Of(finding, VariationOutcome.NearTie))}種幾乎不分上下。"),
    };

    private string Others(StandingFinding finding) =>
        string.Join("；", finding.Sensitivity.Where(variation => variation.Outcome == VariationOutcome.AnotherLeads).Select(variation => $"{Choice(variation)}：{Plain(variation.Leader)}"));

    public override string Choice(StandingVariation variation) => Spaced(variation.Kind switch
    {
        VariationKind.IndependentOnly => "不計各家自測成績",
        VariationKind.WithoutBoard => $"不計{BoardName(variation.Board!)}",
        _ => variation.Prior switch
        {
            CapabilityPrior.Normal => "假設各模型圍繞同一平均，而非隨時間進步",
            CapabilityPrior.Weak => "對模型事先不作任何假設",
            CapabilityPrior.Ridge => "所有成績權重相同",
            _ => "容許個別模型特別突出",
        },
    });

    public override string Outcome(StandingVariation variation, StandingFinding finding) => Spaced((variation.Outcome switch
    {
        VariationOutcome.SameLeads => $"{Plain(variation.Leader)}領先",
        VariationOutcome.AnotherLeads => $"改由{Plain(variation.Leader)}領先",
        _ => "幾乎不分上下",
    }) + (variation.Converged ? "" : "（未收斂）"));

    public override string Sentence(StandingVariation variation, StandingFinding finding) =>
        Spaced($"{Choice(variation)}：{Outcome(variation, finding)}（{Thrones(variation, finding)}）。");

    public override string? Misfits(StandingFinding finding) => finding.Sensitivity.IsEmpty ? null
        : finding.Misfits.IsEmpty ? "成績中未發現與「每個模型只有一個能力值」的假設相矛盾之處，但這不算證明。"
        : "成績與「每個模型只有一個能力值」的假設相矛盾：區間與機率並不如表面上可靠。";

    public override string Sentence(StandingMisfit misfit)
    {
        var where = misfit.Benchmarks.IsEmpty ? "部分基準測試" : string.Join("、", misfit.Benchmarks.Select(Plain));
        return Spaced(misfit.Kind switch
        {
            MisfitKind.SecondSkill => "各項基準測試排出的模型順序並不一致；請指定單項能力再查詢。",
            MisfitKind.Ceiling => $"強的模型在{where}的成績低於應有水準，其中可能有根本答不對的題目。",
            MisfitKind.Floor => $"弱的模型在{where}的成績高於應有水準，有如靠猜測得分。",
            MisfitKind.Drift => $"較新的模型在{where}的表現，比在其他基準測試更好或更差；題目可能已混入訓練資料。",
            _ => $"某一家的模型在{where}的表現，比在其他基準測試更好或更差；題目可能已混入訓練資料，或模型專為這些題目調校。",
        });
    }

    public override string Sentence(OwnResults results) => Spaced(
        $"{Plain(results.Lab)}：{Between(results.Interval.Lower, results.Interval.Upper, "0.00")}");
}
