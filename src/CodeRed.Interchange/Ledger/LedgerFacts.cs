using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>The facts of a ledger, and the conflicts that were written down.</summary>
internal sealed class LedgerFacts
{
    private readonly LedgerEntities entities;
    private readonly ICollection<DocumentProblem> problems;
    private readonly DateOnly? today;
    private readonly ImmutableArray<DocumentProblem>.Builder notices = ImmutableArray.CreateBuilder<DocumentProblem>();
    private readonly LedgerNames<Fact> facts = new("fact", "write it, or leave the id out");
    private readonly LedgerNames<LedgerConflict> conflicts = new("conflict", "write it under conflicts:");
    private readonly HashSet<string> labsWithModels;
    private readonly HashSet<string> versions;

    public LedgerFacts(IReadOnlyList<LedgerDocument> documents, LedgerEntities entities, ICollection<DocumentProblem> problems, DateOnly? today)
    {
        (this.entities, this.problems, this.today) = (entities, problems, today);
        labsWithModels = [.. entities.Models.All.Select(model => model.Lab)];
        versions = [.. entities.Models.All.Select(model => model.Version)];
        foreach (var document in documents.OrderBy(document => document.Layer))
        {
            ReadRows(document);
        }

        CheckEvidence();
        CompareReleases();
    }

    public ImmutableArray<DocumentProblem> Notices => [.. notices.OrderBy(notice => notice.Path, StringComparer.Ordinal).ThenBy(notice => notice.Line)];

    public CodeRed.Evidence.Facts.Ledger ToLedger() => new(
        facts.All.OrderBy(fact => fact.Id, StringComparer.Ordinal),
        entities.Labs.All,
        entities.Models.All,
        entities.Benchmarks.All,
        entities.Skills.All,
        entities.Runners.All,
        entities.Products.All,
        entities.Measures.All,
        entities.People.All,
        conflicts.All.OrderBy(conflict => conflict.Id, StringComparer.Ordinal));

    private void ReadRows(LedgerDocument document)
    {
        switch (document.Kind)
        {
            case "series":
                foreach (var series in document.Rows())
                {
                    ReadSeries(series, document.Layer);
                }

                break;
            case "releases":
                Each(document, "a release", ReadRelease);
                break;
            case "moves":
                Each(document, "a move", ReadMove);
                break;
            case "usage":
                Each(document, "a usage figure", ReadUsage);
                break;
            case "prices":
                Each(document, "a price", ReadPrice);
                break;
            case "claims":
                Each(document, "a claim", ReadClaim);
                break;
            case "conflicts":
                foreach (var row in document.Entries.Items)
                {
                    ReadConflict(row, document.Layer);
                }

                break;
        }
    }

    private void Each(LedgerDocument document, string name, Func<LedgerFields, Common, Fact?> read)
    {
        foreach (var row in document.Rows())
        {
            Add(row, name, document.Layer, read);
        }
    }

    private void Add(YamlNode row, string name, int layer, Func<LedgerFields, Common, Fact?> read)
    {
        var fields = new LedgerFields(row, name, problems);
        if (row.Kind != YamlKind.Mapping)
        {
            return;
        }

        // The keys of its kind are looked at even where it has no date or source, so that all mistakes come at once.
        var common = CommonOf(fields);
        var fact = read(fields, common);
        if (common.IsComplete && fact is not null)
        {
            fact = fact with { KnownBy = common.KnownBy, KnownBasis = common.Basis, Note = common.Note };
            CheckDates(fields, fact);
            string named = common.Id is null ? $"'{fact.Id}' (an id made of what it says)" : $"'{fact.Id}'";
            if (!LedgerFields.IsId(fact.Id))
            {
                fields.NoteAt(row.Line, $"{named} is no id", "write an id: of lower-case letters, digits, full stops and hyphens");
            }

            facts.Take(fact.Id, fact, new LedgerPlace(layer, row.Path, row.Line), fields, named);
        }

        fields.Flag("replaces");
        fields.RefuseOthers();
    }

