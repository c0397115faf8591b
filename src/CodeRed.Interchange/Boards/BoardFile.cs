using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Text;
using System.Text.Json;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;
using CsvHelper;
using CsvHelper.Configuration;

namespace CodeRed.Interchange;

/// <summary>Reads the files in which boards publish their results.</summary>
/// <remarks>Boards are small: a file of at most <see cref="MaximumBytes"/> is read whole. Whatever it holds, reading it ends in rows or in a
/// <see cref="DocumentException"/>.</remarks>
public static partial class BoardFile
{
    /// <summary>The largest file.</summary>
    public const int MaximumBytes = 32 * 1024 * 1024;

    private const string EpochValue = "Best score (across scorers)";

    // LMArena's category of all votes.
    private const string AllCategories = "full";

    private static readonly string[] EpochDates = ["d MMMM yyyy h:mmtt", "d MMMM yyyy"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="columns">Which column means what; what is left out is taken from the form, where it is known.</param>
    /// <param name="categories">LiveBench's file of categories beside its table; null for the other forms.</param>
    /// <exception cref="DocumentException">The file cannot be read or is not in any known form: every mistake.</exception>
    public static BoardReading Read(string path, BoardColumns columns, string? categories = null)
    {
        var text = Text(path);
        var start = text.AsSpan().TrimStart();
        if (start is ['{', ..])
        {
            return LmArena(text, path);
        }

        if (start.StartsWith("- dirname:") || (start is ['-', ' ', ..] && text.Contains("pass_rate_", StringComparison.Ordinal)))
        {
            return Aider(text, path);
        }

        return Table(text, path, columns, categories);
    }

    private static BoardReading Aider(string text, string path)
    {
        var root = YamlFile.Parse(text, path);
        var (rows, notices, problems) = (ImmutableArray.CreateBuilder<BoardRow>(), ImmutableArray.CreateBuilder<DocumentProblem>(), new List<DocumentProblem>());
        if (root.Kind != YamlKind.Sequence)
        {
            throw new DocumentException(path, root.Line, $"the file is {root.Description}", "a board of Aider is a list of runs");
        }

        foreach (var run in root.Items)
        {
            var fields = new YamlFields(run, "a run", problems);
            var model = fields.Text("model", required: true);
            var date = fields.Text("date", required: true);
            var share = (double?)fields.Number("pass_rate_2");
            var (passed, cases) = (fields.Whole("pass_num_2"), fields.Whole("test_cases", 1));
            var (format, effort, thinking, editor) = (fields.Text("edit_format"), fields.Text("reasoning_effort"), fields.Text("thinking_tokens"), fields.Text("editor_model"));
            var (known, when) = (PartialDate.TryParse(date, out var on), on);
            if (model is null || share is not { } rate || !known)
            {
                if (model is not null)
                {
                    fields.Note(run.Line, known ? "'pass_rate_2' is missing" : $"'date' is '{date}'", "write the run as Aider does, or leave it out");
                }

                continue;
            }

            rows.Add(new BoardRow(
                model, rate, when, null, null, cases,
                string.Join("; ", new[] { format is null ? null : $"edit format {format}", effort is null ? null : $"reasoning effort {effort}", thinking is null ? null : $"{thinking} thinking tokens", editor is null ? null : $"editor {editor}" }.OfType<string>()),
                run.Line));

            // The board rounds to one decimal.
            if (passed is { } right && cases is { } all && Math.Abs((100.0 * right / all) - rate) > 0.0501)
            {
                notices.Add(new DocumentProblem(
                    path,
                    run.Line,
                    string.Create(CultureInfo.InvariantCulture, $"'{model}' is published with {rate:0.0} %, but {right} of {all} cases are {100.0 * right / all:0.0} %"),
                    "the published value is kept; say which one is right in a note"));
            }
        }

        return problems.Count == 0 ? new BoardReading(BoardFormat.Aider, rows.ToImmutable(), notices.ToImmutable()) : throw new DocumentException(problems);
    }

    private static BoardReading LmArena(string text, string path)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (JsonException e)
        {
            throw new DocumentException(path, (e.LineNumber ?? 0) + 1, "this is not JSON, or it is cut off", "get the file again");
        }

        using (document)
        {
            if (!document.RootElement.TryGetProperty(AllCategories, out var all) || all.ValueKind != JsonValueKind.Object)
            {
                throw new DocumentException(path, 1, $"there is no category '{AllCategories}'", "a board of LMArena has one object a category, with one a model in it");
            }

            var rows = ImmutableArray.CreateBuilder<BoardRow>();
            foreach (var model in all.EnumerateObject())
            {
                double? Number(string name) =>
                    model.Value.ValueKind == JsonValueKind.Object && model.Value.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? value.GetDouble() : null;
                if (Number("rating") is not { } rating)
                {
                    throw new DocumentException(path, 0, $"'{model.Name}' has no rating that is a number", "get the file again");
                }

                rows.Add(new BoardRow(model.Name, rating, null, Number("rating_q025"), Number("rating_q975"), null, null, 0));
            }

            return new BoardReading(BoardFormat.LmArena, rows.ToImmutable(), []);
        }
    }

