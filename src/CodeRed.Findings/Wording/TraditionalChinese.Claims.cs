using System.Globalization;
using System.Text;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Scores;
using CodeRed.Findings.UsageGrowth;

namespace CodeRed.Findings.Wording;

internal sealed partial class TraditionalChinese
{
    public override string Badge(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "成立",
        ClaimVerdict.Contradicted => "不成立",
        _ => "尚無定論",
    };

    public override string Statement(ClaimFinding claim) => Prose(claim.StatementZhHant ?? claim.Statement);

    public override string Sentence(Decision decision) => Spaced(Words(decision) + (decision is { Disputed: true } and not CombinedDecision ? "證據互有出入。" : "")
        + (decision.Unmeasured is { } product ? $"這些成績測的都是 API 背後的模型，沒有一項測過用戶實際使用的{Plain(product)}，因此無法判定。" : ""));

    public override string Sentence(ManualVerdict verdict) => Prose(verdict.WhyZhHant ?? verdict.Why);

    public override string? Vendors(ClaimState state) => state.VendorDecision is not { } decision ? null : $"若納入各家自行公布的數字：{Badge(state.WithVendors)}。{Sentence(decision)}";

    public override string Sentence(TrackRecord record)
    {
        var counts = record.Counts;
        var decided = counts.Supported + counts.Contradicted;
        return Spaced(decided == 0
            ? $"{Plain(record.Name)}：共{counts.Open}項說法，皆尚無定論。"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Plain(record.Name)}：{decided}項已有定論的說法中，{counts.Supported}項成立（95% 信賴區間 {counts.Share!.Value.Lower * 100:0} 至 {counts.Share.Value.Upper * 100:0}%）；另有{counts.Open}項尚無定論。"));
    }

    public override string? LeftOut(DateOnly? asOf, int later, int undated) => asOf is not { } day || later + undated == 0 ? null
        : Spaced($"以{Day(PartialDate.Of(day))}為準：排除當時尚未公開的事實{Count(later)}筆，以及公開時間不明的事實{Count(undated)}筆。");

    public override string ErrorRate(ClaimsFinding finding) =>
        "判定只說明帳本裡的事實能支持到什麼程度；帳本沒有記載的，一律視為尚無定論。比較榜單成績時，同一問題的所有榜單中，判錯任何一個的機率壓在 5% 以下；誤差不明的，一律假定誤差很大。各家自行公布、或替對手統計的數字，除非另有註明，一律不計入。只註明月份的說法，以該月月底為準。統計各方的成立比例時，每項說法以提出當時的判定為準，當時無法判定的，才以現在為準。這些說法經過人為挑選，成立的比例不等於說真話的比例。";

    public override string Day(PartialDate date) => date.IsDay
        ? string.Create(CultureInfo.InvariantCulture, $"{date.First.Year} 年 {date.First.Month} 月 {date.First.Day} 日")
        : date.First.Month == date.Last.Month
            ? string.Create(CultureInfo.InvariantCulture, $"{date.First.Year} 年 {date.First.Month} 月")
            : string.Create(CultureInfo.InvariantCulture, $"{date.First.Year} 年");

    public override string Figure(UsageMeasure measure, double value) => measure.IsShare || measure.Unit == "%"
        ? value.ToString("0.#", CultureInfo.InvariantCulture) + "%"
        : value switch
        {
            >= 1e8 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e8:0.##} 億"),
            >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e4:#,0.##} 萬"),
            _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
        };

