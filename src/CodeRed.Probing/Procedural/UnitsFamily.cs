using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence;

namespace CodeRed.Probing.Procedural;

/// <summary>A sum of quantities in several units, in another unit of the same kind; all factors are exact by definition.</summary>
internal sealed class UnitsFamily : ProceduralFamily
{
    // Factors to the smallest unit of each kind. The inch is 25.4 mm, the mile 1,609.344 m and the pound 453.59237 g by definition.
    private static readonly (string English, string Chinese, decimal Factor)[][] Kinds =
    [
        [("millimetres", "毫米", 1), ("centimetres", "公分", 10), ("metres", "公尺", 1000), ("kilometres", "公里", 1_000_000), ("inches", "英吋", 25.4m)],
        [("seconds", "秒", 1), ("minutes", "分鐘", 60), ("hours", "小時", 3600), ("days", "天", 86_400), ("weeks", "週", 604_800)],
        [("grams", "公克", 1), ("kilograms", "公斤", 1000), ("metric tons", "公噸", 1_000_000), ("milligrams", "毫克", 0.001m)],
        [("millilitres", "毫升", 1), ("litres", "公升", 1000), ("centilitres", "厘升", 10), ("cubic metres", "立方公尺", 1_000_000)],
    ];

    public override string Name => "units";

    public override string Description => "a sum of quantities in several units, in another unit";

    public override string Measure => "quantities to convert";

    public override ImmutableArray<ProceduralLanguage> Languages => [ProceduralLanguage.English, ProceduralLanguage.TraditionalChinese];

    public override long SizeAt(int difficulty) => difficulty;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        var kind = random.Of<(string English, string Chinese, decimal Factor)[]>(Kinds);
        var to = kind[0];
        bool english = language == ProceduralLanguage.English;
        var parts = new List<string>();
        decimal total = 0;
        for (int i = 0; i < difficulty; i++)
        {
            var from = kind[random.Between(1, kind.Length - 1)];
            // Tenfold amounts keep milligrams and inches exact to a few decimals.
            int amount = random.Between(2, 99) * (from.Factor < 1 ? 100 : 1);
            parts.Add(english ? string.Create(CultureInfo.InvariantCulture, $"{amount} {from.English}") : string.Create(CultureInfo.InvariantCulture, $"{amount} {from.Chinese}"));
            total += amount * from.Factor;
        }

        string answer = CanonicalJson.Number(total);
        string wrong = CanonicalJson.Number(total * 10);
        string question = english
            ? $"How many {to.English} are {Joined(parts, ", ", " and ")} together? Give the exact result as a plain number on the last line."
            : $"{Joined(parts, "、", "與 ")}加起來一共是多少{to.Chinese}？最後一行只寫精確的數字。";
        return new(question, [Number(answer)], answer, wrong, difficulty);
    }

    private static string Joined(List<string> parts, string between, string last) =>
        parts.Count == 1 ? parts[0] : string.Join(between, parts.Take(parts.Count - 1)) + last + parts[^1];
}
