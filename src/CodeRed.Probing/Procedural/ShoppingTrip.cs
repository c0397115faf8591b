using System.Collections.Immutable;

namespace CodeRed.Probing.Procedural;

/// <summary>Somebody buys some things at some prices: the story under word problems, with or without a fact missing.</summary>
internal sealed class ShoppingTrip
{
    // In Chinese with its measure word.
    private static readonly (string One, string Many, string Measure, string Chinese)[] Goods =
    [
        ("pencil", "pencils", "支", "鉛筆"), ("notebook", "notebooks", "本", "筆記本"), ("apple", "apples", "顆", "蘋果"), ("candle", "candles", "根", "蠟燭"), ("stamp", "stamps", "張", "郵票"),
        ("ribbon", "ribbons", "條", "緞帶"), ("lemon", "lemons", "顆", "檸檬"), ("envelope", "envelopes", "個", "信封"), ("button", "buttons", "顆", "鈕扣"), ("spoon", "spoons", "支", "湯匙"),
        ("bottle", "bottles", "個", "瓶子"), ("cushion", "cushions", "個", "靠墊"), ("lamp", "lamps", "盞", "燈"), ("brush", "brushes", "支", "刷子"),
    ];

    private readonly string person;
    private readonly ProceduralLanguage language;
    private readonly ImmutableArray<((string One, string Many, string Measure, string Chinese) Goods, int Count, int Price)> bought;

    private ShoppingTrip(string person, ProceduralLanguage language, ImmutableArray<((string, string, string, string), int, int)> bought) =>
        (this.person, this.language, this.bought) = (person, language, bought);

    public int Purchases => bought.Length;

    public long Total => bought.Sum(b => (long)b.Count * b.Price);

    public static ShoppingTrip Draw(ItemRandom random, int purchases, ProceduralLanguage language)
    {
        string person = random.Of<string>(language == ProceduralLanguage.English ? Names.People : Names.ChinesePeople);
        var goods = random.Some<(string, string, string, string)>(purchases, Goods);
        return new(person, language, [.. goods.Select(g => (g, random.Between(2, 19), random.Between(3, 49)))]);
    }

    /// <summary>The story and its question. What is bought and what it costs are told apart, so that a price can belong to one thing only.</summary>
    /// <param name="missing">The purchase whose price is not told; -1 for none.</param>
    public string Told(int missing)
    {
        var priced = bought.Where((_, i) => i != missing);
        if (language == ProceduralLanguage.English)
        {
            return $"{person} buys {Joined([.. bought.Select(b => $"{b.Count} {b.Goods.Many}")], ", ", " and ")}. {string.Join(" ", priced.Select(b => $"One {b.Goods.One} costs {b.Price} coins."))} "
                + $"How many coins does {person} pay in all? If the text does not say enough to know, say that it cannot be determined; otherwise give the result as a plain number on the last line.";
        }

        return $"{person}買了 {Joined([.. bought.Select(b => $"{b.Count} {b.Goods.Measure}{b.Goods.Chinese}")], "、", "和 ")}。{string.Concat(priced.Select(b => $"{b.Goods.Chinese}一{b.Goods.Measure} {b.Price} 元。"))}"
            + $"{person}一共付了多少元？如果題目的資訊不足以得知，請回答無法確定；否則最後一行只寫答案的數字。";
    }

    private static string Joined(ImmutableArray<string> parts, string between, string last) =>
        parts.Length == 1 ? parts[0] : string.Join(between, parts.Take(parts.Length - 1)) + last + parts[^1];
}
