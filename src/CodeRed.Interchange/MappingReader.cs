using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CodeRed.Grading;

namespace CodeRed.Interchange;

/// <summary>Reads a <see cref="Mapping"/> from YAML and collects every mistake before it complains.</summary>
internal sealed class MappingReader
{
    private readonly List<DocumentProblem> problems = [];
    private readonly List<ColumnUse> columns = [];

    private MappingReader()
    {
    }

    /// <exception cref="DocumentException">The mapping says something wrong.</exception>
    public static Mapping From(YamlNode root)
    {
        var reader = new MappingReader();
        var mapping = reader.Read(root);
        return mapping is not null && reader.problems.Count == 0
            ? mapping
            : throw new DocumentException([.. reader.problems.OrderBy(p => p.Line)]);
    }

    private Mapping? Read(YamlNode root)
    {
        var fields = new YamlFields(root, "the mapping", problems);
        string? suite = fields.Text("suite", required: true, remedy: "write suite: and a name for the questions, such as support-tickets");
        TableFormat? format = fields.OneOf("format", "csv", "jsonl") switch
        {
            "csv" => TableFormat.Csv,
            "jsonl" => TableFormat.JsonLines,
            _ => null,
        };
        char? delimiter = Delimiter(fields, format);
        var rows = Rows(fields);
        bool emptyIsAbsent = fields.OneOf("empty", "answer", "absent") == "absent";
        string? target = fields.Text("target");
        bool repeats = fields.Flag("repeats") ?? false;
        var columnsNode = fields.Any("columns");
        if (columnsNode is null)
        {
            fields.Note(root.Line, "'columns' is missing", "write columns: with at least answer: and the name of its column");
            columnsNode = root;
        }

        // Without a columns section everything in it is missing too; saying so once is enough.
        var named = columnsNode == root ? null : new YamlFields(columnsNode, "columns", problems);
        int Named(string key, bool needed = false) => named is null ? -1 : Column(named, key, needed);
        int item = Named("item", needed: true);
        int model = Named("model", needed: true);
        int question = Named("question", needed: true);
        int answer = Named("answer", needed: true);
        int expected = Named("expected", needed: true);
        var (time, timeFormat) = named is null ? (-1, TimeFormat.Iso) : Time(named);
        var (latency, inSeconds) = named is null ? (-1, false) : Latency(named);
        int maxTokens = Named("max_tokens");
        int outputTokens = Named("output_tokens");
        int length = Named("length");
        int error = Named("error");
        int stratum = Named("stratum");
        int epoch = Named("epoch");
        int inputTokens = Named("input_tokens");
        int cost = Named("cost");
        int finishReason = Named("finish_reason");
        named?.RefuseOthers();

        if (named is not null)
        {
            CheckTarget(fields, named, target, model);
            if (repeats && item < 0)
            {
                fields.Note(fields.Any("repeats")!.Line, "'repeats' is true, but no column names the item that is repeated", "write columns: item:, or leave repeats out");
            }

            if (maxTokens >= 0 && outputTokens < 0)
            {
                named.Note(named.Any("max_tokens")!.Line, "'max_tokens' is of no use without 'output_tokens'", "write output_tokens: too, or leave max_tokens out");
            }
        }

        var metrics = Metrics(fields, answer, expected, named is not null);
        fields.RefuseOthers();
        return problems.Count > 0 ? null : new Mapping(
            new Suite(suite!, [.. metrics.Select(m => m.Metric)], HasItems: item >= 0),
            CanonicalJson.Hash(root.ToJson()))
        {
            Format = format,
            Delimiter = delimiter,
            Target = target,
            Repeats = repeats,
            EmptyIsAbsent = emptyIsAbsent,
            Rows = rows,
            Columns = [.. columns],
            Item = item,
            Model = model,
            Question = question,
            Answer = answer,
            Expected = expected,
            Error = error,
            Stratum = stratum,
            Epoch = epoch,
            Time = time,
            TimeFormat = timeFormat,
            Latency = latency,
            LatencyInSeconds = inSeconds,
            InputTokens = inputTokens,
            OutputTokens = outputTokens,
            Length = length,
            Cost = cost,
            FinishReason = finishReason,
            MaxTokens = maxTokens,
            Metrics = metrics,
        };
    }

