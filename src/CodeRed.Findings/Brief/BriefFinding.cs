using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Levels;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Talent;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Statistics;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Brief;

/// <summary>The five questions answered together, of one lab or of all that are watched, by what was known on one day.</summary>
public sealed record BriefFinding
{
    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.brief/1";

    /// <summary>The lab it is about; null for all that are watched.</summary>
    public required NamedLab? Lab { get; init; }

    /// <summary>The day asked of; null for all that the ledger holds.</summary>
    public required DateOnly? AsOf { get; init; }

    /// <summary>The latest day on which a fact that it had became known; null where it had none.</summary>
    public required DateOnly? Through { get; init; }

    /// <summary>Facts left out because they became known later.</summary>
    public required int Later { get; init; }

    /// <summary>Facts left out because nothing says when they became known.</summary>
    public required int Undated { get; init; }

    /// <summary>The same by kind of fact, most first; empty where none were left out.</summary>
    public required ImmutableArray<UndatedFacts> UndatedKinds { get; init; }

    /// <summary>Who leads over all boards.</summary>
    public required StandingFinding Standing { get; init; }

    /// <summary>How much products are used: those of the lab first, then others of which the same is measured or growth is known; or all.</summary>
    public required UsageFinding Usage { get; init; }

    /// <summary>Products of the lab beside each other one, or any two, where both have figures; those that can be compared first.</summary>
    public required ImmutableArray<UsagePair> UsagePairs { get; init; }

    /// <summary>Who came and left, and how long people stayed.</summary>
    public required TalentFinding Talent { get; init; }

    /// <summary>How the labs of the brief stand by written rules; null where none were given.</summary>
    public required LevelsFinding? Levels { get; init; }

    /// <summary>What there is to choose from over all boards, then by skill.</summary>
    public required ImmutableArray<Choice> Choices { get; init; }

    /// <summary>Models with a known place and price, the cheapest first.</summary>
    public required ImmutableArray<PricedPlace> Prices { get; init; }

    /// <summary>Named people who left a lab of the brief, the latest first.</summary>
    public required ImmutableArray<Departure> Departures { get; init; }

    /// <summary>Whether models got better or worse, by lab of the brief.</summary>
    public required ImmutableArray<LabProgress> Progress { get; init; }

    /// <summary>Claims about the lab, and all others of a document that makes one about it.</summary>
    public required ClaimsFinding Claims { get; init; }

    /// <summary>Where the facts cited here can be read, in order of first use.</summary>
    public required ImmutableArray<CitedSource> Sources { get; init; }

    /// <summary>Ids of the facts it rests on, in the order in which a reader meets them; some more than once.</summary>
    internal IEnumerable<string> Evidence()
    {
        foreach (var place in Choices.SelectMany(choice => choice.Best.Prepend(choice.First).OfType<Place>().Concat(choice.Cheaper)))
        {
            foreach (var id in place.Evidence)
            {
                yield return id;
            }

            if (place.Price is { } price)
            {
                yield return price.Fact;
            }
        }

        foreach (var id in Standing.Handovers.SelectMany(change => change.Evidence))
        {
            yield return id;
        }

        foreach (var id in Usage.Series.SelectMany(series => series.Figures).Select(figure => figure.Id))
        {
            yield return id;
        }

        foreach (var id in Departures.SelectMany(departure => departure.Evidence).Concat(Talent.Moves.Select(move => move.Evidence)).Concat(StaysOf(Talent)))
        {
            yield return id;
        }

        foreach (var lab in Progress)
        {
            foreach (var id in lab.Successions.SelectMany(succession => succession.Evidence).Concat(lab.Errors.SelectMany(board => board.Models).Select(model => model.Fact)).Concat(lab.Served.SelectMany(change => change.Evidence)))
            {
                yield return id;
            }
        }

        foreach (var place in Prices)
        {
            yield return place.Place.Price!.Fact;
            foreach (var id in place.Place.Evidence)
            {
                yield return id;
            }
        }

        foreach (var id in Claims.Claims.SelectMany(EvidenceOf))
        {
            yield return id;
        }

        foreach (var id in (Levels?.Labs ?? []).SelectMany(lab => lab.Rules).SelectMany(rule => rule.Decision.Evidence))
        {
            yield return id;
        }
    }

    private static IEnumerable<string> StaysOf(TalentFinding talent) => talent.Founders.Concat(talent.Others).SelectMany(lab => lab.Stays).SelectMany(stay => stay.Evidence);

