using System.Text.RegularExpressions;

namespace CodeRed.Grading;

/// <summary>Recognises an answer that claims nothing: the model says that it does not know, that the question cannot be answered, or that it rests on something untrue.</summary>
/// <remarks>
/// <para>A heuristic over phrases in English and Chinese, without a measured error rate; other languages need a judge. Two kinds are told apart:</para>
/// <list type="bullet">
/// <item><em>not knowing</em>: "I don't know", "cannot be determined", "not enough information", "the text does not say", 無法確定, 資訊不足, 沒有提到 and their like;</item>
/// <item><em>rejecting the premise</em>: "there is no such", "does not exist", "I'm not aware of", "is fictional", "never happened", 不存在, 虛構, 從未 and their like.</item>
/// </list>
/// <para>A hedge is none of these: "I think it is 41" and "probably 41" claim 41. An answer that in the end commits itself to something ("The text does not say, but the
/// answer is 5", <c>\boxed{5}</c>) claims that, whatever it said before: the last announced answer, where there is one, decides alone.</para>
/// <para>Looked at are the first 8,000 and the last 2,000 characters.</para>
/// </remarks>
public static partial class Abstention
{
    /// <summary>The name of these phrases in a suite's identity; a change of any phrase changes it.</summary>
    internal const string Name = "abstention-1";

    private const int Head = 8000;
    private const int Tail = 2000;

    /// <summary>Whether an answer says that it does not know, or that nobody can from what is given.</summary>
    public static bool DoesNotKnow(string answer) => Says(answer, premise: false);

    /// <summary>Whether an answer says that it does not know, or that the question rests on something untrue.</summary>
    public static bool ClaimsNothing(string answer) => Says(answer, premise: true);

    private static bool Says(string answer, bool premise)
    {
        string text = Folded(answer);
        string? committed = null;
        foreach (Match announced in Announcement().Matches(text))
        {
            committed = announced.Groups["rest"].Value;
        }

        string said = committed is null || string.IsNullOrWhiteSpace(committed) ? text : committed;
        return NotKnowing().IsMatch(said) || ChineseNotKnowing().IsMatch(said) || (committed is not null && BareUnknown().IsMatch(said.Trim())) || BareUnknown().IsMatch(text.Trim())
            || (premise && (Premise().IsMatch(said) || ChinesePremise().IsMatch(said)));
    }

