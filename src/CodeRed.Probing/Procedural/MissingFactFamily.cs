using System.Collections.Immutable;
using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>A story from which one fact is missing, so that its question has no answer: the right thing is to say so.</summary>
internal sealed class MissingFactFamily : ProceduralFamily
{
    private static readonly AbstentionGrader Grader = new();

    public override string Name => "missing-fact";

    public override string Description => "a sum told as a story from which one price is missing; the right answer is that it cannot be determined";

    public override string Measure => "purchases";

    public override ImmutableArray<ProceduralLanguage> Languages => [ProceduralLanguage.English, ProceduralLanguage.TraditionalChinese];

    public override bool IsAbstentionAware => true;

    public override long SizeAt(int difficulty) => 1 + difficulty;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        var shop = ShoppingTrip.Draw(random, (int)SizeAt(difficulty), language);
        int missing = random.Between(0, shop.Purchases - 1);
        string answer = language == ProceduralLanguage.English ? "One price is not given, so it cannot be determined." : "其中一項沒有說明單價，所以無法確定。";
        return new(shop.Told(missing), [new("abstains", Grader, null)], answer, Text(shop.Total), shop.Purchases);
    }
}
