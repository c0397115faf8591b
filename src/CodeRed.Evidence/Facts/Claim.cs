using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>What becomes of a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>The evidence does not decide it.</summary>
    Open,

    /// <summary>The evidence bears it out.</summary>
    Supported,

    /// <summary>The evidence speaks against it.</summary>
    Contradicted,
}

/// <summary>Somebody said something that can be checked.</summary>
/// <param name="Claimant">Id of who said it.</param>
/// <param name="Statement">What was said, in our words, in English.</param>
public sealed record Claim(string Claimant, string Statement) : Fact
{
    /// <summary>The statement in Traditional Chinese; null to show the English.</summary>
    public string? StatementZhHant { get; init; }

    /// <summary>Ids of the labs it is about.</summary>
    public ImmutableArray<string> About { get; init; } = [];

    /// <summary>Id of the product it is about, as its users meet it; null where it is about models, or anything else.</summary>
    public string? Product { get; init; }

    /// <summary>Id of the document it is taken from, where several claims are; null otherwise.</summary>
    public string? Of { get; init; }

    /// <summary>The condition over the ledger that decides it, as it is written; null where a person decided.</summary>
    public Condition? Condition { get; init; }

    /// <summary>What a person decided, each from a day on; the latest known counts. Empty where <see cref="Condition"/> decides.</summary>
    public ImmutableArray<ManualVerdict> Verdicts { get; init; } = [];

    /// <summary>Ids of facts that bear on it.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];
}

/// <summary>A person's verdict on a claim.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="KnownBy">From when on the evidence for it was there.</param>
/// <param name="Why">The reason in English.</param>
/// <param name="WhyZhHant">The reason in Traditional Chinese; null to show the English.</param>
/// <param name="Evidence">Ids of the facts it rests on.</param>
public sealed record ManualVerdict(ClaimVerdict Verdict, PartialDate KnownBy, string Why, string? WhyZhHant, ImmutableArray<string> Evidence);
