using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;

namespace CodeRed.Findings.Wording;

public abstract partial class Language
{
    /// <summary>A fixed word of the brief.</summary>
    public abstract string Text(BriefLabel label);

    /// <summary>The question that a part answers.</summary>
    public abstract string Title(BriefPart part);

    /// <summary>The answer to all five in a sentence.</summary>
    public abstract string Headline(BriefFinding finding);

    /// <summary>By what was known the brief is written.</summary>
    public abstract string Basis(BriefFinding finding);

    /// <summary>How likely a lab leads, and where its best model stands.</summary>
    public abstract string Position(NamedLab lab, double throne, Place best, int models);

    /// <summary>That a lab has no ranked model.</summary>
    public abstract string NotRanked(NamedLab lab);

    /// <summary>How many named people left, and where most went.</summary>
    /// <param name="lab">The lab; null where the brief is about all.</param>
    /// <param name="departures">At least one.</param>
    public abstract string Summary(NamedLab? lab, ImmutableArray<Departure> departures);

    /// <summary>That the ledger names nobody who left.</summary>
    public abstract string NobodyLeft(NamedLab? lab);

    /// <summary>A model against the one before it.</summary>
    public abstract string Sentence(Succession succession);

    /// <summary>That no outsider's board holds two leading models of the lab, or of any.</summary>
    public abstract string NoSuccession(NamedLab? lab);

    /// <summary>That the ledger holds no figure of usage.</summary>
    public abstract string NoUsage(NamedLab? lab);

    /// <summary>What the ledger can and cannot say of models getting worse.</summary>
    /// <param name="successions">Models held against the one before.</param>
    /// <param name="boards">Boards that count errors.</param>
    /// <param name="served">The latest time that one name was asked again; null where none was.</param>
    public abstract string Holdings(int successions, int boards, ServedChange? served);

    /// <summary>What became of a share of errors.</summary>
    public abstract string Sentence(ErrorBoard board);

    /// <summary>What one name was served by at two times.</summary>
    public abstract string Sentence(ServedChange change);

    /// <summary>What there is to choose from, and what of it is cheaper.</summary>
    public abstract string Sentence(Choice choice);

    /// <summary>What a skill is called; all boards together where there is none.</summary>
    public abstract string Name(Skill? skill);

    /// <summary>Words in brackets after others.</summary>
    public abstract string InBrackets(string text);

    /// <summary>A price of a million tokens, short.</summary>
    public abstract string Price(TokenCharge price);

    /// <summary>How many claims hold.</summary>
    /// <param name="of">Whose claims; null for several claimants'.</param>
    /// <param name="claims">The claims, at least one.</param>
    public abstract string Tally(string? of, IReadOnlyCollection<ClaimFinding> claims);

    /// <summary>What the signs of a list of verdicts mean.</summary>
    public abstract string MarkKey(string supported, string contradicted, string open);

    /// <summary>That the ledger holds no claim.</summary>
    public abstract string NoClaims(NamedLab? lab);

    /// <summary>Which kinds of fact have no date of publication; null where all have.</summary>
    public abstract string? LeftOut(ImmutableArray<UndatedFacts> kinds);

    /// <summary>Something that the evidence leaves open.</summary>
    public abstract string Sentence(OpenPoint point);

    /// <summary>How many models no board links to the others.</summary>
    public abstract string NotLinked(int models);

    /// <summary>How many facts.</summary>
    public abstract string Facts(int count);

    /// <summary>How many sources.</summary>
    public abstract string Sources(int count);

    /// <summary>How many rows of a table are not shown.</summary>
    public abstract string MoreRows(int count);

    /// <summary>How many facts in how many sources.</summary>
    public abstract string Cited(int facts, int sources);

    /// <summary>When a source was published, when it was read, and whether it is second hand; empty where nothing is known.</summary>
    public abstract string Sentence(CitedSource source);

    /// <summary>When a fact was true, and by when it was known.</summary>
    public abstract string Dates(CitedFact fact);

    /// <summary>Why a claim has its verdict, by facts or by a person; that nobody decided where neither did.</summary>
    /// <remarks>Where outsiders' results leave it open, the reason shown is that of all results, and says so.</remarks>
    public string Reason(ClaimState state) => state.Decision is { } decision ? Sentence(decision) : state.Manual is { } manual ? Sentence(manual) : Text(Label.NobodyDecided);

    /// <summary>A capability with its interval.</summary>
    public string CapabilityWithInterval(Place place) => CapabilityWithInterval(place.Capability, place.Interval);

    /// <summary>A capability with its interval.</summary>
    public string CapabilityWithInterval(double capability, Statistics.Interval interval) =>
        $"{Capability(capability)} ({FromTo(Capability(interval.Lower), Capability(interval.Upper))})";

    /// <summary>A percentage with its interval, where that is known.</summary>
    public string PercentWithInterval(double value, Statistics.Interval? interval) =>
        Percent(value / 100) + (interval is { } i ? $" ({FromTo(Percent(i.Lower / 100), Percent(i.Upper / 100))})" : "");

    /// <summary>A model between the oldest and the newest that errs more than both; null where none does.</summary>
    protected static ErrorRate? Peak(ErrorBoard board) =>
        board.Models.MaxBy(model => model.Value) is { } most && most.Value > Math.Max(board.Models[0].Value, board.Models[^1].Value) ? most : null;

    /// <summary>US dollars, with cents where there are any.</summary>
    protected static string Dollars(decimal value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    /// <summary>Claims supported, contradicted and open, by what is known on the day asked of or was on their own.</summary>
    protected static (int Supported, int Contradicted, int Open) Verdicts(IEnumerable<ClaimFinding> claims, bool onTheDay)
    {
        var verdicts = claims.CountBy(claim => (onTheDay ? claim.OnTheDay : claim.Now).Verdict).ToDictionary();
        return (verdicts.GetValueOrDefault(ClaimVerdict.Supported), verdicts.GetValueOrDefault(ClaimVerdict.Contradicted), verdicts.GetValueOrDefault(ClaimVerdict.Open));
    }
}
