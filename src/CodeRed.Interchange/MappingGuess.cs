using System.Globalization;
using System.Text;
using System.Text.Json;
using CodeRed.Evidence.Documents;
using CodeRed.Grading;

namespace CodeRed.Interchange;

/// <summary>A mapping proposed for a CSV or JSONL file from the names of its columns.</summary>
/// <remarks>
/// A proposal, to be shown and kept: names say little. Only the header and the first 1,000 rows are looked at. What cannot be
/// told from a name (the unit of a latency, the range of a score) is left out or refused, never assumed.
/// </remarks>
/// <param name="Yaml">The proposal with its reasons in comments, ready to be saved and edited.</param>
/// <param name="Mapping">The same, read.</param>
public sealed record MappingGuess(string Yaml, Mapping Mapping)
{
    private const int Looked = 1000;
    private const int MostLabels = 12;

    /// <summary>What was guessed, on one line: each key with its column, and how it is graded.</summary>
    public string Summary => string.Join(
        ", ",
        [
            .. Mapping.Columns.Where(c => c.Key.StartsWith(ColumnKey, StringComparison.Ordinal)).Select(c => $"{c.Key[ColumnKey.Length..]} is '{c.Column}'"),
            Mapping.Metrics switch
            {
                [] => "nothing is graded",
                [{ Of: >= 0 } scored, ..] => $"the score is '{Mapping.Columns[scored.Of].Column}'",
                [{ Grader: LabelGrader labels }, ..] => $"graded by the last of {string.Join(", ", labels.Labels)} in the answer",
                _ => "graded by equality",
            },
            .. Mapping.Repeats ? (string[])["several rows of one item are repeats"] : [],
        ]);

    private const string ColumnKey = "columns.";

    private static readonly string[] Items = ["item", "item_id", "question_id", "doc_id", "sample_id", "example_id", "test_id", "task_id", "prompt_id", "id"];
    private static readonly string[] Models = ["model", "model_name", "model_id", "engine", "deployment", "llm"];
    private static readonly string[] Questions = ["question", "prompt", "query", "input", "instruction"];
    private static readonly string[] Answers = ["answer", "response", "output", "completion", "model_answer", "model_output", "prediction", "generation", "generated_text"];
    private static readonly string[] Expecteds = ["expected", "expected_answer", "expected_output", "reference", "reference_answer", "ref_answer", "ground_truth", "gold", "target", "ideal", "correct_answer", "label"];
    private static readonly string[] Scores = ["score", "correct", "is_correct", "passed", "pass", "success", "grade"];
    private static readonly string[] Times = ["time", "timestamp", "created_at", "date", "datetime", "answered_at"];
    private static readonly string[] Errors = ["error", "error_message", "exception"];
    private static readonly string[] Strata = ["stratum", "topic", "category", "subject", "task", "dataset"];
    private static readonly string[] Milliseconds = ["latency_ms", "duration_ms", "elapsed_ms", "response_time_ms"];
    private static readonly string[] Seconds = ["latency_s", "latency_seconds", "duration_s", "duration_seconds", "elapsed_s"];
    private static readonly string[] UnitlessLatencies = ["latency", "duration", "elapsed", "response_time"];
    private static readonly string[] InputTokenNames = ["input_tokens", "prompt_tokens", "tokens_in"];
    private static readonly string[] OutputTokenNames = ["output_tokens", "completion_tokens", "tokens_out"];
    private static readonly string[] Costs = ["cost", "cost_usd", "total_cost"];
    private static readonly string[] FinishReasons = ["finish_reason", "stop_reason"];
    private static readonly string[] Epochs = ["epoch", "repeat", "trial"];

    /// <summary>Proposes a mapping for a file.</summary>
    /// <param name="path">A CSV or JSONL file.</param>
    /// <param name="displayName">How the file is called in complaints; default the path.</param>
    /// <exception cref="DocumentException">
    /// The file cannot be read, or its names do not say enough: the last problem shows a mapping to start from.
    /// </exception>
    public static MappingGuess From(string path, string? displayName = null)
    {
        string name = displayName ?? path;
        TableFormat? format;
        using (var probe = RegularFile.Open(path, name))
        {
            format = SourceReader.FormatOf(path, null, probe);
        }

        // A JSON document without an extension may still be JSON lines.
        bool lines = format is null or TableFormat.JsonLines;
        var (names, delimiter) = lines ? (JsonNames(path, name), (char?)null) : CsvNames(path, name);
        return new Proposal(path, name, names, lines, delimiter).Make();
    }

