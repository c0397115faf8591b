using CsCheck;

namespace CodeRed.Grading.Tests;

/// <summary>Answers as models and files really give them, and worse.</summary>
internal static class AnswerTexts
{
    private static readonly string[] Pieces =
    [
        "yes", "No", "know", "A", "B.", "(C)", "[Yes]", "**", "__", "*", "`", "```", "```json\n", "\n```\n", "~~~", "\"", "'", "“", "”", "「", "」",
        "(", ")", "[", "]", "{", "}", "\\boxed{", "\\text{", "\\(", "\\)", "\\[", "\\]", "$", "$$", "Answer:", "Final answer: ", "**Answer:** ", "答案：", "答",
        ".", "。", ",", "，", ":", "：", " ", "\n", "\r\n", "\t", "　", "\u200B", "\uFEFF", "\0", "\uD83D", "\uDE00", "😀", "Ｂ", "４２", "42", "-7", "\u22123", "1,234.5",
        "1{,}000", "1e5", "1e999999999999", "× 10^", "\\times 10^{", ".5", "5.", "€", "\\$", "是", "不是", "否", "無法", "é", "e\u0301", "I can't", "sorry, ", "\u001B[31m",
    ];

    /// <summary>Pieces of real answers strung together, or arbitrary UTF-16.</summary>
    public static readonly Gen<string> Any = Gen.OneOf(
        Gen.OneOf(Pieces).Array[0, 12].Select(string.Concat),
        Gen.Char.Array[0, 40].Select(c => new string(c)),
        Gen.String[0, 40]);
}
