using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Levels;
using CodeRed.Findings.Talent;
using CodeRed.Findings.UsageGrowth;

namespace CodeRed.Findings.Wording;

/// <summary>A sentence with the facts it rests on.</summary>
/// <param name="Text">The sentence, inert.</param>
/// <param name="Facts">Ids of the facts.</param>
public sealed record CitedText(string Text, ImmutableArray<string> Facts);

/// <summary>A table of a brief.</summary>
/// <param name="Title">What it shows; null where the part's title says it.</param>
/// <param name="Header">One word or two for each column.</param>
/// <param name="Figures">Which columns hold figures.</param>
/// <param name="Rows">The cells, inert, with the facts that each row rests on.</param>
/// <param name="More">Rows left out of it.</param>
/// <param name="Detail">Whether only a page or file has room for it.</param>
/// <param name="Drawn">Whether a page draws the same as a chart.</param>
public sealed record OutlineTable(
    string? Title, ImmutableArray<string> Header, ImmutableArray<bool> Figures, ImmutableArray<(ImmutableArray<string> Cells, ImmutableArray<string> Facts)> Rows, int More = 0, bool Detail = false, bool Drawn = false)
{
    /// <summary>Whether any row rests on facts of its own, so that a column of sources has something to show.</summary>
    public bool Cited => Rows.Any(row => !row.Facts.IsEmpty);
}

/// <summary>The answer to one of the questions.</summary>
/// <param name="Part">Which.</param>
/// <param name="Answer">In a sentence.</param>
/// <param name="Findings">What else there is to say.</param>
/// <param name="Tables">The figures.</param>
/// <param name="Claims">Claims with their verdicts, by document; empty in other parts.</param>
/// <param name="Open">What is still open.</param>
/// <param name="Commands">What to type to go on.</param>
public sealed record OutlinePart(
    BriefPart Part,
    CitedText Answer,
    ImmutableArray<CitedText> Findings,
    ImmutableArray<OutlineTable> Tables,
    ImmutableArray<(string Title, ImmutableArray<ClaimFinding> Claims)> Claims,
    ImmutableArray<CitedText> Open,
    ImmutableArray<string> Commands);

/// <summary>A brief in words and tables, for every face alike: the terminal, Markdown and the page print this, and the page adds charts.</summary>
public sealed class BriefOutline
{
    private const int MostDepartures = 30;
    private const int MostHandovers = 6;

    private readonly BriefFinding _finding;
    private readonly Language _language;

    /// <summary>Puts a brief into words.</summary>
    public BriefOutline(BriefFinding finding, Language language)
    {
        (_finding, _language) = (finding, language);
        Parts = [Leads(), Users(), Leaving(), Dumber(), Instead(), Claims(), .. finding.Levels is { Labs.IsEmpty: false } levels ? (OutlinePart[])[Levels(levels)] : []];
    }

    /// <summary>The five questions, of which the first has two parts; then the level, where there are rules.</summary>
    public ImmutableArray<OutlinePart> Parts { get; }

    /// <summary>What the brief is about, in a word.</summary>
    public string Badge => _finding.Lab is { } lab ? InertText.OnOneLine(lab.Name, 60) : _language.Text(BriefLabel.AllLabs);

    /// <summary>The level of the one lab it is about; null where it is about all, or there are no rules.</summary>
    public LabLevel? Level => _finding.Lab is { } lab ? _finding.Levels?.Labs.FirstOrDefault(one => one.Id == lab.Id) : null;

    /// <summary>What was left out of it, and why; empty where nothing was.</summary>
    public IEnumerable<string> LeftOut() => new[] { _language.LeftOut(_finding.AsOf, _finding.Later, _finding.Undated), _language.LeftOut(_finding.UndatedKinds) }.OfType<string>();

