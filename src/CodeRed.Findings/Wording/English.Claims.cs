using System.Globalization;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Scores;
using CodeRed.Findings.UsageGrowth;

namespace CodeRed.Findings.Wording;

internal sealed partial class English
{
    public override string Badge(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "SUPPORTED",
        ClaimVerdict.Contradicted => "CONTRADICTED",
        _ => "OPEN",
    };

    public override string Statement(ClaimFinding claim) => Prose(claim.Statement);

    public override string Sentence(Decision decision) => Words(decision) + (decision is { Disputed: true } and not CombinedDecision ? " The evidence is divided." : "")
        + (decision.Unmeasured is { } product ? $" All of these are scores of models behind an API; none measures {Name(product)} itself, as its users meet it, so they decide nothing." : "");

    public override string Sentence(ManualVerdict verdict) => Prose(verdict.Why);

    public override string? Vendors(ClaimState state) => state.VendorDecision is not { } decision ? null
        : $"With the labs' own figures: {Badge(state.WithVendors).ToLowerInvariant()}. {Sentence(decision)}";

    public override string Sentence(TrackRecord record)
    {
        var counts = record.Counts;
        var decided = counts.Supported + counts.Contradicted;
        return decided == 0
            ? $"{Name(record.Name)}: {Many(counts.Open, "claim")}, none decided."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Name(record.Name)}: {counts.Supported} of {Many(decided, "decided claim")} held (95 % interval {counts.Share!.Value.Lower * 100:0} to {counts.Share.Value.Upper * 100:0} %); {counts.Open} open.");
    }

    public override string? LeftOut(DateOnly? asOf, int later, int undated) => asOf is not { } day || later + undated == 0 ? null
        : $"As of {Day(PartialDate.Of(day))}: {Many(later, "fact")} left out that became known later, and {Many(undated, "fact")} for which nothing says when they became known.";

    public override string ErrorRate(ClaimsFinding finding) =>
        "A verdict says what the ledger's facts bear out, not more: what it does not hold is open. Scores differ where the chance of calling any board of a question wrongly is below 5 %; where an error is not known, a large one is assumed. What labs measured or counted of their own, or of a rival's, counts only where that is said. A claim dated to a month is judged at its end. In a record each claim counts as it was when it was made, where that was decided. Claims were chosen, so a share of claims that held is no rate of truth.";

    public override string Day(PartialDate date) => date.First.ToString(
        date.IsDay ? "d MMMM yyyy" : date.First.Month == date.Last.Month ? "MMMM yyyy" : "yyyy", CultureInfo.InvariantCulture);

    public override string Figure(UsageMeasure measure, double value) => measure.IsShare || measure.Unit == "%"
        ? value.ToString("0.#", CultureInfo.InvariantCulture) + " %"
        : value switch
        {
            >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.###} billion"),
            >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.###} million"),
            _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
        };

    private string Words(Decision decision) => decision switch
    {
        CombinedDecision { Of: Combination.Not } not => Sentence(not.Parts[0]),
        CombinedDecision combined => string.Join(" ", combined.Parts.Select(Sentence).Distinct(StringComparer.Ordinal)),
        UndecidableDecision undecidable => undecidable.Missing switch
        {
            UndecidableKind.Comparison => $"“{Prose(undecidable.Words)}” compares, and does not say with what.",
            UndecidableKind.Cause => $"“{Prose(undecidable.Words)}” asserts a cause, which dated facts cannot show.",
            UndecidableKind.Intention => $"“{Prose(undecidable.Words)}” is about an intention or a feeling, which no fact here shows.",
            _ => $"“{Prose(undecidable.Words)}”: the ledger holds no facts of this kind.",
        },
        ReportedDecision { Publishers.IsEmpty: true } => "The ledger holds no report of it.",
        ReportedDecision reported => $"Reported by {Many(reported.Publishers.Length, "publisher")} ({List(reported.Publishers)}); {reported.Needed} asked for.",
        ReleasedDecision released => Words(released),
        MovedDecision moved => Words(moved),
        FounderDecision founder => founder.Verdict == ClaimVerdict.Supported
            ? $"{Name(founder.Person)} is among the founders of {Name(founder.Lab)}."
            : $"The ledger does not name {Name(founder.Person)} among the founders of {Name(founder.Lab)}.",
        FlowDecision flow => $"Of the named people, {flow.Left} left {Name(flow.Lab)} and {flow.Joined} came{(flow.PValue is { } p ? $" (sign test, {PValue(p)})" : "")}; famous names are a sample, not a rate.",
        DestinationsDecision went => $"Of those who left {Name(went.Lab)}, {went.There} went to the labs in question, {went.Elsewhere} elsewhere; of {went.Unknown} the next place is not known.",
        OrderDecision order when order.First.On == default || order.Second.On == default => NotHeld(order.First, order.Second),
        OrderDecision order => $"“{Prose(order.First.Name)}” is of {Day(order.First.On)}, “{Prose(order.Second.Name)}” of {Day(order.Second.On)}.",
        SpanDecision span when span.First.On == default || span.Second.On == default => NotHeld(span.First, span.Second),
        SpanDecision span => $"From {Day(span.First.On)} to {Day(span.Second.On)}: {Many(span.Months, "month")}; at most {span.AtMost} were claimed.",
        ValueDecision { Value: null } value => $"No such value of {Name(value.Of)} counts here.",
        ValueDecision value => $"{Name(value.Of)}: {Amount(value, value.Value!.Value)}{(value.Interval is { } interval ? $" ({Amount(value, interval.Lower)} to {Amount(value, interval.Upper)})" : "")}; {Limits(value)}.",
        GrowthDecision { Before: { } before, After: { } after } growth => $"{Name(growth.Product)}, {Name(growth.Measure.Name)}: {Figure(growth.Measure, before.Value)} in {Day(before.On)}, {Figure(growth.Measure, after.Value)} in {Day(after.On)}.",
        GrowthDecision growth => $"{Name(growth.Product)} has no two figures of {Name(growth.Measure.Name)} at those times; figures of different measures are not compared.",
        UsageDecision { Compared.IsEmpty: true, OnlyOne.IsEmpty: true } usage => $"No such figure of {Name(usage.Product)} or {Name(usage.Than)} was known.",
        UsageDecision { Compared.IsEmpty: true } usage => $"{Name(usage.Product)} and {Name(usage.Than)} have no measure in common that one and the same counted ({string.Join(", ", usage.OnlyOne.Select(measure => Name(measure.Name)))}), so they are not comparable.",
        UsageDecision usage => string.Join(" ", usage.Compared.Select(compared => $"{Capital(Name(compared.Measure.Name))}: {Name(usage.Product)} {Figure(compared.Measure, compared.Product.Value)} ({Day(compared.Product.On)}), {Name(usage.Than)} {Figure(compared.Measure, compared.Than.Value)} ({Day(compared.Than.On)}), by {Name(compared.By)}{NotTold(compared.Larger)}.")),
        BoardsDecision { Boards.IsEmpty: true } boards => $"No board holds both {Name(boards.Who)} and {(boards.Over is null ? "somebody else" : Name(boards.Over))}.",
        BoardsDecision boards => $"{Name(boards.Who)} against {(boards.Over is null ? "all others" : Name(boards.Over))}: ahead on {boards.Ahead}, behind on {boards.Behind}, not told apart on {boards.Level} of {Many(boards.Ahead + boards.Behind + boards.Level, "benchmark")}.{(boards.Boards.All(board => board.NoiseKnown) ? "" : " Where a board's noise is not known, a large one is assumed.")}",
        GapDecision { Board: { } board } gap => board.Result == Meeting.Ahead
            ? $"{Name(board.Model)} is first on {Name(board.Board.Name)}."
            : $"On {Name(board.Board.Name)} {Name(board.Model)} has {Score(board.Value, "")} and the first of all others, {Name(board.Other)}, {Score(board.OtherValue, "")}: {Score(gap.Behind!.Value, "")} behind (95 % interval {Score(gap.Interval!.Value.Lower, "")} to {Score(gap.Interval.Value.Upper, "")}); at most {Score(gap.AtMost, "")} was asked for.",
        GapDecision gap => $"No board holds {Name(gap.Who)} and a leader.",
        LeadersDecision leaders => leaders.Leaders.IsEmpty ? $"On none of {Many(leaders.Undecided, "benchmark")} does one lab lead beyond noise."
            : $"{Many(leaders.Labs, "lab")} led {Many(leaders.Leaders.Length, "benchmark")} beyond noise, and {leaders.Undecided} had no sure leader: {string.Join("; ", leaders.Leaders.GroupBy(leader => leader.Lab).Select(lab => $"{Name(lab.Key)} {lab.Count()}"))}.",
        ThroneDecision { Probability: { } probability } throne => $"In {Name(throne.Skill.Name)} the best model is {Name(throne.Lab)}'s with probability {Chance(probability)}.",
        ThroneDecision throne => $"No standing in {Name(throne.Skill.Name)} could be computed.",
        RecordDecision { Share: { } share } record => string.Create(CultureInfo.InvariantCulture, $"{List(record.Claimants)}: {record.Supported} of {record.Supported + record.Contradicted} decided claims held (95 % interval {share.Lower * 100:0} to {share.Upper * 100:0} %), {record.Open} open."),
        RecordDecision record => $"{List(record.Claimants)}: no decided claim.",
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, "A decision without words."),
    };

    private string NotHeld(params ReadOnlySpan<DatedName> names)
    {
        List<string> missing = [];
        foreach (var name in names)
        {
            if (name.On == default)
            {
                missing.Add($"“{Prose(name.Name)}”");
            }
        }

        return $"No such fact counts here: {string.Join(", ", missing.Distinct(StringComparer.Ordinal))}.";
    }

    private static string NotTold(Larger larger) => larger switch
    {
        Larger.NotToldApart => "; rounding allowed for, not told apart",
        Larger.NoCommonTime => "; not of about the same time",
        _ => "",
    };

    private string Words(ReleasedDecision released)
    {
        var time = (released.Since, released.Until) switch
        {
            ({ } since, { } until) when since == until => $" in {Day(since)}",
            ({ } since, { } until) => $" between {Day(since)} and {Day(until)}",
            ({ } since, null) => $" since {Day(since)}",
            (null, { } until) => $" until {Day(until)}",
            _ => "",
        };
        return released.Found.Length > 0
            ? $"Released{time}: {string.Join(", ", released.Found.Take(6).Select(Dated))}{(released.Found.Length > 6 ? $" and {released.Found.Length - 6} more" : "")}{(released.Needed > 1 ? $"; {released.Needed} asked for" : "")}."
            : released.Outside.Length > 0 && !released.Absent ? $"Not released{time}, but {string.Join(", ", released.Outside.Take(3).Select(Dated))}."
            : released.Absent ? $"{Name(released.What)}: no release{time}, and the ledger was kept for weeks after."
            : $"{Name(released.What)}: the ledger holds no release{time}.";
    }

    private string Words(MovedDecision moved)
    {
        if (moved.On is not { } on)
        {
            return $"The ledger holds no such move of {Name(moved.Person)}.";
        }

        var where = (moved.From, moved.To) switch
        {
            ({ } from, { } to) => $"went from {Name(from)} to {Name(to)}",
            ({ } from, null) => $"left {Name(from)}",
            (null, { } to) => $"joined {Name(to)}",
            _ => "moved",
        };
        var later = moved.Since is not { } next ? "" : next.Name.Length == 0 ? $"; moved again in {Day(next.On)}" : $"; since {Day(next.On)} at {Name(next.Name)}";
        return $"{Name(moved.Person)} {where}, {Day(on)}{later}.";
    }

    private string Limits(ValueDecision value) => (value.AtLeast, value.AtMost) switch
    {
        ({ } least, { } most) => $"between {Amount(value, least)} and {Amount(value, most)} was claimed",
        ({ } least, null) => $"at least {Amount(value, least)} was claimed",
        (null, { } most) => $"at most {Amount(value, most)} was claimed",
        _ => "no limit was claimed",
    };

    private string Dated(DatedName name) => $"{Prose(name.Name)} ({Day(name.On)})";

    private static string Many(long count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}s");

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Prose(string hostile) => InertText.OnOneLine(hostile, 600);
}
