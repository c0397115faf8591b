namespace CodeRed.Laboratory;

/// <summary>What nobody knows outside a laboratory; only methods that say so may use it.</summary>
/// <param name="Rates">The rate of each item before the change, among the answers that are not missing.</param>
/// <param name="Drop">The mean drop that is to come; 5 points where none comes.</param>
internal sealed record Truth(double[] Rates, double Drop);