    /// <summary>Numbers of the sources of facts, in ascending order, each once.</summary>
    public IReadOnlyList<int> SourcesOf(IEnumerable<string> facts)
    {
        _numbers ??= _finding.Sources.SelectMany(source => source.Facts.Select(fact => (fact.Id, source.Number))).ToLookup(pair => pair.Id, pair => pair.Number, StringComparer.Ordinal);
        return [.. facts.SelectMany(fact => _numbers[fact]).Distinct().Order()];
    }

    private ILookup<string, int>? _numbers;

    /// <summary>Ids of a claim and of the facts that its verdicts rest on.</summary>
    public static IEnumerable<string> FactsOf(ClaimFinding claim) => BriefFinding.EvidenceOf(claim);

    /// <summary>Why a claim has its verdict on the day asked of, with what vendors' own results would say.</summary>
    public CitedText Reason(ClaimState state)
    {
        var vendors = _language.Vendors(state);
        return new(_language.Reason(state) + (vendors is null ? "" : (_language.Tag == "en" ? " " : "") + vendors), [.. state.Evidence()]);
    }

    private OutlinePart Leads()
    {
        var standing = _finding.Standing;
        var all = _finding.Choices[0];
        var findings = ImmutableArray.CreateBuilder<CitedText>();
        if (_finding.Lab is { } lab && standing.Refusal is null)
        {
            findings.Add(all.Best.FirstOrDefault(place => place.Lab == lab.Name) is { } best
                ? new(_language.Position(lab, standing.Labs.FirstOrDefault(one => one.Id == lab.Id)?.Throne ?? 0, best, standing.Models.Length), best.Evidence)
                : new(_language.NotRanked(lab), []));
        }

        if (_language.Robust(standing) is { } robust)
        {
            findings.Add(new(robust, []));
            findings.Add(new(string.Join(_language.Tag == "en" ? " " : "", standing.Misfits.Select(_language.Sentence).Prepend(_language.Misfits(standing)!)), []));
        }

        var changes = standing.Handovers.Where(change => change.Since is not null).ToList();
        findings.AddRange(changes.TakeLast(MostHandovers).Select(change => new CitedText(_language.Sentence(change), change.Evidence)));
        var unresolved = standing.Handovers.Where(change => change.Since is null).ToList();
        var tables = ImmutableArray.CreateBuilder<OutlineTable>();
        if (!all.Best.IsEmpty)
        {
            tables.Add(new(
                _language.Text(BriefLabel.BestOfEachLab),
                [_language.Text(Label.Lab), _language.Text(Label.Model), _language.Text(Label.Ranks), _language.Text(Label.Capability), _language.Text(Label.ChanceBest)],
                [false, false, true, true, true],
                [
                    .. all.Best.Select(place => (
                        (ImmutableArray<string>)[Inert(place.Lab), Inert(place.Name), _language.Ranks(place.Ranks), _language.CapabilityWithInterval(place), _language.Chance(place.Throne)],
                        place.Evidence)),
                ],
                Drawn: true));
        }

        if (_finding.Choices.Length > 1)
        {
            tables.Add(new(
                _language.Text(BriefLabel.BySkill),
                [_language.Text(BriefLabel.Skill), _language.Text(BriefLabel.Likeliest), _language.Text(BriefLabel.MostCapable), _language.Text(BriefLabel.MayBeFirst)],
                [false, false, false, true],
                [
                    .. _finding.Choices.Where(choice => choice.First is not null).Select(choice => (
                        (ImmutableArray<string>)
                        [
                            _language.Name(choice.Skill), $"{Inert(choice.Labs[0].Name)} {_language.Chance(choice.Labs[0].Throne)}", Inert(choice.First!.Name),
                            $"{_language.Count(choice.MayBeFirst)} / {_language.Count(choice.Models)}",
                        ],
                        choice.First.Evidence)),
                ]));
        }

        if (!standing.Sensitivity.IsEmpty)
        {
            tables.Add(new(
                _language.Text(Label.Sensitivity),
                [_language.Text(BriefLabel.Choice), _language.Text(BriefLabel.Likeliest), _language.Text(BriefLabel.Outcome)],
                [false, false, false],
                [
                    .. standing.Sensitivity.Select(variation => (
                        (ImmutableArray<string>)[_language.Choice(variation), _language.Thrones(variation, standing), _language.Outcome(variation, standing)], ImmutableArray<string>.Empty)),
                ]));
        }

        return new(
            BriefPart.Leads,
            new(_language.Headline(standing), all.First?.Evidence ?? []),
            findings.ToImmutable(),
            tables.ToImmutable(),
            [],
            [
                .. unresolved.Select(change => new CitedText(_language.Sentence(change), change.Evidence)),
                .. Uncited(standing.NotLinked.IsEmpty ? [] : [_language.NotLinked(standing.NotLinked.Length)]),
                .. Uncited(standing.Refusal is null ? _language.Cautions(standing).Append(_language.ErrorRate(standing)) : []),
            ],
            ["codered standings", "codered handovers"]);
    }

