using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>What all assertions of an item come to for one answer.</summary>
/// <param name="Pass">1 where the item is passed, otherwise 0.</param>
/// <param name="Score">The weighted mean of the grades, in [0, 1].</param>
/// <param name="Each">The grade of each assertion, in order.</param>
public readonly record struct AssertionGrades(Grade Pass, Grade Score, ImmutableArray<Grade> Each);

/// <summary>The assertions of an item together.</summary>
/// <remarks>
/// <para>The score is the mean of the grades, weighted. An answer passes where every assertion with a weight above 0 is satisfied or, where a
/// <see cref="Threshold"/> is given, where the score reaches it, as in promptfoo.</para>
/// <para>Where every assertion with a weight found a non-answer, so are pass and score. Where a judge's reply is missing, neither is measured. The
/// label is that of the first assertion that read one. Without assertions with a weight every answer passes with score 1, but a blank one, which is a non-answer.</para>
/// </remarks>
public sealed class AssertionSet
{
    private string? canonical;

    /// <summary>Puts assertions together.</summary>
    /// <param name="assertions">In the order of the suite.</param>
    /// <param name="threshold">The score that passes, in [0, 1]; null where every assertion must be satisfied.</param>
    public AssertionSet(IEnumerable<Assertion> assertions, double? threshold = null) => (Assertions, Threshold) = ([.. assertions], threshold);

    /// <summary>The assertions, in the order of the suite.</summary>
    public ImmutableArray<Assertion> Assertions { get; }

    /// <summary>The score that passes; null where every assertion must be satisfied.</summary>
    public double? Threshold { get; }

    /// <summary>Whether the right thing to do is to claim nothing.</summary>
    public bool DemandsAbstention => Assertions.Any(a => a is { Grader: AbstentionGrader, IsNegated: false });

    /// <summary>Grades an answer.</summary>
    /// <param name="answer">The answer's text.</param>
    /// <param name="judgements">
    /// The reply of the judge to each assertion that is judged, in order; null where there was none. Not needed where nothing is judged.
    /// </param>
    /// <exception cref="GradingException">What is expected cannot be used, or a pattern took too long.</exception>
    public AssertionGrades Grade(string answer, IReadOnlyList<string?>? judgements = null)
    {
        var each = ImmutableArray.CreateBuilder<Grade>(Assertions.Length);
        bool blank = TextNormalisation.IsBlank(answer);
        int judged = 0;
        double total = 0;
        double weights = 0;
        bool satisfied = true;
        bool measured = true;
        bool answered = false;
        string? label = null;
        foreach (var assertion in Assertions)
        {
            string? text = !assertion.IsJudged ? answer : judgements is not null && judged < judgements.Count ? judgements[judged] : null;
            judged += assertion.IsJudged ? 1 : 0;
            // There is nothing to ask a judge about a blank answer.
            var grade = assertion.IsJudged && blank ? Evidence.Grade.NonAnswer
                : text is null ? Evidence.Grade.NotMeasured
                : assertion.Grade(text);
            each.Add(grade);
            label ??= grade.Label;
            if (assertion.Weight == 0)
            {
                continue;
            }

            measured &= grade.Value is not null;
            answered |= !grade.IsNonAnswer;
            total += (double)assertion.Weight * (grade.Value ?? 0);
            weights += (double)assertion.Weight;
            satisfied &= assertion.IsSatisfiedBy(grade);
        }

        if (weights == 0)
        {
            answered = !blank;
            (total, weights) = (1, 1);
        }

        if (!measured)
        {
            return new(Evidence.Grade.NotMeasured, Evidence.Grade.NotMeasured, each.MoveToImmutable());
        }

        if (!answered)
        {
            return new(Evidence.Grade.NonAnswer, Evidence.Grade.NonAnswer, each.MoveToImmutable());
        }

        double score = Math.Clamp(total / weights, 0, 1);
        bool pass = Threshold is { } least ? score >= least : satisfied;
        return new(Evidence.Grade.Of(pass ? 1 : 0, label), Evidence.Grade.Of(score, label), each.MoveToImmutable());
    }

    /// <summary><see cref="ToJson"/> in its canonical spelling; several parts of an item's identity hold it.</summary>
    public string Canonical => canonical ??= CanonicalJson.Write(ToJson());

    /// <summary>Everything that can change a grade, as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["assertions"] = new JsonArray([.. Assertions.Select(a => a.ToJson())]),
        ["threshold"] = Threshold is { } least ? (decimal)least : null,
    };
}
