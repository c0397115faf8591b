using CodeRed.Evidence;

namespace CodeRed.Findings.Compare;

/// <summary>Sets the answers of several runs to one item opposite each other, question by question.</summary>
/// <remarks>
/// Answers to the same question stand opposite each other in the order of their epochs, as many as every run has. A question that any run lacks is left
/// out for all of them: only then are all compared on the same questions, and better-than cannot run in a circle.
/// </remarks>
internal sealed class CommonAnswers(int runs)
{
    private readonly List<Outcome>[] question = Lists(runs);
    private readonly List<Outcome>[] all = Lists(runs);
    private readonly List<Outcome>[] measured = Lists(runs);
    private readonly HashSet<long> questions = [];

    /// <summary>For each run its answers, errors and absent ones included; of equal length.</summary>
    public IReadOnlyList<IReadOnlyList<Outcome>> All => all;

    /// <summary>For each run its measured answers; of equal length.</summary>
    public IReadOnlyList<IReadOnlyList<Outcome>> Measured => measured;

    /// <summary>Aligns another item; what was aligned before is forgotten.</summary>
    public void Align(in ItemSet set)
    {
        foreach (var list in all.Concat(measured))
        {
            list.Clear();
        }

        questions.Clear();
        foreach (var outcome in set.Runs[0])
        {
            if (questions.Add(outcome.Content))
            {
                AlignQuestion(set, outcome.Content);
            }
        }
    }

    private void AlignQuestion(in ItemSet set, long content)
    {
        for (int run = 0; run < runs; run++)
        {
            question[run].Clear();
            foreach (var outcome in set.Runs[run])
            {
                if (outcome.Content == content)
                {
                    question[run].Add(outcome);
                }
            }
        }

        Take(all);
        foreach (var answers in question)
        {
            answers.RemoveAll(o => o.Value is null);
        }

        Take(measured);
    }

    private void Take(List<Outcome>[] into)
    {
        int shared = question.Min(q => q.Count);
        for (int run = 0; run < runs; run++)
        {
            into[run].AddRange(question[run].Take(shared));
        }
    }

    private static List<Outcome>[] Lists(int runs) => [.. Enumerable.Range(0, runs).Select(_ => new List<Outcome>())];
}
