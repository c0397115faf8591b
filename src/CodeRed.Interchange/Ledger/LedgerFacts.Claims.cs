using System.Collections.Immutable;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

// Claims and conflicts.
internal sealed partial class LedgerFacts
{
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
        string? product = fields.Any("product") is null ? null : fields.Reference("product", entities.Products);
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
            Product = product,
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
}
