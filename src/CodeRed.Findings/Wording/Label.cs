namespace CodeRed.Findings.Wording;

/// <summary>Fixed words of the faces.</summary>
public enum Label
{
    /// <summary>Title of a drift finding.</summary>
    DriftTitle,

    /// <summary>Title of a comparison of two targets.</summary>
    CompareTitle,

    /// <summary>Title of a log drift finding.</summary>
    LogDriftTitle,

    /// <summary>The effect.</summary>
    Effect,

    /// <summary>The baseline.</summary>
    Baseline,

    /// <summary>The current run.</summary>
    Current,

    /// <summary>Before the date.</summary>
    Before,

    /// <summary>From the date on.</summary>
    After,

    /// <summary>Items.</summary>
    Items,

    /// <summary>Rows of a log.</summary>
    Rows,

    /// <summary>Days.</summary>
    Days,

    /// <summary>The ranked manners of change.</summary>
    Why,

    /// <summary>Other metrics and measures.</summary>
    AlsoMeasured,

    /// <summary>By stratum.</summary>
    ByStratum,

    /// <summary>The flips.</summary>
    Flips,

    /// <summary>How the flips that are shown were drawn.</summary>
    FlipsDrawn,

    /// <summary>What is not known.</summary>
    NotKnown,

    /// <summary>What to type next.</summary>
    Next,

    /// <summary>The evidence: runs and sources.</summary>
    Evidence,

    /// <summary>The e-process.</summary>
    Betting,

    /// <summary>Without fences and wrapping.</summary>
    WithoutWrapping,

    /// <summary>How sure.</summary>
    HowSure,

    /// <summary>The question asked.</summary>
    Question,

    /// <summary>The expected answer.</summary>
    Expected,

    /// <summary>The answer.</summary>
    Answer,

    /// <summary>The text is not kept.</summary>
    AnswerNotKept,

    /// <summary>Nothing read from the answer.</summary>
    NoLabel,

    /// <summary>The metric.</summary>
    Metric,

    /// <summary>The verdict.</summary>
    Verdict,

    /// <summary>Items seen, the axis of the e-process.</summary>
    ItemsSeen,

    /// <summary>The e-value, the other axis.</summary>
    EValue,

    /// <summary>The threshold of an e-process.</summary>
    Threshold,

    /// <summary>Mean.</summary>
    Mean,

    /// <summary>Median.</summary>
    Median,

    /// <summary>Made by this program, on this day.</summary>
    MadeBy,

    /// <summary>The assumption.</summary>
    Assumption,

    /// <summary>Newly wrong.</summary>
    NewlyWrong,

    /// <summary>Newly right.</summary>
    NewlyRight,

    /// <summary>No change: the line an interval is held against.</summary>
    NoChange,

    /// <summary>The stratum.</summary>
    Stratum,

    /// <summary>Graded as before.</summary>
    Unchanged,

    /// <summary>No filter.</summary>
    All,

    /// <summary>When it changed.</summary>
    SinceWhen,

    /// <summary>A p-value after Holm's adjustment.</summary>
    AdjustedPValue,

    /// <summary>The error rate of a verdict.</summary>
    ErrorRate,

    /// <summary>The suite.</summary>
    Suite,

    /// <summary>The run, by its id.</summary>
    Run,

    /// <summary>The target.</summary>
    Target,

    /// <summary>The file it was read from.</summary>
    Source,

    /// <summary>How many answers.</summary>
    Answers,

    /// <summary>The first and the last date.</summary>
    Dates,

    /// <summary>The settings it was computed with.</summary>
    Settings,

    /// <summary>Rows of a log that have no time and are left out.</summary>
    RowsWithoutTime,

    /// <summary>Title of a ranking.</summary>
    RankingTitle,

    /// <summary>The ranks a model may hold.</summary>
    Ranks,

    /// <summary>A model.</summary>
    Model,

    /// <summary>A rating on Elo's scale.</summary>
    Rating,

    /// <summary>The chance to be the strongest.</summary>
    ChanceBest,

    /// <summary>Votes.</summary>
    Votes,

    /// <summary>The share of decided votes against the baseline.</summary>
    WinsAgainstBaseline,

    /// <summary>An interval by bootstrap.</summary>
    Bootstrap,

    /// <summary>How votes were turned into a ranking.</summary>
    Method,

    /// <summary>Models on no scale.</summary>
    Unranked,

    /// <summary>How the strongest do against each other.</summary>
    WinMatrix,

    /// <summary>What moves votes beside the models.</summary>
    Covariates,

    /// <summary>What to bear in mind.</summary>
    Cautions,

    /// <summary>Further groups of models.</summary>
    OtherGroups,

    /// <summary>Who holds the throne.</summary>
    Throne,

    /// <summary>A lab.</summary>
    Lab,

    /// <summary>A capability with its interval.</summary>
    Capability,

    /// <summary>How many boards.</summary>
    Boards,

    /// <summary>A board.</summary>
    Board,

    /// <summary>How many models.</summary>
    Models,

    /// <summary>The date of the latest score.</summary>
    Latest,

    /// <summary>What labs add to their own results.</summary>
    OwnResults,

    /// <summary>How far an answer depends on choices.</summary>
    Sensitivity,

    /// <summary>What a standing rests on.</summary>
    RestsOn,

    /// <summary>Changes of leader.</summary>
    Handovers,

    /// <summary>How a change of leader is dated.</summary>
    HandoverRule,

    /// <summary>There is nothing to list.</summary>
    None,

    /// <summary>By what was known on the day of the claim.</summary>
    OnTheDay,

    /// <summary>How often claimants were right.</summary>
    TrackRecords,

    /// <summary>Neither facts nor a person decided.</summary>
    NobodyDecided,

    /// <summary>Two series compared.</summary>
    Compared,

    /// <summary>A figure as published.</summary>
    PublishedFigure,

    /// <summary>Who left and who came, by lab.</summary>
    InAndOut,

    /// <summary>How many left.</summary>
    Left,

    /// <summary>How many came.</summary>
    Came,

    /// <summary>Arrivals less departures.</summary>
    Net,

    /// <summary>The flow matrix.</summary>
    Flows,

    /// <summary>Where from.</summary>
    From,

    /// <summary>Where to.</summary>
    To,

    /// <summary>How many people.</summary>
    People,

    /// <summary>Where leavers went.</summary>
    Destinations,

    /// <summary>How long founders stayed.</summary>
    Founders,

    /// <summary>How long other named people stayed.</summary>
    OtherPeople,

    /// <summary>Departures before and after an event.</summary>
    AcrossEvent,

    /// <summary>The list of moves.</summary>
    Moves,

    /// <summary>A single date.</summary>
    Date,
}
