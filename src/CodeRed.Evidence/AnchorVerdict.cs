namespace CodeRed.Evidence;

/// <summary>What a judge said of one answer that people have judged.</summary>
/// <param name="Anchor">The identity of what it was asked about.</param>
/// <param name="Passes">Its verdict; null where it gave none that can be read.</param>
/// <param name="Cost">What its reply cost, in US dollars; null where that is not known.</param>
public sealed record AnchorVerdict(ContentHash Anchor, bool? Passes, decimal? Cost);
