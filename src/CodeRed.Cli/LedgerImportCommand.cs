using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;

namespace CodeRed.Cli;

internal static class LedgerImportCommand
{
    private const int MostShown = 20;

    // As the values are written.
    private const int DecimalsKept = 4;

    public static Command Create()
    {
        var board = new Argument<string>("BOARD") { Description = "Aider's YAML, Epoch's CSV of runs, LMArena's JSON, LiveBench's CSV, or any CSV with its columns named." };
        var benchmark = Needed("--benchmark", "Id of the benchmark.", "ID");
        var runner = Needed("--runner", "Id of who ran it.", "ID");
        var metric = new Option<string?>("--metric") { Description = "Id of the metric, where the benchmark has several.", HelpName = "ID" };
        var edition = new Option<string?>("--edition") { Description = "The edition, where the benchmark has several.", HelpName = "ID" };
        var on = DateOf("--on", "When it was measured, or first in the table, where the rows do not say.");
        var knownBy = DateOf("--known-by", "The day of the snapshot or the publication; without it the facts are in no question of a past day.");
        var title = Needed("--title", "What the source is called.", "TEXT");
        var url = Needed("--url", "Where it can be read.", "URL");
        var model = Column("--model", "the model's name");
        var value = Column("--value", "the value");
        var date = Column("--date", "when it was measured");
        var lower = Column("--lower", "the lower limit of the 95 % interval");
        var upper = Column("--upper", "the upper limit");
        var items = Column("--items", "the items asked");
        var only = new Option<string?>("--only") { Description = "Only rows in which a column has a value.", HelpName = "COLUMN=VALUE" };
        var fractions = new Option<bool>("--fractions") { Description = "Values are fractions of 1, to be kept in percent." };
        var categories = new Option<string?>("--categories") { Description = "LiveBench's JSON of categories of the same date.", HelpName = "FILE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be added, and write nothing." };
        var ledgerFolder = LedgerFolder.Option();
        var json = new Option<bool>("--json") { Description = "Print the outcome as JSON (docs/reference/json.md)." };
        var command = new Command("import", """
            Add the results of a published board to your own ledger folder.
            A name that the ledger does not know is a question to you: its rows are left
            out and named ('codered ledger add alias' answers it).

            Examples:
              codered ledger import polyglot_leaderboard.yml --benchmark aider-polyglot \
                --runner aider --known-by 2025-10-04 --title "Aider's board" \
                --url https://github.com/Aider-AI/aider --dry-run
              codered ledger import runs.csv --benchmark gpqa-diamond --runner epoch-ai \
                --only "task=GPQA diamond" --title Epoch --url https://epoch.ai
              codered ledger import table.csv --benchmark simplebench --runner simplebench \
                --model "Model version" --value "Score (AVG@5)" --on 2025-12-03 \
                --title SimpleBench --url https://simple-bench.com

            Exit code: 0 added, or would be; 2 something is wrong, and nothing was written;
            3 no row names a model that the ledger knows.
            """)
        {
            board, benchmark, runner, metric, edition, on, knownBy, title, url, model, value, date, lower, upper, items, only, fractions, categories, dryRun, ledgerFolder, json,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(board);
            var filter = parsed.GetValue(only);
            if (filter is not null && !filter.Contains('='))
            {
                throw new UsageException($"--only {filter}: write a column, an equals sign and a value.");
            }

            var reading = BoardFile.Read(
                path,
                new BoardColumns
                {
                    Model = parsed.GetValue(model),
                    Value = parsed.GetValue(value),
                    Date = parsed.GetValue(date),
                    Lower = parsed.GetValue(lower),
                    Upper = parsed.GetValue(upper),
                    Items = parsed.GetValue(items),
                    Only = filter is null ? null : (filter[..filter.IndexOf('=')], filter[(filter.IndexOf('=') + 1)..]),
                    Fractions = parsed.GetValue(fractions),
                },
                parsed.GetValue(categories));
            var asJson = parsed.GetValue(json);
            foreach (var notice in reading.Notices)
            {
                Terminal.Say(InertText.OnOneLine(notice.ToString()));
            }

            var ledger = LedgerFolder.ReadForAdding(parsed.GetValue(ledgerFolder)).Ledger;
            var names = new ModelNames(ledger);
            var found = reading.Rows.Select(row => (Row: row, Name: names.Find(row.Model))).ToList();
            foreach (var question in found.Where(one => one.Name.Model is null).DistinctBy(one => one.Row.Model).Take(MostShown))
            {
                var near = question.Name.Candidates.Take(3).Select(candidate => candidate.Id).ToList();
                Terminal.Say(InertText.OnOneLine(
                    $"{path}:{question.Row.Line}: the ledger has no model '{question.Row.Model}'{(near.Count == 0 ? "" : $"; perhaps {string.Join(", ", near)}")}. Say which with 'codered ledger add alias name=\"{question.Row.Model}\" model=ID'."));
            }

            var unknown = found.Where(one => one.Name.Model is null).Select(one => one.Row.Model).Distinct(StringComparer.Ordinal).Count();
            if (unknown > MostShown)
            {
                Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"And {unknown - MostShown} more names that the ledger does not know."));
            }

