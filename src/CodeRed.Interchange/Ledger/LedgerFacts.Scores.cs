using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

// Series: scores and vote tallies.
internal sealed partial class LedgerFacts
{
    private void ReadSeries(YamlNode node, int layer)
    {
        var fields = new LedgerFields(node, "a series", problems);
        if (node.Kind != YamlKind.Mapping)
        {
            return;
        }

        foreach (string key in LedgerDocument.HeadKeys)
        {
            fields.Any(key);
        }

        var scores = Rows(fields, "scores");
        var votes = Rows(fields, "votes");
        if (fields.Any("scores") is null && fields.Any("votes") is null)
        {
            fields.NoteMissing("scores", "write scores: with a list of {model, value, on}, or votes:");
        }

        fields.RefuseOthers();
        foreach (var row in scores)
        {
            Add(LedgerDocument.WithHead(row, node), "a score", layer, ReadScore);
        }

        foreach (var row in votes)
        {
            Add(LedgerDocument.WithHead(row, node), "a vote tally", layer, ReadVotes);
        }
    }

    private static ImmutableArray<YamlNode> Rows(LedgerFields fields, string key)
    {
        var node = fields.Any(key);
        if (node is not null && (node.Kind != YamlKind.Sequence || node.Items.IsEmpty))
        {
            fields.Note(key, $"'{key}' is {(node.Kind == YamlKind.Sequence ? "an empty list" : node.Description)}", "write a list: each entry starts with -");
        }

        return node?.Items ?? [];
    }

    private (ScoreSeries Series, BenchmarkMetric Metric, Benchmark Benchmark)? SeriesOf(LedgerFields fields)
    {
        string? runner = fields.Reference("runner", entities.Runners);
        string? metricId = fields.Reference("metric", "metric of the benchmark", required: false);
        string? editionId = fields.Reference("edition", "edition of the benchmark", required: false);
        if (fields.Reference("benchmark", entities.Benchmarks) is not { } id)
        {
            return null;
        }

        var benchmark = entities.Benchmarks.Find(id)!;
        var metric = metricId is null && benchmark.Metrics.Length == 1 ? benchmark.Metrics[0] : benchmark.Metrics.FirstOrDefault(metric => metric.Id == metricId);
        if (metric is null)
        {
            NoteChoice(fields, "metric", metricId, benchmark, [.. benchmark.Metrics.Select(metric => metric.Id)]);
        }

        bool editionFits = editionId is null ? benchmark.Editions.IsEmpty : benchmark.Editions.Any(edition => edition.Id == editionId);
        if (!editionFits)
        {
            NoteChoice(fields, "edition", editionId, benchmark, [.. benchmark.Editions.Select(edition => edition.Id)]);
        }

        return runner is null || metric is null || !editionFits ? null : (new ScoreSeries(id, editionId, runner, metric.Id), metric, benchmark);
    }

    private static void NoteChoice(LedgerFields fields, string key, string? written, Benchmark benchmark, string[] choices)
    {
        string all = $"it has {string.Join(", ", choices)}";
        if (written is null)
        {
            fields.NoteMissing(key, $"say which {key} of {benchmark.Id}: {all}");
        }
        else if (choices.Length == 0)
        {
            fields.Note(key, $"benchmark '{benchmark.Id}' has no {key}s", $"leave {key}: out, or write editions: for the benchmark");
        }
        else
        {
            string? near = NearestName.To(written, choices);
            fields.Note(key, $"benchmark '{benchmark.Id}' has no {key} {fields.Any(key)!.Description}", near is null ? all : $"did you mean {near}? Otherwise {all}");
        }
    }

