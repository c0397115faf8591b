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
        _ => "資料不足",
    };

    public override string Headline(LabLevel lab) => Spaced(lab.Level switch
    {
        Level.NotMeasured => $"{Plain(lab.Name)}：已知資料太少，{Count(lab.Rules.Length)}條規則中只能判定{Count(lab.Rules.Count(rule => rule.Decision.Verdict != ClaimVerdict.Open))}條。",
        Level.Green => $"{Plain(lab.Name)}為綠燈：{Count(lab.Rules.Length)}條規則無一觸發{(lab.Rules.Count(rule => rule.Decision.Verdict == ClaimVerdict.Open) is var open and > 0 ? $"，但其中{Count(open)}條無法判定" : "")}。",
        var level => $"{Plain(lab.Name)}為{Badge(level)}：{Count(lab.Rules.Length)}條規則中觸發{Count(lab.Rules.Count(rule => rule.Applies))}條。",
    });

    public override string Mark(Level level) => level switch
    {
        Level.Red => "紅",
        Level.Amber => "黃",
        Level.Green => "綠",
        _ => "–",
    };

    public override string Summary(LevelsFinding finding)
    {
        var counts = finding.Labs.CountBy(lab => lab.Level).OrderByDescending(level => level.Key).Select(level => $"{Badge(level.Key)}{level.Value}家").ToList();
        return Spaced(counts.Count == 0 ? "沒有追蹤任何公司。" : $"{finding.Labs.Length}家公司當中，{string.Join("，", counts)}。");
    }

    public override IReadOnlyList<string> Changes(LabLevel lab)
    {
        if (lab.Level == Level.NotMeasured)
        {
            return lab.Rules.IsEmpty ? [] : ["只要其中一條規則能夠判定，就會有燈號。"];
        }

        List<string> changes = [];
        if (lab.Level > Level.Green)
        {
            var holding = lab.Rules.Where(rule => rule.Applies && rule.Level == lab.Level).Select(Quoted).ToList();
            changes.Add(Spaced($"{(holding.Count == 1 ? "只要以下這一條" : "只要以下各條都")}不再成立，就會降為{Badge(Next(lab))}：{string.Join("、", holding)}。"));
        }

        foreach (var worse in lab.Rules.Where(rule => rule.Level > lab.Level).GroupBy(rule => rule.Level).OrderBy(level => level.Key))
        {
            changes.Add(Spaced($"{(worse.Count() == 1 ? "以下這一條" : "以下任何一條")}一旦成立，就會轉為{Badge(worse.Key)}：{string.Join("、", worse.Select(rule => Quoted(rule) + (rule.Decision.Verdict == ClaimVerdict.Open ? "（目前無法判定）" : "")))}。"));
        }

        return changes;

        string Quoted(RuleOutcome rule) => $"「{Sentence(rule).TrimEnd('。')}」";
    }

    public override string? History(LabLevel lab)
    {
        var stretches = Stretches(lab);
        return stretches.Count == 0 ? null
            : Spaced($"各月底的燈號：{string.Join("，", stretches.Select(stretch => $"{(stretch.From.CompareTo(stretch.To) == 0 ? Day(stretch.From) : $"{Day(stretch.From)}至{Day(stretch.To)}")}{Badge(stretch.Level)}"))}。");
    }

    public override string Sentence(RuleOutcome rule) => Prose(rule.TextZhHant ?? rule.Text);

    public override string Applies(RuleOutcome rule) => rule.Decision.Verdict switch
    {
        ClaimVerdict.Supported => "觸發",
        ClaimVerdict.Contradicted => "未觸發",
        _ => "無法判定",
    };

    public override string ErrorRate(LevelsFinding finding) =>
        "燈號不是測量結果，只說明已知資料觸發了哪些明文規則，其中不計各家自行測試或統計的數字。規則寫在帳本的燈號規則檔裡，可自行修改。";
}