    private static void CheckTarget(YamlFields fields, YamlFields named, string? target, int model)
    {
        if (target is null && model < 0)
        {
            named.Note(named.Line, "nothing says which model answered", "write columns: model:, or target: NAME at the top level if the file holds one model only");
        }
        else if (target is not null && model >= 0)
        {
            fields.Note(fields.Any("target")!.Line, "'target' and columns 'model' both say which model answered", "keep one of the two");
        }
    }

    private static char? Delimiter(YamlFields fields, TableFormat? format)
    {
        var node = fields.Any("delimiter");
        if (node is null)
        {
            return null;
        }

        string text = node.Kind == YamlKind.Scalar ? node.Text : "";
        char? delimiter = text is "\\t" or "tab" ? '\t' : text.Length == 1 ? text[0] : null;
        if (delimiter is null or '"' or '\r' or '\n' or (>= '\uD800' and <= '\uDFFF'))
        {
            fields.Note(node.Line, $"'delimiter' is {node.Description}", "write one character, such as \",\" or \";\" or \"\\t\"");
            return null;
        }

        if (format == TableFormat.JsonLines)
        {
            fields.Note(node.Line, "'delimiter' means nothing in JSONL", "leave it out, or write format: csv");
        }

        return delimiter;
    }

    private ImmutableArray<RowFilter> Rows(YamlFields fields)
    {
        var node = fields.Any("rows");
        if (node is null)
        {
            return [];
        }

        if (node.Kind != YamlKind.Mapping)
        {
            fields.Note(node.Line, $"'rows' is {node.Description}", "write the name of a column and the values to keep, as in dataset: [prime, composite]");
            return [];
        }

        var filters = ImmutableArray.CreateBuilder<RowFilter>();
        foreach (var member in node.Members)
        {
            if (fields.Texts(member.Value, $"rows.{member.Key}") is { } values)
            {
                filters.Add(new(Use(member.Key, $"rows.{member.Key}", member.Line, needed: true), member.Key, [.. values]));
            }
        }

        return filters.ToImmutable();
    }

    private int Column(YamlFields named, string key, bool needed)
    {
        string? column = named.Text(key);
        return column is null ? -1 : Use(column, $"columns.{key}", named.Any(key)!.Line, needed);
    }

    private int Use(string column, string key, long line, bool needed)
    {
        int index = columns.FindIndex(c => c.Column == column);
        if (index < 0)
        {
            columns.Add(new(column, key, line, needed));
            return columns.Count - 1;
        }

        columns[index] = columns[index] with { Needed = columns[index].Needed || needed };
        return index;
    }

    private (int Column, TimeFormat Format) Time(YamlFields named)
    {
        var node = named.Any("time");
        if (node is null || node.Kind != YamlKind.Mapping)
        {
            return (Column(named, "time", needed: false), TimeFormat.Iso);
        }

        var fields = new YamlFields(node, "columns.time", problems);
        string? column = fields.Text("column", required: true, remedy: "write column: and the name of the column");
        string? format = fields.Text("format");
        fields.RefuseOthers();
        var reads = TimeFormat.Iso;
        if (format is not null)
        {
            try
            {
                reads = TimeFormat.Of(format);
            }
            catch (FormatException e)
            {
                fields.Note(fields.Any("format")!.Line, e.Message, "write it as in \"MM/dd/yyyy, HH:mm:ss\" or \"yyyy-MM-dd\"; MM is the month, mm the minute");
            }
        }

        return (column is null ? -1 : Use(column, "columns.time", node.Line, needed: false), reads);
    }

    private (int Column, bool InSeconds) Latency(YamlFields named)
    {
        var node = named.Any("latency");
        if (node is null || node.Kind != YamlKind.Mapping)
        {
            return (Column(named, "latency", needed: false), false);
        }

        var fields = new YamlFields(node, "columns.latency", problems);
        string? column = fields.Text("column", required: true, remedy: "write column: and the name of the column");
        string? unit = fields.OneOf("unit", "s", "ms");
        fields.RefuseOthers();
        return (column is null ? -1 : Use(column, "columns.latency", node.Line, needed: false), unit == "s");
    }

