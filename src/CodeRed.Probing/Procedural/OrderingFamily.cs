using System.Collections.Immutable;
using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>People in a row, told by pairs of neighbours in mixed order: who is at a place?</summary>
internal sealed class OrderingFamily : ProceduralFamily
{
    public override string Name => "ordering";

    public override string Description => "who stands at a place, when only pairs of neighbours are told, in mixed order";

    public override string Measure => "people";

    public override ImmutableArray<ProceduralLanguage> Languages => [ProceduralLanguage.English, ProceduralLanguage.TraditionalChinese];

    public override long SizeAt(int difficulty) => 3 + (2 * difficulty);

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int count = (int)SizeAt(difficulty);
        bool english = language == ProceduralLanguage.English;
        string[] row = random.Some<string>(count, english ? Names.People : Names.ChinesePeople);
        var clues = new List<string>();
        for (int i = 0; i + 1 < count; i++)
        {
            bool turned = random.Below(2) == 0;
            clues.Add((english, turned) switch
            {
                (true, false) => $"{row[i]} finished directly before {row[i + 1]}.",
                (true, true) => $"{row[i + 1]} finished directly after {row[i]}.",
                (false, false) => $"{row[i]}緊接在{row[i + 1]}之前抵達終點。",
                _ => $"{row[i + 1]}緊接在{row[i]}之後抵達終點。",
            });
        }

        string told = string.Join(english ? " " : "", random.Shuffled<string>([.. clues]));
        int place = random.Between(2, count - 1);
        string question = english
            ? $"{count} people ran a race; nobody tied. {told} Who finished in place {place}, counted from the winner? End with the name alone on the last line."
            : $"{count} 個人賽跑，沒有人同時抵達。{told}從第一名算起，第 {place} 名是誰？最後一行只寫名字。";
        var grader = new LabelGrader(row.Order(StringComparer.Ordinal).Select(n => new Label(n)), Take.Last);
        return new(question, [new("label", grader, row[place - 1])], row[place - 1], row[place], count);
    }
}