    /// <summary>What every fact says.</summary>
    private sealed record Common(string? Id, PartialDate? Date, Confidence? Trust, ImmutableArray<FactSource> Sources, string Path, long Line)
    {
        public PartialDate? KnownBy { get; init; }

        public KnownBasis? Basis { get; init; }

        public string? Note { get; init; }

        /// <summary>Whether a fact can be made of it; else what is missing was noted.</summary>
        public bool IsComplete => Date is not null && Trust is not null && Sources.Length > 0;

        public PartialDate On => Date.GetValueOrDefault();

        public Confidence Confidence => Trust.GetValueOrDefault();

        /// <summary>The id that was given, or one made of the words that identify it.</summary>
        public string IdOr(params ReadOnlySpan<string?> parts)
        {
            if (Id is not null)
            {
                return Id;
            }

            var id = new System.Text.StringBuilder();
            foreach (string? part in parts)
            {
                if (part is not null)
                {
                    id.Append(part).Append('.');
                }
            }

            return id.Append(On).ToString();
        }
    }

    private Common CommonOf(LedgerFields fields)
    {
        var knownBy = fields.Date("known_by");
        var basis = fields.Word<KnownBasis>("known_basis");
        if (knownBy is not null && fields.Any("known_basis") is null)
        {
            fields.Note("known_by", "'known_by' stands without 'known_basis'", $"write known_basis: and one of {string.Join(", ", LedgerWords<KnownBasis>.All)}");
        }
        else if (fields.Any("known_by") is null && basis is not null)
        {
            fields.Note("known_basis", "'known_basis' stands without 'known_by'", "write known_by: and a date, or leave both out");
        }

        return new Common(
            fields.Id("id"), fields.Date("on", required: true), fields.Word<Confidence>("confidence", required: true), fields.Sources(), fields.Node.Path, fields.Node.Line)
        {
            KnownBy = knownBy,
            Basis = knownBy is null ? null : basis,
            Note = fields.Words("note"),
        };
    }

    private void ReadSeries(YamlNode node, int layer)
    {
        var fields = new LedgerFields(node, "a series", problems);
        if (node.Kind != YamlKind.Mapping)
        {
            return;
        }

        foreach (string key in LedgerDocument.HeadKeys)
        {
            fields.Any(key);
        }

        var scores = Rows(fields, "scores");
        var votes = Rows(fields, "votes");
        if (fields.Any("scores") is null && fields.Any("votes") is null)
        {
            fields.NoteMissing("scores", "write scores: with a list of {model, value, on}, or votes:");
        }

        fields.RefuseOthers();
        foreach (var row in scores)
        {
            Add(LedgerDocument.WithHead(row, node), "a score", layer, ReadScore);
        }

        foreach (var row in votes)
        {
            Add(LedgerDocument.WithHead(row, node), "a vote tally", layer, ReadVotes);
        }
    }

    private static ImmutableArray<YamlNode> Rows(LedgerFields fields, string key)
    {
        var node = fields.Any(key);
        if (node is not null && (node.Kind != YamlKind.Sequence || node.Items.IsEmpty))
        {
            fields.Note(key, $"'{key}' is {(node.Kind == YamlKind.Sequence ? "an empty list" : node.Description)}", "write a list: each entry starts with -");
        }

        return node?.Items ?? [];
    }

    private (ScoreSeries Series, BenchmarkMetric Metric, Benchmark Benchmark)? SeriesOf(LedgerFields fields)
    {
        string? runner = fields.Reference("runner", entities.Runners);
        string? metricId = fields.Reference("metric", "metric of the benchmark", required: false);
        string? editionId = fields.Reference("edition", "edition of the benchmark", required: false);
        if (fields.Reference("benchmark", entities.Benchmarks) is not { } id)
        {
            return null;
        }

        var benchmark = entities.Benchmarks.Find(id)!;
        var metric = metricId is null && benchmark.Metrics.Length == 1 ? benchmark.Metrics[0] : benchmark.Metrics.FirstOrDefault(metric => metric.Id == metricId);
        if (metric is null)
        {
            NoteChoice(fields, "metric", metricId, benchmark, [.. benchmark.Metrics.Select(metric => metric.Id)]);
        }

        bool editionFits = editionId is null ? benchmark.Editions.IsEmpty : benchmark.Editions.Any(edition => edition.Id == editionId);
        if (!editionFits)
        {
            NoteChoice(fields, "edition", editionId, benchmark, [.. benchmark.Editions.Select(edition => edition.Id)]);
        }

        return runner is null || metric is null || !editionFits ? null : (new ScoreSeries(id, editionId, runner, metric.Id), metric, benchmark);
    }

