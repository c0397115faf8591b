using System.Collections.Immutable;
using CodeRed.Evidence.Facts;

namespace CodeRed.Findings.Claims;

/// <summary>Whether claims hold: by what was known on the day each was made, and by what is known on the day asked of.</summary>
public sealed record ClaimsFinding
{
    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.claims/1";

    /// <summary>The day asked of; null for all that the ledger holds.</summary>
    public required DateOnly? AsOf { get; init; }

    /// <summary>Facts left out because they became known later.</summary>
    public required int Later { get; init; }

    /// <summary>Facts left out because nothing says when they became known.</summary>
    public required int Undated { get; init; }

    /// <summary>The claims, in the order of the ledger.</summary>
    public required ImmutableArray<ClaimFinding> Claims { get; init; }

    /// <summary>How often each claimant was right, most claims first.</summary>
    public required ImmutableArray<TrackRecord> Records { get; init; }
}

/// <summary>Whether one claim holds.</summary>
/// <param name="Id">Of the claim.</param>
/// <param name="Claimant">The claimant's name.</param>
/// <param name="Statement">What was said, in English.</param>
/// <param name="StatementZhHant">The same in Traditional Chinese; null where the ledger has only English.</param>
/// <param name="MadeOn">When it was said.</param>
/// <param name="Of">Id of the document it is taken from; null otherwise.</param>
/// <param name="About">Ids of the labs it is about.</param>
/// <param name="OnTheDay">By what was known when it was made; of a claim dated to a month, at the end of it.</param>
/// <param name="Now">By what was known on the day asked of.</param>
public sealed record ClaimFinding(
    string Id, string Claimant, string Statement, string? StatementZhHant, PartialDate MadeOn, string? Of, ImmutableArray<string> About, ClaimState OnTheDay, ClaimState Now);

/// <summary>What becomes of a claim on a day.</summary>
/// <param name="Verdict">By independent evidence.</param>
/// <param name="WithVendors">The same when what labs measured or counted of their own, or of a rival's, counts too.</param>
/// <param name="Decision">How it was computed from independent evidence; null where a person decided.</param>
/// <param name="VendorDecision">How it was computed with the labs' own figures; null where that comes to the same.</param>
/// <param name="Manual">What a person decided; null where it was computed or nobody decided.</param>
public sealed record ClaimState(ClaimVerdict Verdict, ClaimVerdict WithVendors, Decision? Decision, Decision? VendorDecision, ManualVerdict? Manual)
{
    /// <summary>Ids of the facts that the verdicts rest on, each once.</summary>
    public IEnumerable<string> Evidence() => Manual?.Evidence ?? (Decision?.Evidence ?? []).Concat(VendorDecision?.Evidence ?? []).Distinct(StringComparer.Ordinal);
}

/// <summary>How often a claimant was right.</summary>
/// <param name="Claimant">Id of the claimant.</param>
/// <param name="Name">The claimant's name.</param>
/// <param name="Counts">How the claims came out: by what was known when each was made, where that decides it, else by what is known on the day asked of.</param>
public sealed record TrackRecord(string Claimant, string Name, ClaimCounts Counts);
