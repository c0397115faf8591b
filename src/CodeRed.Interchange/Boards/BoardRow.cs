using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>One result of a published board, the model still by the name that the board gives it.</summary>
/// <param name="Model">As it is written there.</param>
/// <param name="Value">In the benchmark's unit; shares in percent.</param>
/// <param name="On">When it was measured; null where the board does not say.</param>
/// <param name="Lower">Lower limit of the board's 95 % interval; null where it gives none.</param>
/// <param name="Upper">Upper limit.</param>
/// <param name="Items">Items asked; null where the board does not say.</param>
/// <param name="Conditions">How it was run, as far as the board says; null where it does not.</param>
/// <param name="Line">The line of the file it starts on, from 1; 0 where lines mean nothing.</param>
public sealed record BoardRow(string Model, double Value, PartialDate? On, double? Lower, double? Upper, int? Items, string? Conditions, long Line);
