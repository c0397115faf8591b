namespace CodeRed.Findings.Drift;

/// <summary>The primary metric within one stratum: for reading, not tested.</summary>
/// <param name="Stratum">Its name.</param>
/// <param name="Pairs">Answers compared.</param>
/// <param name="BaselineRate">Mean grade before, in [0, 1].</param>
/// <param name="CurrentRate">Mean grade now, in [0, 1].</param>
/// <param name="Lost">Answers that got worse.</param>
/// <param name="Gained">Answers that got better.</param>
public sealed record StratumFinding(string Stratum, long Pairs, double BaselineRate, double CurrentRate, long Lost, long Gained);
