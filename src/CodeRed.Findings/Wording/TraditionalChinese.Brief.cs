using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Standings;

namespace CodeRed.Findings.Wording;

internal sealed partial class TraditionalChinese
{
    public override string Text(BriefLabel label) => label switch
    {
        BriefLabel.Title => "AI 競賽，憑證據說話",
        BriefLabel.AllLabs => "各家總覽",
        BriefLabel.Open => "證據沒有回答的事",
        BriefLabel.LeftOut => "未採用的資料",
        BriefLabel.Sources => "資料來源",
        BriefLabel.BySkill => "分項來看",
        BriefLabel.Skill => "能力",
        BriefLabel.Likeliest => "最可能的領先者",
        BriefLabel.MostCapable => "估計最強的模型",
        BriefLabel.MayBeFirst => "可能居首的模型數",
        BriefLabel.Cheaper => "較便宜，且分不出高下",
        BriefLabel.Price => "價格（每百萬詞元，輸入／輸出，美元）",
        BriefLabel.OpenWeights => "開放權重",
        BriefLabel.Yes => "是",
        BriefLabel.No => "否",
        BriefLabel.NoPrice => "價格不詳",
        BriefLabel.BestOfEachLab => "各家最強的模型",
        BriefLabel.Person => "人物",
        BriefLabel.LeftOn => "離開時間",
        BriefLabel.Role => "原職",
        BriefLabel.WentTo => "去向",
        BriefLabel.NotKnown => "不詳",
        BriefLabel.Successions => "旗艦模型與前一代相比",
        BriefLabel.Released => "發表日期",
        BriefLabel.Newer => "新一代",
        BriefLabel.Older => "前一代",
        BriefLabel.Better => "進步",
        BriefLabel.Worse => "退步",
        BriefLabel.NotToldApart => "分不出高下",
        BriefLabel.HallucinationRate => "幻覺率",
        BriefLabel.PriceAndCapability => "價格與能力",
        BriefLabel.PriceAxis => "每百萬詞元價格（美元，以三份輸入、一份輸出計），對數刻度",
        BriefLabel.Front => "沒有別的模型既不比它貴，又不比它弱",
        BriefLabel.PricesMean => "價格為每百萬詞元的美元定價，依序為輸入／輸出，採各家對自家模型的報價，以當時最新一筆為準。",
        BriefLabel.Claims => "說法",
        BriefLabel.ByYear => "各年離職人次",
        BriefLabel.Now => "如今",
        BriefLabel.Reason => "理由",
        BriefLabel.OfTheDocument => "逐句查證",
        BriefLabel.OtherClaims => "其他說法",
        BriefLabel.Series => "統計項目",
        BriefLabel.LatestFigure => "最新數字",
        BriefLabel.PerYear => "一年幾倍",
        BriefLabel.DoublingMonths => "幾個月翻倍",
        BriefLabel.UsageChartNote => "縱軸為對數刻度，穩定成長會呈一直線。圓點是公布的數字，上下的線段是原文措辭容許的範圍（寫「超過」的畫成箭頭）；貫穿其間的線是推估的成長趨勢，色帶是信賴區間。",
        BriefLabel.CrossingTime => "若雙方都照原來的速度走下去，兩條曲線會在灰底標示的期間內交會；最後一筆數字以後的曲線改以虛線表示。",
        BriefLabel.CameAndLeft => "誰進誰出",
        BriefLabel.FoundersStay => "創辦人留任情形",
        BriefLabel.OthersStay => "其他知名人士留任情形",
        BriefLabel.StayChartNote => "到任後各年仍在職的比例（Kaplan-Meier 法），色帶為逐點信賴區間。只涵蓋帳本記下的這些人。",
        BriefLabel.AtRisk => "追蹤人數",
        BriefLabel.LevelHistory => "各月底的燈號",
        BriefLabel.WouldChange => "什麼情況下燈號會變",
        BriefLabel.LevelOf => "燈號",
        BriefLabel.Applying => "觸發的規則",
        BriefLabel.Fact => "事實編號",
        BriefLabel.Choice => "算法",
        BriefLabel.Outcome => "結果",
        BriefLabel.Growth => "成長",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, "A label without a text."),
    };

    public override string Title(BriefPart part) => part switch
    {
        BriefPart.Leads => "誰領先？",
        BriefPart.Users => "用戶數變化多快？",
        BriefPart.Leaving => "誰走了？",
        BriefPart.Dumber => "真的變笨了嗎？",
        BriefPart.Instead => "還有什麼可以用？要花多少錢？",
        BriefPart.Claims => "這些話是真的嗎？",
        BriefPart.Level => "亮什麼燈？",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "A part without a title."),
    };

    public override string Headline(BriefFinding finding)
    {
        var labs = finding.Standing.Labs;
        var (supported, contradicted, open) = Verdicts(finding.Claims.Claims, onTheDay: false);
        var claims = finding.Claims.Claims.IsEmpty ? "" : $"查證{finding.Claims.Claims.Length}項說法，{supported}項成立，{contradicted}項不成立，{open}項尚無定論。";
        if (labs.IsEmpty)
        {
            return Spaced($"憑現有成績排不出名次。{claims}");
        }

        var first = labs[0];
        var own = finding.Lab is { } lab ? labs.FirstOrDefault(one => one.Id == lab.Id) : null;
        var leads = finding.Standing.Lead switch
        {
            LeadVerdict.ClearLeader => $"{Plain(first.Name)}明確領先，最強的模型出自該公司的機率為 {Probability(first.Throne)}",
            LeadVerdict.NearTie => $"沒有哪一家明確領先：最強的模型出自{Plain(first.Name)}（機率 {Probability(first.Throne)}）或{Plain(labs[1].Name)}（{Probability(labs[1].Throne)}），幾乎不分上下",
            _ => $"沒有哪一家明確領先：最強的模型最可能出自{Plain(first.Name)}（機率 {Probability(first.Throne)}）",
        };
        var told = own is null ? finding.Lab is null : own.Id == first.Id || (finding.Standing.Lead == LeadVerdict.NearTie && own.Id == labs[1].Id);
        return Spaced(leads + (told ? "。" : $"；出自{Plain(finding.Lab!.Name)}的機率則是 {Probability(own?.Throne ?? 0)}。") + claims);
    }

    public override string Basis(BriefFinding finding) => finding.AsOf is { } day
        ? Spaced($"只採用截至{Day(PartialDate.Of(day))}已經公開的資料。")
        : Spaced($"採用帳本收錄的全部資料{(finding.Through is { } through ? $"，最新一筆公開於{Day(PartialDate.Of(through))}" : "")}。");

    public override string Position(NamedLab lab, double throne, Place best, int models) => Spaced(
        $"最強的模型出自{Plain(lab.Name)}的機率為 {Probability(throne)}。該公司最強的是{Plain(best.Name)}，在{models}個模型中可能排在{RankRange(best)}。");

    public override string NotRanked(NamedLab lab) => Spaced($"依當時已公開的成績，{Plain(lab.Name)}沒有任何模型排得進來。");

    public override string Summary(NamedLab? lab, ImmutableArray<Departure> departures)
    {
        var known = departures.Where(departure => departure.To is not null).ToList();
        var top = known.GroupBy(departure => departure.To!).MaxBy(to => to.Count());
        return Spaced($"自{Day(departures[^1].On)}起，帳本記下了{departures.Length}筆離開{(lab is null ? "各家公司" : Plain(lab.Name))}的紀錄"
            + (top is null ? "，去向皆不詳。" : $"，其中{known.Count}筆知道去向，最多的是{Plain(top.Key)}（{top.Count()}筆）。"));
    }

    public override string NobodyLeft(NamedLab? lab) => Spaced($"帳本裡找不到有人離開{(lab is null ? "所追蹤的公司" : Plain(lab.Name))}的紀錄。");

    public override string Sentence(Succession succession) => Spaced(
        $"{Plain(succession.Newer)}與前一代的{Plain(succession.Older)}相比，在{succession.Boards.Length}個第三方榜單中，{succession.Ahead}個進步，{succession.Behind}個退步，{succession.Level}個分不出高下。");

    public override string NoSuccession(NamedLab? lab) => Spaced($"沒有任何第三方榜單同時收錄{(lab is null ? "同一家公司" : Plain(lab.Name))}前後兩代的旗艦模型。");

    public override string Sentence(ErrorBoard board)
    {
        var (oldest, newest) = (board.Models[0], board.Models[^1]);
        return Spaced($"{BoardName(board.Board)}：{Plain(oldest.Model)}的幻覺率為 {Percent(oldest.Value / 100)}，{Plain(newest.Model)}為 {Percent(newest.Value / 100)}，{board.Change switch
        {
            Meeting.Ahead => "新模型較少出錯",
            Meeting.Behind => "新模型較常出錯",
            _ => "兩者分不出高下",
        }}{(Peak(board) is { } peak ? $"；居間的{Plain(peak.Model)}則高達 {Percent(peak.Value / 100)}" : "")}{(board.NoiseKnown ? "" : "。這個榜單的誤差不明")}。");
    }

    public override string Sentence(ServedChange change) => Spaced(
        $"{BoardName(change.Board)}：{Day(change.BeforeOn)}的{Plain(change.Before)}為 {Score(change.BeforeValue, change.Unit)}，{Day(change.AfterOn)}的{Plain(change.After)}為 {Score(change.AfterValue, change.Unit)}。");

    public override string Sentence(Choice choice)
    {
        var field = choice.Skill is { } skill ? $"論{Plain(skill.NameZhHant)}" : "綜合所有榜單";
        if (choice.First is not { } first)
        {
            return Spaced($"{field}，排不出名次。");
        }

        var paid = first.Price is { } price ? $"（{Priced(price)}）" : "";
        return Spaced(choice.MayBeFirst == 1 ? $"{field}，{Plain(first.Name)}{paid}領先所有模型。"
            : $"{field}，有{choice.MayBeFirst}個模型可能居首。" + (choice.Cheaper.IsEmpty
                ? $"估計最強的是{Plain(first.Name)}{paid}，其餘已知價格的都不比它便宜。"
                : $"估計最強的是{Plain(first.Name)}{paid}；比它便宜、又分不出高下的有{string.Join("、", choice.Cheaper.Select(place => $"{Plain(place.Name)}（{Priced(place.Price!)}）"))}。"));
    }

    public override string Name(Skill? skill) => skill is null ? "所有榜單" : Plain(skill.NameZhHant);

    public override string InBrackets(string text) => $"（{text}）";

    public override string Price(TokenCharge price) => $"{Dollars(price.Input)}／{Dollars(price.Output)}";

    public override string Tally(string? of, IReadOnlyCollection<ClaimFinding> claims)
    {
        var (day, now) = (Verdicts(claims, onTheDay: true), Verdicts(claims, onTheDay: false));
        var whose = of is null ? $"共{claims.Count}項說法" : $"「{Plain(of)}」共有{claims.Count}項說法可以查證";
        string Counted((int Supported, int Contradicted, int Open) counts) => $"{counts.Supported}項成立，{counts.Contradicted}項不成立，{counts.Open}項尚無定論";
        return Spaced(day == now
            ? $"{whose}：{Counted(now)}。"
            : $"{whose}。以提出當日的證據來看，{Counted(day)}；以如今所知來看，{Counted(now)}。");
    }

    public override string MarkKey(string supported, string contradicted, string open) => $"{supported} 成立，{contradicted} 不成立，{open} 尚無定論。";

    public override string NoUsage(NamedLab? lab) => Spaced(lab is null ? "帳本裡沒有任何使用量的數字。" : $"帳本裡沒有{Plain(lab.Name)}任何產品的使用量。");

    public override string Holdings(int successions, int boards, ServedChange? served) => Spaced(
        $"帳本收錄了{successions}組新舊模型的對照、{boards}個計算幻覺率的榜單，"
        + (served is null ? "但沒有同一名稱前後兩次考同一批題目的紀錄。" : $"以及同一名稱前後兩次考同一批題目的紀錄，最近一次是{Day(served.AfterOn)}。")
        + "沒有人公布過聊天產品本身前後重複測量的結果，所以用戶感受到的退步，這裡既不能證實，也不能排除。");

    public override string NoClaims(NamedLab? lab) => Spaced(lab is null ? "帳本裡沒有任何說法。" : $"帳本裡沒有關於{Plain(lab.Name)}的說法。");

    public override string? LeftOut(ImmutableArray<UndatedFacts> kinds) => kinds.IsEmpty ? null
        : Spaced($"查不到公開日期的有：{string.Join("、", kinds.Select(kind => (kind.Kind switch
        {
            FactKind.Score => "成績",
            FactKind.Release => "發表",
            FactKind.VoteTally => "票數",
            FactKind.Usage => "使用量",
            FactKind.Move => "人事異動",
            FactKind.Claim => "說法",
            _ => "價格",
        }) + $"{kind.Count}筆"))}。");

    public override string Sentence(OpenPoint point) => point switch
    {
        OpenPoint.FamousNames => "帳本只收錄上過新聞的人，因此算不出離職率，也看不出哪一家走的人特別多。",
        OpenPoint.ChatProduct => "沒有任何榜單測過聊天產品本身。以上都是 API 模型以最佳設定考出的成績；用戶在對話框裡會用到哪個模型、什麼提示詞與工具，由產品自行決定。",
        OpenPoint.OwnModel => "你正在用的模型有沒有變差，得拿你自己的題目，前後各考一次才知道。",
        OpenPoint.ServedNotAble => "同一個名稱在兩個時間點答得不同，只說明回答變了，不代表模型的能力變差。",
        OpenPoint.TokensNotTasks => "詞元單價不等於一件工作的花費：同樣的工作，各模型用掉的詞元數不同，推理越長用得越多。",
        OpenPoint.OwnTask => "榜單考的是別人的題目。換模型以前，先用你的題目把兩個都考過。",
        _ => throw new ArgumentOutOfRangeException(nameof(point), point, "A point without a sentence."),
    };

    public override string NotLinked(int models) => Spaced($"有{models}個模型所在的榜單與其他榜單沒有交集，無法排進來。");

    public override string Facts(int count) => $"{Count(count)} 筆事實";

    public override string Sources(int count) => $"{Count(count)} 個來源";

    public override string MoreRows(int count) => $"另有 {Count(count)} 筆";

    public override string Cited(int facts, int sources) => Spaced($"引用{Count(facts)}筆事實，出自{Count(sources)}個來源。");

    public override string Sentence(CitedSource source) => string.Join("，", new[]
    {
        source.Published is { } published ? $"{Day(published)}發布" : null,
        source.ReadOn is { } read ? $"{Day(read)}查閱" : null,
        source.FirstHand ? null : "轉引",
    }.OfType<string>().Select(Spaced));

    public override string Dates(CitedFact fact) => Spaced((fact.DateMeans switch
    {
        DateMeaning.Happened => $"{Day(fact.TrueOn)}",
        DateMeaning.Measured => $"{Day(fact.TrueOn)}測得",
        DateMeaning.Published => $"{Day(fact.TrueOn)}公布",
        _ => $"模型發表於{Day(fact.TrueOn)}",
    }) + (fact.KnownBy is { } known ? $"，最遲於{Day(known)}公開" : "，公開日期不詳"));

    private static string RankRange(Place place) => place.Ranks.Best == place.Ranks.Worst ? $"第{place.Ranks.Best}名" : $"第{place.Ranks.Best}至第{place.Ranks.Worst}名之間";

    // Draws that all miss it do not make a thing impossible.
    private string Probability(double chance) => Chance(Math.Max(chance, .001));

    private static string Priced(TokenCharge price) => $"每百萬詞元輸入{Dollars(price.Input)}美元、輸出{Dollars(price.Output)}美元";
}