    private static BoardReading Table(string text, string path, BoardColumns columns, string? categories)
    {
        using var reader = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null, DetectDelimiter = false });
        var lines = new List<(long Line, string[] Cells)>();
        try
        {
            if (!reader.Read() || !reader.ReadHeader())
            {
                throw new DocumentException(path, 0, "is empty", "a board has a header and a row a model");
            }

            while (reader.Read())
            {
                lines.Add((reader.Parser.RawRow, [.. reader.Parser.Record!]));
            }
        }
        catch (CsvHelperException e)
        {
            throw new DocumentException(path, reader.Parser.RawRow, $"this is not CSV ({e.Message.Split('\n')[0].Trim().TrimEnd('.')})", "put quotes around a field that holds a comma, a quote or a line break");
        }

        string[] header = [.. reader.HeaderRecord!.Select(name => name.Trim('\ufeff', ' '))];
        var epoch = header.Contains(EpochValue);
        if (categories is not null)
        {
            return LiveBench(path, header, lines, categories);
        }

        columns = epoch
            ? columns with { Model = columns.Model ?? "model", Value = columns.Value ?? EpochValue, Date = columns.Date ?? "started_at", Fractions = columns.Value is null || columns.Fractions }
            : columns;
        if (columns.Model is null || columns.Value is null)
        {
            throw new DocumentException(path, 1, "nothing says which columns hold the model and the value", $"name them; the columns are {string.Join(", ", header)}");
        }

        var problems = new List<DocumentProblem>();
        int? Place(string? column)
        {
            if (column is null)
            {
                return null;
            }

            var place = Array.IndexOf(header, column);
            if (place < 0)
            {
                var near = NearestName.To(column, header);
                problems.Add(new DocumentProblem(path, 1, $"there is no column '{column}'", near is null ? $"the columns are {string.Join(", ", header)}" : $"did you mean {near}?"));
            }

            return place;
        }

        var (model, value, date) = (Place(columns.Model), Place(columns.Value), Place(columns.Date));
        var (lower, upper, items, only) = (Place(columns.Lower), Place(columns.Upper), Place(columns.Items), Place(columns.Only?.Column));
        if (problems.Count > 0)
        {
            throw new DocumentException(problems);
        }

        var rows = ImmutableArray.CreateBuilder<BoardRow>();
        foreach (var (line, cells) in lines)
        {
            string Cell(int? place) => place is { } at && at < cells.Length ? cells[at].Trim() : "";
            if (only is not null && Cell(only) != columns.Only!.Value.Value)
            {
                continue;
            }

            // A row without a value is a run that failed or was withheld, and no result.
            if (Cell(value).Length == 0 || Cell(model).Length == 0)
            {
                continue;
            }

            if (Number(Cell(value)) is not { } figure)
            {
                problems.Add(new DocumentProblem(path, line, $"'{columns.Value}' is '{Cell(value)}', no number", "write a number, or leave the cell empty"));
                continue;
            }

            var scale = columns.Fractions ? 100 : 1;
            rows.Add(new BoardRow(
                Cell(model), figure * scale, Day(Cell(date)), Number(Cell(lower)) * scale, Number(Cell(upper)) * scale,
                int.TryParse(Cell(items), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, null, line));
        }

        return problems.Count == 0 ? new BoardReading(epoch ? BoardFormat.EpochRuns : BoardFormat.Csv, rows.ToImmutable(), []) : throw new DocumentException(problems);
    }

    // The board's own figure: the mean of the means of categories.
    private static BoardReading LiveBench(string path, string[] header, List<(long Line, string[] Cells)> lines, string categories)
    {
        var groups = new List<int[]>();
        var problems = new List<DocumentProblem>();
        try
        {
            using var document = JsonDocument.Parse(Text(categories), new JsonDocumentOptions { MaxDepth = 8 });
            foreach (var category in document.RootElement.EnumerateObject())
            {
                groups.Add([.. category.Value.EnumerateArray().Select(task =>
                {
                    var place = Array.IndexOf(header, task.GetString());
                    if (place < 0)
                    {
                        problems.Add(new DocumentProblem(path, 1, $"there is no column for the task '{task.GetString()}' of '{category.Name}'", $"use the categories of the same date as the table"));
                    }

                    return place;
                })]);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DocumentException(categories, 0, "is not LiveBench's JSON of categories", "it maps each category to a list of tasks");
        }

        if (groups.Count == 0 || groups.Any(group => group.Length == 0))
        {
            problems.Add(new DocumentProblem(categories, 0, "a category has no tasks", "get the file again"));
        }

        if (problems.Count > 0)
        {
            throw new DocumentException(problems);
        }

        var rows = ImmutableArray.CreateBuilder<BoardRow>();
        foreach (var (line, cells) in lines)
        {
            double?[] means = [.. groups.Select(group => group.Select(place => place < cells.Length ? Number(cells[place]) : null).ToArray())
                .Select(tasks => tasks.Contains(null) ? null : tasks.Average())];

            // A model that lacks a task has no mean that could be compared.
            if (!means.Contains(null))
            {
                rows.Add(new BoardRow(cells[0].Trim(), means.Average()!.Value, null, null, null, null, null, line));
            }
        }

        return new BoardReading(BoardFormat.LiveBench, rows.ToImmutable(), []);
    }

    // Commas stand between thousands only: "1,234" and "1,234.5", and never "0,85", which is a decimal comma or a slip.
    private static double? Number(string cell)
    {
        var text = cell.TrimEnd('%', ' ');
        return (!text.Contains(',', StringComparison.Ordinal) || Thousands().IsMatch(text))
            && double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    [GeneratedRegex(@"^\s*[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Thousands();

    private static PartialDate? Day(string cell) => PartialDate.TryParse(cell, out var date) ? date
        : DateTime.TryParseExact(cell, EpochDates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? PartialDate.Of(DateOnly.FromDateTime(day))
        : DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? PartialDate.Of(DateOnly.FromDateTime(at.UtcDateTime))
        : null;

    private static string Text(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (Directory.Exists(path) || !file.Exists || file.Length == 0)
            {
                throw new DocumentException(path, 0, Directory.Exists(path) ? "is a folder" : file.Exists ? "is empty, or not a regular file" : "there is no such file", "name the board's file");
            }

            if (file.Length > MaximumBytes)
            {
                throw new DocumentException(path, 0, $"is larger than {MaximumBytes / 1024 / 1024} MiB", "a board is small; check that this is the file you meant");
            }

            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\ufeff');
        }
        catch (ArgumentException)
        {
            throw new DocumentException(path, 0, "is not UTF-8", "save it as UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(path, 0, $"cannot be read ({e.Message.TrimEnd('.')})", "check the file and its permissions");
        }
    }
}