    private ImmutableArray<MappedMetric> Metrics(YamlFields fields, int answer, int expected, bool columnsAreKnown)
    {
        var metrics = ImmutableArray.CreateBuilder<MappedMetric>();
        var names = new Dictionary<string, long>(StringComparer.Ordinal);
        var list = fields.Any("metrics");
        int primaries = 0;
        if (list is not null && list.Kind != YamlKind.Sequence)
        {
            fields.Note(list.Line, $"'metrics' is {list.Description}", "write a list: each metric starts with - name:");
        }
        else if (list is not null)
        {
            foreach (var node in list.Items)
            {
                var metric = new YamlFields(node, "a metric", problems);
                if (node.Kind != YamlKind.Mapping)
                {
                    continue;
                }

                string? name = metric.Text("name", required: true, remedy: "write name: correct, or what else it measures");
                if (name is not null && !names.TryAdd(name, node.Line))
                {
                    metric.Note(metric.Any("name")!.Line, $"two metrics are named '{name}'", "give each its own name");
                }

                bool primary = metric.Flag("primary") ?? list.Items.Length == 1;
                primaries += primary ? 1 : 0;
                if (primary && primaries > 1)
                {
                    metric.Note(metric.Any("primary")?.Line ?? node.Line, "a second metric is primary", "keep primary: true on the one that the headline rests on");
                }

                var better = metric.OneOf("better", "higher", "lower") == "lower" ? Better.Lower : Better.Higher;
                if (Grading(metric, node, answer, expected, columnsAreKnown) is { } grading)
                {
                    metrics.Add(grading with { Metric = new Metric(name ?? "", better, primary, grading.Metric.Grading) });
                }
            }

            if (list.Items.IsEmpty)
            {
                fields.Note(list.Line, "'metrics' is an empty list", "write a metric, or leave metrics out for a log without a score");
            }
            else if (primaries == 0)
            {
                fields.Note(list.Line, "no metric is primary", "write primary: true on the one that the headline rests on");
            }
        }

        if (FormatCheckOf(fields) is { } check)
        {
            long line = fields.Any("format_check")!.Line;
            if (names.ContainsKey(Metric.FormatValid))
            {
                fields.Note(line, $"format_check adds a metric '{Metric.FormatValid}', and a metric of that name is written too", "rename the metric");
            }

            if (answer < 0 && columnsAreKnown)
            {
                fields.Note(line, "'format_check' looks at the answer, but no column holds it", "write columns: answer:");
            }

            metrics.Add(new(new Metric(Metric.FormatValid, Better.Higher, Primary: false, check.ToJson()), check, -1, Expectation.Any, null, Normalisation.None, -1));
        }

        return metrics.ToImmutable();
    }

    private FormatCheck? FormatCheckOf(YamlFields fields)
    {
        var node = fields.Any("format_check");
        if (node is null)
        {
            return null;
        }

        if (node.Kind == YamlKind.Scalar)
        {
            if (node.Text == "json")
            {
                return FormatCheck.Json;
            }

            fields.Note(node.Line, $"'format_check' is {node.Description}", "write json, or { pattern: \"^...$\" }");
            return null;
        }

        var parts = new YamlFields(node, "format_check", problems);
        string? pattern = parts.Text("pattern", required: true, remedy: "write pattern: and a regular expression");
        bool ignoreCase = parts.Flag("ignore_case") ?? false;
        parts.RefuseOthers();
        return pattern is null ? null : GraderFields.Made(parts, parts.Any("pattern")!.Line, () => FormatCheck.Pattern(pattern, ignoreCase));
    }

