using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Scores;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Statistics;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Findings.Claims;

/// <summary>Decides conditions by what a ledger held on a day.</summary>
/// <remarks>Three values: what the ledger does not hold is open. Kleene's strong logic joins them: all is contradicted by one contradicted part, any is supported by one
/// supported part, and else an open part leaves it open.</remarks>
internal sealed class Decider
{
    private const double Alpha = 0.05;

    // So long a public release of a lab that is watched would be known.
    private const int DaysUntilKnown = 21;

    /// <summary>Fewer benchmarks decide nothing, unless fewer are named: one or two say little of a model, and which of them the ledger holds is chance.</summary>
    private const int FewestBenchmarks = 3;

    private readonly LedgerView _view;
    private readonly Boards _boards;

    // The day asked of; of all that the ledger holds, the last that a fact of it was known.
    private readonly DateOnly _day;
    private readonly Func<string, IReadOnlyDictionary<string, double>?> _throne;
    private readonly Func<ImmutableArray<string>, ClaimCounts> _record;

    /// <summary>Decides on a day.</summary>
    /// <param name="view">What was known on it.</param>
    /// <param name="throne">For a skill, how probable it is of each lab that its best model is the best; null where no standing can be computed.</param>
    /// <param name="record">How the checked claims of claimants came out.</param>
    public Decider(LedgerView view, Func<string, IReadOnlyDictionary<string, double>?> throne, Func<ImmutableArray<string>, ClaimCounts> record)
    {
        _view = view;
        _boards = new Boards(view.Ledger);
        _day = view.AsOf ?? view.Ledger.Facts.Select(fact => fact.KnownBy?.First ?? DateOnly.MinValue).DefaultIfEmpty().Max();
        _throne = throne;
        _record = record;
    }

    private Ledger Ledger => _view.Ledger;

    /// <summary>Decides a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="product">Id of the product that the claim is about, as its users meet it; null for none. Scores of models behind an API say nothing of it: it may answer through a router, with
    /// another prompt, or by another model.</param>
    public Decision Decide(Condition condition, string? product = null) => condition switch
    {
        AllOf all => Combine(Combination.All, [.. all.Parts.Select(part => Decide(part, product))]),
        AnyOf any => Combine(Combination.Any, [.. any.Parts.Select(part => Decide(part, product))]),
        Negation not => Combine(Combination.Not, [Decide(not.Part, product)]),
        _ when product is not null => OfProduct(DecideOne(condition), product),
        _ => DecideOne(condition),
    };

    private Decision DecideOne(Condition condition) => condition switch
    {
        Undecidable undecidable => new UndecidableDecision(undecidable.Kind, undecidable.Words, undecidable.WordsZhHant) { Verdict = ClaimVerdict.Open },
        Reported reported => Reported(reported),
        Released released => Released(released),
        Moved moved => Moved(moved),
        FounderOf founder => new FounderDecision(PersonName(founder.Person), LabName(founder.Lab))
        {
            Verdict = Ledger.People.GetValueOrDefault(founder.Person)?.FounderOf.Contains(founder.Lab) == true ? ClaimVerdict.Supported : ClaimVerdict.Open,
        },
        LosesPeople loses => Flow(loses),
        MostLeaversWentTo went => Destinations(went),
        Precedes precedes => Order(precedes),
        WithinMonths within => Span(within),
        ValueLies value => Value(value),
        Grows grows => Growth(grows),
        MoreUsed used => Usage(used),
        Leads leads => Leads(leads),
        WithinOfLeader within => Gap(within),
        SeveralLeaders several => Leaders(several),
        HoldsThrone throne => Throne(throne),
        OftenWrong wrong => Record(wrong),
        _ => throw new ArgumentException($"There is no way to decide a {condition.GetType().Name}.", nameof(condition)),
    };

