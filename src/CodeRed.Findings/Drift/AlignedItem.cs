using CodeRed.Evidence;

namespace CodeRed.Findings.Drift;

/// <summary>Sets the answers of both sides to one item opposite each other, question by question.</summary>
/// <remarks>
/// <para>Answers to the same question pair in the order of their epochs, as many as both sides have. What one side has more is left
/// out: the mean of five answers against a single one is not symmetric where nothing changed, and no exact test would hold.</para>
/// <para>Usually an item is one question. Where several questions stand under one id, each is paired with itself; a question that the
/// other side lacks was edited.</para>
/// </remarks>
internal sealed class AlignedItem
{
    private readonly List<(Outcome Baseline, Outcome Current)> all = [];
    private readonly List<(Outcome Baseline, Outcome Current)> measured = [];
    private readonly List<Outcome> left = [];
    private readonly List<Outcome> right = [];
    private readonly HashSet<long> questions = [];

    /// <summary>Pairs of answers, errors and absent answers included: opposite each other by epoch.</summary>
    public IReadOnlyList<(Outcome Baseline, Outcome Current)> All => all;

    /// <summary>Pairs of measured answers: what is compared.</summary>
    public IReadOnlyList<(Outcome Baseline, Outcome Current)> Measured => measured;

    /// <summary>Answers of either side to a question that the other side lacks.</summary>
    public int Edited { get; private set; }

    /// <summary>Whether each side has exactly one answer.</summary>
    public bool Once { get; private set; }

    /// <summary>Aligns another item; what was aligned before is forgotten.</summary>
    public void Align(in ItemPair pair)
    {
        all.Clear();
        measured.Clear();
        questions.Clear();
        Edited = 0;
        Once = pair.Baseline.Count == 1 && pair.Current.Count == 1;
        for (int i = 0; i < pair.Baseline.Count; i++)
        {
            if (questions.Add(pair.Baseline[i].Content))
            {
                AlignQuestion(pair, pair.Baseline[i].Content);
            }
        }

        for (int i = 0; i < pair.Current.Count; i++)
        {
            Edited += questions.Contains(pair.Current[i].Content) ? 0 : 1;
        }
    }

    private void AlignQuestion(in ItemPair pair, long question)
    {
        Collect(pair.Baseline, question, left);
        Collect(pair.Current, question, right);
        Edited += right.Count == 0 ? left.Count : 0;
        for (int i = 0; i < left.Count && i < right.Count; i++)
        {
            all.Add((left[i], right[i]));
        }

        left.RemoveAll(o => o.Value is null);
        right.RemoveAll(o => o.Value is null);
        for (int i = 0; i < left.Count && i < right.Count; i++)
        {
            measured.Add((left[i], right[i]));
        }
    }

    private static void Collect(IReadOnlyList<Outcome> side, long question, List<Outcome> answers)
    {
        answers.Clear();
        for (int i = 0; i < side.Count; i++)
        {
            if (side[i].Content == question)
            {
                answers.Add(side[i]);
            }
        }
    }
}
