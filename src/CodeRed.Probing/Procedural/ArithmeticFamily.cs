using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace CodeRed.Probing.Procedural;

/// <summary>An expression of whole numbers with +, - and ×, with brackets.</summary>
internal sealed class ArithmeticFamily : ProceduralFamily
{
    public override string Name => "arithmetic";

    public override string Description => "the value of an expression of whole numbers with +, - and ×";

    public override string Measure => "operations";

    public override ImmutableArray<ProceduralLanguage> Languages => [ProceduralLanguage.English, ProceduralLanguage.TraditionalChinese];

    public override long SizeAt(int difficulty) => difficulty;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        // Numbers grow too, so that one operation is not always a matter of memory.
        int most = difficulty < 3 ? 99 : difficulty < 6 ? 999 : 9999;
        var text = new StringBuilder().Append(random.Between(2, most));
        var value = BigInteger.Parse(text.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        int times = 0;
        for (int i = 0; i < difficulty; i++)
        {
            int number = random.Between(2, most);
            // At most three multiplications, so that the result stays a number a person could check.
            switch (random.Between(0, times < 3 ? 2 : 1))
            {
                case 0:
                    text.Append(" + ").Append(number);
                    value += number;
                    break;
                case 1:
                    text.Append(" - ").Append(number);
                    value -= number;
                    break;
                default:
                    if (i > 0)
                    {
                        text.Insert(0, '(').Append(')');
                    }

                    text.Append(" × ").Append(number);
                    value *= number;
                    times++;
                    break;
            }
        }

        string answer = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        // The slip of a carry: off by ten.
        string wrong = (value + 10).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string question = language == ProceduralLanguage.English
            ? $"What is {text}? Give the final result as a plain number on the last line."
            : $"請計算 {text} 等於多少？最後一行只寫答案的數字。";
        return new(question, [Number(answer)], answer, wrong, difficulty);
    }
}
