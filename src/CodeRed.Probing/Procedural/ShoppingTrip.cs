using System.Collections.Immutable;

namespace CodeRed.Probing.Procedural;

/// <summary>Somebody buys some things at some prices: the story under word problems, with or without a fact missing.</summary>
internal sealed class ShoppingTrip
{
    private static readonly (string English, string Chinese)[] Goods =
    [
        ("pencils", "支鉛筆"), ("notebooks", "本筆記本"), ("apples", "顆蘋果"), ("candles", "根蠟燭"), ("stamps", "張郵票"), ("ribbons", "條緞帶"), ("lemons", "顆檸檬"), ("envelopes", "個信封"),
        ("buttons", "顆鈕扣"), ("spoons", "支湯匙"), ("bottles", "個瓶子"), ("cushions", "個靠墊"), ("lamps", "盞燈"), ("brushes", "支刷子"),
    ];

    private readonly string person;
    private readonly ProceduralLanguage language;
    private readonly ImmutableArray<(string Goods, int Count, int Price)> bought;

    private ShoppingTrip(string person, ProceduralLanguage language, ImmutableArray<(string, int, int)> bought) => (this.person, this.language, this.bought) = (person, language, bought);

    public int Purchases => bought.Length;

    public long Total => bought.Sum(b => (long)b.Count * b.Price);

    public static ShoppingTrip Draw(ItemRandom random, int purchases, ProceduralLanguage language)
    {
        bool english = language == ProceduralLanguage.English;
        string person = random.Of<string>(english ? Names.People : Names.ChinesePeople);
        var goods = random.Some<(string English, string Chinese)>(purchases, Goods);
        return new(person, language, [.. goods.Select(g => (english ? g.English : g.Chinese, random.Between(2, 19), random.Between(3, 49)))]);
    }

    /// <summary>The story and its question.</summary>
    /// <param name="missing">The purchase whose price is not told; -1 for none.</param>
    public string Told(int missing)
    {
        if (language == ProceduralLanguage.English)
        {
            var parts = bought.Select((b, i) => i == missing ? $"{b.Count} {b.Goods}" : $"{b.Count} {b.Goods} at {b.Price} coins each");
            return $"{person} buys {Joined([.. parts], ", ", " and ")}. How many coins does {person} pay in all? If the text does not say enough to know, say that it cannot be determined; otherwise give the result as a plain number on the last line.";
        }

        var told = bought.Select((b, i) => i == missing ? $"{b.Count} {b.Goods}" : $"{b.Count} {b.Goods}（每個單價 {b.Price} 元）");
        return $"{person}買了{Joined([.. told], "、", "和")}。{person}一共付了多少元？如果題目的資訊不足以得知，請回答無法確定；否則最後一行只寫答案的數字。";
    }

    private static string Joined(ImmutableArray<string> parts, string between, string last) =>
        parts.Length == 1 ? parts[0] : string.Join(between, parts.Take(parts.Length - 1)) + last + parts[^1];
}
