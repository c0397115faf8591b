using System.Globalization;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CodeRed.Grading;

namespace CodeRed.Interchange;

/// <summary>Turns the rows of a table into graded samples, as a mapping says.</summary>
internal sealed class MappedRows
{
    private const int MostNames = 4096;
    private const int MostExamples = 8;

    private readonly Mapping mapping;
    private readonly Table table;
    private readonly Dictionary<string, Target> targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> strata = new(StringComparer.Ordinal);
    private readonly List<string>[] seen;
    private string? lastTimeText;
    private DateTimeOffset? lastTime;

    public MappedRows(Mapping mapping, Table table)
    {
        this.mapping = mapping;
        this.table = table;
        seen = [.. mapping.Rows.Select(_ => new List<string>())];
    }

    /// <summary>The samples, one per row that the filter keeps, in the order of the file.</summary>
    /// <exception cref="DocumentException">A row cannot be read, or there is none.</exception>
    public IEnumerable<GradedSample> Read(CancellationToken cancellation)
    {
        long rows = 0;
        long kept = 0;
        while (table.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            rows++;
            if (IsKept(first: kept == 0))
            {
                kept++;
                yield return Sample();
            }
        }

        if (rows == 0)
        {
            throw new DocumentException(table.Name, 0, "holds no rows", "check that this is the file you meant");
        }

        table.End();
        if (kept == 0)
        {
            string wanted = string.Join(" and ", mapping.Rows.Select((r, i) =>
                $"{r.Name} is {string.Join(" or ", r.Values)} (it is {string.Join(", ", seen[i])}{(seen[i].Count == MostExamples ? ", ..." : "")})"));
            throw new DocumentException(
                table.Name,
                0,
                string.Create(CultureInfo.InvariantCulture, $"none of its {rows} rows passes the filter: {wanted}"),
                "correct rows: in the mapping");
        }
    }

    private bool IsKept(bool first)
    {
        bool kept = true;
        for (int i = 0; i < mapping.Rows.Length; i++)
        {
            var filter = mapping.Rows[i];
            string value = table.Cell(filter.Column) ?? "";
            kept &= filter.Values.Contains(value, StringComparer.Ordinal);
            if (first && seen[i].Count < MostExamples && value.Length <= 60 && !seen[i].Contains(value))
            {
                seen[i].Add(value);
            }
        }

        return kept;
    }

    private GradedSample Sample()
    {
        try
        {
            string? expected = Present(mapping.Expected);
            string? error = mapping.Error < 0 ? null : table.Cell(mapping.Error);
            error = Cell.IsAbsent(error) || error!.Trim().ToLowerInvariant() is "false" or "0" or "no" ? null : error;
            string? answer = Text(mapping.Answer);
            if (error is not null && answer is { Length: 0 })
            {
                // CSV cannot leave a cell out: beside an error nothing was answered.
                answer = null;
            }

            int? outputTokens = Cell.Count(Present(mapping.OutputTokens), "output_tokens");
            string? latency = Present(mapping.Latency);
            var sample = new Sample(
                new Item(Key(), Present(mapping.Question), expected, Stratum()),
                Cell.Count(Present(mapping.Epoch), "epoch") ?? 0,
                answer,
                error,
                Time(),
                mapping.LatencyInSeconds ? Cell.Seconds(latency, "latency") : Cell.Milliseconds(latency, "latency"),
                Cell.Count(Present(mapping.InputTokens), "input_tokens"),
                outputTokens,
                Cell.Cost(Present(mapping.Cost), "cost"),
                Truncated(outputTokens),
                table.Line)
            {
                LooksRefused = answer is not null && Refusal.Looks(answer),
                TextIsNotKept = mapping.Answer < 0,
                Length = answer?.Length ?? Cell.Count(Present(mapping.Length), "length"),
            };
            var grades = new MetricGrade[mapping.Metrics.Length];
            bool measured = sample.Measured;
            for (int i = 0; measured && i < grades.Length; i++)
            {
                grades[i] = GradeFor(mapping.Metrics[i], answer, expected);
            }

            for (int i = 0; !measured && i < grades.Length; i++)
            {
                grades[i] = new(Grade.NotMeasured, mapping.Metrics[i].Normalisation == Normalisation.None ? null : Grade.NotMeasured);
            }

            return new GradedSample(Target(), sample, [.. grades]);
        }
        catch (FormatException e)
        {
            throw table.Wrong(e.Message, "correct the cell, or leave the row out with rows: in the mapping");
        }
        catch (GradingException e)
        {
            var (problem, remedy) = Complaint.Split(e);
            throw table.Wrong(problem, remedy);
        }
    }

