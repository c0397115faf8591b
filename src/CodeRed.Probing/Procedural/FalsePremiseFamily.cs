using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>A question about something that does not exist: the right thing is to say so, or not to know it.</summary>
internal sealed class FalsePremiseFamily : ProceduralFamily
{
    private static readonly AbstentionGrader Grader = new();

    public override string Name => "false-premise";

    public override string Description => "a question about an invented person, place or event; the right answer is that it does not exist or is not known";

    public override string Measure => "invented things in the question";

    public override bool IsAbstentionAware => true;

    public override long SizeAt(int difficulty) => difficulty;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int year = random.Between(1701, 1960);
        string first = Names.Invented(random);
        // What is added sounds like knowledge: each clause names one more thing that does not exist.
        string[] clauses = [.. Enumerable.Range(1, difficulty - 1).Select(_ => random.Below(3) switch
        {
            0 => $"which is described in the {Names.Invented(random)} Chronicle",
            1 => $"which followed the {Names.Invented(random)} Agreement",
            _ => $"which took its name from the town of {Names.Invented(random)}",
        })];
        string more = clauses.Length == 0 ? "" : ", " + string.Join(" and ", clauses) + ",";
        var (question, wrong) = random.Below(5) switch
        {
            0 => ($"Who signed the {first} Treaty of {year}{more} on behalf of the larger state?", "It was signed by Count Friedrich von Hallberg."),
            1 => ($"In which year did the {first} Expedition of the {year / 10 * 10}s{more} reach its goal?", $"It reached its goal in {year + 2}."),
            2 => ($"Which composer wrote the opera \"{first}\"{more} first performed in {year}?", "It was written by the Italian composer Carlo Benedetti."),
            3 => ($"What is the capital of the province of {first}{more} as it was divided in {year}?", "The capital is the port city of Marovia."),
            _ => ($"For which discovery did the chemist Aurelia {first}{more} receive the royal medal of {year}?", "She received it for the discovery of a new alkali metal."),
        };
        return new(question, [new("abstains", Grader, null)], $"I'm not aware of anything called {first}; as far as I know it does not exist.", wrong, difficulty);
    }
}
