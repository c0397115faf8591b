using System.Text.Json.Nodes;
using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>An answer of an exact form: so many lines, words or JSON members, as told.</summary>
internal sealed class FormatFamily : ProceduralFamily
{
    public override string Name => "format";

    public override string Description => "an answer of an exact form: lines, words or JSON as told";

    public override string Measure => "parts that the answer must have";

    public override long SizeAt(int difficulty) => 2 + difficulty;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int parts = (int)SizeAt(difficulty);
        return random.Below(3) switch
        {
            0 => Json(random, parts),
            1 => Lines(random, parts),
            _ => Words(random, parts),
        };
    }

    private static ProceduralItem Json(ItemRandom random, int parts)
    {
        var members = new JsonObject();
        while (members.Count < parts)
        {
            members[LettersFamily.Word(random, 6)] = random.Below(2) == 0 ? JsonValue.Create(random.Between(1, 999)) : JsonValue.Create(LettersFamily.Word(random, 6));
        }

        string told = string.Join("; ", members.Select(m => $"\"{m.Key}\" is {(m.Value!.GetValueKind() == System.Text.Json.JsonValueKind.Number ? "the number " + m.Value.ToJsonString() : "the text " + m.Value.ToJsonString())}"));
        var wrong = members.DeepClone().AsObject();
        wrong.Remove(members.First().Key);
        return new(
            $"Answer with one JSON object and nothing else, no code fence and no explanation. Its members: {told}.",
            [new("is-json", new JsonGrader(new JsonObject { ["const"] = members }, contained: false), null)], members.ToJsonString(), wrong.ToJsonString(), parts);
    }

    private static ProceduralItem Lines(ItemRandom random, int parts)
    {
        string word = LettersFamily.Word(random, 6);
        string line = $"[0-9]+: {word}";
        string answer = string.Join('\n', Enumerable.Range(1, parts).Select(i => $"{i}: {word}"));
        // Each line says its number, so that lines cannot be exchanged.
        string pattern = @"\A\s*" + string.Join(@"[ \t]*\r?\n", Enumerable.Range(1, parts).Select(i => line.Replace("[0-9]+", Text(i), StringComparison.Ordinal))) + @"\s*\z";
        string wrong = string.Join('\n', Enumerable.Range(1, parts + 1).Select(i => $"{i}: {word}"));
        return new(
            $"Answer with exactly {parts} lines and nothing else. Line n consists of the number n, a colon, a space and the word {word}. The first line is number 1.",
            [new("regex", new RegexGrader(pattern, compile: false), null)], answer, wrong, parts);
    }

    private static ProceduralItem Words(ItemRandom random, int parts)
    {
        string word = LettersFamily.Word(random, 6);
        string answer = string.Join(' ', Enumerable.Repeat(word, parts));
        return new(
            $"Answer with the word {word} written exactly {parts} times in lower case, with single spaces between, on one line and nothing else: no full stop, no quotes.",
            [new("regex", new RegexGrader($@"\A\s*{word}(?: {word}){{{parts - 1}}}\s*\z", compile: false), null)], answer, answer + " " + word, parts);
    }
}