            // What the ledger holds already is not added again.
            var dated = parsed.GetValue(on);
            string[] series = [parsed.GetRequiredValue(benchmark), parsed.GetRequiredValue(runner)];
            var measure = parsed.GetValue(metric) ?? (ledger.Benchmarks.GetValueOrDefault(series[0])?.Metrics is [var single] ? single.Id : null);
            var held = ledger.Of<Score>().Where(score => score.Series.Benchmark == series[0] && score.Series.Runner == series[1]
                    && (measure is null || score.Series.Metric == measure) && (parsed.GetValue(edition) is not { } one || score.Series.Edition == one))
                .Select(score => (score.Model, (PartialDate?)score.TrueOn, Math.Round(score.Value, DecimalsKept))).ToHashSet();
            var rows = found.Where(one => one.Name.Model is not null && !held.Contains((one.Name.Model.Id, one.Row.On ?? dated, Math.Round(one.Row.Value, DecimalsKept))))
                .Select(one => (one.Row, one.Name.Model!.Id)).ToList();
            var known = found.Count(one => one.Name.Model is not null) - rows.Count;
            LedgerAddition? addition = null;
            if (rows.Count == 0)
            {
                if (asJson)
                {
                    Console.Out.WriteLine(Json());
                    return known > 0 ? ExitCode.Fine : ExitCode.CouldNotMeasure;
                }

                Console.Out.WriteLine($"Nothing to add: {Plural.Of(known, "row")} there already, {Plural.Of(unknown, "name")} not known.");
                return known > 0 ? ExitCode.Fine : ExitCode.CouldNotMeasure;
            }

            if (dated is null && rows.FirstOrDefault(row => row.Row.On is null).Row is { } undated)
            {
                throw new UsageException($"{path}:{undated.Line}: nothing says when '{InertText.OnOneLine(undated.Model)}' was measured; say it with --date COLUMN or --on DATE.");
            }

            var yaml = Yaml(rows, series[0], series[1], parsed.GetValue(metric), parsed.GetValue(edition), dated, parsed.GetValue(knownBy), parsed.GetRequiredValue(title), parsed.GetRequiredValue(url));
            if (!parsed.GetValue(dryRun))
            {
                var unfinished = Directory.CreateTempSubdirectory("codered-import-");
                try
                {
                    var file = Path.Combine(unfinished.FullName, $"{series[0]}-{series[1]}.yaml");
                    File.WriteAllText(file, yaml);
                    addition = LedgerAddition.OfFile(file, [LedgerLayer.BuiltIn()], LedgerFolder.PathOf(parsed.GetValue(ledgerFolder)), LedgerFolder.Tomorrow());
                    addition.Write();
                }
                finally
                {
                    unfinished.Delete(recursive: true);
                }
            }

            Console.Out.WriteLine(asJson ? Json() :
                $"{(parsed.GetValue(dryRun) ? "Would add" : "Added")} {Plural.Of(rows.Count, "score")}; {known} there already, {Plural.Of(unknown, "name")} not known, {Plural.Of(reading.Notices.Length, "row")} whose published figure does not follow from its cases.");
            return ExitCode.Fine;

            string Json() => LedgerJson.Text(new JsonObject
            {
                ["schema"] = "codered.ledger-import/1",
                ["dry_run"] = parsed.GetValue(dryRun),
                ["added"] = rows.Count,
                ["there_already"] = known,
                ["not_known"] = LedgerJson.Array(found.Where(one => one.Name.Model is null).DistinctBy(one => one.Row.Model).Select(one => new JsonObject
                {
                    ["name"] = one.Row.Model,
                    ["line"] = one.Row.Line,
                    ["perhaps"] = LedgerJson.Texts(one.Name.Candidates.Select(candidate => candidate.Id)),
                })),
                ["notices"] = LedgerJson.Of(reading.Notices),
                ["ids"] = LedgerJson.Texts(addition?.Ids ?? []),
                ["path"] = addition?.Path,
            });
        });
        return command;
    }

    private static string Yaml(
        List<(BoardRow Row, string Model)> rows, string benchmark, string runner, string? metric, string? edition, PartialDate? on, PartialDate? knownBy, string title, string url)
    {
        var yaml = new StringBuilder();
        yaml.Append(CultureInfo.InvariantCulture, $"benchmark: {benchmark}\nseries:\n- runner: {runner}\n");
        foreach (var (key, text) in new[] { ("metric", metric), ("edition", edition is null ? null : YamlText.Quoted(edition)), ("on", on?.ToString()), ("known_by", knownBy?.ToString()), ("known_basis", knownBy is null ? null : "snapshot") })
        {
            if (text is not null)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"  {key}: {text}\n");
            }
        }

        yaml.Append(CultureInfo.InvariantCulture, $"  date_means: {(rows.All(row => row.Row.On is null) ? "published" : "measured")}\n  confidence: high\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  source: {{title: {YamlText.Quoted(title)}, url: {YamlText.Quoted(url)}}}\n  scores:\n");
        foreach (var (row, model) in rows)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{model: {model}, value: {row.Value:0.####}");
            yaml.Append(row.On is { } date ? $", on: {date}" : "");
            yaml.Append(row is { Lower: { } low, Upper: { } high } ? string.Create(CultureInfo.InvariantCulture, $", interval: [{low:0.####}, {high:0.####}]") : "");
            yaml.Append(row.Items is { } items ? string.Create(CultureInfo.InvariantCulture, $", items: {items}") : "");
            yaml.Append(row.Conditions is { Length: > 0 } conditions ? $", conditions: {YamlText.Quoted(conditions)}" : "");
            yaml.Append("}\n");
        }

        return yaml.ToString();
    }

    private static Option<string> Needed(string name, string description, string help) => new(name) { Description = description, HelpName = help, Required = true };

    private static Option<string?> Column(string name, string what) => new(name) { Description = $"The column of {what}.", HelpName = "COLUMN" };

    private static Option<PartialDate?> DateOf(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (PartialDate.TryParse(text, out var date))
            {
                return date;
            }

            result.AddError($"{name} {text}: write a day, month or year, such as 2025-12-05, 2025-12 or 2025.");
            return null;
        },
    };
}
