using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>Something published, dated and sourced. Facts may contradict each other; none replaces another.</summary>
public abstract record Fact
{
    /// <summary>Unique in the ledger, for example <c>move.jan-leike.20240515</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it was true.</summary>
    public required PartialDate TrueOn { get; init; }

    /// <summary>What <see cref="TrueOn"/> is the date of.</summary>
    public DateMeaning DateMeans { get; init; }

    /// <summary>By when anybody could have read it: a publication or the snapshot of a repository, never a run, and never our own reading; null
    /// where that is not known.</summary>
    public PartialDate? KnownBy { get; init; }

    /// <summary>What says so; null exactly where <see cref="KnownBy"/> is.</summary>
    public KnownBasis? KnownBasis { get; init; }

    /// <summary>Where it can be read, at least one; the first is the one it was taken from.</summary>
    public required ImmutableArray<FactSource> Sources { get; init; }

    /// <summary>How far its reading is trusted.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>What a reader should know besides; null where there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The file it stands in, as shown to users.</summary>
    public required string Path { get; init; }

    /// <summary>The line it starts on, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Whether it was surely known at the end of a day: false where nothing says when it became known.</summary>
    public bool IsKnownBy(DateOnly day) => KnownBy is { } known && known.Last <= day;
}