    private static void NoteChoice(LedgerFields fields, string key, string? written, Benchmark benchmark, string[] choices)
    {
        string all = $"it has {string.Join(", ", choices)}";
        if (written is null)
        {
            fields.NoteMissing(key, $"say which {key} of {benchmark.Id}: {all}");
        }
        else if (choices.Length == 0)
        {
            fields.Note(key, $"benchmark '{benchmark.Id}' has no {key}s", $"leave {key}: out, or write editions: for the benchmark");
        }
        else
        {
            string? near = NearestName.To(written, choices);
            fields.Note(key, $"benchmark '{benchmark.Id}' has no {key} {fields.Any(key)!.Description}", near is null ? all : $"did you mean {near}? Otherwise {all}");
        }
    }

    private Score? ReadScore(LedgerFields fields, Common common)
    {
        var of = SeriesOf(fields);
        string? modelId = fields.Reference("model", entities.Models);
        double? value = fields.Number("value", required: true);
        var (lower, upper) = Interval(fields, value);
        int? items = fields.Count("items");
        string? conditions = fields.Words("conditions");
        var given = fields.Word<RunnerKind>("runner_kind");
        var means = Measured(fields);
        if (given is not null && common.Note is null)
        {
            fields.Note("runner_kind", "'runner_kind' is written, but nothing says why", "write note: with the reason, or leave runner_kind out: it follows from the labs");
        }

        if (of is not ({ } series, { } metric, _) || modelId is null || value is not { } figure)
        {
            return null;
        }

        if (metric.Scale == ScoreScale.Share && figure is < 0 or > 100)
        {
            fields.Note("value", $"'value' is {fields.Any("value")!.Description}, but {metric.Name} of {series.Benchmark} is a share", "write percent, from 0 to 100");
        }
        else if (metric.Scale == ScoreScale.Positive && figure <= 0)
        {
            fields.Note("value", $"'value' is {fields.Any("value")!.Description}, but {metric.Name} of {series.Benchmark} is a positive quantity", "write a number above 0");
        }

        var model = entities.Models.Find(modelId)!;
        var runner = entities.Runners.Find(series.Runner)!;
        if (common.KnownBy is { } known && model.Released is { } released && known.Last < released.First)
        {
            notices.Add(new(common.Path, common.Line, $"the score was known by {known}, before {model.Id} was released on {released}", "look again at both dates"));
        }

        return new Score(series, modelId, figure, given ?? KindOf(runner, model))
        {
            Id = common.IdOr("score", series.Benchmark, series.Edition, series.Metric, modelId, series.Runner),
            TrueOn = common.On,
            Sources = common.Sources,
            Confidence = common.Confidence,
            Path = common.Path,
            Line = common.Line,
            DateMeans = means,
            Lower = lower,
            Upper = upper,
            Items = items,
            Conditions = conditions,
        };
    }

    /// <summary>What a lab or an outsider who measured a model is to the lab that made it.</summary>
    private RunnerKind KindOf(Runner runner, Model model) =>
        runner.Lab is null ? RunnerKind.Independent
        : runner.Lab == model.Lab ? RunnerKind.Vendor
        : labsWithModels.Contains(runner.Lab) || entities.Labs.Find(runner.Lab) is { Watched: true } ? RunnerKind.Rival
        : RunnerKind.Independent;

    private static DateMeaning Measured(LedgerFields fields)
    {
        var means = fields.Word<DateMeaning>("date_means", required: true);
        if (means == DateMeaning.Happened)
        {
            fields.Note("date_means", "'date_means' is 'happened', but a figure does not happen", "write measured, published or model_released");
        }

        return means ?? DateMeaning.Measured;
    }

