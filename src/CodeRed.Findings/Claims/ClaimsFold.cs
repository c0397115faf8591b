using System.Collections.Immutable;
using CodeRed.Evidence.Facts;

namespace CodeRed.Findings.Claims;

/// <summary>Decides the claims of a ledger.</summary>
public sealed class ClaimsFold
{
    private readonly Ledger _ledger;
    private readonly LedgerView _now;
    private readonly Func<LedgerView, string, IReadOnlyDictionary<string, double>?> _throne;
    private readonly Dictionary<DateOnly, LedgerView> _views = [];
    private readonly Dictionary<(DateOnly? Day, bool Independent), Decider> _deciders = [];
    private readonly Dictionary<(string Claim, DateOnly? Day), ClaimVerdict> _verdicts = [];

    /// <summary>Decides claims as of a day.</summary>
    /// <param name="ledger">The whole ledger.</param>
    /// <param name="asOf">The day; null for all that the ledger holds.</param>
    /// <param name="throne">For what is known and a skill, how probable it is of each lab, by id, that its best model is the best; null where no standing can be computed.</param>
    public ClaimsFold(Ledger ledger, DateOnly? asOf, Func<LedgerView, string, IReadOnlyDictionary<string, double>?> throne)
    {
        _ledger = ledger;
        _now = ledger.AsOf(asOf);
        _throne = throne;
    }

    /// <summary>The claims that were known.</summary>
    /// <param name="wanted">Which of them; null for all.</param>
    public ClaimsFinding Finding(Func<Claim, bool>? wanted = null)
    {
        var known = _now.Ledger.Of<Claim>().ToList();
        return new ClaimsFinding
        {
            AsOf = _now.AsOf,
            Later = _now.Later,
            Undated = _now.Undated,
            Claims = [.. known.Where(claim => wanted?.Invoke(claim) ?? true).Select(Finding)],
            Records =
            [
                .. known.Where(claim => claim.Of is null).Select(claim => claim.Claimant).Distinct(StringComparer.Ordinal)
                    .Select(claimant => new TrackRecord(claimant, NameOf(claimant), Counts([claimant], _now.AsOf)))
                    .OrderByDescending(record => record.Counts.Supported + record.Counts.Contradicted).ThenBy(record => record.Name, StringComparer.Ordinal),
            ],
        };
    }

    private ClaimFinding Finding(Claim claim) => new(
        claim.Id, NameOf(claim.Claimant), claim.Statement, claim.StatementZhHant, claim.TrueOn, claim.Of, claim.About, State(claim, DayOf(claim, _now.AsOf)), State(claim, _now.AsOf));

    // Of a claim that is dated to a month or a year, its last day.
    private static DateOnly DayOf(Claim claim, DateOnly? asOf) => asOf is { } until && until < claim.TrueOn.Last ? until : claim.TrueOn.Last;

    private ClaimState State(Claim claim, DateOnly? day)
    {
        if (claim.Condition is not { } condition)
        {
            var manual = claim.Verdicts.Where(verdict => day is not { } until || verdict.KnownBy.Last <= until).MaxBy(verdict => verdict.KnownBy);
            return new ClaimState(manual?.Verdict ?? ClaimVerdict.Open, manual?.Verdict ?? ClaimVerdict.Open, null, null, manual);
        }

        var independent = Decider(day, independent: true).Decide(condition, claim.Product);
        var all = Decider(day, independent: false).Decide(condition, claim.Product);
        return new ClaimState(independent.Verdict, all.Verdict, independent, all.Verdict == independent.Verdict ? null : all, null);
    }

    /// <summary>Decides by what was known on a day.</summary>
    /// <param name="day">The day; null for all that the ledger holds.</param>
    /// <param name="independent">Whether results that labs measured themselves are left out.</param>
    internal Decider Decider(DateOnly? day, bool independent)
    {
        if (!_deciders.TryGetValue((day, independent), out var decider))
        {
            var view = ViewOf(day);
            view = independent ? view with { Ledger = view.Ledger.IndependentOnly() } : view;
            decider = new Decider(view, skill => _throne(view, skill), claimants => Counts(claimants, day));
            _deciders.Add((day, independent), decider);
        }

        return decider;
    }

    // A claim counts as it was when it was made, where that can be decided: who led then and was overtaken was right. Claims about records are left out: they would be
    // decided by themselves.
    private ClaimCounts Counts(ImmutableArray<string> claimants, DateOnly? day)
    {
        var claims = ViewOf(day).Ledger.Of<Claim>().Where(claim => claim.Of is null && claimants.Contains(claim.Claimant) && !AsksForRecords(claim.Condition)).ToList();
        var verdicts = claims.Select(claim => Verdict(claim, day)).ToList();
        int Of(ClaimVerdict wanted) => verdicts.Count(verdict => verdict == wanted);
        return new ClaimCounts(Of(ClaimVerdict.Supported), Of(ClaimVerdict.Contradicted), Of(ClaimVerdict.Open), [.. claims.Select(claim => claim.Id)]);
    }

    private ClaimVerdict Verdict(Claim claim, DateOnly? day)
    {
        if (!_verdicts.TryGetValue((claim.Id, day), out var verdict))
        {
            verdict = State(claim, DayOf(claim, day)).Verdict;
            _verdicts[(claim.Id, day)] = verdict = verdict == ClaimVerdict.Open ? State(claim, day).Verdict : verdict;
        }

        return verdict;
    }

    private static bool AsksForRecords(Condition? condition) => condition switch
    {
        OftenWrong => true,
        AllOf all => all.Parts.Any(AsksForRecords),
        AnyOf any => any.Parts.Any(AsksForRecords),
        Negation not => AsksForRecords(not.Part),
        _ => false,
    };

    private LedgerView ViewOf(DateOnly? day)
    {
        if (day is not { } until)
        {
            return _ledger.AsOf(null);
        }

        if (!_views.TryGetValue(until, out var view))
        {
            _views.Add(until, view = _ledger.AsOf(until));
        }

        return view;
    }

    private string NameOf(string claimant) => _ledger.NameOf(claimant);
}
