using System.Globalization;
using System.Text;

namespace CodeRed.Probing.Procedural;

/// <summary>One record among many that resemble it.</summary>
internal sealed class NeedleFamily : ProceduralFamily
{
    private static readonly string[] Things = ["bicycle", "violin", "telescope", "kettle", "umbrella", "lantern", "suitcase", "typewriter", "compass", "drum"];

    private static readonly string[] Places = ["Oslo", "Quito", "Hanoi", "Dakar", "Perth", "Lyon", "Cusco", "Izmir", "Porto", "Turku"];

    public override string Name => "needle";

    public override string Description => "one record found among many that resemble it, in a long text";

    public override string Measure => "records";

    // 16, 32, ... 8,192; the last is about 700,000 characters.
    public override long SizeAt(int difficulty) => 8L << difficulty;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int records = (int)SizeAt(difficulty);
        int asked = random.Between(0, records - 1);
        var text = new StringBuilder();
        var seen = new HashSet<(string, string, string, int)>();
        string question = "";
        string answer = "";
        string wrong = "";
        for (int i = 0; i < records; i++)
        {
            string person;
            string thing;
            string place;
            int shelf;
            do
            {
                (person, thing, place, shelf) = (random.Of<string>(Names.People), random.Of<string>(Things), random.Of<string>(Places), random.Between(1, 99));
            }
            while (!seen.Add((person, thing, place, shelf)));

            int code = random.Between(100_000, 999_999);
            text.Append(CultureInfo.InvariantCulture, $"{person} of {place} left a {thing} on shelf {shelf} under the code {code}.\n");
            if (i == asked)
            {
                answer = code.ToString(CultureInfo.InvariantCulture);
                question = $"Under which code did {person} of {place} leave a {thing} on shelf {shelf}?";
            }
            else
            {
                wrong = code.ToString(CultureInfo.InvariantCulture);
            }
        }

        wrong = wrong == answer ? "100000" == answer ? "100001" : "100000" : wrong;
        return new($"Here is a register.\n\n{text}\n{question} Give the code alone on the last line.", [new("number", NumberGrader, answer)], answer, wrong, records);
    }
}