    private OutlinePart Users()
    {
        var (usage, lab) = (_finding.Usage, _finding.Lab);
        var level = usage.Settings.Level;
        var grown = usage.Series.Where(series => series.Growth is not null).ToList();
        var main = usage.Series.Where(series => lab is null || series.Product.Lab == lab.Name).OrderByDescending(series => series.Figures.Length).FirstOrDefault();
        CitedText Said(UsageSeries series) => new(_language.Latest(series) + (_language.Tag == "en" ? " " : "") + _language.Growth(series, level), FactsOf(series));
        var compared = _finding.UsagePairs.Where(pair => pair.NotComparable is null).ToList();
        return new(
            BriefPart.Users,
            main is null ? new(_language.NoUsage(lab), []) : Said(main),
            [
                .. grown.Where(series => series != main).Select(Said),
                .. compared.SelectMany(pair => pair.Comparisons.Select(comparison => new CitedText(
                    string.Join(_language.Tag == "en" ? " " : "", _language.Sentences(comparison, usage with { Products = [pair.First, pair.Second] })),
                    [.. usage.Series.Where(series => series.Measure == comparison.Measure && ((series.Product == pair.First && series.By == comparison.FirstBy) || (series.Product == pair.Second && series.By == comparison.SecondBy)))
                        .SelectMany(series => FactsOf(series))]))),
            ],
            usage.Series.IsEmpty ? [] :
            [
                new(
                    null,
                    [_language.Text(BriefLabel.Series), _language.Text(BriefLabel.LatestFigure), _language.Text(BriefLabel.PerYear), _language.Text(BriefLabel.DoublingMonths)],
                    [false, true, true, true],
                    [
                        .. usage.Series.Select(series => (
                            (ImmutableArray<string>)
                            [
                                _language.Name(series), _language.Published(series.Measure, series.Figures[^1]),
                                series.Growth is { } growth ? _language.PerYear(growth) : "–", series.Growth is { } doubling ? _language.DoublingMonths(doubling) : "–",
                            ],
                            FactsOf(series))),
                    ]),
            ],
            [],
            [
                .. Uncited(_finding.UsagePairs.Where(pair => pair.NotComparable is not null).Select(pair => _language.NotComparable(pair.NotComparable!, pair.First, pair.Second))),
                .. Uncited(usage.Series.IsEmpty ? [] : [.. _language.Cautions(usage with { Comparisons = [.. compared.SelectMany(pair => pair.Comparisons)] }), _language.ErrorRate(usage)]),
            ],
            ["codered usage chatgpt gemini-app"]);
    }

    private static ImmutableArray<string> FactsOf(UsageSeries series) => [.. series.Figures.Select(figure => figure.Id)];

