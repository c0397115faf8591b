using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Findings.Wording;
using CodeRed.Store;
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
            var unfinished = store.Unfinished();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(Json(runs, unfinished));
            }
            else if (runs.Count + unfinished.Count == 0)
            {
                Console.Out.WriteLine("No runs yet. 'codered import FILE' takes answers in, 'codered probe SUITE' asks for them; 'codered demo' shows what for.");
            }
            else
            {
                Write(Terminal.Answer(), runs);
                Write(Terminal.Answer(), unfinished);
            }

            return ExitCode.Fine;
        });
        return command;
    }

    public static void Write(IAnsiConsole console, IReadOnlyList<Run> runs)
    {
        foreach (var run in runs)
        {
            console.Write(new Text($"{run.Id.Short}  ", new Style(Color.Aqua)));
            console.Write(new Text(InertText.OnOneLine(run.Target.Name, 60), new Style(decoration: Decoration.Bold)));
            console.WriteLine();
            string items = run.Samples == run.Items ? "" : $", {Plural.Of(run.Samples, "answer")}";
            string[] about =
            [
                InertText.OnOneLine(run.Suite.Name, 60), $"{Plural.Of(run.Items, "item")}{items}", Answered(run), InertText.OnOneLine(run.Source.Name, 60),
            ];
            console.Write(new Padder(new Text(string.Join(" · ", about), new Style(Color.Grey))).Padding(14, 0, 0, 0));
        }
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<UnfinishedRun> runs)
    {
        foreach (var run in runs)
        {
            console.Write(new Text($"{(run.UnderWay ? "under way" : "unfinished"),-12}  ", new Style(Color.Yellow)));
            console.Write(new Text(InertText.OnOneLine(run.Target.Name, 60), new Style(decoration: Decoration.Bold)));
            console.WriteLine();
            string[] about =
            [
                InertText.OnOneLine(run.SuiteName, 60),
                $"{Language.English.Count(run.Samples)} of {Plural.Of(run.Places, "answer")}",
                run.Waiting > 0 ? ProbeScreen.Waiting(run.Waiting) : "",
                $"begun {Language.English.Day(run.StartedAt)}",
                run.UnderWay ? "" : run.Left ? "left for good" : "the same 'codered probe' goes on; after a day 'codered probe … --continue'",
            ];
            console.Write(new Padder(new Text(string.Join(" · ", about.Where(a => a.Length > 0)), new Style(Color.Grey))).Padding(14, 0, 0, 0));
        }
    }

    public static string Json(IReadOnlyList<Run> runs, IReadOnlyList<UnfinishedRun> unfinished) => new JsonObject
    {
        ["schema"] = "codered.runs/3",
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
        ["unfinished"] = new JsonArray([.. unfinished.Select(r => (JsonNode)new JsonObject
        {
            ["target"] = r.Target.Name,
            ["suite"] = r.SuiteName,
            ["samples"] = r.Samples,
            ["of"] = r.Places,
            ["waiting"] = r.Waiting,
            ["under_way"] = r.UnderWay,
            ["left"] = r.Left,
            ["started_at"] = r.StartedAt,
            ["last_at"] = r.LastAt,
        })]),
    }.ToJsonString(Indented);

    private static string Answered(Run run) => (run.FirstAt, run.LastAt) switch
    {
        ({ } first, { } last) when Language.English.Day(first) == Language.English.Day(last) => $"{Language.English.Day(first)} {first.UtcDateTime:HH:mm} UTC",
        ({ } first, { } last) => $"{Language.English.Day(first)} to {Language.English.Day(last)}",
        _ => "no dates",
    };
}