    private MetricGrade GradeFor(MappedMetric metric, string? answer, string? expected)
    {
        expected = metric.Expectation switch
        {
            Expectation.Literal => metric.Literal,
            Expectation.Any => null,
            _ => expected ?? throw table.Wrong(
                $"the row has no expected answer to compare with for '{metric.Metric.Name}'",
                metric.Grader is LabelGrader or RegexGrader
                    ? "fill it in, leave such rows out with rows:, or write expect: any in the grade if any label will do"
                    : "fill it in, or leave such rows out with rows: in the mapping"),
        };
        string? text = metric.Of < 0 ? answer : Text(metric.Of);
        var raw = text is null ? Grade.NotMeasured : metric.Grader.Grade(text, expected);
        switch (metric.Normalisation)
        {
            case Normalisation.Unwrap:
                string? unwrapped = text is null ? null : Unwrapping.Unwrap(text);
                return new(raw, unwrapped == text ? raw : metric.Grader.Grade(unwrapped!, expected));
            case Normalisation.Column:
                string? other = Text(metric.NormalisedOf);
                return new(raw, other is null ? Grade.NotMeasured : metric.Grader.Grade(other, expected));
            default:
                return new(raw, null);
        }
    }

    private Target Target()
    {
        string name = mapping.Target ?? Present(mapping.Model)
            ?? throw table.Wrong($"'{mapping.Columns[mapping.Model].Column}' is empty, so nothing says which model answered", "fill it in");
        if (!targets.TryGetValue(name, out var target))
        {
            target = new Target(name);
            if (targets.Count < MostNames)
            {
                targets.Add(name, target);
            }
        }

        return target;
    }

    private string Key()
    {
        if (mapping.Item < 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"line:{table.Line}");
        }

        return Present(mapping.Item)
            ?? throw table.Wrong($"'{mapping.Columns[mapping.Item].Column}' is empty, so nothing names the item", "fill it in");
    }

    private string? Stratum()
    {
        string? name = Present(mapping.Stratum);
        if (name is null || strata.TryGetValue(name, out string? known))
        {
            return name is null ? null : strata[name];
        }

        if (strata.Count < MostNames)
        {
            strata.Add(name, name);
        }

        return name;
    }

    private DateTimeOffset? Time()
    {
        string? text = Present(mapping.Time);
        if (Cell.IsAbsent(text))
        {
            return null;
        }

        // Rows of a log often share a second.
        if (text != lastTimeText)
        {
            lastTime = mapping.TimeFormat.Read(text!)
                ?? throw table.Wrong(
                    $"'{(text!.Length <= 40 ? text : text[..40] + "...")}' is not a time in the format of columns.time",
                    "write time: { column: NAME, format: \"MM/dd/yyyy, HH:mm:ss\" } with the format of the file; without one it is ISO 8601 or Unix seconds or milliseconds");
            lastTimeText = text;
        }

        return lastTime;
    }

    private bool? Truncated(int? outputTokens)
    {
        if (Cell.Truncated(Present(mapping.FinishReason)) is { } said)
        {
            return said;
        }

        return Cell.Count(Present(mapping.MaxTokens), "max_tokens") is { } limit && outputTokens is { } tokens ? tokens >= limit : null;
    }

    /// <summary>A text that may be graded: an empty one is an answer, unless the mapping says otherwise.</summary>
    private string? Text(int column)
    {
        string? text = column < 0 ? null : table.Cell(column);
        return text is { Length: 0 } && mapping.EmptyIsAbsent ? null : text;
    }

    /// <summary>A cell in which nothing means that there is nothing.</summary>
    private string? Present(int column) => column < 0 || table.Cell(column) is not { Length: > 0 } text ? null : text;
}