    private static (double? Lower, double? Upper) Interval(LedgerFields fields, double? value)
    {
        if (fields.Numbers("interval") is not { } limits)
        {
            return default;
        }

        if (limits.Length != 2)
        {
            fields.Note("interval", string.Create(CultureInfo.InvariantCulture, $"'interval' has {limits.Length} numbers"), "write its lower and its upper limit, as in [83.0, 88.1]");
            return default;
        }

        if (limits[0] > limits[1] || value < limits[0] || value > limits[1])
        {
            fields.Note("interval", "'interval' does not hold the value", "write its lower and its upper limit around the value, as in [83.0, 88.1]");
        }

        return (limits[0], limits[1]);
    }

    private VoteTally? ReadVotes(LedgerFields fields, Common common)
    {
        var of = SeriesOf(fields);
        string? first = fields.Reference("first", entities.Models);
        string? second = fields.Reference("second", entities.Models);
        int? wins = Required(fields, "wins");
        int? losses = Required(fields, "losses");
        int? ties = Required(fields, "ties");
        var means = Measured(fields);
        if (first is not null && first == second)
        {
            fields.Note("second", $"both sides are {first}", "name two models");
        }

        if (of is not ({ } series, _, _) || first is null || second is null || wins is not { } won || losses is not { } lost || ties is not { } tied)
        {
            return null;
        }

        return new VoteTally(series, first, second, won, lost, tied)
        {
            Id = common.IdOr("votes", series.Benchmark, series.Edition, series.Metric, first, second, series.Runner),
            TrueOn = common.On,
            Sources = common.Sources,
            Confidence = common.Confidence,
            Path = common.Path,
            Line = common.Line,
            DateMeans = means,
        };
    }

    private static int? Required(LedgerFields fields, string key)
    {
        if (fields.Any(key) is null)
        {
            fields.NoteMissing(key, "write a whole number");
        }

        return fields.Count(key, minimum: 0);
    }

    private Release? ReadRelease(LedgerFields fields, Common common)
    {
        string? lab = fields.Reference("lab", entities.Labs);
        string? subject = fields.Name("subject");
        var kind = fields.Word<ReleaseKind>("kind") ?? ReleaseKind.Model;
        string? model = fields.Reference("model", entities.Models, required: false);
        bool? flagship = fields.Flag("flagship");
        if (lab is not null && model is not null && entities.Models.Find(model)!.Lab is { Length: > 0 } maker && maker != lab)
        {
            fields.Note("model", $"'{model}' is a model of {maker}, not of {lab}", "correct lab: or model:");
        }

        return lab is null || subject is null ? null : new Release(lab, subject, kind, model, flagship)
        {
            Id = common.Id ?? $"release.{lab}.{ModelNames.Normal(subject)}",
            TrueOn = common.On,
            Sources = common.Sources,
            Confidence = common.Confidence,
            Path = common.Path,
            Line = common.Line,
        };
    }

    private Move? ReadMove(LedgerFields fields, Common common)
    {
        string? person = fields.Reference("person", entities.People);
        var kind = fields.Word<MoveKind>("kind", required: true);
        string? from = fields.Reference("from", entities.Labs, required: kind is MoveKind.Left or MoveKind.Dismissed);
        string? to = fields.Reference("to", entities.Labs, required: kind is MoveKind.Joined or MoveKind.Returned);
        string? role = fields.Words("role");
        if (from is not null && from == to && kind is not MoveKind.Role)
        {
            fields.Note("to", $"the move is from {from} to {to}", "name two labs, or write kind: role for another role in the same lab");
        }

        if (kind == MoveKind.Role && from is null && to is null)
        {
            fields.NoteMissing("from", "write the id of the lab in which the role changed");
        }

        return person is null || kind is not { } what ? null : new Move(person, what, from, to, role)
        {
            Id = common.IdOr("move", person, LedgerWords<MoveKind>.Of(what)),
            TrueOn = common.On,
            Sources = common.Sources,
            Confidence = common.Confidence,
            Path = common.Path,
            Line = common.Line,
        };
    }

