using System.Collections.Immutable;
using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>A list of whole numbers: sorted, without its repeats, or one of its numbers by rank.</summary>
internal sealed class ListsFamily : ProceduralFamily
{
    private static readonly ListGrader Grader = new();

    public override string Name => "lists";

    public override string Description => "a list of numbers sorted, without repeats, turned round, or one of its numbers by rank";

    public override string Measure => "numbers in the list";

    public override ImmutableArray<ProceduralLanguage> Languages => [ProceduralLanguage.English, ProceduralLanguage.TraditionalChinese];

    public override long SizeAt(int difficulty) => 4 + (3 * difficulty);

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int length = (int)SizeAt(difficulty);
        bool english = language == ProceduralLanguage.English;
        long[] list = [.. Enumerable.Range(0, length).Select(_ => random.Between(10L, 99L))];
        // One repeat at least, so that "without repeats" means something.
        list[random.Between(1, length - 1)] = list[0];
        string shown = string.Join(", ", list);
        ProceduralItem List(string englishTask, string chineseTask, long[] answer)
        {
            long[] wrong = [.. answer];
            int at = Enumerable.Range(0, wrong.Length - 1).First(i => wrong[i] != wrong[i + 1]);
            (wrong[at], wrong[at + 1]) = (wrong[at + 1], wrong[at]);
            string question = english
                ? $"{englishTask}: {shown}. End with the resulting list on the last line, its numbers separated by commas."
                : $"{chineseTask}：{shown}。最後一行只寫結果，數字之間用逗號隔開。";
            return new(question, [new("list", Grader, string.Join(", ", answer))], string.Join(", ", answer), string.Join(", ", wrong), length);
        }

        switch (random.Below(4))
        {
            case 0:
                return List("Sort these numbers from smallest to largest, keeping repeats", "請將下列數字由小到大排序，重複的數字要保留", [.. list.Order()]);
            case 1:
                return List("Remove the repeats from this list, keeping the first occurrence of each number in its place", "請去除下列數字中重複的部分，每個數字保留第一次出現的位置", [.. list.Distinct()]);
            case 2:
                return List("Write this list in reverse order", "請將下列數字的順序整個顛倒過來", [.. list.Reverse()]);
            default:
            {
                long[] ranked = [.. list.Distinct().Order()];
                int rank = random.Between(2, Math.Min(ranked.Length - 1, 2 + difficulty));
                string question = english
                    ? $"Which is the number at rank {rank} from the smallest among the different numbers of this list (repeats count once): {shown}? Give it as a plain number on the last line."
                    : $"下列數字中（重複的只算一次），由小到大排第 {rank} 的是哪個數字：{shown}？最後一行只寫那個數字。";
                return new(question, [Number(ranked[rank - 1])], Text(ranked[rank - 1]), Text(ranked[rank]), length);
            }
        }
    }
}