    private string Words(Decision decision) => decision switch
    {
        CombinedDecision { Of: Combination.Not } not => Sentence(not.Parts[0]),
        CombinedDecision combined => string.Concat(combined.Parts.Select(Sentence).Distinct(StringComparer.Ordinal)),
        UndecidableDecision undecidable => undecidable.Missing switch
        {
            UndecidableKind.Comparison => $"「{Prose(undecidable.WordsZhHant ?? undecidable.Words)}」是在比較，卻沒說跟什麼比。",
            UndecidableKind.Cause => $"「{Prose(undecidable.WordsZhHant ?? undecidable.Words)}」講的是因果關係，光憑事實與日期先後無從證明。",
            UndecidableKind.Intention => $"「{Prose(undecidable.WordsZhHant ?? undecidable.Words)}」講的是動機或感受，這裡的事實看不出來。",
            _ => $"「{Prose(undecidable.WordsZhHant ?? undecidable.Words)}」：帳本沒有收錄這類事實。",
        },
        ReportedDecision { Publishers.IsEmpty: true } => "帳本裡沒有相關報導。",
        ReportedDecision reported => $"有{reported.Publishers.Length}家媒體或網站報導（{List(reported.Publishers)}），至少需要{reported.Needed}家。",
        ReleasedDecision released => Words(released),
        MovedDecision moved => Words(moved),
        FounderDecision founder => founder.Verdict == ClaimVerdict.Supported
            ? $"{Plain(founder.Person)}是{Plain(founder.Lab)}的共同創辦人之一。"
            : $"帳本並未把{Plain(founder.Person)}列為{Plain(founder.Lab)}的創辦人。",
        FlowDecision flow => $"帳本記錄的人物當中，離開{Plain(flow.Lab)}的有{flow.Left}人，加入的有{flow.Joined}人{(flow.PValue is { } p ? $"（符號檢定，{PValue(p)}）" : "")}；只計上過新聞的人，不能當成離職率。",
        DestinationsDecision went => $"離開{Plain(went.Lab)}的人當中，{went.There}人去了所指的公司，{went.Elsewhere}人去了別處，{went.Unknown}人去向不明。",
        OrderDecision order when order.First.On == default || order.Second.On == default => NotHeld(order.First, order.Second),
        OrderDecision order => $"「{Prose(order.First.Name)}」在{Day(order.First.On)}，「{Prose(order.Second.Name)}」在{Day(order.Second.On)}。",
        SpanDecision span when span.First.On == default || span.Second.On == default => NotHeld(span.First, span.Second),
        SpanDecision span => $"{Day(span.First.On)}到{Day(span.Second.On)}，相隔{span.Months}個月；原說法為{span.AtMost}個月以內。",
        ValueDecision { Value: null } value => $"沒有可採計的數字（{Plain(value.Of)}）。",
        ValueDecision value => $"{Plain(value.Of)}：{Amount(value, value.Value!.Value)}{(value.Interval is { } interval ? $"（{Amount(value, interval.Lower)} 至 {Amount(value, interval.Upper)}）" : "")}；{Limits(value)}。",
        GrowthDecision { Before: { } before, After: { } after } growth => $"{Plain(growth.Product)}的{Plain(growth.Measure.NameZhHant)}：{Day(before.On)}為{Figure(growth.Measure, before.Value)}，{Day(after.On)}為{Figure(growth.Measure, after.Value)}。",
        GrowthDecision growth => $"帳本湊不齊{Plain(growth.Product)}在這兩個時間點的{Plain(growth.Measure.NameZhHant)}；不同指標不能互比。",
        UsageDecision { Compared.IsEmpty: true, OnlyOne.IsEmpty: true } usage => $"帳本當時沒有{Plain(usage.Product)}或{Plain(usage.Than)}的這類數字。",
        UsageDecision { Compared.IsEmpty: true } usage => $"{Plain(usage.Product)}與{Plain(usage.Than)}沒有由同一方統計的共同指標（{string.Join("、", usage.OnlyOne.Select(measure => Plain(measure.NameZhHant)))}），無從比較。",
        UsageDecision usage => string.Concat(usage.Compared.Select(compared => $"{Plain(compared.Measure.NameZhHant)}：{Plain(usage.Product)} {Figure(compared.Measure, compared.Product.Value)}（{Day(compared.Product.On)}），{Plain(usage.Than)} {Figure(compared.Measure, compared.Than.Value)}（{Day(compared.Than.On)}），{Plain(compared.By)}統計{NotTold(compared.Larger)}。")),
        BoardsDecision { Boards.IsEmpty: true } boards => $"沒有任何榜單同時收錄{Plain(boards.Who)}與{(boards.Over is null ? "其他模型" : Plain(boards.Over))}。",
        BoardsDecision boards => $"{Plain(boards.Who)}對{(boards.Over is null ? "其他所有模型" : Plain(boards.Over))}：{boards.Ahead + boards.Behind + boards.Level}項基準測試中，{boards.Ahead}項領先，{boards.Behind}項落後，{boards.Level}項分不出高下。{(boards.Boards.All(board => board.NoiseKnown) ? "" : "誤差不明的榜單，一律假定誤差很大。")}",
        GapDecision { Board: { } board } gap => board.Result == Meeting.Ahead
            ? $"{Plain(board.Model)}在{Plain(board.Board.Name)}名列第一。"
            : $"在{Plain(board.Board.Name)}上，{Plain(board.Model)}為{Score(board.Value, "")}，其他各家之首{Plain(board.Other)}為{Score(board.OtherValue, "")}，落後{Score(gap.Behind!.Value, "")}（95% 信賴區間 {Score(gap.Interval!.Value.Lower, "")} 至 {Score(gap.Interval.Value.Upper, "")}）；門檻為落後{Score(gap.AtMost, "")}以內。",
        GapDecision gap => $"沒有任何榜單同時收錄{Plain(gap.Who)}與領先者。",
        LeadersDecision leaders => leaders.Leaders.IsEmpty ? $"{leaders.Undecided}項基準測試中，沒有任何一家的領先幅度超出誤差。"
            : $"{leaders.Leaders.Length}項基準測試的榜首領先幅度超出誤差，分屬{leaders.Labs}家，另有{leaders.Undecided}項分不出榜首：{string.Join("、", leaders.Leaders.GroupBy(leader => leader.Lab).Select(lab => $"{Plain(lab.Key)} {lab.Count()} 項"))}。",
        ThroneDecision { Probability: { } probability } throne => $"論{Plain(throne.Skill.NameZhHant)}，最強模型出自{Plain(throne.Lab)}的機率為 {Chance(probability)}。",
        ThroneDecision throne => $"算不出{Plain(throne.Skill.NameZhHant)}的排名。",
        RecordDecision { Share: { } share } record => string.Create(CultureInfo.InvariantCulture, $"{List(record.Claimants)}：{record.Supported + record.Contradicted}項已有定論的說法中，{record.Supported}項成立（95% 信賴區間 {share.Lower * 100:0} 至 {share.Upper * 100:0}%），{record.Open}項尚無定論。"),
        RecordDecision record => $"{List(record.Claimants)}：沒有任何說法已有定論。",
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "A decision without words."),
    };

    private static string NotHeld(params ReadOnlySpan<DatedName> names)
    {
        List<string> missing = [];
        foreach (var name in names)
        {
            if (name.On == default)
            {
                missing.Add($"「{Prose(name.Name)}」");
            }
        }

        return $"沒有可採計的事實：{string.Join("、", missing.Distinct(StringComparer.Ordinal))}。";
    }

    private static string NotTold(Larger larger) => larger switch
    {
        Larger.NotToldApart => "；考慮四捨五入的誤差後，分不出高下",
        Larger.NoCommonTime => "；兩者時間相差太遠",
        _ => "",
    };

    private string Words(ReleasedDecision released)
    {
        var time = (released.Since, released.Until) switch
        {
            ({ } since, { } until) when since == until => $"{Day(since)}間",
            ({ } since, { } until) => $"{Day(since)}至{Day(until)}間",
            ({ } since, null) => $"{Day(since)}以來",
            (null, { } until) => $"{Day(until)}以前",
            _ => "",
        };
        return released.Found.Length > 0
            ? $"{time}發表的有：{string.Join("、", released.Found.Take(6).Select(Dated))}{(released.Found.Length > 6 ? $"，另有{released.Found.Length - 6}項" : "")}{(released.Needed > 1 ? $"；至少需要{released.Needed}項" : "")}。"
            : released.Outside.Length > 0 && !released.Absent ? $"{time}並未發表，實際發表的時間為：{string.Join("、", released.Outside.Take(3).Select(Dated))}。"
            : released.Absent ? $"{Plain(released.What)}：{time}沒有發表，而帳本在那之後數週仍持續更新。"
            : $"{Plain(released.What)}：帳本裡找不到{time}發表的紀錄。";
    }

    private string Words(MovedDecision moved)
    {
        if (moved.On is not { } on)
        {
            return $"帳本沒有{Plain(moved.Person)}這項異動的紀錄。";
        }

        var where = (moved.From, moved.To) switch
        {
            ({ } from, { } to) => $"從{Plain(from)}轉往{Plain(to)}",
            ({ } from, null) => $"離開{Plain(from)}",
            (null, { } to) => $"加入{Plain(to)}",
            _ => "異動",
        };
        var later = moved.Since is not { } next ? "" : next.Name.Length == 0 ? $"，{Day(next.On)}再度異動" : $"，{Day(next.On)}起任職於{Plain(next.Name)}";
        return $"{Plain(moved.Person)}於{Day(on)}{where}{later}。";
    }

    private string Limits(ValueDecision value) => (value.AtLeast, value.AtMost) switch
    {
        ({ } least, { } most) => $"原說法為{Amount(value, least)}到{Amount(value, most)}之間",
        ({ } least, null) => $"原說法為至少{Amount(value, least)}",
        (null, { } most) => $"原說法為至多{Amount(value, most)}",
        _ => "原說法未設上下限",
    };

    private string Dated(DatedName name) => $"{Prose(name.Name)}（{Day(name.On)}）";

    private static string List(IEnumerable<string> names) => string.Join("、", names.Select(Plain));

    // Names of the ledger are reviewed words, mostly Latin: brackets around each would drown the sentence.
    private static string Plain(string hostile) => Inert(hostile);

    private static string Prose(string hostile) => InertText.OnOneLine(hostile, 600);

    /// <summary>A space between Chinese and Latin letters or digits, and none beside Chinese punctuation.</summary>
    private static string Spaced(string text)
    {
        var spaced = new StringBuilder(text.Length + 16);
        var before = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ' && (IsMark(before) || (i + 1 < text.Length && IsMark(text[i + 1]))))
            {
                continue;
            }

            if ((IsHan(before) && (IsWord(c) || c == '(')) || ((IsWord(before) || before == ')') && IsHan(c)))
            {
                spaced.Append(' ');
            }

            spaced.Append(c);
            before = c;
        }

        return spaced.ToString();
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '%' or '<' or '>';

    private static bool IsMark(char c) => c is '，' or '。' or '；' or '：' or '、' or '（' or '）' or '「' or '」' or '！' or '？';
}