    private static string Folded(string answer)
    {
        string text = answer.Length <= Head + Tail ? answer : string.Concat(answer.AsSpan(0, Head), "\n", answer.AsSpan(answer.Length - Tail));
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                char c = TextNormalisation.Narrow(source[i]);
                target[i] = c is '\n' or '\r' ? '\n' : TextNormalisation.IsSpace(c) || c is '*' or '_' ? ' ' : char.ToLowerInvariant(c);
            }
        });
    }

    // What an answer commits itself to: the rest of the line, or what stands in the box.
    [GeneratedRegex(
        @"\\boxed\{(?:\\text\{)?(?<rest>[^{}\n]*)|(?:\banswer(?: to (?:this|the|your) question)?(?:'s| is| would be| must be|: ?|\s=)|答案(?:是|為|为|應該是|应该是)?[::]?|答[::])(?<rest>[^\n]*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Announcement();

    [GeneratedRegex(
        @"^[\s\p{P}]*(?:unknown|n/a|not known|undetermined|unanswerable|indeterminate|not available|none given|idk|unclear|未知|不明|不詳|不详)[\s\p{P}]*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BareUnknown();

    [GeneratedRegex(
        @"\bi(?: (?:do not|don't|really don't|honestly don't) (?:actually )?know\b(?! (?:why|how) (?:you|people))| have no (?:idea|information|knowledge|data|record)| (?:do not|don't) have (?:any |enough |sufficient |reliable |specific |the )*(?:information|knowledge|data|details|context|records?))"
        + @"|\b(?:can ?not|can't|could not|couldn't) be (?:determined|known|answered|calculated|computed|found|inferred|deduced|established|verified|concluded)\b"
        + @"|\b(?:i|we|one|you) (?:can ?not|can't|could not|couldn't|am unable to|are unable to|am not able to) (?:\w+ )?(?:determine|know|answer|say|tell|calculate|compute|infer|deduce|verify|confirm|conclude|work out)\b"
        + @"|\b(?:not possible|impossible|no way) (?:for me )?to (?:\w+ )?(?:determine|know|answer|say|tell|calculate|compute|infer|deduce|verify|find out|work out)\b"
        + @"|\b(?:not enough|insufficient|incomplete|missing|lacks? (?:the )?(?:necessary )?|without (?:more|further|additional)|need (?:more|additional|further)|more) (?:information|data|details|context|facts)\b"
        + @"|\b(?:does not|doesn't|do not|don't|did not|didn't|never) (?:actually |explicitly |specifically )?(?:say|state|specify|mention|indicate|reveal|disclose|tell us|give (?:us )?(?:the|any|enough|its|their|his|her|that)|provide (?:the|any|enough|sufficient|its|their|his|her|that))\b"
        + @"|\b(?:is|are|was|were)(?: not|n't) (?:actually |explicitly |specifically )?(?:given|stated|specified|mentioned|provided|disclosed|indicated|known|available|enough to)\b"
        + @"|\bno (?:information|details?|mention|data)\b(?: (?:is|are|was|were))?(?: (?:given|provided|available|about|on|regarding|of))?"
        + @"|\b(?:is|are|remains?) (?:unknown|undetermined|unanswerable|indeterminate)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NotKnowing();

    [GeneratedRegex(
        @"\b(?:no such|does not exist|doesn't exist|do not exist|don't exist|did not exist|didn't exist|never existed|has never existed|have never existed|does not appear to (?:exist|be)|doesn't appear to (?:exist|be)|doesn't seem to (?:exist|be)|does not seem to (?:exist|be))\b"
        + @"|\bthere (?:is|are|was|were|has been|have been)(?: no|n't (?:a|an|any)| not (?:a|an|any)| never (?:been )?(?:a|an|any)?)\b|\bthere's no\b"
        + @"|\b(?:is|are|was|were)(?: not|n't) (?:a |an )?(?:real|actual|recognized|recognised|known|existing|genuine)\b"
        + @"|\b(?:fictional|fictitious|imaginary|invented|made[- ]up|non-?existent|hypothetical)\b"
        + @"|\bi(?:'m| am) (?:not aware|unaware|not familiar|unfamiliar|not able to find|unable to find)\b|\bi (?:can ?not|can't|could not|couldn't|did not|didn't|was unable to) (?:find|locate|identify)\b"
        + @"|\b(?:no|not any) (?:record|records|evidence|trace|reliable source)\b|\bnever (?:happened|took place|occurred|won|wrote|received|was|were|had)\b"
        + @"|\b(?:false|incorrect|mistaken|wrong|faulty|flawed|invalid) (?:premise|assumption)\b|\bpremise (?:of (?:this|the|your) question )?(?:is|seems|appears) (?:false|incorrect|mistaken|wrong|faulty|flawed|not correct)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Premise();

    [GeneratedRegex(
        "(?:我|並|并|也)?不(?:知道|清楚|曉得|晓得|得而知)|(?:無法|无法|不能|不可能|沒有?辦法|没有?办法|難以|难以)(?:從|从|由)?[^,。\n]{0,12}?(?:確定|确定|判斷|判断|得知|回答|計算|计算|知道|推斷|推断|推知|確認|确认|算出|得出|求出|知曉|知晓|說明|说明)"
        + "|(?:資訊|信息|資料|资料|條件|条件|線索|线索|數據|数据)(?:並|并)?(?:不足|不夠|不够|不完整|缺失)|(?:缺少|缺乏|欠缺)[^,。\n]{0,10}?(?:資訊|信息|資料|资料|條件|条件|數據|数据)"
        + "|(?:沒有|没有|未|並未|并未|沒|没)(?:被)?(?:提到|提及|說明|说明|提供|給出|给出|指出|告訴|告诉|寫明|写明|註明|注明|交代|足夠|足够|相關|相关)|(?:是|屬於|属于)?未知(?:的|數|数)?[。!,\n]|不詳|不详|不明確|不明确",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ChineseNotKnowing();

    [GeneratedRegex(
        "(?:並|并|根本)?不存在|查無|查无|找不到|(?:沒有|没有)(?:這|这|任何|所謂|所谓|一(?:個|个|位|本|座|部)|叫|名為|名为|找到|查到)|(?:並|并)?(?:沒有|没有)[^,。\n]{0,12}?(?:記錄|记录|紀錄|資料|资料|證據|证据)"
        + "|虛構|虚构|杜撰|編造|编造|子虛烏有|子虚乌有|(?:不是|並非|并非)(?:一(?:個|个|位|本|座|部))?(?:真實|真实|真的)|前提(?:本身)?(?:就)?(?:有誤|有误|錯誤|错误|不成立|不正確|不正确|是錯|是错)|從未|从未|從來沒有|从来没有",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ChinesePremise();
}
