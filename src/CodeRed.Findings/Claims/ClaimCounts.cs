using System.Collections.Immutable;
using CodeRed.Statistics;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Findings.Claims;

/// <summary>How claims came out.</summary>
/// <param name="Supported">Those supported.</param>
/// <param name="Contradicted">Those contradicted.</param>
/// <param name="Open">Those open.</param>
/// <param name="Claims">Ids of all of them.</param>
public sealed record ClaimCounts(int Supported, int Contradicted, int Open, ImmutableArray<string> Claims)
{
    /// <summary>95 % interval of the share supported among those decided, exact (Clopper and Pearson 1934); null where none is decided.</summary>
    /// <remarks>As if claims were drawn at random. They are not: somebody chose to write them down.</remarks>
    public Interval? Share => Supported + Contradicted == 0 ? null : ClopperPearsonInterval.From(Supported, Supported + Contradicted);
}