    private OutlinePart Leaving()
    {
        var left = _finding.Departures;
        var one = _finding.Lab is not null;
        ImmutableArray<string> header = [_language.Text(BriefLabel.Person), _language.Text(Label.Lab), _language.Text(BriefLabel.LeftOn), _language.Text(BriefLabel.Role), _language.Text(BriefLabel.WentTo)];
        return new(
            BriefPart.Leaving,
            left.IsEmpty ? new(_language.NobodyLeft(_finding.Lab), []) : new(_language.Summary(_finding.Lab, left), [.. left.SelectMany(departure => departure.Evidence)]),
            [.. Talent()],
            left.IsEmpty ? [] :
            [
                new(
                    _language.Text(BriefLabel.CameAndLeft),
                    [_language.Text(Label.Lab), _language.Text(Label.Left), _language.Text(Label.Came), _language.Text(Label.Net)],
                    [false, true, true, true],
                    [
                        .. _finding.Talent.Labs.Select(lab => (
                            (ImmutableArray<string>)[Inert(lab.Name), _language.Count(lab.Left), _language.Count(lab.Joined), _language.Balance(lab.Joined - lab.Left)],
                            MovesOf(lab.Name))),
                    ],
                    Drawn: true),
                new(
                    null,
                    one ? header.RemoveAt(1) : header,
                    [.. header.Skip(one ? 1 : 0).Select(_ => false)],
                    [
                        .. left.Take(MostDepartures).Select(departure =>
                        {
                            ImmutableArray<string> cells =
                            [
                                Inert(departure.Person), Inert(departure.Lab), _language.Day(departure.On), departure.Role is { } role ? Inert(role) : "–",
                                departure.To is { } to ? Inert(to) : _language.Text(BriefLabel.NotKnown),
                            ];
                            return (one ? cells.RemoveAt(1) : cells, departure.Evidence);
                        }),
                    ],
                    Math.Max(0, left.Length - MostDepartures)),
            ],
            [],
            [.. Uncited([_language.Sentence(OpenPoint.FamousNames), _language.Sentence(_finding.Talent.Sample), .. _language.Cautions(_finding.Talent), _language.ErrorRate(_finding.Talent)])],
            [$"codered talent{(_finding.Lab is { } lab ? " " + Inert(lab.Id) : "")}"]);
    }

    /// <summary>Ids of the moves to or from a lab, by its name.</summary>
    public ImmutableArray<string> MovesOf(string lab) => [.. _finding.Talent.Moves.Where(move => move.From == lab || move.To == lab).Select(move => move.Evidence)];

    private IEnumerable<CitedText> Talent()
    {
        var (talent, lab) = (_finding.Talent, _finding.Lab);
        var level = talent.Settings.Level;
        if (talent.Labs.IsEmpty)
        {
            yield break;
        }

        yield return new(_language.Headline(talent), [.. talent.Moves.Select(move => move.Evidence)]);
        foreach (var tenure in talent.Founders.Where(tenure => lab is null || tenure.Id == lab.Id))
        {
            yield return new(_language.Sentence(tenure, founders: true, level), [.. tenure.Stays.SelectMany(stay => stay.Evidence)]);
        }

        if (talent.FounderTest is { } test)
        {
            yield return new(_language.Sentence(test, level), [.. talent.Founders.SelectMany(tenure => tenure.Stays).SelectMany(stay => stay.Evidence)]);
        }

        // Of other labs only what could have been seen.
        foreach (var across in talent.Events.Where(across => across.Id == lab?.Id || across.Change is not (DepartureChange.CouldNotBeSeen or DepartureChange.TooShort)))
        {
            yield return new(_language.Sentence(across, level), MovesOf(across.Name));
        }
    }