    /// <summary>Ids of the claim itself and of the facts that its verdicts rest on, those of its day first.</summary>
    internal static IEnumerable<string> EvidenceOf(ClaimFinding claim) =>
        new[] { claim.OnTheDay, claim.Now }.SelectMany(state => state.Evidence()).Prepend(claim.Id);
}

/// <summary>Two products beside each other.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Comparisons">What may be compared of them.</param>
/// <param name="NotComparable">Why nothing may; null where something may.</param>
public sealed record UsagePair(ProductName First, ProductName Second, ImmutableArray<UsageComparison> Comparisons, Incomparability? NotComparable);

/// <summary>A lab.</summary>
public sealed record NamedLab(string Id, string Name);

/// <summary>Facts of a kind without a date of publication.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Count">How many.</param>
public sealed record UndatedFacts(FactKind Kind, int Count);

/// <summary>A kind of fact.</summary>
public enum FactKind
{
    /// <summary>Scores.</summary>
    Score,

    /// <summary>Releases.</summary>
    Release,

    /// <summary>Votes, counted.</summary>
    VoteTally,

    /// <summary>Figures of usage.</summary>
    Usage,

    /// <summary>Moves of people.</summary>
    Move,

    /// <summary>Claims.</summary>
    Claim,

    /// <summary>Prices.</summary>
    Price,
}

/// <summary>What there is to choose from in a skill.</summary>
/// <param name="Skill">The skill; null for all boards together.</param>
/// <param name="Labs">Labs with the probability that the best model is theirs, the likeliest first; empty where there is no standing.</param>
/// <param name="First">The most capable model; null where there is no standing.</param>
/// <param name="MayBeFirst">How many models may hold the first rank.</param>
/// <param name="Best">The most capable model of each watched lab, the most capable first.</param>
/// <param name="Cheaper">Models that may hold the first rank too and cost less than <paramref name="First"/>, where its price is known: those that none of
/// them beats in both price and capability, the most capable first.</param>
/// <param name="Models">How many models are ranked.</param>
/// <param name="Scores">How many scores it rests on.</param>
/// <param name="Boards">On how many boards.</param>
public sealed record Choice(
    Skill? Skill, ImmutableArray<LabStanding> Labs, Place? First, int MayBeFirst, ImmutableArray<Place> Best, ImmutableArray<Place> Cheaper, int Models, int Scores, int Boards);

/// <summary>A model with its place and its price.</summary>
/// <param name="Id">Of the model.</param>
/// <param name="Name">Of the model.</param>
/// <param name="Lab">The name of its lab.</param>
/// <param name="Capability">In logits of a typical benchmark, relative to the mean of all ranked models.</param>
/// <param name="Interval">Posterior interval of the capability.</param>
/// <param name="Throne">Probability that it is the best of all.</param>
/// <param name="Ranks">The ranks it may hold, all models' sets together.</param>
/// <param name="OpenWeights">Whether its weights can be had.</param>
/// <param name="Price">What its lab asks for it; null where that is not known.</param>
/// <param name="Evidence">Ids of its scores.</param>
public sealed record Place(
    string Id, string Name, string Lab, double Capability, Interval Interval, double Throne, RankSet Ranks, bool OpenWeights, TokenCharge? Price, ImmutableArray<string> Evidence);

/// <summary>What a lab asks for a million tokens, in US dollars.</summary>
/// <param name="Input">For input.</param>
/// <param name="Output">For output, reasoning included.</param>
/// <param name="Mixed">For three parts of input and one of output.</param>
/// <param name="On">Since when.</param>
/// <param name="Fact">Id of the price.</param>
public sealed record TokenCharge(decimal Input, decimal Output, decimal Mixed, PartialDate On, string Fact);

/// <summary>A model on the plane of price and capability.</summary>
/// <param name="Place">The model.</param>
/// <param name="Front">Whether none is both as cheap and as capable, by the estimates.</param>
public sealed record PricedPlace(Place Place, bool Front);

/// <summary>A named person left a lab.</summary>
/// <param name="Person">The person's name.</param>
/// <param name="Lab">The name of the lab left.</param>
/// <param name="On">When.</param>
/// <param name="Role">The role held, in words; null where it is not written down.</param>
/// <param name="To">The name of the lab that followed; null where none is known.</param>
/// <param name="Evidence">Ids of the moves.</param>
public sealed record Departure(string Person, string Lab, PartialDate On, string? Role, string? To, ImmutableArray<string> Evidence);

