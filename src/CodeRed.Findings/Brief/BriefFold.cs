using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Levels;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Talent;
using CodeRed.Findings.UsageGrowth;

namespace CodeRed.Findings.Brief;

/// <summary>Puts the findings of one day together, with the facts they rest on.</summary>
public static class BriefFold
{
    /// <summary>Months of history of a level.</summary>
    public const int HistoryMonths = 12;

    private const int MostCheaper = 3;
    private const int UndoneWithinDays = 30;
    private const int ToldWithinDays = 365;
    private const string Factuality = "factuality";

    /// <summary>The brief by what was known.</summary>
    /// <param name="ledger">The whole ledger.</param>
    /// <param name="asOf">The day; null for all that the ledger holds.</param>
    /// <param name="lab">Id of the lab it is about; null for all that are watched.</param>
    /// <param name="throne">For what is known and a skill, how probable it is of each lab, by id, that its best model is the best; null where no standing can be computed.</param>
    /// <param name="rules">The rules of a lab, by id, on a day; null for no levels.</param>
    /// <param name="today">The day of the levels where none is asked of; null for the latest on which a fact became known.</param>
    /// <param name="across">The day before and after which departures are compared; null for none.</param>
    public static BriefFinding Finding(
        Ledger ledger,
        DateOnly? asOf,
        string? lab,
        Func<LedgerView, string, IReadOnlyDictionary<string, double>?> throne,
        Func<string, DateOnly, ImmutableArray<LevelRule>>? rules = null,
        DateOnly? today = null,
        DateOnly? across = null)
    {
        var view = ledger.AsOf(asOf);
        var known = view.Ledger;

        // Each skill is fitted for itself: the fits share nothing but the ledger, which does not change. Of the first it is asked as well how far it depends on choices, which takes as long as all the rest.
        string?[] skills = [null, .. known.Skills.Keys.Order(StringComparer.Ordinal)];
        var standings = new StandingFinding[skills.Length];
        var through = known.Facts.Select(fact => fact.KnownBy?.First).Max();
        ClaimsFinding? claims = null;
        TalentFinding? talent = null;
        LevelsFinding? levels = null;
        Parallel.Invoke(
        [
            .. skills.Index().Select(skill => (Action)(() => standings[skill.Index] = StandingFold.Finding(view, new StandingSettings(skill.Item, Sensitivity: skill.Item is null)))),
            () => claims = new ClaimsFold(ledger, asOf, throne).Finding(About(known, lab)),
            () => talent = TalentFold.Finding(view, new TalentSettings(lab, Event: across)),
            () => levels = rules is not null && (asOf ?? today ?? through) is { } day ? LevelFold.Finding(ledger, day, rules, throne, lab is null ? null : [lab], HistoryMonths) : null,
        ]);

        NamedLab[] labs = lab is null
            ? [.. known.Labs.Values.Where(one => one.Watched).OrderBy(one => one.Name, StringComparer.Ordinal).Select(one => new NamedLab(one.Id, one.Name))]
            : [new NamedLab(lab, known.NameOf(lab))];
        var prices = Prices(known, asOf);
        var choices = standings.Select(standing => Choose(known, standing, prices)).ToImmutableArray();
        var finding = new BriefFinding
        {
            Lab = lab is null ? null : labs[0],
            AsOf = view.AsOf,
            Through = through,
            Later = view.Later,
            Undated = view.Undated,
            UndatedKinds = asOf is null ? [] :
            [
                .. ledger.Facts.Where(fact => fact.KnownBy is null).GroupBy(KindOf).Select(kind => new UndatedFacts(kind.Key, kind.Count()))
                    .OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Kind),
            ],
            Standing = standings[0],
            Usage = UsageOf(view, lab),
            UsagePairs = Pairs(view, lab),
            Talent = talent!,
            Levels = levels,
            // Of one lab's models alone there is nothing to choose.
            Choices = [choices[0], .. choices.Skip(1).Where(choice => choice.Labs.Length > 1)],
            Prices = Plane([.. standings[0].Models.Select(model => PlaceOf(known, model, prices)).Where(place => place.Price is not null)]),
            Departures = Departures(known, labs),
            Progress = [.. labs.Select(one => Progress(known, one)).Where(progress => progress.Successions.Length + progress.Errors.Length + progress.Served.Length > 0)],
            Claims = claims!,
            Sources = [],
        };
        return finding with { Sources = Sources(known, finding.Evidence()) };
    }

    private static UsageFinding UsageOf(LedgerView view, string? lab)
    {
        var all = UsageFold.Finding(view, new UsageSettings([]));
        if (lab is null)
        {
            return all;
        }

        bool IsOwn(UsageSeries series) => view.Ledger.Products[series.Product.Id].Lab == lab;
        var measured = all.Series.Where(IsOwn).Select(series => series.Measure.Id).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<UsageSeries> shown = [.. all.Series.Where(series => measured.Contains(series.Measure.Id) || series.Growth is not null).OrderByDescending(IsOwn)];
        return all with { Series = shown, Products = [.. shown.Select(series => series.Product).Distinct()] };
    }

    private static ImmutableArray<UsagePair> Pairs(LedgerView view, string? lab)
    {
        var figures = view.Ledger.Of<Usage>().Select(usage => usage.Product).ToHashSet(StringComparer.Ordinal);
        List<Product> products = [.. view.Ledger.Products.Values.Where(product => figures.Contains(product.Id)).OrderByDescending(product => product.Lab == lab).ThenBy(product => product.Id, StringComparer.Ordinal)];
        return
        [
            .. products.Index().SelectMany(_ => products.Index(), (one, other) => (One: one, Other: other))
                .Where(pair => pair.One.Index < pair.Other.Index && pair.One.Item.Lab != pair.Other.Item.Lab && (lab is null || pair.One.Item.Lab == lab))
                .Select(pair => UsageFold.Finding(view, new UsageSettings([pair.One.Item.Id, pair.Other.Item.Id])))
                .Select(found => new UsagePair(found.Products[0], found.Products[1], found.Comparisons, found.NotComparable))
                .OrderBy(pair => pair.NotComparable is not null),
        ];
    }

    // A document is looked at as a whole: one that is about the lab in one sentence is about its rivals in the next.
    private static Func<Claim, bool> About(Ledger known, string? lab)
    {
        if (lab is null)
        {
            return _ => true;
        }

        var documents = known.Of<Claim>().Where(claim => claim.About.Contains(lab)).Select(claim => claim.Of).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return claim => claim.About.Contains(lab) || (claim.Of is { } of && documents.Contains(of));
    }

    private static Choice Choose(Ledger known, StandingFinding standing, ILookup<string, Price> prices)
    {
        if (standing.Models.IsEmpty)
        {
            return new Choice(standing.Skill, [], null, 0, [], [], 0, 0, standing.Boards.Length);
        }

        var first = PlaceOf(known, standing.Models[0], prices);
        var contenders = standing.Contenders().Select(model => PlaceOf(known, model, prices)).ToList();
        return new Choice(
            standing.Skill,
            standing.Labs,
            first,
            contenders.Count,
            [
                .. standing.Models.Where(model => known.Labs.GetValueOrDefault(known.Models[model.Id].Lab)?.Watched ?? false)
                    .DistinctBy(model => known.Models[model.Id].Lab).Select(model => PlaceOf(known, model, prices)),
            ],
            [
                .. Plane([.. contenders.Where(place => place.Id != first.Id && place.Price is { } price && (first.Price is not { } dearest || price.Mixed < dearest.Mixed))])
                    .Where(place => place.Front).Select(place => place.Place).OrderByDescending(place => place.Capability).Take(MostCheaper),
            ],
            standing.Models.Length,
            standing.Models.Sum(model => model.Evidence.Length),
            standing.Boards.Length);
    }

    private static Place PlaceOf(Ledger known, ModelStanding model, ILookup<string, Price> prices)
    {
        var entry = known.Models[model.Id];
        var price = prices[entry.Version].Where(price => price.Model == entry.Id).DefaultIfEmpty(prices[entry.Version].FirstOrDefault()).First();
        return new Place(
            model.Id, model.Name, model.Lab, model.Capability, model.Interval, model.Throne, model.Ranks, entry.OpenWeights,
            price is null ? null : new TokenCharge(price.Input, price.Output, ((3 * price.Input) + price.Output) / 4, price.TrueOn, price.Id),
            model.Evidence);
    }

    // By version, for a price does not depend on the reasoning effort; the latest that is in force first. What another host asks is no price of the lab's.
    private static ILookup<string, Price> Prices(Ledger known, DateOnly? asOf) => known.Of<Price>()
        .Where(price => known.Models.TryGetValue(price.Model, out var model) && model.Lab == price.Vendor && (asOf is not { } day || price.TrueOn.Last <= day))
        .OrderByDescending(price => price.TrueOn)
        .ToLookup(price => known.Models[price.Model].Version, StringComparer.Ordinal);

    private static ImmutableArray<PricedPlace> Plane(ImmutableArray<Place> places) =>
    [
        .. places.OrderBy(place => place.Price!.Mixed).ThenByDescending(place => place.Capability).Select(place => new PricedPlace(
            place,
            !places.Any(other => other.Price!.Mixed <= place.Price!.Mixed && other.Capability >= place.Capability && (other.Price.Mixed < place.Price.Mixed || other.Capability > place.Capability)))),
    ];

    private static ImmutableArray<Departure> Departures(Ledger known, NamedLab[] labs)
    {
        var moves = known.Of<Move>().ToLookup(move => move.Person, StringComparer.Ordinal);
        return
        [
            .. known.Of<Move>().Where(move => Leaves(move) && labs.Any(lab => lab.Id == move.From) && !IsUndone(move) && !IsToldBefore(move)).Select(move =>
            {
                var next = Next(move);
                return new Departure(
                    known.People.GetValueOrDefault(move.Person)?.Name ?? move.Person,
                    labs.First(lab => lab.Id == move.From).Name,
                    move.TrueOn,
                    move.Kind is MoveKind.Left or MoveKind.Dismissed ? move.Role : null, // else it is the role in the new place
                    (move.To ?? next?.To) is { } to ? known.Labs.GetValueOrDefault(to)?.Name ?? to : null,
                    next is null ? [move.Id] : [move.Id, next.Id]);
            }).OrderByDescending(departure => departure.On).ThenBy(departure => departure.Person, StringComparer.Ordinal),
        ];

        Move? Next(Move move) => move.To is not null ? null
            : moves[move.Person].Where(later => later.To is not null && later.Id != move.Id && later.TrueOn.CompareTo(move.TrueOn) >= 0).MinBy(later => later.TrueOn);

        // Whoever joins another lab has left the one before, whether that was told by itself or not.
        static bool Leaves(Move move) => move.Kind != MoveKind.Role && move.From is not null && move.From != move.To;

        // A departure and the arrival elsewhere are one move of a person.
        bool IsToldBefore(Move move) => moves[move.Person].Any(other => Leaves(other) && other.From == move.From && other.Id != move.Id
            && other.TrueOn.CompareTo(move.TrueOn) is var order && (order < 0 || (order == 0 && string.CompareOrdinal(other.Id, move.Id) < 0))
            && move.TrueOn.First.DayNumber - other.TrueOn.First.DayNumber <= ToldWithinDays);

        // Who is back within a month has not left.
        bool IsUndone(Move move) => Next(move) is { } next && next.To == move.From && next.TrueOn.First.DayNumber - move.TrueOn.First.DayNumber <= UndoneWithinDays;
    }

    private static LabProgress Progress(Ledger known, NamedLab lab)
    {
        var boards = new Boards(known, score => score.RunnerKind is RunnerKind.Independent or RunnerKind.Self);
        List<(Model Model, PartialDate On)> leading =
        [
            .. known.Of<Release>().Where(release => release.Lab == lab.Id && release.Flagship == true && release.Model is { } id && known.Models.ContainsKey(id)).OrderBy(release => release.TrueOn)
                .Select(release => (known.Models[release.Model!], release.TrueOn)).DistinctBy(released => released.Item1.Version),
        ];
        return new LabProgress(
            lab,
            [.. leading.Zip(leading.Skip(1)).Select(pair => Succession(boards, pair.First.Model, pair.Second.Model, pair.Second.On)).Where(succession => succession.Boards.Length > 0)],
            [.. boards.Of([], Factuality).Where(board => board is { Metric: { Better: Better.Lower, Scale: ScoreScale.Share } }).Select(board => Errors(known, boards, board, leading)).OfType<ErrorBoard>()],
            [.. boards.Of([], null).Where(board => board.Benchmark.Skills.IsEmpty).Select(board => Served(known, boards, board, lab.Id)).OfType<ServedChange>()]);
    }

    private static Succession Succession(Boards boards, Model older, Model newer, PartialDate on)
    {
        var (before, after) = (new Contestant([older.Version], null), new Contestant([newer.Version], null));
        var met = boards.Meet(boards.Asked([], null, latest: false), after, before);
        var benchmarks = Boards.OnBenchmarks(met);
        int Of(Meeting wanted) => benchmarks.Count(result => result == wanted);
        return new Succession(
            older.Name, newer.Name, on, Of(Meeting.Ahead), Of(Meeting.Behind), Of(Meeting.Level),
            [.. met.Select(board => board.Meeting)], [.. met.SelectMany(board => new[] { board.Who.Id, board.Over.Id })]);
    }

    private static ErrorBoard? Errors(Ledger known, Boards boards, Board board, List<(Model Model, PartialDate On)> leading)
    {
        // Of a version's settings the one that errs least, as in every comparison of versions here.
        List<(Model Model, PartialDate On, Score Score)> held =
        [
            .. leading.Select(one => (one.Model, one.On, Score: board.Scores.Where(score => known.Models.TryGetValue(score.Model, out var scored) && scored.Version == one.Model.Version).MinBy(score => score.Value)))
                .Where(one => one.Score is not null).Select(one => (one.Model, one.On, one.Score!)),
        ];
        if (held.Count < 2)
        {
            return null;
        }

        var meeting = boards.Meet(board, new Contestant([held[^1].Model.Version], null), new Contestant([held[0].Model.Version], null))!;
        return new ErrorBoard(
            boards.NameOf(board), board.Metric.Name, meeting.Result, meeting.NoiseKnown,
            [.. held.Select(one => new ErrorRate(boards.Name(one.Score), one.On, one.Score.Value, Boards.IntervalOf(board, one.Score), one.Score.Id))]);
    }

    private static ServedChange? Served(Ledger known, Boards boards, Board board, string lab)
    {
        var measured = board.Scores.Where(score => score.DateMeans == DateMeaning.Measured && known.Models.GetValueOrDefault(score.Model)?.Lab == lab).OrderBy(score => score.TrueOn).ToList();
        return measured.Count < 2 || measured[0].TrueOn.Last >= measured[^1].TrueOn.First ? null : new ServedChange(
            boards.NameOf(board), board.Metric.Name, boards.Name(measured[0]), measured[0].TrueOn, measured[0].Value, boards.Name(measured[^1]), measured[^1].TrueOn, measured[^1].Value,
            board.Metric.Unit, board.Benchmark.Note, [measured[0].Id, measured[^1].Id]);
    }

    private static ImmutableArray<CitedSource> Sources(Ledger known, IEnumerable<string> evidence)
    {
        var sources = new List<(FactSource Source, List<Fact> Facts)>();
        var number = new Dictionary<(string Title, string Url), int>();
        foreach (var fact in evidence.Distinct(StringComparer.Ordinal).Select(known.Find).OfType<Fact>())
        {
            foreach (var source in fact.Sources.DistinctBy(source => (source.Title, source.Url)))
            {
                if (!number.TryGetValue((source.Title, source.Url), out var place))
                {
                    number.Add((source.Title, source.Url), place = sources.Count);
                    sources.Add((source, []));
                }

                sources[place].Facts.Add(fact);
            }
        }

        return
        [
            .. sources.Select((cited, place) => new CitedSource(
                place + 1, cited.Source.Title, cited.Source.Url, cited.Source.Published, cited.Source.ReadOn, cited.Source.FirstHand,
                [.. cited.Facts.Select(fact => new CitedFact(fact.Id, fact.Path, fact.Line, fact.TrueOn, fact.DateMeans, fact.KnownBy))])),
        ];
    }

    private static FactKind KindOf(Fact fact) => fact switch
    {
        Score => FactKind.Score,
        Release => FactKind.Release,
        VoteTally => FactKind.VoteTally,
        Usage => FactKind.Usage,
        Move => FactKind.Move,
        Claim => FactKind.Claim,
        Price => FactKind.Price,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "A fact of no kind."),
    };
}
