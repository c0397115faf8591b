using System.Collections.Immutable;

namespace CodeRed.Probing.Suites;

/// <summary>Where tests come from: the suite itself, or a file that is read anew each time.</summary>
/// <param name="Tests">Reads the tests from the first on, with a reader that notes what is wrong.</param>
internal sealed record TestSource(Func<TestReader, IEnumerable<TestCase>> Tests)
{
    /// <summary>Tests that are in memory.</summary>
    public static TestSource Of(ImmutableArray<TestCase> tests) => new(_ => tests);

    /// <summary>Tests that are streamed out of a file.</summary>
    public static TestSource Of(string path, Func<TestReader, IEnumerable<TestCase>> tests) => new(tests) { Path = path };

    /// <summary>The file that is streamed; null for tests in memory.</summary>
    public string? Path { get; init; }
}