    private OutlinePart Levels(LevelsFinding levels)
    {
        if (Level is not { } lab)
        {
            return new(
                BriefPart.Level,
                new(_language.Summary(levels), [.. levels.Labs.SelectMany(one => FactsOf(one))]),
                [],
                [
                    new(
                        null,
                        [_language.Text(Label.Lab), _language.Text(BriefLabel.LevelOf), _language.Text(BriefLabel.Applying)],
                        [false, false, false],
                        [
                            .. levels.Labs.Select(one => (
                                (ImmutableArray<string>)
                                [
                                    Inert(one.Name), _language.Badge(one.Level),
                                    one.Rules.Any(rule => rule.Applies) ? string.Join(_language.Tag == "en" ? " " : "", one.Rules.Where(rule => rule.Applies).Select(_language.Sentence)) : "–",
                                ],
                                FactsOf(one))),
                        ]),
                ],
                [],
                [.. Uncited([.. LeftOut(levels), _language.ErrorRate(levels)])],
                ["codered levels"]);
        }

        return new(
            BriefPart.Level,
            new(_language.Headline(lab), FactsOf(lab)),
            [
                .. lab.Rules.OrderByDescending(rule => rule.Applies).ThenBy(rule => rule.Decision.Verdict == ClaimVerdict.Open)
                    .Select(rule => new CitedText(_language.WithReason(rule), rule.Decision.Evidence)),
                .. _language.Changes(lab).Select(change => new CitedText(change, [])),
                .. _language.History(lab) is { } history ? (CitedText[])[new(history, [])] : [],
            ],
            [],
            [],
            [.. Uncited([.. LeftOut(levels), _language.ErrorRate(levels)])],
            [$"codered levels {Inert(lab.Id)}"]);
    }

    // A level is always of a day, also in a brief of all that is known.
    private IEnumerable<string> LeftOut(LevelsFinding levels) =>
        _finding.AsOf is null && _language.LeftOut(levels.AsOf, levels.Later, levels.Undated) is { } left ? [left] : [];

    private static ImmutableArray<string> FactsOf(LabLevel lab) => [.. lab.Rules.SelectMany(rule => rule.Decision.Evidence).Distinct(StringComparer.Ordinal)];

    private OutlinePart Dumber()
    {
        var successions = _finding.Progress.SelectMany(lab => _finding.Lab is null ? lab.Successions.TakeLast(1) : lab.Successions.Reverse()).ToList();
        var errors = _finding.Progress.SelectMany(lab => lab.Errors).ToList();
        var served = _finding.Progress.SelectMany(lab => lab.Served).ToList();
        return new(
            BriefPart.Dumber,
            successions.Count == 0 ? new(_language.NoSuccession(_finding.Lab), []) : new(_language.Sentence(successions[0]), successions[0].Evidence),
            [
                new(_language.Holdings(_finding.Progress.Sum(lab => lab.Successions.Length), errors.Count, served.MaxBy(change => change.AfterOn)), []),
                .. errors.Select(board => new CitedText(_language.Sentence(board), [.. board.Models.Select(model => model.Fact)])),
                .. served.Select(change => new CitedText(_language.Sentence(change), change.Evidence)),
            ],
            successions.Count == 0 ? [] :
            [
                new(
                    _language.Text(BriefLabel.Successions),
                    [
                        _language.Text(BriefLabel.Newer), _language.Text(BriefLabel.Released), _language.Text(BriefLabel.Older), _language.Text(BriefLabel.Better), _language.Text(BriefLabel.Worse),
                        _language.Text(BriefLabel.NotToldApart),
                    ],
                    [false, false, false, true, true, true],
                    [
                        .. successions.Select(succession => (
                            (ImmutableArray<string>)
                            [
                                Inert(succession.Newer), _language.Day(succession.Released), Inert(succession.Older), _language.Count(succession.Ahead), _language.Count(succession.Behind),
                                _language.Count(succession.Level),
                            ],
                            succession.Evidence)),
                    ],
                    Drawn: true),
            ],
            [],
            [.. Uncited([_language.Sentence(OpenPoint.ChatProduct), .. served.Count > 0 ? (string[])[_language.Sentence(OpenPoint.ServedNotAble)] : [], _language.Sentence(OpenPoint.OwnModel)])],
            ["codered drift before.csv after.csv"]);
    }

