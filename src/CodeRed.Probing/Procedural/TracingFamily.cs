using System.Globalization;
using System.Text;

namespace CodeRed.Probing.Procedural;

/// <summary>A small program: what is printed? The program is run by this project's own interpreter, of three variables and four kinds of lines.</summary>
internal sealed class TracingFamily : ProceduralFamily
{
    private static readonly string[] Variables = ["a", "b", "c"];

    public override string Name => "tracing";

    public override string Description => "what a small program prints";

    public override string Measure => "lines in the loop";

    public override long SizeAt(int difficulty) => 1 + difficulty;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int[] start = [random.Between(1, 9), random.Between(1, 9), random.Between(1, 9)];
        int rounds = random.Between(3, 6);
        Line[] lines = [.. Enumerable.Range(0, (int)SizeAt(difficulty)).Select(_ => Line.Draw(random))];
        int shown = random.Between(0, 2);
        long right = Run(start, rounds, lines)[shown];
        // A round too many: the slip of counting from 0.
        long slip = Run(start, rounds + 1, lines)[shown];
        var text = new StringBuilder("What does this program print? \"%\" is the remainder, which is never negative here, and the loop runs with i = 1, 2, ... up to the number given.\n\n");
        for (int v = 0; v < 3; v++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Variables[v]} = {start[v]}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"repeat i from 1 to {rounds}:\n");
        foreach (var line in lines)
        {
            text.Append("    ").Append(line.Text).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"print {Variables[shown]}\n\nGive the printed number on the last line.");
        return new(text.ToString(), [Number(right)], Text(right), Text(slip == right ? right + 1 : slip), lines.Length);
    }

    /// <summary>The variables after a run. Every value stays between 0 and 96, whatever the lines.</summary>
    internal static long[] Run(IReadOnlyList<int> start, int rounds, IReadOnlyList<Line> lines)
    {
        long[] values = [.. start.Select(v => (long)v)];
        for (int i = 1; i <= rounds; i++)
        {
            foreach (var line in lines)
            {
                line.Execute(values, i);
            }
        }

        return values;
    }

    /// <summary>One line of a program.</summary>
    internal sealed record Line(string Text, Action<long[], int> Execute)
    {
        public static Line Draw(ItemRandom random)
        {
            int target = random.Between(0, 2);
            int other = random.Between(0, 2);
            int third = random.Between(0, 2);
            int number = random.Between(2, 9);
            var (t, o, s) = (Variables[target], Variables[other], Variables[third]);
            switch (random.Below(4))
            {
                case 0:
                    return new($"{t} = ({t} + {o} + {number}) % 97", (v, _) => v[target] = (v[target] + v[other] + number) % 97);
                case 1:
                    return new($"{t} = ({o} * {number} + i) % 97", (v, i) => v[target] = ((v[other] * number) + i) % 97);
                case 2:
                    return new($"if {o} > {s} then {t} = ({t} + i) % 97 else {t} = {number}", (v, i) => v[target] = v[other] > v[third] ? (v[target] + i) % 97 : number);
                default:
                    return new($"if {o} % 2 == 0 then {t} = ({s} + {number}) % 97", (v, _) => v[target] = v[other] % 2 == 0 ? (v[third] + number) % 97 : v[target]);
            }
        }
    }
}
