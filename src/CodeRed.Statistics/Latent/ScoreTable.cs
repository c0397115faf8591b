namespace CodeRed.Statistics.Latent;

/// <summary>Published scores of models on series of benchmarks; most cells of such a table are empty.</summary>
public sealed class ScoreTable
{
    /// <summary>Checks and keeps the scores.</summary>
    /// <param name="models">The models; their numbers are their places.</param>
    /// <param name="series">The series; their numbers are their places.</param>
    /// <param name="scores">The scores, in any order. Several of one model in one series by one kind of runner count as one, their mean: they asked the
    /// same items.</param>
    /// <param name="votes">Strengths of models by votes; null where there are none. They are a series of real numbers after the others, <see cref="VoteSeries"/>.</param>
    /// <exception cref="ArgumentException">A number names no model or series, a value is not finite or outside its range, or items or a standard error
    /// are negative.</exception>
    public ScoreTable(IReadOnlyList<ScoredModel> models, IReadOnlyList<ScoreSeries> series, IReadOnlyList<Score> scores, VoteStrengths? votes = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(scores);
        (Models, Series, Scores) = ([.. models], [.. series], [.. scores]);
        for (var m = 0; m < Models.Count; m++)
        {
            var released = Models[m].Released;
            Require(Models[m].Lab >= 0, $"Model {m} has the lab {Models[m].Lab}; labs are numbered from 0.", nameof(models));
            Require(released is not { } days || days.First <= days.Last, $"Model {m} is released from day {released?.First} to day {released?.Last}, backwards.", nameof(models));
        }

        for (var b = 0; b < Series.Count; b++)
        {
            var one = Series[b];
            Require(one.Benchmark >= 0, $"Series {b} has the benchmark {one.Benchmark}; benchmarks are numbered from 0.", nameof(series));
            Require(one.Floor >= 0 && one.Floor < one.Ceiling && one.Ceiling <= 1, $"Series {b} has the floor {one.Floor} and the ceiling {one.Ceiling}; 0 <= floor < ceiling <= 1.", nameof(series));
        }

        for (var i = 0; i < Scores.Count; i++)
        {
            var score = Scores[i];
            Require(score.Model >= 0 && score.Model < Models.Count, $"Score {i} is of model {score.Model}; there are {Models.Count} models, numbered from 0.", nameof(scores));
            Require(score.Series >= 0 && score.Series < Series.Count, $"Score {i} is in series {score.Series}; there are {Series.Count} series, numbered from 0.", nameof(scores));
            Require(
                Series[score.Series].Scale == ScoreScale.Real ? double.IsFinite(score.Value) : score.Value is >= 0 and <= 1,
                $"Score {i} is {score.Value}; a {(Series[score.Series].Scale == ScoreScale.Real ? "real score is finite" : "proportion lies in [0, 1]")}.",
                nameof(scores));
            Require(score.Items is not { } items || items >= 0, $"Score {i} has {score.Items} items.", nameof(scores));
            Require(score.StandardError is not { } error || (error >= 0 && double.IsFinite(error)), $"Score {i} has the standard error {score.StandardError}.", nameof(scores));
            Require(Enum.IsDefined(score.Runner), $"Score {i} has an unknown kind of runner, {score.Runner}.", nameof(scores));
        }

        if (votes is not null)
        {
            Require(votes.Models.All(model => model >= 0 && model < Models.Count), $"Votes are of models numbered from 0 to {Models.Count - 1}.", nameof(votes));
            (Votes, VoteSeries) = (votes, Series.Count);
            Series = [.. Series, new ScoreSeries(1 + Series.Select(one => one.Benchmark).DefaultIfEmpty(-1).Max(), Scale: ScoreScale.Real)];
        }
    }

    private ScoreTable(ScoreTable other, Func<Score, bool> counts)
    {
        (Models, Series, Votes, VoteSeries) = (other.Models, other.Series, other.Votes, other.VoteSeries);
        Scores = [.. other.Scores.Where(counts)];
    }

    /// <summary>The models.</summary>
    public IReadOnlyList<ScoredModel> Models { get; }

    /// <summary>The series.</summary>
    public IReadOnlyList<ScoreSeries> Series { get; }

    /// <summary>The scores.</summary>
    public IReadOnlyList<Score> Scores { get; }

    /// <summary>Strengths of models by votes; null where there are none.</summary>
    public VoteStrengths? Votes { get; }

    /// <summary>Number of the series that the votes are; null where there are none.</summary>
    public int? VoteSeries { get; }

    /// <summary>The same models and series with some of the scores.</summary>
    internal ScoreTable Only(Func<Score, bool> counts) => new(this, counts);

    private static void Require(bool holds, string otherwise, string name)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise, name);
        }
    }
}
