using CodeRed.Evidence.Facts;
using CodeRed.Findings.Levels;

namespace CodeRed.Findings.Wording;

internal sealed partial class TraditionalChinese
{
    public override string Badge(Level level) => level switch
    {
        Level.Red => "紅燈",
        Level.Amber => "黃燈",
        Level.Green => "綠燈",
        _ => "無從判斷",
    };

    public override string Headline(LabLevel lab) => Spaced(lab.Level switch
    {
        Level.NotMeasured => $"{Plain(lab.Name)}：已知資料太少，{Count(lab.Rules.Length)}條規則中只能判定{Count(lab.Rules.Count(rule => rule.Decision.Verdict != ClaimVerdict.Open))}條。",
        Level.Green => $"{Plain(lab.Name)}為綠燈：{Count(lab.Rules.Length)}條規則均未觸發{(lab.Rules.Count(rule => rule.Decision.Verdict == ClaimVerdict.Open) is var open and > 0 ? $"，其中{Count(open)}條無法判定" : "")}。",
        var level => $"{Plain(lab.Name)}為{Badge(level)}：{Count(lab.Rules.Length)}條規則中觸發{Count(lab.Rules.Count(rule => rule.Applies))}條。",
    });

    public override string Sentence(RuleOutcome rule) => Prose(rule.TextZhHant ?? rule.Text);

    public override string Applies(RuleOutcome rule) => rule.Decision.Verdict switch
    {
        ClaimVerdict.Supported => "觸發",
        ClaimVerdict.Contradicted => "未觸發",
        _ => "無法判定",
    };

    public override string ErrorRate(LevelsFinding finding) =>
        "燈號不是測量結果，只說明已知資料觸發了哪些明文規則，其中不計廠商自己公布的數字。規則寫在規則檔裡，可自行修改。";
}