/// <summary>Whether a lab's models got better or worse, by what outsiders measured.</summary>
/// <param name="Lab">The lab.</param>
/// <param name="Successions">Each leading model against the one before it, in order of release.</param>
/// <param name="Errors">Boards that count made-up or wrong statements and hold at least two of these models; editions apart.</param>
/// <param name="Served">Boards that asked what one name was served by at two times.</param>
public sealed record LabProgress(NamedLab Lab, ImmutableArray<Succession> Successions, ImmutableArray<ErrorBoard> Errors, ImmutableArray<ServedChange> Served);

/// <summary>A leading model against the one before it, each by its best setting.</summary>
/// <param name="Older">The name of the older model.</param>
/// <param name="Newer">The name of the newer.</param>
/// <param name="Released">When the newer was released.</param>
/// <param name="Ahead">Benchmarks, editions apart, on which the newer does better, beyond noise where that is known.</param>
/// <param name="Behind">Benchmarks on which it does worse.</param>
/// <param name="Level">Benchmarks on which neither is shown better, or their boards contradict each other.</param>
/// <param name="Boards">Each board that holds both.</param>
/// <param name="Evidence">Ids of the scores.</param>
public sealed record Succession(
    string Older, string Newer, PartialDate Released, int Ahead, int Behind, int Level, ImmutableArray<BoardMeeting> Boards, ImmutableArray<string> Evidence);

/// <summary>A board on which less is better, with a lab's leading models in order of release.</summary>
/// <param name="Board">The board.</param>
/// <param name="Metric">The name of what it counts.</param>
/// <param name="Change">How the newest of them stands to the oldest.</param>
/// <param name="NoiseKnown">Whether the board's noise is known; where it is not, any difference counts.</param>
/// <param name="Models">The models.</param>
public sealed record ErrorBoard(BoardName Board, string Metric, Meeting Change, bool NoiseKnown, ImmutableArray<ErrorRate> Models);

/// <summary>A share of errors.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Released">When it was released.</param>
/// <param name="Value">In percent.</param>
/// <param name="Interval">95 % interval; null where the board's noise is not known.</param>
/// <param name="Fact">Id of the score.</param>
public sealed record ErrorRate(string Model, PartialDate Released, double Value, Interval? Interval, string Fact);

/// <summary>One name, served at two times, asked the same questions.</summary>
/// <param name="Board">The board.</param>
/// <param name="Metric">The name of what was measured.</param>
/// <param name="Before">The name of the earlier snapshot.</param>
/// <param name="BeforeOn">When it was asked.</param>
/// <param name="BeforeValue">What came out, in the board's unit.</param>
/// <param name="After">The name of the later snapshot.</param>
/// <param name="AfterOn">When it was asked.</param>
/// <param name="AfterValue">What came out.</param>
/// <param name="Unit">The board's unit.</param>
/// <param name="Note">What a reader should know of the benchmark; null where there is nothing.</param>
/// <param name="Evidence">Ids of the scores.</param>
public sealed record ServedChange(
    BoardName Board, string Metric, string Before, PartialDate BeforeOn, double BeforeValue, string After, PartialDate AfterOn, double AfterValue, string Unit, string? Note,
    ImmutableArray<string> Evidence);

/// <summary>Where cited facts can be read.</summary>
/// <param name="Number">As it is cited, from 1.</param>
/// <param name="Title">What the page, paper or file is called.</param>
/// <param name="Url">Its address.</param>
/// <param name="Published">When it was published; null where that is not known.</param>
/// <param name="ReadOn">When it was read for the ledger; null where that is not written down.</param>
/// <param name="FirstHand">Whether the publication itself was read.</param>
/// <param name="Facts">The facts taken from it or borne out by it.</param>
public sealed record CitedSource(int Number, string Title, string Url, PartialDate? Published, PartialDate? ReadOn, bool FirstHand, ImmutableArray<CitedFact> Facts);

/// <summary>A cited fact.</summary>
/// <param name="Id">Of the fact.</param>
/// <param name="Path">The file of the ledger.</param>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="TrueOn">When it was true.</param>
/// <param name="DateMeans">What that date is the date of.</param>
/// <param name="KnownBy">By when it was known; null where that is not known.</param>
public sealed record CitedFact(string Id, string Path, long Line, PartialDate TrueOn, DateMeaning DateMeans, PartialDate? KnownBy);
