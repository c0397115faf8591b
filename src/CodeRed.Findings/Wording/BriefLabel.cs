namespace CodeRed.Findings.Wording;

/// <summary>The five questions.</summary>
public enum BriefPart
{
    /// <summary>Who leads?</summary>
    Leads,

    /// <summary>How fast do users move?</summary>
    Users,

    /// <summary>Who is leaving?</summary>
    Leaving,

    /// <summary>Did it get dumber?</summary>
    Dumber,

    /// <summary>What could be used instead?</summary>
    Instead,

    /// <summary>Is the claim true?</summary>
    Claims,

    /// <summary>At what level is it?</summary>
    Level,
}

/// <summary>Something that evidence of the ledger's kind leaves open.</summary>
public enum OpenPoint
{
    /// <summary>Named people are those in the news.</summary>
    FamousNames,

    /// <summary>No board measures the chat product.</summary>
    ChatProduct,

    /// <summary>Only the reader's own questions tell about the reader's model.</summary>
    OwnModel,

    /// <summary>What a name is served by can change, which is not the same as getting less able.</summary>
    ServedNotAble,

    /// <summary>Tokens are not tasks.</summary>
    TokensNotTasks,

    /// <summary>Boards ask other people's questions.</summary>
    OwnTask,
}

/// <summary>Fixed words of the brief.</summary>
public enum BriefLabel
{
    /// <summary>Its title.</summary>
    Title,

    /// <summary>The badge where it is about all labs.</summary>
    AllLabs,

    /// <summary>What is still open.</summary>
    Open,

    /// <summary>Facts left out.</summary>
    LeftOut,

    /// <summary>Where facts can be read.</summary>
    Sources,

    /// <summary>By skill.</summary>
    BySkill,

    /// <summary>A skill.</summary>
    Skill,

    /// <summary>The lab that most likely leads.</summary>
    Likeliest,

    /// <summary>The most capable model by the estimate.</summary>
    MostCapable,

    /// <summary>How many models may be the first.</summary>
    MayBeFirst,

    /// <summary>Models that are cheaper and not told apart from the first.</summary>
    Cheaper,

    /// <summary>The price of a million tokens, in and out.</summary>
    Price,

    /// <summary>Whether the weights can be had.</summary>
    OpenWeights,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,

    /// <summary>The price is not known.</summary>
    NoPrice,

    /// <summary>The best model of each lab.</summary>
    BestOfEachLab,

    /// <summary>A person.</summary>
    Person,

    /// <summary>When the person left.</summary>
    LeftOn,

    /// <summary>The role held.</summary>
    Role,

    /// <summary>Where the person went.</summary>
    WentTo,

    /// <summary>It is not known.</summary>
    NotKnown,

    /// <summary>Each model against the one before it.</summary>
    Successions,

    /// <summary>When a model was released.</summary>
    Released,

    /// <summary>The newer model.</summary>
    Newer,

    /// <summary>The older model.</summary>
    Older,

    /// <summary>Better on so many boards.</summary>
    Better,

    /// <summary>Worse on so many boards.</summary>
    Worse,

    /// <summary>Not told apart on so many boards.</summary>
    NotToldApart,

    /// <summary>The share of made-up statements.</summary>
    HallucinationRate,

    /// <summary>How prices are meant.</summary>
    PricesMean,

    /// <summary>Price against capability.</summary>
    PriceAndCapability,

    /// <summary>The axis of the price, on a logarithmic scale.</summary>
    PriceAxis,

    /// <summary>Models that none beats in both.</summary>
    Front,

    /// <summary>Claims.</summary>
    Claims,

    /// <summary>By year.</summary>
    ByYear,

    /// <summary>The verdict by what is known on the day asked of.</summary>
    Now,

    /// <summary>Why the verdict is so.</summary>
    Reason,

    /// <summary>Claims of the document.</summary>
    OfTheDocument,

    /// <summary>Other claims.</summary>
    OtherClaims,

    /// <summary>A series of usage figures.</summary>
    Series,

    /// <summary>The latest figure.</summary>
    LatestFigure,

    /// <summary>By how much it is multiplied in a year.</summary>
    PerYear,

    /// <summary>Months in which it doubles.</summary>
    DoublingMonths,

    /// <summary>How a chart of usage is read.</summary>
    UsageChartNote,

    /// <summary>The stretch of time in which two curves cross.</summary>
    CrossingTime,

    /// <summary>People who came, and people who left.</summary>
    CameAndLeft,

    /// <summary>The share of founders who are still there.</summary>
    FoundersStay,

    /// <summary>The share of other named people who are still there.</summary>
    OthersStay,

    /// <summary>How a chart of staying is read.</summary>
    StayChartNote,

    /// <summary>How many were observed.</summary>
    AtRisk,

    /// <summary>Levels by month.</summary>
    LevelHistory,

    /// <summary>What would change a level.</summary>
    WouldChange,

    /// <summary>A level.</summary>
    LevelOf,

    /// <summary>Rules that apply.</summary>
    Applying,

    /// <summary>The fact that a figure is taken from.</summary>
    Fact,

    /// <summary>How series grow.</summary>
    Growth,

    /// <summary>What was chosen otherwise.</summary>
    Choice,

    /// <summary>What it comes to.</summary>
    Outcome,
}
