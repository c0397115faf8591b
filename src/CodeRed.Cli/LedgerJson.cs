using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;
using CodeRed.Interchange;

namespace CodeRed.Cli;

/// <summary>The JSON of the ledger's commands; docs/reference/ledger.schema.json and its neighbours describe it.</summary>
internal static class LedgerJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Facts, names and conflicts, as list, show and conflicts print them.</summary>
    public static string Of(LedgerView view, IEnumerable<Fact> facts, IEnumerable<JsonObject> names, IEnumerable<LedgerConflict> conflicts) => Text(new JsonObject
    {
        ["schema"] = "codered.ledger/1",
        ["as_of"] = view.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["left_out_later"] = view.Later,
        ["left_out_undated"] = view.Undated,
        ["names"] = Array(names),
        ["facts"] = Array(facts.Select(FactJson.Of)),
        ["conflicts"] = Array(conflicts.Select(Of)),
    });

    public static string Text(JsonObject json) => json.ToJsonString(Indented);

    public static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public static JsonArray Of(IEnumerable<DocumentProblem> problems) => Array(problems.Select(problem => new JsonObject
    {
        ["path"] = problem.Path,
        ["line"] = problem.Line,
        ["problem"] = problem.Problem,
        ["remedy"] = problem.Remedy,
    }));

    private static JsonObject Of(LedgerConflict conflict) => new()
    {
        ["id"] = conflict.Id,
        ["subject"] = conflict.Subject,
        ["sides"] = Array(conflict.Sides.Select(side => new JsonObject
        {
            ["says"] = side.Says,
            ["facts"] = Texts(side.Facts),
            ["source"] = side.Source is { } source ? FactJson.Of(source) : null,
        })),
        ["note"] = conflict.Note,
        ["path"] = conflict.Path,
        ["line"] = conflict.Path is null ? null : conflict.Line,
    };
}
