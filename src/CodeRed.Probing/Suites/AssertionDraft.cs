using CodeRed.Evidence.Documents;
using CodeRed.Grading;

namespace CodeRed.Probing.Suites;

/// <summary>An assertion whose variables are not yet put in.</summary>
/// <param name="Type">The name under which the suite asks for it, without <c>not-</c>.</param>
/// <param name="Make">Makes the grader and what it expects from the variables of an item.</param>
/// <param name="Path">The file it stands in.</param>
/// <param name="Line">From 1.</param>
internal sealed record AssertionDraft(string Type, Func<TemplateScope, (Grader Grader, string? Expected)> Make, string Path, long Line)
{
    public bool IsNegated { get; init; }

    public decimal Weight { get; init; } = 1;

    public string? Metric { get; init; }

    public double PassMark { get; init; } = 1;

    /// <summary>Whether a model judges; the expected text is then its rubric.</summary>
    public bool IsJudged { get; init; }

    /// <summary>The assertion of one item.</summary>
    /// <exception cref="DocumentException">A variable is missing, or what comes out is nothing that could be graded by.</exception>
    public Assertion For(TemplateScope scope)
    {
        try
        {
            var (grader, expected) = Make(scope);
            return new Assertion(Type, grader, IsJudged ? null : expected)
            {
                IsNegated = IsNegated,
                Weight = Weight,
                Metric = Metric,
                PassMark = PassMark,
                Rubric = IsJudged ? new JudgeRubric(expected!) : null,
            };
        }
        catch (ArgumentException e)
        {
            throw Wrong(scope, e);
        }
    }

    /// <summary>What a grader refuses, as a mistake at the test, with the place of the assertion where that is another.</summary>
    public DocumentException Wrong(TemplateScope scope, Exception mistake)
    {
        var (problem, remedy) = Complaint.Split(mistake);
        string where = Path == scope.Path && Line >= scope.Line ? "" : $" (the assertion stands on line {Line}{(Path == scope.Path ? "" : $" of {Path}")})";
        long line = Path == scope.Path && Line >= scope.Line ? Line : scope.Line;
        return new DocumentException(scope.Path, line, problem + where, remedy);
    }
}
