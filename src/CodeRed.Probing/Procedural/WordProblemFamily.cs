using System.Collections.Immutable;

namespace CodeRed.Probing.Procedural;

/// <summary>A story with every fact that its question needs. Its twin, <see cref="MissingFactFamily"/>, leaves one out.</summary>
internal sealed class WordProblemFamily : ProceduralFamily
{
    public override string Name => "word-problem";

    public override string Description => "a sum told as a story, with every fact it needs";

    public override string Measure => "purchases";

    public override ImmutableArray<ProceduralLanguage> Languages => [ProceduralLanguage.English, ProceduralLanguage.TraditionalChinese];

    public override bool IsAbstentionAware => true;

    public override long SizeAt(int difficulty) => 1 + difficulty;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        var shop = ShoppingTrip.Draw(random, (int)SizeAt(difficulty), language);
        return new(shop.Told(missing: -1), [Number(shop.Total)], Text(shop.Total), Text(shop.Total + 10), shop.Purchases);
    }
}
