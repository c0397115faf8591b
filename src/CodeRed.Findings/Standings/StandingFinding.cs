using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Scores;
using CodeRed.Statistics;
using CodeRed.Statistics.Latent;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Standings;

/// <summary>Who leads, how surely, and since when, by published scores.</summary>
public sealed record StandingFinding
{
    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.standing/1";

    /// <summary>The day asked of; null for all that the ledger holds.</summary>
    public required DateOnly? AsOf { get; init; }

    /// <summary>Facts left out because they became known later.</summary>
    public required int Later { get; init; }

    /// <summary>Facts left out because nothing says when they became known.</summary>
    public required int Undated { get; init; }

    /// <summary>How it was asked for.</summary>
    public required StandingSettings Settings { get; init; }

    /// <summary>The skill asked of; null for all.</summary>
    public required Skill? Skill { get; init; }

    /// <summary>Why there is no standing; null where there is one.</summary>
    public required CapabilityRefusalReason? Refusal { get; init; }

    /// <summary>Labs with ranked models, the most likely holder of the throne first.</summary>
    public required ImmutableArray<LabStanding> Labs { get; init; }

    /// <summary>Ranked models, the most capable first.</summary>
    public required ImmutableArray<ModelStanding> Models { get; init; }

    /// <summary>Names of models whose scores nothing links to the others.</summary>
    public required ImmutableArray<string> NotLinked { get; init; }

    /// <summary>The boards it rests on, those with most models first.</summary>
    public required ImmutableArray<BoardUse> Boards { get; init; }

    /// <summary>How votes entered beside the scores; null where none were given.</summary>
    public required VoteUse? Votes { get; init; }

    /// <summary>What labs add to their own results, by lab; empty where none ran any.</summary>
    public required ImmutableArray<OwnResults> Inflation { get; init; }

    /// <summary>Changes of the leading lab, the dated ones first.</summary>
    public required ImmutableArray<ThroneChange> Handovers { get; init; }

    /// <summary>Changes of the leading model, the dated ones first.</summary>
    public required ImmutableArray<ThroneChange> ModelHandovers { get; init; }

    /// <summary>What becomes of the leading lab under other choices; empty where that was not asked, or there is no standing.</summary>
    public required ImmutableArray<StandingVariation> Sensitivity { get; init; }

    /// <summary>Ways in which the scores contradict the model that all of it rests on; empty where none was found, or not asked for.</summary>
    public required ImmutableArray<StandingMisfit> Misfits { get; init; }

    /// <summary>From which probability on a lab leads clearly: the one that also dates a handover.</summary>
    public const double ClearFrom = .95;

    /// <summary>Whether a lab leads clearly; null where there is no standing.</summary>
    public LeadVerdict? Lead => Labs.IsEmpty ? null
        : Labs[0].Throne >= ClearFrom ? LeadVerdict.ClearLeader
        : Labs.Length > 1 && Labs[0].Throne - Labs[1].Throne < Margin(Settings.Draws) ? LeadVerdict.NearTie
        : LeadVerdict.NobodyClearly;

    /// <summary>Whether the leading lab also leads under every other choice that was tried; null where none was. Where the first place is itself a near tie, so is this.</summary>
    public Robustness? Robust => Sensitivity.IsEmpty ? null
        : Lead == LeadVerdict.NearTie ? Robustness.NearTie
        : Sensitivity.Any(variation => variation.Outcome == VariationOutcome.AnotherLeads) ? Robustness.NotRobust
        : Sensitivity.Any(variation => variation.Outcome == VariationOutcome.NearTie) ? Robustness.NearTie
        : Robustness.Robust;

    /// <summary>By how much one lab's probability must exceed another's to be more than the noise of so many draws.</summary>
    /// <remarks>Three standard errors or more of the difference of two shares of independent draws. Draws are not quite independent: over seeds of the built-in ledger a difference
    /// scattered by up to half of this.</remarks>
    public static double Margin(int draws) => 3 / Math.Sqrt(draws);

    /// <summary>The models that may be the first.</summary>
    public IEnumerable<ModelStanding> Contenders() => Models.Where(model => model.Ranks.Best == 1);
}

/// <summary>Whether a lab leads.</summary>
public enum LeadVerdict
{
    /// <summary>One holds the throne with a probability of at least <see cref="StandingFinding.ClearFrom"/>.</summary>
    ClearLeader,

    /// <summary>None does; one is likelier than the others, beyond the noise of the draws.</summary>
    NobodyClearly,

    /// <summary>None does, and the first two are within the noise of the draws.</summary>
    NearTie,
}

/// <summary>Whether the leading lab leads under other choices too.</summary>
public enum Robustness
{
    /// <summary>Under every one.</summary>
    Robust,