    private Usage? ReadUsage(LedgerFields fields, Common common)
    {
        string? product = fields.Reference("product", entities.Products);
        string? measure = fields.Reference("measure", entities.Measures);
        double? value = fields.Number("value", required: true);
        var precision = fields.Word<Precision>("precision") ?? Precision.Rounded;
        string? by = RunnerOrLab(fields, "by");
        var means = fields.Word<DateMeaning>("date_means") ?? DateMeaning.Happened;
        if (value is { } figure && measure is not null && (figure < 0 || (entities.Measures.Find(measure)!.IsShare && figure > 100)))
        {
            fields.Note("value", $"'value' is {fields.Any("value")!.Description}", entities.Measures.Find(measure)!.IsShare ? "write percent, from 0 to 100" : "write a number of at least 0");
        }

        if (means == DateMeaning.ModelReleased)
        {
            fields.Note("date_means", "'date_means' is 'model_released', but usage is of no model", "write happened, measured or published");
        }

        return product is null || measure is null || value is null || by is null ? null
            : new Usage(entities.Products.Find(product)!.Lab, product, measure, value.Value, precision, by)
            {
                Id = common.IdOr("usage", product, measure, by),
                TrueOn = common.On,
                Sources = common.Sources,
                Confidence = common.Confidence,
                Path = common.Path,
                Line = common.Line,
                DateMeans = means,
            };
    }

    private Price? ReadPrice(LedgerFields fields, Common common)
    {
        string? model = fields.Reference("model", entities.Models);
        string? vendor = RunnerOrLab(fields, "vendor");
        decimal? input = fields.Money("input", required: true);
        decimal? output = fields.Money("output", required: true);
        decimal? cached = fields.Money("cached_input");
        return model is null || vendor is null || input is null || output is null ? null : new Price(model, vendor, input.Value, output.Value, cached)
        {
            Id = common.IdOr("price", vendor, model),
            TrueOn = common.On,
            Sources = common.Sources,
            Confidence = common.Confidence,
            Path = common.Path,
            Line = common.Line,
        };
    }

    private string? RunnerOrLab(LedgerFields fields, string key)
    {
        string? id = fields.Reference(key, "runner or lab");
        if (id is null || entities.Runners.Find(id) is not null || entities.Labs.Find(id) is not null)
        {
            return id;
        }

        var (problem, remedy) = entities.Runners.Unknown(id);
        fields.Note(key, $"{problem}, nor a lab of that id", remedy);
        return null;
    }

    private Claim? ReadClaim(LedgerFields fields, Common common)
    {
        if (fields.Any("id") is null)
        {
            fields.NoteMissing("id", "write an id such as claim.openai-code-red");
        }

        string? claimant = fields.Reference("claimant", "person, lab or runner");
        if (claimant is not null && !IsClaimant(claimant))
        {
            var (problem, remedy) = entities.Runners.Unknown(claimant);
            fields.Note("claimant", $"{problem}, nor a person or lab of that id", remedy);
        }

        string? statement = fields.Words("statement", required: true);
        string? chinese = fields.Words("zh-Hant");
        var about = fields.References("about", entities.Labs);
        string? of = fields.Id("of");
        var when = fields.Any("when");
        var verdicts = ImmutableArray.CreateBuilder<ManualVerdict>();
        foreach (var node in Rows(fields, "verdicts"))
        {
            if (ReadVerdict(node) is { } verdict)
            {
                verdicts.Add(verdict);
            }
        }

        var evidence = fields.Ids("evidence");
        if (when is not null && verdicts.Count > 0)
        {
            fields.Note("verdicts", "a condition and a person both decide", "keep when: or verdicts:");
        }

        return claimant is null || statement is null || common.Id is null ? null : new Claim(claimant, statement)
        {
            Id = common.Id,
            TrueOn = common.On,
            Sources = common.Sources,
            Confidence = common.Confidence,
            Path = common.Path,
            Line = common.Line,
            StatementZhHant = chinese,
            About = about,
            Of = of,
            Condition = when is null ? null : ConditionReader.Read(when, problems),
            Verdicts = verdicts.ToImmutable(),
            Evidence = evidence,
        };
    }

