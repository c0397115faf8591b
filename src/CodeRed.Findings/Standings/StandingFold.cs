using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Scores;
using CodeRed.Statistics.Latent;
using CodeRed.Statistics.Ranking;
using Latent = CodeRed.Statistics.Latent;
using Published = CodeRed.Evidence.Facts;

namespace CodeRed.Findings.Standings;

/// <summary>Folds the scores of a ledger into a standing.</summary>
/// <remarks>Of each board the latest score of each model counts. Composite indices have no likelihood and are left out.</remarks>
public static class StandingFold
{
    private const int MostOfAChange = 5;

    // Half the width of a 95 % interval in standard errors.
    private const double Z = 1.959963984540054;

    /// <summary>The standing by what was known.</summary>
    /// <param name="view">What was known.</param>
    /// <param name="settings">How it is asked for.</param>
    /// <param name="votes">Votes that enter beside the scores; null for none.</param>
    public static StandingFinding Finding(LedgerView view, StandingSettings settings, StandingVotes? votes = null)
    {
        var ledger = view.Ledger;
        var all = new Boards(ledger, settings.Counts);
        List<Board> boards = [.. all.Of([], settings.Skill).Where(board => board.Metric.Scale != Published.ScoreScale.Index)];
        var voted = votes?.Enter(ledger);
        string[] models = [.. boards.SelectMany(board => board.Scores).Select(score => score.Model).Concat(voted?.Models ?? []).Where(ledger.Models.ContainsKey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] labs = [.. models.Select(model => ledger.Models[model].Lab).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var benchmarks = BenchmarksOf(boards);
        var table = Table(ledger, boards, benchmarks, models, labs, voted?.Strengths(models));
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
            Votes = voted?.Use,
            Inflation = [],
            Handovers = [],
            ModelHandovers = [],
            Sensitivity = [],
            Misfits = [],
        };
        if (!found)
        {
            return empty;
        }

        // These rest on the fit alone.
        IReadOnlyList<Misfit> misfits = [];
        IReadOnlyList<ThroneVariation> variations = [];
        var ranks = Array.Empty<RankSet>();
        var (handovers, modelHandovers) = (ImmutableArray<ThroneChange>.Empty, ImmutableArray<ThroneChange>.Empty);
        Parallel.Invoke(
        [
            () => variations = settings.Sensitivity ? fit!.UnderOtherChoices(StandingVariation.Draws) : [],
            () => misfits = settings.Sensitivity ? fit!.Misfits() : [],
            () => ranks = fit!.RankSets(settings.Level),
            () => handovers = Changes(ThroneHolder.Lab, lab => LabName(labs[lab])),
            () => modelHandovers = Changes(ThroneHolder.Model, ModelName),
        ]);

        var evidence = boards.SelectMany(board => board.Scores).ToLookup(score => score.Model);
        var throne = fit!.ProbabilityBest();
        ImmutableArray<ModelStanding> standing =
        [
            .. fit.Ranked.Select((number, place) =>
            {
                var model = ledger.Models[models[number]];
                return new ModelStanding(
                    model.Id, model.Name, LabName(model.Lab), model.Released, fit.Capability(number), fit.Capability(number, settings.Level), throne[number], ranks[place],
                    evidence[model.Id].Select(score => score.Series.Question()).Distinct().Count(), [.. evidence[model.Id].Select(score => score.Id)]);
            }).OrderByDescending(model => model.Capability),
        ];
        var leader = standing.GroupBy(model => ledger.Models[model.Id].Lab).MaxBy(lab => lab.Sum(model => model.Throne))!;
        return empty with
        {
            Misfits =
            [
                .. misfits.Select(misfit => new StandingMisfit(
                    misfit.Kind, [.. misfit.Benchmarks.Where(number => number < benchmarks.Count).Select(number => boards.First(board => benchmarks[BenchmarkOf(board)] == number).Benchmark.Name)])),
            ],
            Sensitivity = [.. variations.Where(variation => variation.Throne is not null).Select(variation => Varied(variation, Array.IndexOf(labs, leader.Key)))],
            Models = standing,
            Labs =
            [
                .. standing.GroupBy(model => ledger.Models[model.Id].Lab)
                    .Select(lab => new LabStanding(lab.Key, LabName(lab.Key), lab.Sum(model => model.Throne), lab.First().Name)).OrderByDescending(lab => lab.Throne),
            ],
            NotLinked = [.. models.Where((_, number) => !fit.IsRanked(number)).Select(model => ledger.Models[model].Name)],
            Inflation = [.. labs.Select((lab, number) => (Lab: lab, Interval: fit.VendorInflation(number, settings.Level))).Where(lab => lab.Interval is not null).Select(lab => new OwnResults(LabName(lab.Lab), lab.Interval!.Value))],
            Handovers = handovers,
            ModelHandovers = modelHandovers,
        };

        string LabName(string id) => ledger.Labs.GetValueOrDefault(id)?.Name ?? id;

        string ModelName(int model) => ledger.Models[models[model]].Name;

        ImmutableArray<ThroneChange> Changes(ThroneHolder holder, Func<int, string> name)
        {
            return
            [
                .. fit!.Handovers(holder).Select(change =>
                {
                    var (from, to) = (BestBy(change.From, change.When), BestBy(change.To, change.When));
                    return new ThroneChange(
                        name(change.From), name(change.To), change.When is { } when ? DateOnly.FromDayNumber(when.First) : null,
                        change.When is { } by ? DateOnly.FromDayNumber(by.Last) : null, change.Probability, ModelName(from), ModelName(to),
                        [.. Weightiest(boards, models[to], models[from]), .. Weightiest(boards, models[from], models[to])]);
                }),
            ];

            // Of a lab its best model released by the end of the change.
            int BestBy(int number, DayRange? when) => holder == ThroneHolder.Model ? number
                : fit!.Ranked.Where(model => table.Models[model].Lab == number && table.Models[model].Released is { } released && released.First <= (when?.Last ?? int.MaxValue)).MaxBy(fit.Capability);
        }

        StandingVariation Varied(ThroneVariation variation, int leading)
        {
            var byLab = variation.Throne!;
            int[] order = [.. Enumerable.Range(0, byLab.Count).OrderByDescending(one => byLab[one]).ThenByDescending(one => one == leading)];
            var (first, next) = (order[0], order.Length > 1 ? order[1] : (int?)null);
            var nextThrone = next is { } second ? byLab[second] : 0;
            var margin = StandingFinding.Margin(StandingVariation.Draws);
            var outcome = byLab[first] - (first == leading ? nextThrone : byLab[leading]) < margin ? VariationOutcome.NearTie
                : first == leading ? VariationOutcome.SameLeads
                : VariationOutcome.AnotherLeads;
            return new StandingVariation(
                variation.Kind, variation.Prior, variation.Series is { } board ? all.NameOf(boards[board]) : null, LabName(labs[first]), byLab[first],
                next is { } runnerUp ? LabName(labs[runnerUp]) : null, nextThrone, byLab[leading], outcome, variation.Converged);
        }
    }

    /// <summary>For each lab, by id, how probable it is that its best model is the best; null where there is no standing.</summary>
    public static IReadOnlyDictionary<string, double>? Throne(LedgerView view, string skill)
    {
        var finding = Finding(view, new StandingSettings(skill, Sensitivity: false));
        return finding.Refusal is null ? finding.Labs.ToDictionary(lab => lab.Id, lab => lab.Throne) : null;
    }

    // What boards ask the same of models by.
    private static (string Benchmark, string Metric) BenchmarkOf(Board board) => (board.Series.Benchmark, board.Series.Metric);

    /// <summary>The benchmarks of boards by number.</summary>
    internal static Dictionary<(string Benchmark, string Metric), int> BenchmarksOf(IEnumerable<Board> boards) =>
        boards.Select(BenchmarkOf).Distinct().Index().ToDictionary(one => one.Item, one => one.Index);

    /// <summary>The scores of boards as a table: a board is a series of it, in the order given.</summary>
    internal static ScoreTable Table(Ledger ledger, List<Board> boards, Dictionary<(string, string), int> benchmarks, string[] models, string[] labs, VoteStrengths? votes)
    {
        var place = models.Index().ToDictionary(model => model.Item, model => model.Index, StringComparer.Ordinal);
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
                benchmarks[BenchmarkOf(board)],
                editions[board.Series.Edition ?? ""],
                board.Metric.Scale == Published.ScoreScale.Share ? Latent.ScoreScale.Proportion : Latent.ScoreScale.Real,
                board.Metric is { Scale: Published.ScoreScale.Share, Better: Better.Higher } ? (board.Benchmark.Guessing ?? 0) / 100 : 0))],
            scores,
            votes);
    }

    /// <summary>A published score as the fit takes it.</summary>
    internal static Latent.Score Measured(Board board, Published.Score score, int model, int series)
    {
        // How a value, and the limits of its published interval, stand on the scale of the fit: shares in [0, 1], positive numbers by their logarithm.
        double Scaled(double published) => board.Metric.Scale switch
        {
            Published.ScoreScale.Share => published / 100,
            Published.ScoreScale.Positive => Math.Log(published),
            _ => published,
        };
        var value = Scaled(score.Value);
        var error = score is { Lower: { } lower, Upper: { } upper } && (Scaled(upper) - Scaled(lower)) / (2 * Z) is var half && double.IsFinite(half) && half > 0 ? half : (double?)null;
        value = board.Metric.Better != Better.Lower ? value : board.Metric.Scale == Published.ScoreScale.Share ? 1 - value : -value;
        var items = board.Metric.Scale == Published.ScoreScale.Share ? score.Items ?? board.Items : null;

        // An interval wider than the items alone would give knows of more, such as repeated runs or clustered items.
        var wider = items is null || (error is { } one && one * one * items > value * (1 - value) && value is > 0 and < 1);
        return new Latent.Score(model, series, value, Kind(score.RunnerKind), wider ? null : items, wider ? error : null);
    }

    private static Latent.RunnerKind Kind(Published.RunnerKind kind) => kind switch
    {
        Published.RunnerKind.Vendor => Latent.RunnerKind.Vendor,
        Published.RunnerKind.Rival => Latent.RunnerKind.Rival,
        Published.RunnerKind.Self => Latent.RunnerKind.Self,
        _ => Latent.RunnerKind.Independent,
    };

    /// <summary>Ids of the scores of a model that tell most of how it stands to another: those of boards that hold both first, then those with the least noise.</summary>
    internal static IEnumerable<string> Weightiest(IEnumerable<Board> boards, string model, string other) => boards
        .SelectMany(board => board.Scores.Where(score => score.Model == model).Select(score => (Score: score, Both: board.Scores.Any(one => one.Model == other), Information: Information(board, score))))
        .OrderByDescending(one => one.Both).ThenByDescending(one => one.Information).ThenBy(one => one.Score.Id, StringComparer.Ordinal).Take(MostOfAChange).Select(one => one.Score.Id);

    // On the predictor, as far as the score itself tells: of a share in logits, of a real score in standard deviations of its board.
    private static double Information(Board board, Published.Score score)
    {
        var measured = Measured(board, score, 0, 0);
        if (board.Metric.Scale == Published.ScoreScale.Share)
        {
            var variance = measured.Value * (1 - measured.Value);
            return variance * (measured.Items ?? (measured.StandardError is { } error && error > 0 ? variance / (error * error) : new CapabilitySettings().DefaultItems));
        }

        var values = board.Scores.Select(one => Measured(board, one, 0, 0).Value).ToList();
        var mean = values.Average();
        return measured.StandardError is { } known && known > 0 ? values.Average(value => (value - mean) * (value - mean)) / (known * known) : 0;
    }
}