    private MappedMetric? Grading(YamlFields metric, YamlNode metricNode, int answer, int expected, bool columnsAreKnown)
    {
        var node = metric.Any("grade");
        var normalisedNode = metric.Any("normalised");
        metric.RefuseOthers();
        if (node is null)
        {
            metric.Note(metricNode.Line, "'grade' is missing", "write grade: equals, or { type: label, labels: [yes, no] }");
            return null;
        }

        var grade = new YamlFields(node, "grade", problems, bareKey: "type");
        if (node.Kind == YamlKind.Sequence)
        {
            return null;
        }

        if (grade.Any("type") is null)
        {
            grade.Note(node.Line, "'type' is missing", "write type: equals, contains, regex, number, label or score");
            return null;
        }

        string? type = grade.OneOf("type", "equals", "contains", "regex", "number", "label", "score");
        if (type is null)
        {
            return null;
        }

        string? of = grade.Text("of");
        string? value = grade.Text("value");
        bool any = type is "label" or "regex" && grade.OneOf("expect", "any", "item") == "any";
        bool needsNothing = any || type == "score";
        int before = problems.Count;
        Grader? grader = type switch
        {
            "equals" => Equal(grade),
            "contains" => Contain(grade),
            "regex" => Match(grade, any, ref needsNothing),
            "number" => GraderFields.Number(grade),
            "label" => GraderFields.Label(grade, any ? Expect.Any : Expect.Item),
            _ => GraderFields.Score(grade),
        };
        grade.RefuseOthers();

        if (value is not null && needsNothing)
        {
            grade.Note(grade.Any("value")!.Line, "'value' is never looked at here, because this grader compares with nothing", "leave it out");
        }

        if (value is null && !needsNothing && expected < 0 && columnsAreKnown)
        {
            grade.Note(
                node.Line,
                "this metric compares with the expected answer, but no column holds it",
                $"write columns: expected:, or value: in the grade{(type is "label" or "regex" ? ", or expect: any" : "")}");
        }

        if (of is null && type == "score")
        {
            grade.Note(node.Line, "a score grader needs the column of the score", "write of: and the name of the column");
        }
        else if (of is null && answer < 0 && columnsAreKnown)
        {
            grade.Note(node.Line, "this metric grades the answer, but no column holds it", "write columns: answer:, or of: and another column in the grade");
        }

        int ofColumn = of is null ? -1 : Use(of, "grade.of", grade.Any("of")!.Line, needed: true);
        var (normalisation, normalisedOf, normalisedColumn) = Normalised(metric, normalisedNode, type, of is null);
        if (grader is null || problems.Count > before)
        {
            return null;
        }

        var json = grader.ToJson();
        if (value is not null)
        {
            json["value"] = value;
        }

        if (of is not null)
        {
            json["of"] = of;
        }

        json["normalised"] = normalisation switch
        {
            // With the version of its rules: other rules would be another way of grading.
            Normalisation.Unwrap => "unwrap-1",
            Normalisation.Column => new JsonObject { ["of"] = normalisedColumn },
            _ => null,
        };
        return new(
            new Metric("", Better.Higher, false, json),
            grader,
            ofColumn,
            needsNothing ? Expectation.Any : value is null ? Expectation.Row : Expectation.Literal,
            value,
            normalisation,
            normalisedOf);
    }

    private (Normalisation Kind, int Column, string? Name) Normalised(YamlFields metric, YamlNode? node, string type, bool ofAnswer)
    {
        if (node is null)
        {
            return (type != "score" && ofAnswer ? Normalisation.Unwrap : Normalisation.None, -1, null);
        }

        if (node.Kind == YamlKind.Mapping)
        {
            var parts = new YamlFields(node, "normalised", problems);
            string? column = parts.Text("of", required: true, remedy: "write of: and the name of a column");
            parts.RefuseOthers();
            return column is null ? default : (Normalisation.Column, Use(column, "normalised.of", node.Line, needed: true), column);
        }

        string? word = metric.OneOf("normalised", "unwrap", "none");
        if (word == "unwrap" && type == "score")
        {
            metric.Note(node.Line, "a score is not text that could be unwrapped", "leave normalised out");
        }

        return (word == "unwrap" ? Normalisation.Unwrap : Normalisation.None, -1, null);
    }

    private EqualsGrader? Equal(YamlFields grade)
    {
        bool ignoreCase = grade.Flag("ignore_case") ?? true;
        bool collapse = grade.Flag("collapse_white_space") ?? true;
        return GraderFields.Made(grade, grade.Line, () => new EqualsGrader(null, ignoreCase, collapse));
    }

    private ContainsGrader? Contain(YamlFields grade)
    {
        bool ignoreCase = grade.Flag("ignore_case") ?? true;
        return GraderFields.Made(grade, grade.Line, () => new ContainsGrader(null, ignoreCase));
    }

    private RegexGrader? Match(YamlFields grade, bool any, ref bool needsNothing)
    {
        string? pattern = grade.Text("pattern", required: true, remedy: "write pattern: and a regular expression");
        string? group = grade.Text("group");
        bool ignoreCase = grade.Flag("ignore_case") ?? false;
        needsNothing |= group is null;
        return pattern is null
            ? null
            : GraderFields.Made(grade, grade.Any("pattern")!.Line, () => new RegexGrader(pattern, group, ignoreCase, any ? Expect.Any : Expect.Item));
    }
}
