using System.Collections.Immutable;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>The facts of a ledger, and the conflicts that were written down.</summary>
internal sealed partial class LedgerFacts
{
    private readonly LedgerEntities entities;
    private readonly ICollection<DocumentProblem> problems;
    private readonly DateOnly? today;
    private readonly ImmutableArray<DocumentProblem>.Builder notices = ImmutableArray.CreateBuilder<DocumentProblem>();
    private readonly LedgerNames<Fact> facts = new("fact", "write it, or leave the id out");
    private readonly LedgerNames<LedgerConflict> conflicts = new("conflict", "write it under conflicts:");
    private readonly HashSet<string> labsWithModels;
    private readonly HashSet<string> versions;
    private YamlNode? sourceRead;
    private ImmutableArray<FactSource> sources;

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
            case "scores":
                Each(document, "a score", ReadScore);
                break;
            case "votes":
                Each(document, "a vote tally", ReadVotes);
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

    /// <summary>The sources of a row; those of a head are read once for all of its rows.</summary>
    private ImmutableArray<FactSource> SourcesOf(LedgerFields fields)
    {
        var written = fields.Any("source");
        if (written is null || written != sourceRead)
        {
            (sourceRead, sources) = (written, fields.Sources());
        }

        return sources;
    }

    private Common CommonOf(LedgerFields fields)
    {
        var knownBy = fields.Date("known_by");
        var basis = fields.Word<KnownBasis>("known_basis");
        if (knownBy is not null && fields.Any("known_basis") is null)
        {
            fields.Note("known_by", "'known_by' stands without 'known_basis'", $"write known_basis: and one of {string.Join(", ", LedgerWords<KnownBasis>.All)}");
        }

        return new Common(
            fields.Id("id"), fields.Date("on", required: true), fields.Word<Confidence>("confidence", required: true), SourcesOf(fields), fields.Node.Path, fields.Node.Line)
        {
            KnownBy = knownBy,
            Basis = knownBy is null ? null : basis,
            Note = fields.Words("note"),
        };
    }
}