    private Decision OfProduct(Decision decision, string product)
    {
        var scores = decision.Evidence.Select(Ledger.Find).OfType<Score>().ToList();
        return decision.Verdict != ClaimVerdict.Open && scores.Count > 0 && scores.Count == decision.Evidence.Length
            && !scores.Any(score => Ledger.Benchmarks.GetValueOrDefault(score.Series.Benchmark)?.Product == product)
            ? decision with { Verdict = ClaimVerdict.Open, Unmeasured = ProductName(product) }
            : decision;
    }

    private static CombinedDecision Combine(Combination of, ImmutableArray<Decision> parts) => new(of, parts)
    {
        Verdict = of switch
        {
            Combination.Not => Reverse(parts[0].Verdict),
            Combination.All => Strongest(parts, ClaimVerdict.Contradicted),
            _ => Strongest(parts, ClaimVerdict.Supported),
        },
        Evidence = [.. parts.SelectMany(part => part.Evidence).Distinct(StringComparer.Ordinal)],
        Disputed = parts.Any(part => part.Disputed),
    };

    private static ClaimVerdict Strongest(ImmutableArray<Decision> parts, ClaimVerdict decisive) =>
        parts.Any(part => part.Verdict == decisive) ? decisive
        : parts.Any(part => part.Verdict == ClaimVerdict.Open) ? ClaimVerdict.Open
        : Reverse(decisive);

    private static ClaimVerdict Reverse(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => ClaimVerdict.Contradicted,
        ClaimVerdict.Contradicted => ClaimVerdict.Supported,
        _ => ClaimVerdict.Open,
    };

