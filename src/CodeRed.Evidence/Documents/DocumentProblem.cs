using System.Globalization;

namespace CodeRed.Evidence.Documents;

/// <summary>One mistake in a file: what is wrong, where, and what to do.</summary>
/// <param name="Path">The file as the user named it.</param>
/// <param name="Line">From 1; 0 when the mistake is not on a line.</param>
/// <param name="Problem">What is wrong, without a full stop.</param>
/// <param name="Remedy">What to do about it, without a full stop.</param>
public sealed record DocumentProblem(string Path, long Line, string Problem, string Remedy)
{
    /// <summary><c>path:line: problem; remedy.</c></summary>
    public override string ToString() => Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}: {Problem}; {Remedy}.")
        : $"{Path}: {Problem}; {Remedy}.";
}

/// <summary>A file that cannot be used, with everything that is wrong with it.</summary>
public sealed class DocumentException : Exception
{
    /// <summary>Reports several mistakes of one file.</summary>
    public DocumentException(IReadOnlyList<DocumentProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Reports one mistake.</summary>
    public DocumentException(string path, long line, string problem, string remedy)
        : this([new DocumentProblem(path, line, problem, remedy)])
    {
    }

    /// <summary>All mistakes found, at least one.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }
}
