using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Scores;
using CodeRed.Statistics.Latent;
using Latent = CodeRed.Statistics.Latent;
using Published = CodeRed.Evidence.Facts;

namespace CodeRed.Findings.Standings;

/// <summary>Folds the scores of a ledger into a standing.</summary>
/// <remarks>Of each board the latest score of each model counts. Composite indices have no likelihood and are left out.</remarks>
public static class StandingFold
{
    private const int MostBoardsLeftOut = 3;
    private const int DrawsOfVariations = 200;

    // Half the width of a 95 % interval in standard errors.
    private const double Z = 1.959963984540054;

    /// <summary>The standing by what was known.</summary>
    /// <param name="view">What was known.</param>
    /// <param name="settings">How it is asked for.</param>
    public static StandingFinding Finding(LedgerView view, StandingSettings settings)
    {
        var ledger = view.Ledger;
        var all = new Boards(ledger, settings.Counts);
        List<Board> boards = [.. all.Of([], settings.Skill).Where(board => board.Metric.Scale != Published.ScoreScale.Index)];
        string[] models = [.. boards.SelectMany(board => board.Scores).Select(score => score.Model).Where(ledger.Models.ContainsKey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] labs = [.. models.Select(model => ledger.Models[model].Lab).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var table = Table(ledger, boards, models, labs);
        var found = LatentCapability.TryFit(table, new CapabilitySettings { Draws = settings.Draws, Seed = settings.Seed }, out var fit, out var refusal);
        var empty = new StandingFinding
        {
            AsOf = view.AsOf,
            Later = view.Later,
            Undated = view.Undated,
            Settings = settings,
            Skill = settings.Skill is { } skill ? ledger.Skills.GetValueOrDefault(skill) : null,
            Refusal = refusal?.Reason,
            Labs = [],
            Models = [],
            NotLinked = [],
            Boards =
            [
                .. boards.Select(board => new BoardUse(all.NameOf(board), board.Scores.Length, board.Scores.Max(score => score.TrueOn))).OrderByDescending(board => board.Models),
            ],
            Inflation = [],
            Handovers = [],
            ModelHandovers = [],
            Sensitivity = [],
        };
        if (!found)
        {
            return empty;
        }

        var evidence = boards.SelectMany(board => board.Scores).ToLookup(score => score.Model, score => score.Id);
        var (throne, ranks) = (fit!.ProbabilityBest(), fit.RankSets(settings.Level));
        ImmutableArray<ModelStanding> standing =
        [
            .. fit.Ranked.Select((number, place) =>
            {
                var model = ledger.Models[models[number]];
                return new ModelStanding(
                    model.Id, model.Name, LabName(model.Lab), model.Released, fit.Capability(number), fit.Capability(number, settings.Level), throne[number], ranks[place],
                    evidence[model.Id].Count(), [.. evidence[model.Id]]);
            }).OrderByDescending(model => model.Capability),
        ];
        var leader = standing.GroupBy(model => ledger.Models[model.Id].Lab).MaxBy(lab => lab.Sum(model => model.Throne))!;
        return empty with
        {
            Sensitivity = settings.Sensitivity ? Variations(leader.Key, leader.MaxBy(model => model.Throne)!.Id) : [],
            Models = standing,
            Labs =
            [
                .. standing.GroupBy(model => ledger.Models[model.Id].Lab)
                    .Select(lab => new LabStanding(lab.Key, LabName(lab.Key), lab.Sum(model => model.Throne), lab.First().Name)).OrderByDescending(lab => lab.Throne),
            ],
            NotLinked = [.. models.Where((_, number) => !fit.IsRanked(number)).Select(model => ledger.Models[model].Name)],
            Inflation = [.. labs.Select((lab, number) => (Lab: lab, Interval: fit.VendorInflation(number, settings.Level))).Where(lab => lab.Interval is not null).Select(lab => new OwnResults(LabName(lab.Lab), lab.Interval!.Value))],
            Handovers = Changes(fit, ThroneHolder.Lab, lab => LabName(labs[lab])),
            ModelHandovers = Changes(fit, ThroneHolder.Model, model => ledger.Models[models[model]].Name),
        };

        string LabName(string id) => ledger.Labs.GetValueOrDefault(id)?.Name ?? id;

        // The throne, fitted anew under each choice: every other prior, outsiders only, and without each of the boards that the leading lab's best model stands on.
        ImmutableArray<StandingVariation> Variations(string lab, string best)
        {
            List<(VariationKind Kind, CapabilityPrior? Prior, Board? Without, List<Board> Boards)> choices =
            [
                .. Enum.GetValues<CapabilityPrior>().Where(prior => prior != default).Select(prior => (VariationKind.Prior, (CapabilityPrior?)prior, (Board?)null, boards)),
                .. boards.Where(board => board.Scores.Any(score => score.Model == best)).OrderByDescending(board => board.Scores.Length).Take(MostBoardsLeftOut)
                    .Select(board => (VariationKind.WithoutBoard, (CapabilityPrior?)null, (Board?)board, boards.Where(other => other != board).ToList())),
            ];
            if (boards.SelectMany(board => board.Scores).Any(score => score.RunnerKind is Published.RunnerKind.Vendor or Published.RunnerKind.Rival)
                && boards.SelectMany(board => board.Scores).Any(score => score.RunnerKind is Published.RunnerKind.Independent or Published.RunnerKind.Self))
            {
                var outsiders = new Boards(ledger, score => settings.Counts(score) && score.RunnerKind is Published.RunnerKind.Independent or Published.RunnerKind.Self);
                choices.Add((VariationKind.IndependentOnly, null, null, [.. outsiders.Of([], settings.Skill).Where(board => board.Metric.Scale != Published.ScoreScale.Index)]));
            }

            var variations = new StandingVariation?[choices.Count];
            Parallel.For(0, choices.Count, number =>
            {
                var choice = choices[number];
                string[] own = [.. choice.Boards.SelectMany(board => board.Scores).Select(score => score.Model).Where(ledger.Models.ContainsKey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
                var given = new CapabilitySettings { Draws = DrawsOfVariations, Seed = settings.Seed, Prior = choice.Prior ?? default };
                if (!LatentCapability.TryFit(Table(ledger, choice.Boards, own, labs), given, out var varied, out _))
                {
                    return;
                }

                var byLab = varied.ProbabilityBest().Select((probability, model) => (Lab: ledger.Models[own[model]].Lab, probability)).GroupBy(model => model.Lab)
                    .Select(models => (Lab: models.Key, Throne: models.Sum(model => model.probability))).ToList();
                var first = byLab.MaxBy(one => one.Throne);
                variations[number] = new StandingVariation(
                    choice.Kind, choice.Prior, choice.Without is { } board ? all.NameOf(board) : null, LabName(first.Lab), first.Throne, byLab.FirstOrDefault(one => one.Lab == lab).Throne);
            });
            return [.. variations.OfType<StandingVariation>()];
        }
    }

    /// <summary>For each lab, by id, how probable it is that its best model is the best; null where there is no standing.</summary>
    public static IReadOnlyDictionary<string, double>? Throne(LedgerView view, string skill)
    {
        var finding = Finding(view, new StandingSettings(skill, Sensitivity: false));
        return finding.Refusal is null ? finding.Labs.ToDictionary(lab => lab.Id, lab => lab.Throne) : null;
    }

    /// <summary>The scores of boards as a table: a board is a series of it, in the order given.</summary>
    internal static ScoreTable Table(Ledger ledger, List<Board> boards, string[] models, string[] labs)
    {
        var place = models.Index().ToDictionary(model => model.Item, model => model.Index, StringComparer.Ordinal);
        var benchmarks = boards.Select(board => (board.Series.Benchmark, board.Series.Metric)).Distinct().Index().ToDictionary(one => one.Item, one => one.Index);
        var editions = boards.Select(board => board.Series.Edition ?? "").Distinct(StringComparer.Ordinal).Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        var scores = new List<Latent.Score>();
        foreach (var (number, board) in boards.Index())
        {
            scores.AddRange(board.Scores.Where(score => place.ContainsKey(score.Model)).Select(score => Measured(board, score, place[score.Model], number)));
        }

        return new ScoreTable(
            [.. models.Select(id => ledger.Models[id]).Select(model => new ScoredModel(
                Array.IndexOf(labs, model.Lab), model.Released is { } day ? new DayRange(day.First.DayNumber, day.Last.DayNumber) : null))],
            [.. boards.Select(board => new Latent.ScoreSeries(
                benchmarks[(board.Series.Benchmark, board.Series.Metric)],
                editions[board.Series.Edition ?? ""],
                board.Metric.Scale == Published.ScoreScale.Share ? Latent.ScoreScale.Proportion : Latent.ScoreScale.Real,
                board.Metric is { Scale: Published.ScoreScale.Share, Better: Better.Higher } ? (board.Benchmark.Guessing ?? 0) / 100 : 0))],
            scores);
    }

    private static Latent.Score Measured(Board board, Published.Score score, int model, int series)
    {
        var error = score is { Lower: { } lower, Upper: { } upper } ? (upper - lower) / (2 * Z) : (double?)null;
        var (value, unit) = board.Metric.Scale switch
        {
            Published.ScoreScale.Share => (score.Value / 100, 100.0),
            Published.ScoreScale.Positive => (Math.Log(score.Value), score.Value),
            _ => (score.Value, 1.0),
        };
        value = board.Metric.Better != Better.Lower ? value : board.Metric.Scale == Published.ScoreScale.Share ? 1 - value : -value;
        var items = board.Metric.Scale == Published.ScoreScale.Share ? score.Items ?? board.Items : null;
        return new Latent.Score(model, series, value, Kind(score.RunnerKind), items, items is null ? error / unit : null);
    }

    private static Latent.RunnerKind Kind(Published.RunnerKind kind) => kind switch
    {
        Published.RunnerKind.Vendor => Latent.RunnerKind.Vendor,
        Published.RunnerKind.Rival => Latent.RunnerKind.Rival,
        Published.RunnerKind.Self => Latent.RunnerKind.Self,
        _ => Latent.RunnerKind.Independent,
    };

    private static ImmutableArray<ThroneChange> Changes(CapabilityFit fit, ThroneHolder holder, Func<int, string> name) =>
    [
        .. fit.Handovers(holder).Select(change => new ThroneChange(
            name(change.From),
            name(change.To),
            change.When is { } when ? DateOnly.FromDayNumber(when.First) : null,
            change.When is { } by ? DateOnly.FromDayNumber(by.Last) : null,
            change.Probability)),
    ];
}
