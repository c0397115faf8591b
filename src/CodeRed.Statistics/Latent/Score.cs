namespace CodeRed.Statistics.Latent;

/// <summary>One published score.</summary>
/// <param name="Model">Number of the model in its <see cref="ScoreTable"/>.</param>
/// <param name="Series">Number of the series in its <see cref="ScoreTable"/>.</param>
/// <param name="Value">The score; in [0, 1] for a proportion. More is better.</param>
/// <param name="Runner">Who measured it.</param>
/// <param name="Items">Items behind a proportion, at least 0; null where not known. A score of no items says nothing.</param>
/// <param name="StandardError">Standard error of a real score, at least 0, or of a proportion without a number of items; null where not known.</param>
public readonly record struct Score(
    int Model, int Series, double Value, RunnerKind Runner = RunnerKind.Independent, double? Items = null, double? StandardError = null);
