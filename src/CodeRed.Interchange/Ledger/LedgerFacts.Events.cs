using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

// Releases, moves, usage figures and prices.
internal sealed partial class LedgerFacts
{
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
        var means = fields.Word("date_means", required: false, DateMeaning.Happened, DateMeaning.Measured, DateMeaning.Published) ?? DateMeaning.Happened;
        if (value is { } figure && measure is not null && (figure < 0 || (entities.Measures.Find(measure)!.IsShare && figure > 100)))
        {
            fields.Note("value", $"'value' is {fields.Any("value")!.Description}", entities.Measures.Find(measure)!.IsShare ? "write percent, from 0 to 100" : "write a number of at least 0");
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
}
