using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Grading;

namespace CodeRed.Probing.Suites;

/// <summary>What every answer of a suite is graded for, and the grades of one answer.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>pass</c>, the headline: whether the answer satisfies the item.</item>
/// <item><c>score</c>, where some item has several assertions or a threshold: their weighted mean.</item>
/// <item><c>hallucinated</c> and <c>abstained</c>, where some item is abstention-aware: whether the answer claims something wrong, and whether it claims nothing. The
/// hallucination rate is the wrong answers among those attempted: the sum of <c>hallucinated</c> over the number of answers less the sum of <c>abstained</c>.</item>
/// <item><c>format_valid</c>, where some item demands JSON.</item>
/// <item>Each metric that an assertion names, better when higher: the weighted mean of the assertions of that name.</item>
/// </list>
/// <para>An item that has nothing to do with a metric is not measured under it. Each grade stands twice: of the answer as it is, and after its wrapping was taken off.</para>
/// </remarks>
public sealed class SuiteMetrics
{
    /// <summary>The metric of the headline.</summary>
    public const string Pass = "pass";

    /// <summary>The metric of the weighted mean.</summary>
    public const string Score = "score";

    /// <summary>The metric of answers that claim something wrong.</summary>
    public const string Hallucinated = "hallucinated";

    /// <summary>The metric of answers that claim nothing.</summary>
    public const string Abstained = "abstained";

    internal static readonly ImmutableArray<string> Reserved = [Pass, Score, Hallucinated, Abstained, Metric.FormatValid];

    internal SuiteMetrics(bool scored, bool abstains, bool formatted, IEnumerable<string> named)
    {
        var all = ImmutableArray.CreateBuilder<Metric>();
        void Add(string name, Better better, bool primary = false) =>
            all.Add(new(name, better, primary, new JsonObject { ["grader"] = "assertions", ["reading"] = "assertions-1", ["normalised"] = "unwrap-1" }));

        Add(Pass, Better.Higher, primary: true);
        if (scored)
        {
            Add(Score, Better.Higher);
        }

        if (abstains)
        {
            Add(Hallucinated, Better.Lower);
            Add(Abstained, Better.Neither);
        }

        if (formatted)
        {
            Add(Metric.FormatValid, Better.Higher);
        }

        foreach (string name in named)
        {
            Add(name, Better.Higher);
        }

        All = all.ToImmutable();
    }

    /// <summary>In the order in which they are shown; the first is primary.</summary>
    public ImmutableArray<Metric> All { get; }

    /// <summary>The grades of one answer, in the order of <see cref="All"/>.</summary>
    /// <param name="item">What was asked.</param>
    /// <param name="answer">The answer's text; null where there was none, and nothing is measured.</param>
    /// <param name="judgements">The judge's replies, in the order of <see cref="ProbeItem.JudgePrompts"/>; null where nothing is judged.</param>
    /// <exception cref="GradingException">A pattern took too long on this answer.</exception>
    public ImmutableArray<MetricGrade> Grade(ProbeItem item, string? answer, IReadOnlyList<string?>? judgements = null)
    {
        if (answer is null)
        {
            return [.. All.Select(_ => new MetricGrade(Evidence.Grade.NotMeasured, Evidence.Grade.NotMeasured))];
        }

        string unwrapped = Unwrapping.Unwrap(answer);
        var raw = item.Assertions.Grade(answer, judgements);
        var normalised = unwrapped == answer ? raw : item.Assertions.Grade(unwrapped, judgements);
        return [.. All.Select(m => new MetricGrade(Of(m.Name, item, answer, raw), Of(m.Name, item, unwrapped, normalised)))];
    }

    internal static bool IsFormat(Assertion assertion) => assertion is { Type: "is-json" or "contains-json", IsNegated: false };

    private static Grade Of(string metric, ProbeItem item, string answer, AssertionGrades grades) => metric switch
    {
        Pass => grades.Pass,
        Score => grades.Score,
        Hallucinated or Abstained => Told(metric, item, answer, grades.Pass),
        Metric.FormatValid => Mean(item, grades, IsFormat),
        _ => Mean(item, grades, a => a.Metric == metric),
    };

    private static Grade Told(string metric, ProbeItem item, string answer, Grade pass) =>
        !item.IsAbstentionAware || pass.Value is null ? Evidence.Grade.NotMeasured
        : Evidence.Grade.Of(Attempt.Of(answer, pass, item.Assertions) == (metric == Hallucinated ? AttemptKind.Wrong : AttemptKind.Abstained) ? 1 : 0);

    private static Grade Mean(ProbeItem item, AssertionGrades grades, Func<Assertion, bool> belongs)
    {
        double total = 0;
        double weights = 0;
        bool answered = false;
        string? label = null;
        for (int i = 0; i < grades.Each.Length; i++)
        {
            var assertion = item.Assertions.Assertions[i];
            if (!belongs(assertion))
            {
                continue;
            }

            var grade = grades.Each[i];
            if (grade.Value is not { } value)
            {
                return Evidence.Grade.NotMeasured;
            }

            // An assertion of weight 0 is there for its metric alone.
            double weight = assertion.Weight == 0 ? 1 : (double)assertion.Weight;
            total += weight * value;
            weights += weight;
            answered |= !grade.IsNonAnswer;
            label ??= grade.Label;
        }

        return weights == 0 ? Evidence.Grade.NotMeasured
            : answered ? Evidence.Grade.Of(Math.Clamp(total / weights, 0, 1), label)
            : Evidence.Grade.NonAnswer;
    }
}