    private static (List<string> Names, char? Delimiter) CsvNames(string path, string name)
    {
        char delimiter = SourceReader.DefaultDelimiter(path);
        var header = Header(path, name, delimiter);
        if (header.Count == 1 && CsvTable.OtherDelimiter(header[0], delimiter) is { } other)
        {
            return (Header(path, name, other), other);
        }

        return (header, null);
    }

    private static List<string> Header(string path, string name, char delimiter)
    {
        using var table = new CsvTable(new GuardedStream(RegularFile.Open(path, name), name, linesAreBounded: true), name, delimiter, []);
        return [.. table.Header];
    }

    private static List<string> JsonNames(string path, string name)
    {
        using var table = new JsonLinesTable(new GuardedStream(RegularFile.Open(path, name), name, linesAreBounded: true), name, []);
        var names = new List<string>();
        for (int i = 0; i < Looked && table.Read(); i++)
        {
            foreach (var member in table.Row.EnumerateObject())
            {
                if (member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) && !names.Contains(member.Name) && names.Count < Looked)
                {
                    names.Add(member.Name);
                }
            }
        }

        return names;
    }

    private sealed class Proposal(string path, string name, List<string> names, bool lines, char? delimiter)
    {
        private readonly StringBuilder yaml = new();

        public MappingGuess Make()
        {
            string? item = Find(Items);
            string? model = Find(Models);
            string? expected = Find(Expecteds);
            if (model is null && expected is not null && Plain(expected) != "target" && Find(["target"]) is { } target)
            {
                model = target;
            }

            string? answer = Find(Answers);
            string? score = Find(Scores);
            if (answer is null && score is null)
            {
                throw new DocumentException(
                    [
                        new(
                            name,
                            lines ? 0 : 1,
                            "no column is named like an answer or a score",
                            $"write a mapping; the file has: {string.Join(", ", names.Take(50))}. To start from:{Environment.NewLine}{Environment.NewLine}{Starter()}"),
                    ]);
            }

            Line("# Proposed from the names of the columns. Check it, correct it, and keep it with the file.");
            Line("suite: answers");
            Line(lines ? "format: jsonl" : "format: csv");
            if (delimiter is { } sign)
            {
                Line($"delimiter: {(sign == '\t' ? "\"\\t\"" : YamlText.Quoted(sign.ToString()))}");
            }

            if (model is null)
            {
                Line("target: model  # no column is named like a model: write who answered");
            }

            Line("columns:");
            Column("item", item, "no column is named like an item's id: rows are named by their line and cannot be paired");
            Column("model", model);
            Column("question", Find(Questions));
            Column("answer", answer, "no column is named like an answer");
            Column("expected", expected);
            Column("error", Find(Errors));
            Column("stratum", Find(Strata));
            Column("epoch", Find(Epochs));
            Time();
            Latency();
            Column("input_tokens", Find(InputTokenNames));
            Column("output_tokens", Find(OutputTokenNames));
            Column("cost", Find(Costs));
            Column("finish_reason", Find(FinishReasons));
            if (item is not null && HasRepeats(item, model))
            {
                Line("repeats: true  # one item has several rows for one model");
            }

            if (score is not null)
            {
                RequireUnitScores(score);
                Line("metrics:");
                Line($"  - name: {YamlText.Quoted(score)}");
                Line("    better: higher");
                Line($"    grade: {{ type: score, of: {YamlText.Quoted(score)}, range: [0, 1] }}");
            }
            else if (expected is not null)
            {
                Line("metrics:");
                Line("  - name: correct");
                Line("    better: higher");
                Line(LabelsOf(expected) is { } labels
                    ? $"    grade: {{ type: label, labels: [{string.Join(", ", labels.Select(YamlText.Quoted))}], take: last }}  # the last of these words in the answer"
                    : "    grade: equals  # the whole answer is the expected text; or contains, regex, number, label");
            }
            else
            {
                Line("# No column is named like a score or an expected answer, so nothing is graded.");
            }

            string text = yaml.ToString();
            return new MappingGuess(text, Mapping.Parse(text, $"the mapping proposed for {name}"));
        }

        private static string Plain(string column) =>
            string.Concat(column.Trim().Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_'));

        // Beyond ASCII only what is sure to be a visible letter is written as itself, so that printing this never has to alter it.
        /// <summary>The column that has the most telling name; a name that stands twice in the header is of no use.</summary>
        private string? Find(string[] wanted) => wanted
            .Select(w => names.Where(n => Plain(n) == w).ToList())
            .FirstOrDefault(found => found.Count > 0 && names.Count(n => n == found[0]) == 1)?[0];

        private void Line(string text) => yaml.Append(text).Append('\n');

        private void Column(string key, string? column, string? otherwise = null)
        {
            if (column is not null)
            {
                Line($"  {key}: {YamlText.Quoted(column)}");
            }
            else if (otherwise is not null)
            {
                Line($"  # {key}: {otherwise}");
            }
        }

        private void Latency()
        {
            if (Find(Milliseconds) is { } milliseconds)
            {
                Line($"  latency: {{ column: {YamlText.Quoted(milliseconds)}, unit: ms }}");
            }
            else if (Find(Seconds) is { } seconds)
            {
                Line($"  latency: {{ column: {YamlText.Quoted(seconds)}, unit: s }}");
            }
            else if (Find(UnitlessLatencies) is { } unitless)
            {
                Line($"  # latency: {{ column: {YamlText.Quoted(unitless)}, unit: s }}  # or ms: its name does not say");
            }
        }

        private void Time()
        {
            if (Find(Times) is not { } column)
            {
                return;
            }

            // A time that is not ISO 8601 or Unix has a format that only its owner knows.
            bool readable = Values(column, null).All(v => Cell.IsAbsent(v.First) || TimeFormat.Iso.Read(v.First!) is not null);
            Line(readable
                ? $"  time: {YamlText.Quoted(column)}"
                : $"  # time: {{ column: {YamlText.Quoted(column)}, format: \"MM/dd/yyyy, HH:mm:ss\" }}  # with the file's format; it is not ISO 8601 or Unix time");
        }

        // A few expected answers that come again and again are a choice among labels, which models wrap in sentences.
        private List<string>? LabelsOf(string expected)
        {
            var values = Values(expected, null).Select(v => v.First?.Trim()).Where(v => !Cell.IsAbsent(v)).ToList();
            var labels = values.Select(v => v!.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostLabels + 1).ToList();
            return labels.Count is >= 2 and <= MostLabels && values.Count >= 4 * labels.Count && labels.TrueForAll(l => l.Length <= 40 && l.Any(char.IsLetterOrDigit))
                ? labels
                : null;
        }

        private bool HasRepeats(string item, string? model)
        {
            var seen = new HashSet<(string?, string?)>();
            return Values(item, model).Any(v => !seen.Add(v));
        }

        private void RequireUnitScores(string score)
        {
            var odd = Values(score, null).Select(v => v.First).FirstOrDefault(v => !Cell.IsAbsent(v) && !IsUnitScore(v!.Trim()));
            if (odd is not null)
            {
                throw new DocumentException(
                    [
                        new(
                            name,
                            0,
                            $"the score column '{score}' holds '{(odd.Length <= 40 ? odd : odd[..40] + "...")}', so its range cannot be guessed",
                            $$"""
                            save this as answers.yaml with its range: [lowest, highest], and add --mapping answers.yaml

                            {{yaml}}metrics:
                              - name: {{YamlText.Quoted(score)}}
                                grade: { type: score, of: {{YamlText.Quoted(score)}}, range: [0, 100] }
                            # better: lower, if less is better
                            """),
                    ]);
            }
        }

        private static bool IsUnitScore(string text) =>
            text.ToLowerInvariant() is "true" or "false"
            || (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number is >= 0 and <= 1);

        private IEnumerable<(string? First, string? Second)> Values(string first, string? second)
        {
            ColumnUse[] columns = [new(first, "guess", 0, Needed: false), .. second is null ? (ColumnUse[])[] : [new(second, "guess", 0, Needed: false)]];
            var stream = new GuardedStream(RegularFile.Open(path, name), name, linesAreBounded: true);
            using Table table = lines
                ? new JsonLinesTable(stream, name, columns)
                : new CsvTable(stream, name, delimiter ?? SourceReader.DefaultDelimiter(path), columns);
            for (int i = 0; i < Looked && table.Read(); i++)
            {
                yield return (table.Cell(0), second is null ? null : table.Cell(1));
            }
        }

        private string Starter() => $$"""
            suite: answers
            format: {{(lines ? "jsonl" : "csv")}}
            target: MODEL            # or, under columns, model: COLUMN
            columns:
              item: COLUMN           # the id of the question
              answer: COLUMN         # what the model said
              expected: COLUMN       # the right answer
            metrics:
              - name: correct
                grade: equals        # or contains, regex, number, label, score

            # Save it as answers.yaml, put your columns in place of the capitals, and add --mapping answers.yaml
            """;
    }
}