    /// <summary>Under none another does beyond the noise of the draws, but under some neither does.</summary>
    NearTie,

    /// <summary>Under some another does.</summary>
    NotRobust,
}

/// <summary>What becomes of the leading lab under another choice.</summary>
public enum VariationOutcome
{
    /// <summary>It leads, beyond the noise of the draws.</summary>
    SameLeads,

    /// <summary>Another lab is likelier to, beyond the noise of the draws.</summary>
    AnotherLeads,

    /// <summary>The first are within the noise of the draws.</summary>
    NearTie,
}

/// <summary>The throne under another choice.</summary>
/// <param name="Kind">What was chosen otherwise.</param>
/// <param name="Prior">The expectation; null where another thing was chosen.</param>
/// <param name="Board">The board left out; null where another thing was chosen.</param>
/// <param name="Leader">The name of the lab that is then most likely to hold the throne.</param>
/// <param name="LeaderThrone">How likely it then holds it.</param>
/// <param name="Next">The name of the lab that is then the next likely; null where there is no other.</param>
/// <param name="NextThrone">How likely that one holds it.</param>
/// <param name="Throne">How likely the lab that leads in the standing then holds it.</param>
/// <param name="Outcome">What becomes of that lab.</param>
/// <param name="Converged">Whether the last round moved no standard deviation by more than 5 %; where it did, the probabilities may be off.</param>
public sealed record StandingVariation(
    VariationKind Kind, CapabilityPrior? Prior, BoardName? Board, string Leader, double LeaderThrone, string? Next, double NextThrone, double Throne, VariationOutcome Outcome, bool Converged)
{
    /// <summary>Draws of each.</summary>
    public const int Draws = 200;
}

/// <summary>A way in which the scores contradict the model: intervals and probabilities may promise more than they keep.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Benchmarks">The names of the benchmarks that contribute most, the first the most; empty where it is between them.</param>
public sealed record StandingMisfit(MisfitKind Kind, ImmutableArray<string> Benchmarks);

/// <summary>How likely a lab holds the throne.</summary>
/// <param name="Id">Of the lab.</param>
/// <param name="Name">Of the lab.</param>
/// <param name="Throne">Probability that the best model is one of this lab's.</param>
/// <param name="Best">The name of its most capable model.</param>
public sealed record LabStanding(string Id, string Name, double Throne, string Best);

/// <summary>Where a model stands.</summary>
/// <param name="Id">Of the model.</param>
/// <param name="Name">Of the model.</param>
/// <param name="Lab">The name of its lab.</param>
/// <param name="Released">When it was released; null where that is not known.</param>
/// <param name="Capability">In logits of a typical benchmark, relative to the mean of all ranked models.</param>
/// <param name="Interval">Posterior interval of the capability.</param>
/// <param name="Throne">Probability that it is the best of all.</param>
/// <param name="Ranks">The ranks it may hold, all models' sets together at the level asked for.</param>
/// <param name="Boards">On how many benchmarks, editions apart, it has a score: two metrics of one count once.</param>
/// <param name="Evidence">Ids of its scores.</param>
public sealed record ModelStanding(
    string Id, string Name, string Lab, PartialDate? Released, double Capability, Interval Interval, double Throne, RankSet Ranks, int Boards, ImmutableArray<string> Evidence);

/// <summary>A board that a standing rests on.</summary>
/// <param name="Board">Which.</param>
/// <param name="Models">How many models are on it.</param>
/// <param name="Latest">The date of its latest score.</param>
public sealed record BoardUse(BoardName Board, int Models, PartialDate Latest);

/// <summary>What a lab adds to its own results.</summary>
/// <param name="Lab">The lab's name.</param>
/// <param name="Interval">Posterior interval, in units of capability.</param>
public sealed record OwnResults(string Lab, Interval Interval);

/// <summary>A change of leader, or one that the scores leave open.</summary>
/// <param name="From">The name of the old leader.</param>
/// <param name="To">The name of the new one.</param>
/// <param name="Since">From when the new one may have led; null where unresolved.</param>
/// <param name="By">By when it did with the probability asked for; null where unresolved.</param>
/// <param name="Probability">That the new one is better.</param>
/// <param name="FromModel">The name of the old leader's best model by then.</param>
/// <param name="ToModel">The name of the new one's.</param>
/// <param name="Evidence">Ids of the scores of these two models that weigh most: those of boards that hold both first, then those with the least noise; of each model a few.</param>
public sealed record ThroneChange(
    string From, string To, DateOnly? Since, DateOnly? By, double Probability, string FromModel, string ToModel, ImmutableArray<string> Evidence);
