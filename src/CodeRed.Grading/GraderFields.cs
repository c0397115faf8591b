using System.Globalization;
using CodeRed.Evidence.Documents;

namespace CodeRed.Grading;

/// <summary>Makes graders from the keys of a YAML mapping; what is wrong is noted there, and null comes back.</summary>
public static class GraderFields
{
    /// <summary>Keys <c>take</c> (first or last; default last), <c>absolute</c> and <c>relative</c> (default 0).</summary>
    public static NumberGrader? Number(YamlFields fields)
    {
        var take = fields.OneOf("take", "first", "last") == "first" ? Take.First : Take.Last;
        decimal absolute = fields.Number("absolute") ?? 0;
        decimal relative = fields.Number("relative") ?? 0;
        return Made(fields, fields.Line, () => new NumberGrader(take, absolute, relative));
    }

    /// <summary>Keys <c>labels</c> (a list, or a mapping to other spellings), <c>take</c>, <c>ignore_case</c> and <c>non_answers</c>.</summary>
    public static LabelGrader? Label(YamlFields fields, Expect expect = Expect.Item)
    {
        var take = fields.OneOf("take", "first", "last", "listed") switch
        {
            "last" => Take.Last,
            "listed" => Take.Listed,
            _ => Take.First,
        };
        bool ignoreCase = fields.Flag("ignore_case") ?? true;
        var nonAnswers = fields.Texts("non_answers");
        var node = fields.Any("labels");
        if (node is null)
        {
            fields.Note(fields.Line, "'labels' is missing", "write labels: [yes, no], or what else the answer may be");
            return null;
        }

        var labels = new List<Label>();
        foreach (var entry in node.Kind == YamlKind.Sequence ? node.Items : [node])
        {
            if (entry.Kind == YamlKind.Mapping)
            {
                foreach (var member in entry.Members)
                {
                    labels.Add(new(member.Key, member.Value.IsNull ? [] : fields.Texts(member.Value, member.Key) ?? []));
                }
            }
            else if (entry.Kind == YamlKind.Scalar && entry.Text.Length > 0)
            {
                labels.Add(new(entry.Text));
            }
            else
            {
                fields.Note(entry.Line, $"a label is {entry.Description}", "write a text, or a text with its other spellings, as in yes: [y, yep]");
            }
        }

        return Made(fields, node.Line, () => new LabelGrader(labels, take, ignoreCase, nonAnswers, expect));
    }

    /// <summary>Key <c>range</c> (default 0 to 1).</summary>
    public static ScoreGrader? Score(YamlFields fields)
    {
        var node = fields.Any("range");
        if (node is null)
        {
            return new ScoreGrader();
        }

        if (node.Kind != YamlKind.Sequence || node.Items.Length != 2)
        {
            fields.Note(node.Line, $"'range' is {(node.Kind == YamlKind.Sequence ? string.Create(CultureInfo.InvariantCulture, $"a list of {node.Items.Length}") : node.Description)}", "write the lowest and the highest score, as in range: [0, 100]");
            return null;
        }

        return fields.Number(node.Items[0], "range") is { } minimum && fields.Number(node.Items[1], "range") is { } maximum
            ? Made(fields, node.Line, () => new ScoreGrader(minimum, maximum))
            : null;
    }

    /// <summary>A grader, or null with a note where its constructor refuses what was written.</summary>
    public static T? Made<T>(YamlFields fields, long line, Func<T> make)
        where T : Grader
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            var (problem, remedy) = Complaint.Split(e);
            fields.Note(line, problem, remedy);
            return null;
        }
    }
}
