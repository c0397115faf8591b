using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Scores;
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

    private readonly LedgerView _view;
    private readonly Boards _boards;

    // Until when the ledger was kept: after its last release, that another is not in it says nothing.
    private readonly DateOnly _kept;
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
        _kept = view.Ledger.Of<Release>().Select(release => release.KnownBy?.First ?? DateOnly.MinValue).DefaultIfEmpty().Max();
        _throne = throne;
        _record = record;
    }

    private Ledger Ledger => _view.Ledger;

    /// <summary>Decides a condition.</summary>
    public Decision Decide(Condition condition) => condition switch
    {
        AllOf all => Combine(Combination.All, [.. all.Parts.Select(Decide)]),
        AnyOf any => Combine(Combination.Any, [.. any.Parts.Select(Decide)]),
        Negation not => Combine(Combination.Not, [Decide(not.Part)]),
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
        var fitting = Ledger.Of<Release>().Where(release =>
            (wanted.Release is null || release.Id == wanted.Release)
            && (wanted.Lab is null || release.Lab == wanted.Lab)
            && (wanted.Subject is null || Same(release.Subject, wanted.Subject) || (release.Model is not null && Same(release.Model, wanted.Subject)))
            && (wanted.Kind is null || release.Kind == wanted.Kind)).ToList();
        var inside = fitting.Where(release => Within(release.TrueOn, wanted.Since, wanted.Until) == true).ToList();
        var outside = fitting.Where(release => Within(release.TrueOn, wanted.Since, wanted.Until) == false).ToList();
        var named = wanted.Release is not null || wanted.Subject is not null;
        var absent = wanted.WouldBeKnown && wanted.Until is { } until && inside.Count < wanted.AtLeast && fitting.Count == inside.Count + outside.Count
            && _kept > until.Last.AddDays(DaysUntilKnown);
        var verdict = inside.Count >= wanted.AtLeast ? ClaimVerdict.Supported
            : absent || (named && outside.Count == fitting.Count && outside.Count > 0) ? ClaimVerdict.Contradicted
            : ClaimVerdict.Open;
        var what = wanted.Subject ?? (wanted.Release is { } id ? (Ledger.Find(id) as Release)?.Subject ?? id : LabName(wanted.Lab!));
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
        var own = Ledger.Of<Move>().Where(move => move.Person == wanted.Person && move.Kind != MoveKind.Role).OrderBy(move => move.TrueOn).ToList();
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
            Usage usage => (usage.Value, null, ProductName(usage.Product), ""),
            _ => ((double?)null, (Interval?)null, wanted.Fact, ""),
        };
        var (least, most) = (wanted.AtLeast ?? double.NegativeInfinity, wanted.AtMost ?? double.PositiveInfinity);
        var (low, high) = (interval?.Lower ?? value, interval?.Upper ?? value);
        return new ValueDecision(name, value, interval, wanted.AtLeast, wanted.AtMost, unit, fact is Usage figure ? MeasureOf(figure.Measure) : null)
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
        var figures = Ledger.Of<Usage>().Where(usage => usage.Product == wanted.Product && usage.Measure == wanted.Measure).OrderBy(usage => usage.TrueOn).ToList();
        var before = figures.LastOrDefault(usage => Within(usage.TrueOn, wanted.Since, wanted.Since) == true);
        var after = wanted.Until is { } until ? figures.LastOrDefault(usage => Within(usage.TrueOn, until, until) == true) : figures.LastOrDefault();
        var comparable = before is not null && after is not null && before.TrueOn.Last < after.TrueOn.First;
        return new GrowthDecision(ProductName(wanted.Product), MeasureOf(wanted.Measure), Dated(before), Dated(after))
        {
            Verdict = !comparable || before!.Value == after!.Value ? ClaimVerdict.Open : after.Value > before.Value ? ClaimVerdict.Supported : ClaimVerdict.Contradicted,
            Evidence = Ids(before, after),
        };
    }

    private UsageDecision Usage(MoreUsed wanted)
    {
        Dictionary<string, Usage> Latest(string product) => Ledger.Of<Usage>()
            .Where(usage => usage.Product == product && (wanted.Measures.IsEmpty || wanted.Measures.Contains(usage.Measure)))
            .GroupBy(usage => usage.Measure).ToDictionary(figures => figures.Key, figures => figures.MaxBy(usage => usage.TrueOn)!);
        var (one, other) = (Latest(wanted.Product), Latest(wanted.Than));
        var both = one.Keys.Where(other.ContainsKey).Order(StringComparer.Ordinal).ToList();
        var more = both.Count(measure => one[measure].Value > other[measure].Value);
        var less = both.Count(measure => one[measure].Value < other[measure].Value);
        return new UsageDecision(
            ProductName(wanted.Product),
            ProductName(wanted.Than),
            [.. both.Select(measure => new MeasureComparison(MeasureOf(measure), Dated(one[measure])!, Dated(other[measure])!))],
            [.. one.Keys.Concat(other.Keys).Except(both).Distinct().Order(StringComparer.Ordinal).Select(MeasureOf)])
        {
            Verdict = more > 0 && less == 0 ? ClaimVerdict.Supported : less > 0 && more == 0 ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            Evidence = [.. both.SelectMany(measure => new[] { one[measure].Id, other[measure].Id })],
            Disputed = more > 0 && less > 0,
        };
    }

    private BoardsDecision Leads(Leads wanted)
    {
        var met = _boards.Of(wanted.Benchmarks, wanted.Skill).Select(board => _boards.Meet(board, wanted.Who, wanted.Over)).OfType<(BoardMeeting Meeting, Score Who, Score Over)>().ToList();
        var ahead = met.Count(board => board.Meeting.Result == Meeting.Ahead);
        var behind = met.Count(board => board.Meeting.Result == Meeting.Behind);
        var level = met.Count - ahead - behind;
        var verdict = wanted.Need switch
        {
            BoardNeed.AtLeast => ahead >= wanted.AtLeast ? ClaimVerdict.Supported : behind > 0 && ahead + level < wanted.AtLeast ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            BoardNeed.Most => 2 * ahead > met.Count ? ClaimVerdict.Supported : 2 * behind > met.Count ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            _ => met.Count > 0 && ahead == met.Count ? ClaimVerdict.Supported : behind > 0 ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
        };
        return new BoardsDecision(Name(wanted.Who), wanted.Over is null ? null : Name(wanted.Over), ahead, behind, level, wanted.Need, wanted.AtLeast, [.. met.Select(board => board.Meeting)])
        {
            Verdict = verdict,
            Evidence = [.. met.SelectMany(board => new[] { board.Who.Id, board.Over.Id }).Distinct(StringComparer.Ordinal)],
            Disputed = ahead > 0 && behind > 0,
        };
    }

    private GapDecision Gap(WithinOfLeader wanted)
    {
        // The latest board of the benchmark that holds the side and somebody else.
        var met = _boards.Of([wanted.Benchmark], null).Select(board => _boards.Meet(board, wanted.Who, null)).OfType<(BoardMeeting Meeting, Score Who, Score Over)>()
            .OrderByDescending(board => board.Who.TrueOn).Select(board => ((BoardMeeting Meeting, Score Who, Score Over)?)board).FirstOrDefault();
        var behind = met is { } found ? found.Meeting.Result == Meeting.Ahead ? 0 : Math.Abs(found.Meeting.Value - found.Meeting.OtherValue) : (double?)null;
        return new GapDecision(Name(wanted.Who), met?.Meeting, wanted.AtMost)
        {
            Verdict = behind is null ? ClaimVerdict.Open : behind <= wanted.AtMost ? ClaimVerdict.Supported : ClaimVerdict.Contradicted,
            Evidence = met is { } two ? Ids(two.Who, two.Over) : [],
        };
    }

    private LeadersDecision Leaders(SeveralLeaders wanted)
    {
        // Of a benchmark with several editions the latest counts: who led an old one says nothing of today.
        var boards = _boards.Of(wanted.Benchmarks, wanted.Skill).Where(board => board.Scores.Length > 1)
            .GroupBy(board => (board.Series.Benchmark, board.Series.Runner, board.Series.Metric))
            .Select(editions => editions.MaxBy(board => board.Scores.Max(score => score.TrueOn))!).ToList();
        var first = boards.Select(board => (Board: board, Score: _boards.Leader(board))).ToList();
        var labs = first.Select(board => Ledger.Models.GetValueOrDefault(board.Score.Model)?.Lab).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        return new LeadersDecision(
            [.. first.Select(board => new BoardLeader(_boards.NameOf(board.Board), ModelName(board.Score.Model), LabName(Ledger.Models.GetValueOrDefault(board.Score.Model)?.Lab ?? ""), board.Score.Value))],
            labs,
            wanted.AtLeast)
        {
            Verdict = labs >= wanted.AtLeast ? ClaimVerdict.Supported : first.Count >= wanted.AtLeast ? ClaimVerdict.Contradicted : ClaimVerdict.Open,
            Evidence = [.. first.Select(board => board.Score.Id)],
        };
    }

    private ThroneDecision Throne(HoldsThrone wanted)
    {
        var labs = _throne(wanted.Skill);
        var probability = labs is null ? (double?)null : labs.GetValueOrDefault(wanted.Lab);
        return new ThroneDecision(LabName(wanted.Lab), Ledger.Skills.GetValueOrDefault(wanted.Skill) ?? new Skill(wanted.Skill, wanted.Skill, wanted.Skill), probability, wanted.AtLeast)
        {
            Verdict = probability is null ? ClaimVerdict.Open
                : probability >= wanted.AtLeast ? ClaimVerdict.Supported
                : probability <= 1 - wanted.AtLeast ? ClaimVerdict.Contradicted
                : ClaimVerdict.Open,
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

    // Whether a date is surely within limits; null where that depends on a day that is not known.
    private static bool? Within(PartialDate date, PartialDate? since, PartialDate? until) =>
        (since is { } from && date.Last < from.First) || (until is { } to && date.First > to.Last) ? false
        : (since is null || date.First >= since.Value.First) && (until is null || date.Last <= until.Value.Last) ? true
        : null;

    private static int Months(DateOnly day) => (day.Year * 12) + day.Month;

    private static DatedValue? Dated(Usage? usage) => usage is null ? null : new DatedValue(usage.Value, usage.TrueOn);

    private DatedName Named(string id) => Ledger.Find(id) is { } fact ? new DatedName(NameOf(fact), fact.TrueOn) : new DatedName(id, default);

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

    private string LabName(string id) => Ledger.Labs.GetValueOrDefault(id)?.Name ?? id;

    private string PersonName(string id) => Ledger.People.GetValueOrDefault(id)?.Name ?? id;

    private string ProductName(string id) => Ledger.Products.GetValueOrDefault(id)?.Name ?? id;

    private UsageMeasure MeasureOf(string id) => Ledger.Measures.GetValueOrDefault(id) ?? new UsageMeasure(id, id, id, "", false);

    private string ModelName(string id) => Ledger.Models.GetValueOrDefault(id)?.Name ?? id;

    private string BenchmarkName(string id) => Ledger.Benchmarks.GetValueOrDefault(id)?.Name ?? id;

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
