namespace CodeRed.Statistics.Latent;

/// <summary>Scores that may be compared with each other: one edition of one benchmark as one runner runs it.</summary>
/// <param name="Benchmark">Number of the benchmark, at least 0. Series of one benchmark are not joined: each has a difficulty and a discrimination of
/// its own, which are only expected to be alike, the more so within an edition; and a model that does better on one of them than its capability tells
/// is expected to do so on the others.</param>
/// <param name="Edition">Number of the edition within the benchmark.</param>
/// <param name="Scale">What the values are.</param>
/// <param name="Floor">Share that guessing passes, in [0, 1): 0.25 for four choices. Only for proportions.</param>
/// <param name="Ceiling">Share that a perfect model passes, in (<paramref name="Floor"/>, 1]: below 1 where answer keys are known to be wrong. Only for
/// proportions.</param>
public sealed record ScoreSeries(int Benchmark, int Edition = 0, ScoreScale Scale = ScoreScale.Proportion, double Floor = 0, double Ceiling = 1);