    private ManualVerdict? ReadVerdict(YamlNode node)
    {
        var fields = new LedgerFields(node, "a verdict", problems);
        if (node.Kind != YamlKind.Mapping)
        {
            return null;
        }

        var verdict = fields.Word<ClaimVerdict>("verdict", required: true);
        var known = fields.Date("known_by", required: true);
        string? why = fields.Words("why", required: true);
        string? chinese = fields.Words("zh-Hant");
        var evidence = fields.Ids("evidence");
        fields.RefuseOthers();
        return verdict is { } word && known is { } day && why is not null ? new ManualVerdict(word, day, why, chinese, evidence) : null;
    }

    private void ReadConflict(YamlNode node, int layer)
    {
        var fields = new LedgerFields(node, "a conflict", problems);
        if (node.Kind != YamlKind.Mapping)
        {
            return;
        }

        string? id = fields.Id("id");
        if (id is null && fields.Any("id") is null)
        {
            fields.NoteMissing("id", "write an id such as conflict.o1-date");
        }

        string? subject = fields.Words("subject", required: true);
        var sides = ImmutableArray.CreateBuilder<ConflictSide>();
        var written = Rows(fields, "sides");
        foreach (var side in written)
        {
            var of = new LedgerFields(side, "a side", problems);
            if (side.Kind != YamlKind.Mapping)
            {
                continue;
            }

            string? says = of.Words("says", required: true);
            var rests = of.Ids("facts");
            var sources = of.Any("source") is null ? [] : of.Sources();
            if (rests.IsEmpty && of.Any("source") is null)
            {
                of.NoteMissing("facts", "write facts: with the ids of those that say so, or source:");
            }

            of.RefuseOthers();
            sides.Add(new ConflictSide(says ?? "", rests, sources.FirstOrDefault()));
        }

        if (written.Length < 2)
        {
            fields.Note("sides", "a conflict has two sides or more", "write sides: with what each says");
        }

        string? note = fields.Words("note");
        if (id is not null)
        {
            var conflict = new LedgerConflict(id, subject ?? "", sides.ToImmutable(), note, node.Path, node.Line);
            conflicts.Take(id, conflict, new LedgerPlace(layer, node.Path, node.Line), fields, $"'{id}'");
        }

        fields.Flag("replaces");
        fields.RefuseOthers();
    }

    private void CheckDates(LedgerFields fields, Fact fact)
    {
        // An event can be known ahead of its day; a figure cannot.
        bool figure = fact is Score or VoteTally or Usage && fact.DateMeans != DateMeaning.ModelReleased;
        if (figure && fact.KnownBy is { } known && known.Last < fact.TrueOn.First)
        {
            fields.Note("known_by", $"the figure was known by {known}, before the {fact.TrueOn} that it is of", "correct on: or known_by:");
        }

        if (today is not { } day)
        {
            return;
        }

        if (fact.TrueOn.First > day)
        {
            fields.Note("on", $"'on' is {fact.TrueOn}, which is still to come", "a ledger holds what was published; correct the date");
        }

        if (fact.KnownBy is { } by && by.First > day)
        {
            fields.Note("known_by", $"'known_by' is {by}, which is still to come", "correct the date");
        }
    }

    /// <summary>Facts that are named must be there, and no claim may rest on itself.</summary>
    private void CheckEvidence()
    {
        var claims = facts.All.OfType<Claim>().ToList();
        foreach (var claim in claims)
        {
            CheckIds(claim.Path, claim.Line, EvidenceOf(claim));
            CheckNames(claim);
        }

        foreach (var conflict in conflicts.All)
        {
            CheckIds(conflict.Path!, conflict.Line, conflict.Sides.SelectMany(side => side.Facts));
        }

        CheckCycles(claims);
    }

    private static IEnumerable<string> EvidenceOf(Claim claim) => claim.Evidence.Concat(claim.Verdicts.SelectMany(verdict => verdict.Evidence));