    private OutlinePart Instead() => new(
        BriefPart.Instead,
        Cited(_finding.Choices[0]),
        [],
        [
            .. _finding.Choices.Length < 2 ? (OutlineTable[])[] :
            [
                new(
                    _language.Text(BriefLabel.BySkill),
                    [_language.Text(BriefLabel.Skill), _language.Text(BriefLabel.MostCapable), _language.Text(BriefLabel.Cheaper)],
                    [false, false, false],
                    [
                        .. _finding.Choices.Skip(1).Select(choice => (
                            (ImmutableArray<string>)
                            [
                                _language.Name(choice.Skill), Priced(choice.First!),
                                choice.Cheaper.IsEmpty ? _language.Text(Label.None) : string.Join(_language.Tag == "en" ? "; " : "、", choice.Cheaper.Select(Priced)),
                            ],
                            (ImmutableArray<string>)[.. choice.Cheaper.Prepend(choice.First!).SelectMany(place => WithPrice(place))])),
                    ]),
            ],
            .. _finding.Choices.Where(choice => !choice.Best.IsEmpty).Select(choice => new OutlineTable(
                $"{_language.Text(BriefLabel.BestOfEachLab)}{(_language.Tag == "en" ? ": " : "：")}{_language.Name(choice.Skill)}",
                [_language.Text(Label.Model), _language.Text(Label.Ranks), _language.Text(Label.Capability), _language.Text(BriefLabel.Price), _language.Text(BriefLabel.OpenWeights)],
                [false, true, true, true, false],
                [
                    .. choice.Best.Select(place => (
                        (ImmutableArray<string>)
                        [
                            Inert(place.Name), _language.Ranks(place.Ranks), _language.CapabilityWithInterval(place),
                            place.Price is { } price ? _language.Price(price) : "–", _language.Text(place.OpenWeights ? BriefLabel.Yes : BriefLabel.No),
                        ],
                        WithPrice(place))),
                ],
                Detail: true)),
        ],
        [],
        [.. Uncited([_language.Text(BriefLabel.PricesMean), _language.Sentence(OpenPoint.TokensNotTasks), _language.Sentence(OpenPoint.OwnTask)])],
        ["codered compare a.csv b.csv"]);

    private OutlinePart Claims()
    {
        var claims = _finding.Claims.Claims;
        var documents = claims.Where(claim => claim.Of is not null).GroupBy(claim => claim.Of!).ToList();
        ImmutableArray<ClaimFinding> others = [.. claims.Where(claim => claim.Of is null)];
        var claimants = others.Select(claim => claim.Claimant).ToHashSet(StringComparer.Ordinal);
        CitedText[] tallies =
        [
            .. documents.Select(document => new CitedText(_language.Tally(document.First().Claimant, [.. document]), [])),
            .. others.IsEmpty ? (CitedText[])[] : [new(_language.Tally(null, others), [])],
        ];
        return new(
            BriefPart.Claims,
            tallies.FirstOrDefault() ?? new(_language.NoClaims(_finding.Lab), []),
            [
                .. tallies.Skip(1),
                .. _finding.Claims.Records.Where(record => claimants.Contains(record.Name) && record.Counts.Share is not null).Select(record => new CitedText(_language.Sentence(record), record.Counts.Claims)),
            ],
            [],
            [
                .. documents.Select(document => (_language.Text(BriefLabel.OfTheDocument), document.ToImmutableArray())),
                .. others.IsEmpty ? ((string, ImmutableArray<ClaimFinding>)[])[] : [(_language.Text(BriefLabel.OtherClaims), others)],
            ],
            claims.IsEmpty ? [] : [.. Uncited([_language.ErrorRate(_finding.Claims)])],
            ["codered claims"]);
    }

    private static IEnumerable<CitedText> Uncited(IEnumerable<string> sentences) => sentences.Select(sentence => new CitedText(sentence, []));

    private CitedText Cited(Choice choice) => new(_language.Sentence(choice), [.. choice.Cheaper.Prepend(choice.First).OfType<Place>().SelectMany(place => WithPrice(place))]);

    private string Priced(Place place) => Inert(place.Name) + (place.Price is { } price ? _language.InBrackets(_language.Price(price)) : "");

    private static ImmutableArray<string> WithPrice(Place place) => place.Price is { } price ? place.Evidence.Insert(0, price.Fact) : place.Evidence;

    private static string Inert(string hostile) => InertText.OnOneLine(hostile, 80);
}
