using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Standings;

namespace CodeRed.Findings.Wording;

internal sealed partial class English
{
    public override string Text(BriefLabel label) => label switch
    {
        BriefLabel.Title => "The AI race on the evidence",
        BriefLabel.AllLabs => "ALL LABS",
        BriefLabel.Open => "Still open",
        BriefLabel.LeftOut => "Left out",
        BriefLabel.Sources => "Sources",
        BriefLabel.BySkill => "By skill",
        BriefLabel.Skill => "skill",
        BriefLabel.Likeliest => "likeliest leader",
        BriefLabel.MostCapable => "most capable, by the estimate",
        BriefLabel.MayBeFirst => "models that may be first",
        BriefLabel.Cheaper => "cheaper, not told apart",
        BriefLabel.Price => "price in / out, US dollars per million tokens",
        BriefLabel.OpenWeights => "open weights",
        BriefLabel.Yes => "yes",
        BriefLabel.No => "no",
        BriefLabel.NoPrice => "price unknown",
        BriefLabel.BestOfEachLab => "The best model of each lab",
        BriefLabel.Person => "who",
        BriefLabel.LeftOn => "left",
        BriefLabel.Role => "as",
        BriefLabel.WentTo => "went to",
        BriefLabel.NotKnown => "not known",
        BriefLabel.Successions => "Each leading model against the one before it",
        BriefLabel.Released => "released",
        BriefLabel.Newer => "newer",
        BriefLabel.Older => "older",
        BriefLabel.Better => "better on",
        BriefLabel.Worse => "worse on",
        BriefLabel.NotToldApart => "undecided on",
        BriefLabel.HallucinationRate => "hallucination rate",
        BriefLabel.PriceAndCapability => "Price against capability",
        BriefLabel.PriceAxis => "US dollars per million tokens (three parts input, one part output), logarithmic",
        BriefLabel.Front => "no model is both as cheap and as capable",
        BriefLabel.PricesMean => "Prices are US dollars per million tokens, in / out, as the lab asks for its own model; the latest known on the day.",
        BriefLabel.Claims => "Claims",
        BriefLabel.ByYear => "Departures by year",
        BriefLabel.Now => "now",
        BriefLabel.Reason => "why",
        BriefLabel.OfTheDocument => "Statement by statement",
        BriefLabel.OtherClaims => "Other claims",
        BriefLabel.Series => "series",
        BriefLabel.LatestFigure => "latest figure",
        BriefLabel.PerYear => "times a year",
        BriefLabel.DoublingMonths => "doubles in months",
        BriefLabel.UsageChartNote => "On a logarithmic scale, where steady growth is a straight line. A dot is a published figure with the range its wording permits (an arrow where it is “more than”); the line is the fitted growth, the band its interval.",
        BriefLabel.CrossingTime => "The shaded stretch is when the curves meet if both go on as they have; beyond the last figure they are dashed.",
        BriefLabel.CameAndLeft => "Came and left",
        BriefLabel.FoundersStay => "Founders still there",
        BriefLabel.OthersStay => "Other named people still there",
        BriefLabel.StayChartNote => "Share still there, by years since the start (Kaplan-Meier); the band is its pointwise interval. Of these names only.",
        BriefLabel.AtRisk => "observed",
        BriefLabel.LevelHistory => "Level at the end of each month",
        BriefLabel.WouldChange => "What would change it",
        BriefLabel.LevelOf => "level",
        BriefLabel.Applying => "what applies",
        BriefLabel.Fact => "fact",
        BriefLabel.Growth => "Growth",
        BriefLabel.Choice => "choice",
        BriefLabel.Outcome => "outcome",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, "A label without a text."),
    };

    public override string Title(BriefPart part) => part switch
    {
        BriefPart.Leads => "Who leads?",
        BriefPart.Users => "How fast do users move?",
        BriefPart.Leaving => "Who is leaving?",
        BriefPart.Dumber => "Did it get dumber?",
        BriefPart.Instead => "What could I use instead, and at what price?",
        BriefPart.Claims => "Is the claim true?",
        BriefPart.Level => "The level",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "A part without a title."),
    };

    public override string Headline(BriefFinding finding)
    {
        var labs = finding.Standing.Labs;
        var (supported, contradicted, open) = Verdicts(finding.Claims.Claims, onTheDay: false);
        var claims = finding.Claims.Claims.IsEmpty ? "" : $" Of {Many(finding.Claims.Claims.Length, "claim")}, {supported} held up, {contradicted} did not and {open} stayed open.";
        if (labs.IsEmpty)
        {
            return $"The scores give no standing.{claims}";
        }

        var first = labs[0];
        var own = finding.Lab is { } lab ? labs.FirstOrDefault(one => one.Id == lab.Id) : null;
        var leads = finding.Standing.Lead switch
        {
            LeadVerdict.ClearLeader => $"{Name(first.Name)} leads: the best model is its own with probability {Probability(first.Throne)}",
            LeadVerdict.NearTie => $"Nobody clearly leads: {Name(first.Name)} ({Probability(first.Throne)}) and {Name(labs[1].Name)} ({Probability(labs[1].Throne)}) are a near tie for the best model",
            _ => $"Nobody clearly leads: {Name(first.Name)} most likely has the best model ({Probability(first.Throne)})",
        };
        var told = own is null ? finding.Lab is null : own.Id == first.Id || (finding.Standing.Lead == LeadVerdict.NearTie && own.Id == labs[1].Id);
        return leads + (told ? "." : $"; for {Name(finding.Lab!.Name)} the chance is {Probability(own?.Throne ?? 0)}.") + claims;
    }

    public override string Basis(BriefFinding finding) => finding.AsOf is { } day
        ? $"Only what was public by the end of {Day(PartialDate.Of(day))} counts here."
        : $"Everything in the ledger counts here{(finding.Through is { } through ? $", up to {Day(PartialDate.Of(through))}" : "")}.";

    public override string Position(NamedLab lab, double throne, Place best, int models) =>
        $"{Name(lab.Name)} has the best model with probability {Probability(throne)}. Its strongest, {Name(best.Name)}, may hold {RankRange(best)} among {Many(models, "model")}.";

    public override string NotRanked(NamedLab lab) => $"Nothing that was public lets any model of {Name(lab.Name)} be ranked.";

    public override string Summary(NamedLab? lab, ImmutableArray<Departure> departures)
    {
        var known = departures.Where(departure => departure.To is not null).ToList();
        var top = known.GroupBy(departure => departure.To!).MaxBy(to => to.Count());
        return $"Since {Day(departures[^1].On)} the ledger names {Many(departures.Length, "departure")} from {(lab is null ? "the labs it watches" : Name(lab.Name))}"
            + (top is null ? "; of none is the next lab known." : $"; the next lab is known of {known.Count}, most often {Name(top.Key)} ({top.Count()}).");
    }

    public override string NobodyLeft(NamedLab? lab) => $"The ledger names nobody who left {(lab is null ? "a lab it watches" : Name(lab.Name))}.";

    public override string Sentence(Succession succession) =>
        $"{Name(succession.Newer)} against {Name(succession.Older)}: better on {succession.Ahead}, worse on {succession.Behind} and undecided on {succession.Level} of {Many(succession.Boards.Length, "board")} that outsiders run.";

    public override string NoSuccession(NamedLab? lab) => $"No outsider's board holds two successive leading models of {(lab is null ? "one lab" : Name(lab.Name))}.";

    public override string Sentence(ErrorBoard board)
    {
        var (oldest, newest) = (board.Models[0], board.Models[^1]);
        return $"{BoardName(board.Board)}: a hallucination rate of {Percent(oldest.Value / 100)} for {Name(oldest.Model)} and {Percent(newest.Value / 100)} for {Name(newest.Model)}; {board.Change switch
        {
            Meeting.Ahead => "the newer does better",
            Meeting.Behind => "the newer does worse",
            _ => "the two are not told apart",
        }}{(Peak(board) is { } peak ? $"; of those between, {Name(peak.Model)} had {Percent(peak.Value / 100)}" : "")}{(board.NoiseKnown ? "" : ". How noisy this board is has not been published")}.";
    }

    public override string Sentence(ServedChange change) =>
        $"{BoardName(change.Board)}: {Score(change.BeforeValue, change.Unit)} for {Name(change.Before)} ({Day(change.BeforeOn)}), {Score(change.AfterValue, change.Unit)} for {Name(change.After)} ({Day(change.AfterOn)}).";

    public override string Sentence(Choice choice)
    {
        var field = choice.Skill is { } skill ? $"In {Name(skill.Name)}" : "Over all boards";
        if (choice.First is not { } first)
        {
            return $"{field} the scores give no standing.";
        }

        var paid = first.Price is { } price ? $" ({Priced(price)})" : "";
        return choice.MayBeFirst == 1 ? $"{field} {Name(first.Name)}{paid} is ahead of all others."
            : $"{field} {Many(choice.MayBeFirst, "model")} may be the first. " + (choice.Cheaper.IsEmpty
                ? $"None of them with a known price is cheaper than {Name(first.Name)}{paid}, the most capable by the estimate."
                : $"Cheaper than {Name(first.Name)}{paid} and not told apart from it: {string.Join("; ", choice.Cheaper.Select(place => $"{Name(place.Name)} ({Priced(place.Price!)})"))}.");
    }

    public override string Name(Skill? skill) => skill is null ? "all boards" : Name(skill.Name);

    public override string InBrackets(string text) => $" ({text})";

    public override string Price(TokenCharge price) => $"{Dollars(price.Input)} / {Dollars(price.Output)}";

    public override string Tally(string? of, IReadOnlyCollection<ClaimFinding> claims)
    {
        var (day, now) = (Verdicts(claims, onTheDay: true), Verdicts(claims, onTheDay: false));
        var whose = of is null ? "" : $" of “{Name(of)}”";
        string Counted((int Supported, int Contradicted, int Open) counts) => $"{counts.Supported} supported, {counts.Contradicted} contradicted, {counts.Open} open";
        return day == now
            ? $"{Many(claims.Count, "claim")}{whose}: {Counted(now)}."
            : $"{Many(claims.Count, "claim")}{whose}, by the evidence of the day each was made: {Counted(day)}. By what is known now: {Counted(now)}.";
    }

    public override string MarkKey(string supported, string contradicted, string open) => $"{supported} supported, {contradicted} contradicted, {open} open.";

    public override string NoUsage(NamedLab? lab) => $"The ledger holds no usage figure{(lab is null ? "" : $" for any product of {Name(lab.Name)}")}.";

    public override string Holdings(int successions, int boards, ServedChange? served) =>
        $"What the ledger holds on this: {Many(successions, "model")} set against {(successions == 1 ? "its predecessor" : "their predecessors")}, {Many(boards, "board")} that count{(boards == 1 ? "s" : "")} made-up statements, "
        + (served is null ? "and no one name asked the same questions at two times. " : $"and the same name asked the same questions again, most recently in {Day(served.AfterOn)}. ")
        + "Nobody has published a repeated measurement of the chat product itself, so a decline that users felt there is neither shown nor ruled out.";

    public override string NoClaims(NamedLab? lab) => $"The ledger holds no claim{(lab is null ? "" : $" about {Name(lab.Name)}")}.";

    public override string? LeftOut(ImmutableArray<UndatedFacts> kinds) => kinds.IsEmpty ? null
        : $"Without a date of publication: {string.Join(", ", kinds.Select(kind => Many(kind.Count, kind.Kind switch
        {
            FactKind.Score => "score",
            FactKind.Release => "release",
            FactKind.VoteTally => "vote tally",
            FactKind.Usage => "usage figure",
            FactKind.Move => "move",
            FactKind.Claim => "claim",
            _ => "price",
        })))}.";

    public override string Sentence(OpenPoint point) => point switch
    {
        OpenPoint.FamousNames => "Only people who were in the news are named. That is no rate of leaving, and it does not tell whether more leave here than elsewhere.",
        OpenPoint.ChatProduct => "No board measures the chat product. These are models behind an API, each by its best setting; the app picks model, prompt and tools by itself.",
        OpenPoint.OwnModel => "Whether the model that you use got worse, only your own questions can tell, asked before and after.",
        OpenPoint.ServedNotAble => "Of one name served at two times, such figures show that the answers changed, not that the model was able to do less.",
        OpenPoint.TokensNotTasks => "A price per token is no price per task: models take more or fewer tokens for the same work, and most of all those that reason at length.",
        OpenPoint.OwnTask => "Boards ask other people's questions. Ask both models yours before you switch.",
        _ => throw new ArgumentOutOfRangeException(nameof(point), point, "A point without a sentence."),
    };

    public override string NotLinked(int models) => $"{Many(models, "model")} could not be placed: no board links {(models == 1 ? "it" : "them")} to the others.";

    public override string Facts(int count) => Many(count, "fact");

    public override string Sources(int count) => Many(count, "source");

    public override string MoreRows(int count) => $"and {Count(count)} more";

    public override string Cited(int facts, int sources) => $"{Many(facts, "fact")} from {Many(sources, "source")}.";

    public override string Sentence(CitedSource source) => string.Join(", ", new[]
    {
        source.Published is { } published ? $"published {Day(published)}" : null,
        source.ReadOn is { } read ? $"read {Day(read)}" : null,
        source.FirstHand ? null : "second hand",
    }.OfType<string>());

    public override string Dates(CitedFact fact) => (fact.DateMeans switch
    {
        DateMeaning.Happened => "of ",
        DateMeaning.Measured => "measured ",
        DateMeaning.Published => "published ",
        _ => "model of ",
    }) + Day(fact.TrueOn) + (fact.KnownBy is { } known ? $", known by {Day(known)}" : ", publication date unknown");

    private string RankRange(Place place) => place.Ranks.Best == place.Ranks.Worst ? $"rank {place.Ranks.Best}" : $"ranks {place.Ranks.Best} to {place.Ranks.Worst}";

    // Draws that all miss it do not make a thing impossible.
    private string Probability(double chance) => Chance(Math.Max(chance, .001));

    private static string Priced(TokenCharge price) => string.Create(CultureInfo.InvariantCulture, $"${Dollars(price.Input)} in, ${Dollars(price.Output)} out per million tokens");
}