    private Score? ReadScore(LedgerFields fields, Common common)
    {
        var of = SeriesOf(fields);
        string? modelId = fields.Reference("model", entities.Models);
        double? value = fields.Number("value", required: true);
        var (lower, upper) = Interval(fields, value);
        int? items = fields.Count("items");
        string? conditions = fields.Words("conditions");
        var given = fields.Word<RunnerKind>("runner_kind");
        var means = Measured(fields);
        if (given is not null && common.Note is null)
        {
            fields.Note("runner_kind", "'runner_kind' is written, but nothing says why", "write note: with the reason, or leave runner_kind out: it follows from the labs");
        }

        if (of is not ({ } series, { } metric, _) || modelId is null || value is not { } figure)
        {
            return null;
        }

        if (metric.Scale == ScoreScale.Share && figure is < 0 or > 100)
        {
            fields.Note("value", $"'value' is {fields.Any("value")!.Description}, but {metric.Name} of {series.Benchmark} is a share", "write percent, from 0 to 100");
        }
        else if (metric.Scale == ScoreScale.Positive && figure <= 0)
        {
            fields.Note("value", $"'value' is {fields.Any("value")!.Description}, but {metric.Name} of {series.Benchmark} is a positive quantity", "write a number above 0");
        }

        var model = entities.Models.Find(modelId)!;
        var runner = entities.Runners.Find(series.Runner)!;
        if (common.KnownBy is { } known && model.Released is { } released && known.Last < released.First)
        {
            notices.Add(new(common.Path, common.Line, $"the score was known by {known}, before {model.Id} was released on {released}", "look again at both dates"));
        }

        return new Score(series, modelId, figure, given ?? KindOf(runner, model))
        {
            Id = common.IdOr("score", series.Benchmark, series.Edition, series.Metric, modelId, series.Runner),
            TrueOn = common.On,
            Sources = common.Sources,
            Confidence = common.Confidence,
            Path = common.Path,
            Line = common.Line,
            DateMeans = means,
            Lower = lower,
            Upper = upper,
            Items = items,
            Conditions = conditions,
        };
    }

    /// <summary>What a lab or an outsider who measured a model is to the lab that made it.</summary>
    private RunnerKind KindOf(Runner runner, Model model) =>
        runner.Lab is null ? RunnerKind.Independent
        : runner.Lab == model.Lab ? RunnerKind.Vendor
        : labsWithModels.Contains(runner.Lab) || entities.Labs.Find(runner.Lab) is { Watched: true } ? RunnerKind.Rival
        : RunnerKind.Independent;

    private static DateMeaning Measured(LedgerFields fields) =>
        fields.Word("date_means", required: true, DateMeaning.Measured, DateMeaning.Published, DateMeaning.ModelReleased) ?? DateMeaning.Measured;

    private static (double? Lower, double? Upper) Interval(LedgerFields fields, double? value)
    {
        if (fields.Numbers("interval") is not { } limits)
        {
            return default;
        }

        if (limits.Length != 2)
        {
            fields.Note("interval", string.Create(CultureInfo.InvariantCulture, $"'interval' has {limits.Length} numbers"), "write its lower and its upper limit, as in [83.0, 88.1]");
            return default;
        }

        if (limits[0] > limits[1] || value < limits[0] || value > limits[1])
        {
            fields.Note("interval", "'interval' does not hold the value", "write its lower and its upper limit around the value, as in [83.0, 88.1]");
        }

        return (limits[0], limits[1]);
    }

    private VoteTally? ReadVotes(LedgerFields fields, Common common)
    {
        var of = SeriesOf(fields);
        string? first = fields.Reference("first", entities.Models);
        string? second = fields.Reference("second", entities.Models);
        int? wins = Required(fields, "wins");
        int? losses = Required(fields, "losses");
        int? ties = Required(fields, "ties");
        var means = Measured(fields);
        if (first is not null && first == second)
        {
            fields.Note("second", $"both sides are {first}", "name two models");
        }

        if (of is not ({ } series, _, _) || first is null || second is null || wins is not { } won || losses is not { } lost || ties is not { } tied)
        {
            return null;
        }

        return new VoteTally(series, first, second, won, lost, tied)
        {
            Id = common.IdOr("votes", series.Benchmark, series.Edition, series.Metric, first, second, series.Runner),
            TrueOn = common.On,
            Sources = common.Sources,
            Confidence = common.Confidence,
            Path = common.Path,
            Line = common.Line,
            DateMeans = means,
        };
    }

    private static int? Required(LedgerFields fields, string key)
    {
        if (fields.Any(key) is null)
        {
            fields.NoteMissing(key, "write a whole number");
        }

        return fields.Count(key, minimum: 0);
    }
}
