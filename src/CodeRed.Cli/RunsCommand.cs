using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

internal static class RunsCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the runs as JSON." };
        var db = Database.Option();
        var command = new Command("runs", """
            List the runs in the database, the newest first.

            Examples:
              codered runs
              codered runs --json
            """)
        { json, db };
        command.SetAction(parsed =>
        {
            using var store = Database.Open(parsed.GetValue(db));
            var runs = store.Runs();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(Json(runs));
            }
            else if (runs.Count == 0)
            {
                Console.Out.WriteLine("No runs yet. 'codered import FILE' takes answers in; 'codered demo' shows what for.");
            }
            else
            {
                Write(Terminal.Answer(), runs);
            }

            return ExitCode.Fine;
        });
        return command;
    }

    public static void Write(IAnsiConsole console, IReadOnlyList<Run> runs)
    {
        var table = new Table { Border = TableBorder.None };
        table.AddColumns(
            new TableColumn("RUN").NoWrap(),
            new TableColumn("TARGET"),
            new TableColumn("SUITE"),
            new TableColumn("ITEMS").RightAligned().NoWrap(),
            new TableColumn("ANSWERED").NoWrap(),
            new TableColumn("FILE"));
        foreach (var run in runs)
        {
            table.AddRow(
                new Text(run.Id.Short),
                new Text(InertText.OnOneLine(run.Target.Name, 60)),
                new Text(InertText.OnOneLine(run.Suite.Name, 60)),
                new Text(Language.English.Count(run.Items)),
                new Text(Answered(run)),
                new Text(InertText.OnOneLine(run.Source.Name, 60)));
        }

        console.Write(table);
    }

    public static string Json(IReadOnlyList<Run> runs) => new JsonObject
    {
        ["schema"] = "codered.runs/1",
        ["runs"] = new JsonArray([.. runs.Select(r => (JsonNode)new JsonObject
        {
            ["id"] = r.Id.Hex,
            ["target"] = r.Target.Name,
            ["suite"] = r.Suite.Name,
            ["suite_id"] = r.Suite.Id.Hex,
            ["metrics"] = new JsonArray([.. r.Suite.Metrics.Select(m => (JsonNode)m.ToJson())]),
            ["items"] = r.Items,
            ["samples"] = r.Samples,
            ["first_at"] = r.FirstAt,
            ["last_at"] = r.LastAt,
            ["imported_at"] = r.ImportedAt,
            ["source"] = new JsonObject { ["name"] = r.Source.Name, ["sha256"] = r.Source.Content.Hex, ["bytes"] = r.Source.Bytes },
        })]),
    }.ToJsonString(Indented);

    private static string Answered(Run run) => (run.FirstAt, run.LastAt) switch
    {
        ({ } first, { } last) when Language.English.Day(first) == Language.English.Day(last) => Language.English.Day(first),
        ({ } first, { } last) => $"{Language.English.Day(first)}…{Language.English.Day(last)[5..]}",
        _ => "no dates",
    };
}