    private static IEnumerable<string> RestsOn(Claim claim) => EvidenceOf(claim).Concat(NamesIn(claim).Where(name => name.Kind == NameKind.Fact).Select(name => name.Id));

    private static IEnumerable<ConditionName> NamesIn(Claim claim) => claim.Condition is { } condition ? ConditionNames.Of(condition) : [];

    private void CheckNames(Claim claim)
    {
        foreach (var name in NamesIn(claim))
        {
            (string Problem, string Remedy)? unknown = name.Kind switch
            {
                NameKind.Fact => facts.Find(name.Id) is null ? facts.Unknown(name.Id) : null,
                NameKind.Lab => entities.Labs.Find(name.Id) is null ? entities.Labs.Unknown(name.Id) : null,
                NameKind.Model => entities.Models.Find(name.Id) is null && !versions.Contains(name.Id) ? entities.Models.Unknown(name.Id) : null,
                NameKind.Person => entities.People.Find(name.Id) is null ? entities.People.Unknown(name.Id) : null,
                NameKind.Benchmark => entities.Benchmarks.Find(name.Id) is null ? entities.Benchmarks.Unknown(name.Id) : null,
                NameKind.Skill => entities.Skills.Find(name.Id) is null ? entities.Skills.Unknown(name.Id) : null,
                NameKind.Product => entities.Products.Find(name.Id) is null ? entities.Products.Unknown(name.Id) : null,
                NameKind.Measure => entities.Measures.Find(name.Id) is null ? entities.Measures.Unknown(name.Id) : null,
                _ => IsClaimant(name.Id) ? null : entities.Runners.Unknown(name.Id),
            };
            if (unknown is var (problem, remedy))
            {
                problems.Add(new(claim.Path, name.Line, problem, remedy));
            }
        }
    }

    private bool IsClaimant(string id) => entities.People.Find(id) is not null || entities.Labs.Find(id) is not null || entities.Runners.Find(id) is not null;

    private void CheckIds(string path, long line, IEnumerable<string> ids)
    {
        foreach (string id in ids.Where(id => facts.Find(id) is null))
        {
            var (problem, remedy) = facts.Unknown(id);
            problems.Add(new(path, line, problem, remedy));
        }
    }

    /// <summary>Takes away claims that rest on no claim, again and again; what remains rests on itself.</summary>
    private void CheckCycles(List<Claim> claims)
    {
        var open = claims.ToDictionary(claim => claim.Id, claim => RestsOn(claim).Where(id => facts.Find(id) is Claim).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var restsOnIt = open.SelectMany(pair => pair.Value.Select(id => (Id: id, By: pair.Key))).ToLookup(pair => pair.Id, pair => pair.By, StringComparer.Ordinal);
        var done = new Queue<string>(open.Where(pair => pair.Value.Count == 0).Select(pair => pair.Key));
        while (done.TryDequeue(out string? id))
        {
            open.Remove(id);
            foreach (string by in restsOnIt[id])
            {
                if (open.TryGetValue(by, out var rests) && rests.Remove(id) && rests.Count == 0)
                {
                    done.Enqueue(by);
                }
            }
        }

        foreach (string id in open.Keys)
        {
            var claim = facts.Find(id)!;
            string how = open[id].Contains(id) ? "itself" : "claims that rest on each other";
            problems.Add(new(claim.Path, claim.Line, $"'{id}' rests on {how}", "take the circle out of the evidence"));
        }
    }

    /// <summary>Notes where a model and the fact of its release give different days.</summary>
    private void CompareReleases()
    {
        foreach (var release in facts.All.OfType<Release>().Where(release => release is { Kind: ReleaseKind.Model, Model: not null }))
        {
            if (entities.Models.Find(release.Model!)!.Released is { } released && (released.Last < release.TrueOn.First || released.First > release.TrueOn.Last))
            {
                notices.Add(new(release.Path, release.Line, $"'{release.Id}' is of {release.TrueOn}, but the model '{release.Model}' was released on {released}", "look again at both dates"));
            }
        }
    }
}
