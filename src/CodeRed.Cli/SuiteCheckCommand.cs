using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Findings.Wording;
using CodeRed.Grading;
using CodeRed.Probing.Suites;
using Spectre.Console;

namespace CodeRed.Cli;

internal static class SuiteCheckCommand
{
    private const int LongestQuestion = 160;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var suite = new Argument<string>("SUITE") { Description = $"A YAML file, or a built-in suite: {string.Join(", ", BuiltInSuites.Names)}." };
        var json = new Option<bool>("--json") { Description = "Print as JSON (docs/reference/json.md)." };
        var items = WholeNumberOption.Create("--items", "Items to show, from the first on.", 5, 0, 1_000_000);
        var command = new Command("check", """
            Say what a suite holds, or everything that is wrong with it.
            It is read to its end, and each mistake is named with its file and line.
            Nothing is asked.

            Examples:
              codered suite check suite.yaml
              codered suite check promptfooconfig.yaml
              codered suite check standard --items 150
              codered suite check suite.yaml --json

            Exit code: 0 it can be asked; 2 something is wrong.
            """)
        { suite, json, items };
        command.SetAction(parsed =>
        {
            var read = BuiltInSuites.Read(parsed.GetRequiredValue(suite));
            var first = read.Items().Take(parsed.GetValue(items)).ToList();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(Json(read, first));
            }
            else
            {
                Write(Terminal.Answer(), read, first);
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, SuiteFile suite, IReadOnlyList<ProbeItem> first)
    {
        var screen = new Screen(console, Language.English);
        screen.Headline(new Style(Color.Black, Color.Green, Decoration.Bold), "SOUND", InertText.OnOneLine($"{suite.Name}: {Plural.Of(suite.ItemCount, "item")}", 200));
        if (suite.Description is { } description)
        {
            screen.Quietly(InertText.OnOneLine(description, 400));
        }

        screen.Blank();
        string epochs = suite.Epochs == 1 ? "" : $", each item {suite.Epochs} times";
        screen.Line("Requests", $"{Language.English.Count(suite.Requests)} to each target in a run{epochs}");
        if (suite.Judgements > 0)
        {
            screen.Line("", $"and {Language.English.Count(suite.Judgements * suite.Epochs)} to the judge{(suite.Judge.Target is { } judge ? $", {InertText.OnOneLine(judge.Id, 80)}" : "; name one with judge:")}");
        }

        screen.Line("Targets", suite.Targets.IsEmpty ? "none named" : string.Join(", ", suite.Targets.Select(t => InertText.OnOneLine(t.Id, 80))));
        screen.Line("Graded for", string.Join(", ", suite.Metrics.All.Select(m => InertText.OnOneLine(m.Name, 60))));
        if (Limits(suite.Limits) is { Length: > 0 } limits)
        {
            screen.Line("Limits", limits);
        }

        screen.Line("Hash", suite.ContentHash.Short);
        if (first.Count == 0)
        {
            return;
        }

        screen.Title(first.Count == suite.ItemCount ? "Its items" : $"The first {first.Count} of its items");
        foreach (var item in first)
        {
            screen.Bullet(InertText.OnOneLine(item.Id, 80) + (item.Stratum is { } stratum ? $"  ({InertText.OnOneLine(stratum, 40)})" : ""));
            screen.Quietly(InertText.OnOneLine(item.Question, LongestQuestion), 4);
            screen.Paragraph(Demanded(item), 4);
        }
    }

    private static string Demanded(ProbeItem item) =>
        item.Assertions.Assertions.IsEmpty ? "any answer" : string.Join("; ", item.Assertions.Assertions.Select(Demanded));

    private static string Demanded(Assertion assertion)
    {
        string type = (assertion.IsNegated ? "not-" : "") + assertion.Type;
        string? text = assertion.Expected ?? assertion.Rubric?.Text;
        return text is null ? type : $"{type}: {InertText.OnOneLine(text, 60)}";
    }

    private static string Limits(SuiteLimits limits) => string.Join(", ", new[]
    {
        limits.Concurrency is { } concurrency ? $"{concurrency} at once" : null,
        limits.Cost is { } cost ? $"${Evidence.CanonicalJson.Number(cost)} a run" : null,
        limits.Time is { } time ? $"{time:c} a run" : null,
        limits.RequestTime is { } request ? $"{request:c} a request" : null,
    }.OfType<string>());

    private static string Json(SuiteFile suite, IReadOnlyList<ProbeItem> first) => new JsonObject
    {
        ["schema"] = "codered.suite/1",
        ["name"] = suite.Name,
        ["description"] = suite.Description,
        ["file"] = suite.Path,
        ["sha256"] = suite.ContentHash.Hex,
        ["items"] = suite.ItemCount,
        ["epochs"] = suite.Epochs,
        ["requests"] = suite.Requests,
        ["judge_requests"] = suite.Judgements * suite.Epochs,
        ["targets"] = new JsonArray([.. suite.Targets.Select(t => (JsonNode)new JsonObject { ["id"] = t.Id, ["label"] = t.Label })]),
        ["judge"] = suite.Judge.Target?.Id,
        ["anchors"] = suite.Judge.Anchors.Length,
        ["metrics"] = new JsonArray([.. suite.Metrics.All.Select(m => (JsonNode)m.ToJson())]),
        ["limits"] = new JsonObject
        {
            ["concurrency"] = suite.Limits.Concurrency,
            ["cost"] = suite.Limits.Cost,
            ["seconds"] = suite.Limits.Time?.TotalSeconds,
            ["request_seconds"] = suite.Limits.RequestTime?.TotalSeconds,
        },
        ["first_items"] = new JsonArray([.. first.Select(i => (JsonNode)new JsonObject
        {
            ["id"] = i.Id,
            ["stratum"] = i.Stratum,
            ["description"] = i.Description,
            ["messages"] = new JsonArray([.. i.Messages.Select(m => (JsonNode)new JsonObject { ["role"] = m.Role.ToString().ToLowerInvariant(), ["text"] = m.Text })]),
            ["options"] = i.Options.ToJson(),
            ["expected"] = i.Expected,
            ["assertions"] = new JsonArray([.. i.Assertions.Assertions.Select(a => (JsonNode)a.ToJson())]),
            ["threshold"] = i.Assertions.Threshold,
            ["abstention_aware"] = i.IsAbstentionAware,
            ["line"] = i.Line,
        })]),
    }.ToJsonString(Indented);
}