    private ReportedDecision Reported(Reported reported)
    {
        // Of a fact known by then the first source stands for it; of another, nothing tells that it was there, unless it is dated.
        var facts = reported.Facts.Select(Ledger.Find).OfType<Fact>().ToList();
        ImmutableArray<string> hosts =
        [
            .. facts.SelectMany(fact => fact.Sources.Where((source, place) => _view.AsOf is not { } day || (source.Published is { } date ? date.Last <= day : place == 0)))
                .Select(source => Host(source.Url)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return new ReportedDecision(hosts, reported.Publishers)
        {
            Verdict = hosts.Length >= reported.Publishers ? ClaimVerdict.Supported : ClaimVerdict.Open,
            Evidence = [.. facts.Select(fact => fact.Id)],
        };
    }

    private ReleasedDecision Released(Released wanted)
    {
        bool Fits(Release release) =>
            (wanted.Release is null || release.Id == wanted.Release)
            && (wanted.Lab is null || release.Lab == wanted.Lab)
            && (wanted.Subject is null || Same(release.Subject, wanted.Subject) || (release.Model is not null && Same(release.Model, wanted.Subject)))
            && (wanted.Kind is null || release.Kind == wanted.Kind);
        var fitting = Ledger.Of<Release>().Where(release => Fits(release) && HasHappened(release)).ToList();
        var inside = fitting.Where(release => Within(release.TrueOn, wanted.Since, wanted.Until) == true).ToList();
        var outside = fitting.Where(release => Within(release.TrueOn, wanted.Since, wanted.Until) == false).ToList();
        var over = wanted.Until is { } until && until.Last < _day;

        // The release named was at another time; or something of that name was, and the time is over.
        var elsewhere = outside.Count > 0 && outside.Count == fitting.Count && (wanted.Release is not null || (wanted.Subject is not null && over));

        // The lab's releases were kept on after the time, and none without a day may be the one.
        var absent = wanted.WouldBeKnown && over && inside.Count < wanted.AtLeast && fitting.Count == inside.Count + outside.Count
            && Ledger.Of<Release>().Any(release => (wanted.Lab is null || release.Lab == wanted.Lab) && release.KnownBy?.First > wanted.Until!.Value.Last.AddDays(DaysUntilKnown))
            && !_view.UndatedFacts.OfType<Release>().Any(release => Fits(release) && Within(release.TrueOn, wanted.Since, wanted.Until) != false);
        var named = wanted.Release is not null || wanted.Subject is not null;
        var verdict = inside.Count >= wanted.AtLeast ? ClaimVerdict.Supported
            : absent || elsewhere ? ClaimVerdict.Contradicted
            : ClaimVerdict.Open;
        var what = wanted.Subject ?? (wanted.Release is { } id ? (Ledger.Names.Find(id) as Release)?.Subject ?? id : LabName(wanted.Lab!));
        return new ReleasedDecision(what, Dated(inside), Dated(outside), wanted.AtLeast, wanted.Since, wanted.Until, absent)
        {
            Verdict = verdict,
            Evidence = [.. (verdict == ClaimVerdict.Supported ? inside : [.. inside, .. outside]).Select(release => release.Id)],
            Disputed = inside.Count > 0 && outside.Count > 0 && named && wanted.AtLeast == 1,
        };
    }

    private static ImmutableArray<DatedName> Dated(IEnumerable<Release> releases) =>
        [.. releases.OrderBy(release => release.TrueOn).Select(release => new DatedName(release.Subject, release.TrueOn))];

    private MovedDecision Moved(Moved wanted)
    {
        var own = Ledger.Of<Move>().Where(move => move.Person == wanted.Person && move.Kind != MoveKind.Role && HasHappened(move)).OrderBy(move => move.TrueOn).ToList();
        var fitting = own.Where(move => (wanted.From is null || move.From == wanted.From) && (wanted.To is null || move.To == wanted.To)).ToList();
        var found = fitting.FirstOrDefault(move => Within(move.TrueOn, wanted.Since, wanted.Until) == true);

        // The same two labs at another time only: the date is wrong.
        var another = found is null && fitting.Count > 0 && fitting.All(move => Within(move.TrueOn, wanted.Since, wanted.Until) == false);
        var later = found is null ? null : own.LastOrDefault(move => move.TrueOn.First > found.TrueOn.Last);
        return new MovedDecision(
            PersonName(wanted.Person),
            wanted.From is null ? null : LabName(wanted.From),
            wanted.To is null ? null : LabName(wanted.To),
            (found ?? fitting.FirstOrDefault())?.TrueOn,
            later is null ? null : new DatedName(later.To is { } to ? LabName(to) : "", later.TrueOn))
        {
            Verdict = found is not null ? ClaimVerdict.Supported : another ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            Evidence = [.. new[] { found ?? fitting.FirstOrDefault(), later }.OfType<Move>().Select(move => move.Id)],
        };
    }

    private FlowDecision Flow(LosesPeople wanted)
    {
        var moves = Ledger.Of<Move>().Where(move => move.Kind != MoveKind.Role && move.From != move.To && Within(move.TrueOn, wanted.Since, wanted.Until) == true
            && !wanted.Without.Any(month => Within(move.TrueOn, month, month) == true)).ToList();
        var left = moves.Where(move => move.From == wanted.Lab).DistinctBy(move => move.Person).ToList();
        var joined = moves.Where(move => move.To == wanted.Lab).DistinctBy(move => move.Person).ToList();
        var total = left.Count + joined.Count;
        var p = total == 0 ? (double?)null : BinomialTest.AtLeast(left.Count, total, 0.5);
        var reverse = total == 0 ? (double?)null : BinomialTest.AtLeast(joined.Count, total, 0.5);
        return new FlowDecision(LabName(wanted.Lab), left.Count, joined.Count, p)
        {
            Verdict = p < Alpha / 2 ? ClaimVerdict.Supported : reverse < Alpha / 2 ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            Evidence = [.. left.Concat(joined).Select(move => move.Id)],
        };
    }

    private DestinationsDecision Destinations(MostLeaversWentTo wanted)
    {
        var left = Ledger.Of<Move>().Where(move => move.Kind != MoveKind.Role && move.From == wanted.From && move.To != wanted.From
            && Within(move.TrueOn, wanted.Since, wanted.Until) == true).DistinctBy(move => move.Person).ToList();
        bool There(Move move) => wanted.To.IsEmpty ? Ledger.Labs.GetValueOrDefault(move.To!)?.Watched == true : wanted.To.Contains(move.To!);
        var known = left.Where(move => move.To is not null).ToList();
        var there = known.Count(There);
        var share = known.Count == 0 ? (Interval?)null : ClopperPearsonInterval.From(there, known.Count);
        return new DestinationsDecision(LabName(wanted.From), there, known.Count - there, left.Count - known.Count)
        {
            Verdict = share?.Lower > 0.5 ? ClaimVerdict.Supported : share?.Upper < 0.5 ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            Evidence = [.. left.Select(move => move.Id)],
        };
    }

    private OrderDecision Order(Precedes wanted)
    {
        var (first, second) = (Ledger.Find(wanted.First), Ledger.Find(wanted.Second));
        return new OrderDecision(Named(wanted.First), Named(wanted.Second))
        {
            Verdict = first is null || second is null ? ClaimVerdict.Open
                : first.TrueOn.Last < second.TrueOn.First ? ClaimVerdict.Supported
                : first.TrueOn.First > second.TrueOn.Last ? ClaimVerdict.Contradicted
                : ClaimVerdict.Open,
            Evidence = Ids(first, second),
        };
    }

    private SpanDecision Span(WithinMonths wanted)
    {
        var (first, second) = (Ledger.Find(wanted.First), Ledger.Find(wanted.Second));
        var months = first is null || second is null ? 0 : Months(second.TrueOn.First) - Months(first.TrueOn.First);
        return new SpanDecision(Named(wanted.First), Named(wanted.Second), months, wanted.Months)
        {
            Verdict = first is null || second is null || first.TrueOn.First.Month != first.TrueOn.Last.Month || second.TrueOn.First.Month != second.TrueOn.Last.Month ? ClaimVerdict.Open
                : months >= 0 && months <= wanted.Months ? ClaimVerdict.Supported
                : ClaimVerdict.Contradicted,
            Evidence = Ids(first, second),
        };
    }

    private ValueDecision Value(ValueLies wanted)
    {
        var fact = Ledger.Find(wanted.Fact);
        var (value, interval, name, unit) = fact switch
        {
            Score score => (score.Value, score is { Lower: { } lower, Upper: { } upper } ? new Interval(lower, upper) : (Interval?)null,
                $"{ModelName(score.Model)}, {BenchmarkName(score.Series.Benchmark)}",
                Ledger.Benchmarks.GetValueOrDefault(score.Series.Benchmark)?.Metrics.FirstOrDefault(metric => metric.Id == score.Series.Metric)?.Unit ?? ""),
            Usage usage => (usage.Value, Figure(usage) is { Upper: { } end } figure ? new Interval(figure.Lower, end) : (Interval?)null, ProductName(usage.Product), ""),
            _ => ((double?)null, (Interval?)null, Ledger.Names.Find(wanted.Fact) is { } named ? NameOf(named) : wanted.Fact, ""),
        };
        var (least, most) = (wanted.AtLeast ?? double.NegativeInfinity, wanted.AtMost ?? double.PositiveInfinity);
        // "At least 800 million" has a lower end and no upper one.
        var (low, high) = fact is Usage counted && Figure(counted) is { Upper: null } bound ? (bound.Lower, double.PositiveInfinity) : (interval?.Lower ?? value, interval?.Upper ?? value);
        return new ValueDecision(name, value, interval, wanted.AtLeast, wanted.AtMost, unit, fact is Usage used ? MeasureOf(used.Measure) : null)
        {
            Verdict = value is null ? ClaimVerdict.Open
                : low >= least && high <= most ? ClaimVerdict.Supported
                : high < least || low > most ? ClaimVerdict.Contradicted
                : ClaimVerdict.Open,
            Evidence = Ids(fact),
        };
    }

    private GrowthDecision Growth(Grows wanted)
    {
        // Each counter for itself: what two count is no growth of either.
        List<(UsageFigure Before, UsageFigure After)> grown =
        [
            .. UsageFold.Finding(_view, new UsageSettings([wanted.Product], wanted.Measure)).Series.Select(series => (
                    Before: series.Figures.LastOrDefault(figure => Within(figure.On, wanted.Since, wanted.Since) == true),
                    After: wanted.Until is { } until ? series.Figures.LastOrDefault(figure => Within(figure.On, until, until) == true) : series.Figures.LastOrDefault()))
                .Where(pair => pair.Before is not null && pair.After is not null && pair.Before.On.Last < pair.After.On.First).Select(pair => (pair.Before!, pair.After!)),
        ];
        var up = grown.Count(pair => pair.After.Lower > pair.Before.Upper);
        var down = grown.Count(pair => pair.After.Upper < pair.Before.Lower);
        var shown = grown.Select(pair => ((UsageFigure Before, UsageFigure After)?)pair).FirstOrDefault();
        return new GrowthDecision(ProductName(wanted.Product), MeasureOf(wanted.Measure), Dated(shown?.Before), Dated(shown?.After))
        {
            Verdict = up > 0 && up == grown.Count ? ClaimVerdict.Supported : down > 0 && down == grown.Count ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            Evidence = [.. grown.SelectMany(pair => new[] { pair.Before.Id, pair.After.Id })],
            Disputed = up > 0 && down > 0,
        };
    }

    private UsageDecision Usage(MoreUsed wanted)
    {
        var usage = UsageFold.Finding(_view, new UsageSettings([wanted.Product, wanted.Than]));
        bool Counts(UsageMeasure measure) => wanted.Measures.IsEmpty || wanted.Measures.Contains(measure.Id);

        // Two counters count differently: only what one and the same counted of both.
        List<UsageComparison> both = [.. usage.Comparisons.Where(comparison => comparison.SameCounter && Counts(comparison.Measure))];
        var more = both.Count(comparison => comparison.Meeting.Larger == Larger.First);
        var less = both.Count(comparison => comparison.Meeting.Larger == Larger.Second);
        return new UsageDecision(
            ProductName(wanted.Product),
            ProductName(wanted.Than),
            [.. both.Select(comparison => new MeasureComparison(comparison.Measure, Dated(comparison.Meeting.First)!, Dated(comparison.Meeting.Second)!, comparison.Meeting.Larger, Ledger.NameOf(comparison.FirstBy)))],
            [.. usage.Series.Select(series => series.Measure).Where(Counts).DistinctBy(measure => measure.Id).ExceptBy(both.Select(comparison => comparison.Measure.Id), measure => measure.Id).OrderBy(measure => measure.Id, StringComparer.Ordinal)])
        {
            Verdict = both.Count == 0 ? ClaimVerdict.Open : more == both.Count ? ClaimVerdict.Supported : less == both.Count ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            Evidence = [.. both.SelectMany(comparison => new[] { comparison.Meeting.First.Id, comparison.Meeting.Second.Id })],
            Disputed = more > 0 && less > 0,
        };
    }

    private UsageFigure? Figure(Usage usage) =>
        UsageFold.Finding(_view, new UsageSettings([usage.Product], usage.Measure)).Series.SelectMany(series => series.Figures).FirstOrDefault(figure => figure.Id == usage.Id);

    private BoardsDecision Leads(Leads wanted)
    {
        // Who is the best of a lab, or better than all others, is a question of today: an old edition says nothing of it.
        var met = _boards.Meet(_boards.Asked(wanted.Benchmarks, wanted.Skill, latest: wanted.Who.Lab is not null || wanted.Over is null or { Lab: not null }), wanted.Who, wanted.Over);
        var benchmarks = Boards.OnBenchmarks(met);
        var ahead = benchmarks.Count(result => result == Meeting.Ahead);
        var behind = benchmarks.Count(result => result == Meeting.Behind);
        var level = benchmarks.Length - ahead - behind;

        // A benchmark that is named and holds not both is undecided, not against.
        var missing = wanted.Benchmarks.Count(named => !met.Any(board => board.Meeting.Board.Series.Benchmark == named));
        var all = benchmarks.Length + missing;
        var enough = benchmarks.Length >= (wanted.Benchmarks.IsEmpty ? FewestBenchmarks : Math.Min(FewestBenchmarks, wanted.Benchmarks.Length));
        var verdict = wanted.Need switch
        {
            BoardNeed.AtLeast => ahead >= wanted.AtLeast ? ClaimVerdict.Supported
                : enough && benchmarks.Length >= wanted.AtLeast && all - behind < wanted.AtLeast ? ClaimVerdict.Contradicted
                : ClaimVerdict.Open,
            _ when !enough => ClaimVerdict.Open,
            BoardNeed.Most => 2 * ahead > all ? ClaimVerdict.Supported : 2 * behind > all ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            _ => ahead == all ? ClaimVerdict.Supported : behind > 0 ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
        };
        return new BoardsDecision(Name(wanted.Who), wanted.Over is null ? null : Name(wanted.Over), ahead, behind, level, wanted.Need, wanted.AtLeast, [.. met.Select(board => board.Meeting)])
        {
            Verdict = verdict,
            Evidence = [.. met.SelectMany(board => new[] { board.Who.Id, board.Over.Id }).Distinct(StringComparer.Ordinal)],
            Disputed = met.Any(board => board.Meeting.Result == Meeting.Ahead) && met.Any(board => board.Meeting.Result == Meeting.Behind),
        };
    }

    private GapDecision Gap(WithinOfLeader wanted)
    {
        // The latest board of the benchmark that holds the side and somebody else.
        var found = _boards.Asked([wanted.Benchmark], null, latest: true).SelectMany(board => _boards.Meet([board], wanted.Who, null).Select(met => (Board: board, Met: met)))
            .OrderByDescending(one => one.Met.Who.TrueOn).Select(one => ((Board Board, Met Met)?)one).FirstOrDefault();
        var gap = found is { } on ? _boards.Gap(on.Board, wanted.Who) : null;
        return new GapDecision(Name(wanted.Who), found?.Met.Meeting, gap?.Behind, gap?.Interval, wanted.AtMost)
        {
            Verdict = gap is not { Interval: var interval } ? ClaimVerdict.Open
                : interval.Upper <= wanted.AtMost ? ClaimVerdict.Supported
                : interval.Lower > wanted.AtMost ? ClaimVerdict.Contradicted
                : ClaimVerdict.Open,
            Evidence = found is { } two ? Ids(two.Met.Who, two.Met.Over) : [],
        };
    }

    private LeadersDecision Leaders(SeveralLeaders wanted)
    {
        // A benchmark whose boards two labs lead has no leader.
        var first = _boards.Leads(_boards.Asked(wanted.Benchmarks, wanted.Skill, latest: true)).GroupBy(one => one.Met.Meeting.Board.Series.Question()).ToList();
        var led = first.Select(benchmark => benchmark.Where(one => one.Met.Meeting.Result == Meeting.Ahead).ToList()).Where(ahead => ahead.Select(one => one.Lab).Distinct(StringComparer.Ordinal).Count() == 1).ToList();
        var leading = led.Select(ahead => ahead[0].Lab).Distinct(StringComparer.Ordinal).Count();
        var undecided = first.Count - led.Count;
        return new LeadersDecision(
            [.. led.Select(ahead => ahead[0]).Select(one => new BoardLeader(one.Met.Meeting.Board, one.Met.Meeting.Model, LabName(one.Lab), one.Met.Meeting.Value))],
            leading,
            undecided,
            wanted.AtLeast)
        {
            Verdict = leading >= wanted.AtLeast ? ClaimVerdict.Supported
                : first.Count >= Math.Max(FewestBenchmarks, wanted.AtLeast) && leading + undecided < wanted.AtLeast ? ClaimVerdict.Contradicted
                : ClaimVerdict.Open,
            Evidence = [.. led.SelectMany(ahead => ahead).SelectMany(one => new[] { one.Met.Who.Id, one.Met.Over.Id }).Distinct(StringComparer.Ordinal)],
        };
    }

    private ThroneDecision Throne(HoldsThrone wanted)
    {
        var labs = _throne(wanted.Skill);

        // A lab that nobody measured is not a lab that surely is behind.
        var probability = labs is not null && labs.TryGetValue(wanted.Lab, out var found) ? found : (double?)null;
        return new ThroneDecision(LabName(wanted.Lab), Ledger.Skills.GetValueOrDefault(wanted.Skill) ?? new Skill(wanted.Skill, wanted.Skill, wanted.Skill), probability, wanted.AtLeast)
        {
            Verdict = probability is null ? ClaimVerdict.Open
                : probability >= wanted.AtLeast ? ClaimVerdict.Supported
                : probability <= 1 - wanted.AtLeast ? ClaimVerdict.Contradicted
                : ClaimVerdict.Open,

            // A standing rests on every score of its boards, a rival's as well as one's own.
            Evidence = probability is null ? [] : [.. _boards.Of([], wanted.Skill).Where(board => board.Metric.Scale != ScoreScale.Index).SelectMany(board => board.Scores).Select(score => score.Id)],
        };
    }

    private RecordDecision Record(OftenWrong wanted)
    {
        var counts = _record(wanted.Claimants);
        return new RecordDecision(
            [.. wanted.Claimants.Select(Ledger.NameOf)], counts.Supported, counts.Contradicted, counts.Open, counts.Share, wanted.Below)
        {
            Verdict = counts.Share is not { } share ? ClaimVerdict.Open
                : share.Upper < wanted.Below ? ClaimVerdict.Supported
                : share.Lower > wanted.Below ? ClaimVerdict.Contradicted
                : ClaimVerdict.Open,
            Evidence = counts.Claims,
        };
    }

    // What is announced for later is known and has not happened.
    private bool HasHappened(Fact fact) => _view.AsOf is not { } day || fact.TrueOn.Last <= day || (fact.TrueOn.First <= day && fact.KnownBy?.First >= fact.TrueOn.First);

    // Whether a date is surely within limits; null where that depends on a day that is not known.
    private static bool? Within(PartialDate date, PartialDate? since, PartialDate? until) =>
        (since is { } from && date.Last < from.First) || (until is { } to && date.First > to.Last) ? false
        : (since is null || date.First >= since.Value.First) && (until is null || date.Last <= until.Value.Last) ? true
        : null;

    private static int Months(DateOnly day) => (day.Year * 12) + day.Month;

    private static DatedValue? Dated(UsageFigure? figure) => figure is null ? null : new DatedValue(figure.Value, figure.On);

    private DatedName Named(string id) => Ledger.Find(id) is { } fact ? new DatedName(NameOf(fact), fact.TrueOn) : new DatedName(Ledger.Names.Find(id) is { } named ? NameOf(named) : id, default);

    private string NameOf(Fact fact) => fact switch
    {
        Release release => release.Subject,
        Move move => PersonName(move.Person),
        Usage usage => ProductName(usage.Product),
        Score score => ModelName(score.Model),
        Claim claim => claim.Statement,
        _ => fact.Id,
    };

    private string Name(Contestant side) => side.Lab is { } lab ? LabName(lab)
        : ModelName(side.Models[0]) + (side.Models.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" +{side.Models.Length - 1}"));

    private string LabName(string id) => Ledger.Names.Labs.GetValueOrDefault(id)?.Name ?? id;

    private string PersonName(string id) => Ledger.Names.People.GetValueOrDefault(id)?.Name ?? id;

    private string ProductName(string id) => Ledger.Names.Products.GetValueOrDefault(id)?.Name ?? id;

    private UsageMeasure MeasureOf(string id) => Ledger.Measures.GetValueOrDefault(id) ?? new UsageMeasure(id, id, id, "", false);

    private string ModelName(string id) => Ledger.Names.Models.GetValueOrDefault(id)?.Name ?? id;

    private string BenchmarkName(string id) => Ledger.Names.Benchmarks.GetValueOrDefault(id)?.Name ?? id;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Host(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host : url;

    private static ImmutableArray<string> Ids(params ReadOnlySpan<Fact?> facts)
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var fact in facts)
        {
            if (fact is not null)
            {
                ids.Add(fact.Id);
            }
        }

        return ids.ToImmutable();
    }
}
