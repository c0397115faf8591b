using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>The written rules of levels, to be read for one lab and one day.</summary>
/// <remarks>In a rule's condition <c>$lab</c> stands for the lab, and <c>$24-months-ago</c> for the month so long before the day. A later layer's rules are
/// added; one with the id of an earlier rule takes its place.</remarks>
public sealed partial class LevelRules
{
    private readonly ImmutableArray<YamlNode> _rules;

    /// <summary>The rules of all layers of a ledger.</summary>
    /// <param name="levels">As <see cref="LedgerReading.Levels"/> has them.</param>
    /// <exception cref="DocumentException">A rule is wrong: every mistake of all rules.</exception>
    public LevelRules(ImmutableArray<YamlNode> levels)
    {
        var problems = new List<DocumentProblem>();
        var byId = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var layer in levels)
        {
            if (layer.Kind != YamlKind.Sequence)
            {
                problems.Add(new DocumentProblem(layer.Path, layer.Line, $"'levels' is {layer.Description}", "write a list of rules"));
                continue;
            }

            var own = new HashSet<string>(StringComparer.Ordinal);
            foreach (var node in layer.Items)
            {
                if (Read(node, "openai", new DateOnly(2025, 12, 5), problems) is { } rule)
                {
                    if (!own.Add(rule.Id))
                    {
                        problems.Add(new DocumentProblem(node.Path, node.Line, $"'{rule.Id}' stands here a second time", "give each rule an id of its own"));
                    }

                    byId[rule.Id] = node;
                }
            }
        }

        _rules = problems.Count == 0 ? [.. byId.Values] : throw new DocumentException(problems);
    }

    /// <summary>The rules for a lab on a day.</summary>
    public ImmutableArray<LevelRule> For(string lab, DateOnly day)
    {
        var problems = new List<DocumentProblem>();
        ImmutableArray<LevelRule> rules = [.. _rules.Select(node => Read(node, lab, day, problems)).OfType<LevelRule>()];
        return problems.Count == 0 ? rules : throw new DocumentException(problems);
    }

    private static LevelRule? Read(YamlNode node, string lab, DateOnly day, List<DocumentProblem> problems)
    {
        var count = problems.Count;
        var fields = new YamlFields(node, "a rule", problems);
        var id = fields.Text("id", required: true, remedy: "give it one");
        var level = fields.OneOf("level", "amber", "red");
        var text = fields.Text("text", required: true, remedy: "say in words what the condition comes to");
        var chinese = fields.Text("zh-Hant");
        var when = fields.Any("when");
        if (when is null)
        {
            fields.Note(fields.Line, "'when' is missing", "write the condition");
        }

        if (level is null && problems.Count == count)
        {
            fields.Note(fields.Line, "'level' is missing", "write amber or red");
        }

        fields.RefuseOthers();
        var condition = when is null ? null : ConditionReader.Read(when.WithTexts(scalar => Filled(scalar, lab, day)), problems);
        return problems.Count > count || condition is null ? null : new LevelRule(id!, level == "red" ? Level.Red : Level.Amber, text!, chinese, condition);
    }

    private static string Filled(string scalar, string lab, DateOnly day) => scalar == "$lab" ? lab
        : MonthsAgo().Match(scalar) is { Success: true } months
            ? MonthOf(day.AddMonths(-int.Parse(months.Groups[1].ValueSpan, CultureInfo.InvariantCulture)))
            : scalar;

    // Before the first month that can be written there is nothing to leave out.
    private static string MonthOf(DateOnly day) =>
        (day.Year < PartialDate.FirstYear ? new DateOnly(PartialDate.FirstYear, 1, 1) : day).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\$(\d{1,3})-months-ago$")]
    private static partial Regex MonthsAgo();
}
