using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>Reads the condition of a claim: a mapping with one key, which says what kind it is.</summary>
internal sealed class ConditionReader
{
    private static readonly ImmutableArray<string> Kinds =
    [
        "all", "any", "not", "undecidable", "reported", "released", "moved", "founder", "loses_people", "most_leavers_went_to", "precedes", "within_months",
        "value", "grows", "more_used", "leads", "within_of_leader", "several_leaders", "holds_throne", "often_wrong",
    ];

    private readonly ICollection<DocumentProblem> _problems;

    private ConditionReader(ICollection<DocumentProblem> problems) => _problems = problems;

    /// <summary>Reads a condition; null once a problem has been noted.</summary>
    public static Condition? Read(YamlNode node, ICollection<DocumentProblem> problems) => new ConditionReader(problems).Any(node);

    private Condition? Any(YamlNode node)
    {
        if (node.Kind != YamlKind.Mapping || node.Members.Length != 1)
        {
            Note(node, $"a condition is {(node.Kind == YamlKind.Mapping ? $"a mapping of {node.Members.Length} keys" : node.Description)}", $"write one key that says what kind it is: {string.Join(", ", Kinds)}");
            return null;
        }

        var (key, value) = (node.Members[0].Key, node.Members[0].Value);
        var (path, line) = (node.Path, node.Members[0].Line);
        switch (key)
        {
            case "all":
                return Parts(value, key) is { } all ? new AllOf(path, line, all) : null;
            case "any":
                return Parts(value, key) is { } any ? new AnyOf(path, line, any) : null;
            case "not":
                return Any(value) is { } part ? new Negation(path, line, part) : null;
            case "precedes":
                return new YamlFields(node, "the condition", _problems).Texts(key) is { } two
                    ? two is [var first, var second] ? new Precedes(path, line, first, second) : Wrong(value, "'precedes' does not name two facts", "write [the earlier, the later]")
                    : null;
        }

        if (!Kinds.Contains(key))
        {
            return Unknown(node, key);
        }

        var count = _problems.Count;
        var fields = new YamlFields(value, $"'{key}'", _problems);
        Condition? read = key switch
        {
            "undecidable" => Undecidable(fields, path, line),
            "reported" => new Reported(path, line, Ids(fields, "facts", required: true), fields.Whole("publishers", 1) ?? 1),
            "released" => Released(fields, path, line),
            "moved" => new Moved(path, line, Required(fields, "person"), fields.Text("from"), fields.Text("to"), Date(fields, "since"), Date(fields, "until")),
            "founder" => new FounderOf(path, line, Required(fields, "person"), Required(fields, "lab")),
            "loses_people" => new LosesPeople(path, line, Required(fields, "lab"), RequiredDate(fields, "since"), Date(fields, "until"), Dates(fields, "without")),
            "most_leavers_went_to" => new MostLeaversWentTo(path, line, Required(fields, "from"), Ids(fields, "to"), Date(fields, "since"), Date(fields, "until")),
            "within_months" => new WithinMonths(path, line, Required(fields, "first"), Required(fields, "second"), fields.Whole("months", 1) ?? Missing(fields, "months")),
            "value" => Value(fields, path, line),
            "grows" => new Grows(path, line, Required(fields, "product"), Required(fields, "measure"), RequiredDate(fields, "since"), Date(fields, "until")),
            "more_used" => new MoreUsed(path, line, Required(fields, "product"), Required(fields, "than"), Ids(fields, "measures")),
            "leads" => Leads(fields, path, line),
            "within_of_leader" => Within(fields, path, line),
            "several_leaders" => new SeveralLeaders(path, line, Ids(fields, "benchmarks"), fields.Text("skill"), fields.Whole("at_least", 2) ?? 2),
            "holds_throne" => new HoldsThrone(path, line, Required(fields, "lab"), Required(fields, "skill"), Share(fields, "at_least", 0.5, 0.95)),
            _ => new OftenWrong(path, line, Ids(fields, "claimants", required: true), Share(fields, "below", 0, 0.5)),
        };
        fields.RefuseOthers();
        return _problems.Count == count ? read : null;
    }

    private ImmutableArray<Condition>? Parts(YamlNode value, string key)
    {
        if (value.Kind != YamlKind.Sequence || value.Items.Length == 0)
        {
            Note(value, $"'{key}' is {value.Description}", "write a list of conditions");
            return null;
        }

        var parts = value.Items.Select(Any).ToList();
        return parts.Contains(null) ? null : [.. parts!];
    }

    private static Undecidable? Undecidable(YamlFields fields, string path, long line)
    {
        (string Key, UndecidableKind Kind)[] kinds =
        [
            ("comparison", UndecidableKind.Comparison), ("cause", UndecidableKind.Cause), ("intention", UndecidableKind.Intention), ("not_collected", UndecidableKind.NotCollected),
        ];
        var chinese = fields.Text("zh-Hant");
        var given = kinds.Select(kind => (kind.Kind, Words: fields.Text(kind.Key))).Where(kind => kind.Words is not null).ToList();
        if (given.Count == 1)
        {
            return new Undecidable(path, line, given[0].Kind, given[0].Words!, chinese);
        }

        fields.Note(line, "'undecidable' does not say what is missing", "write one of comparison, cause, intention or not_collected, with the words of the claim");
        return null;
    }

    private static Released Released(YamlFields fields, string path, long line)
    {
        var kind = fields.OneOf("kind", "model", "product", "lab", "announcement") switch
        {
            "model" => ReleaseKind.Model,
            "product" => ReleaseKind.Product,
            "lab" => ReleaseKind.Lab,
            "announcement" => ReleaseKind.Announcement,
            _ => (ReleaseKind?)null,
        };
        var read = new Released(
            path, line, fields.Text("release"), fields.Text("lab"), fields.Text("subject"), kind, Date(fields, "since"), Date(fields, "until"),
            fields.Whole("at_least", 1) ?? 1, fields.Flag("would_be_known") ?? false);
        if (read is { Release: null, Lab: null, Subject: null })
        {
            fields.Note(line, "'released' names nothing", "write release, lab or subject");
        }

        return read;
    }

    private static ValueLies Value(YamlFields fields, string path, long line)
    {
        var read = new ValueLies(path, line, Required(fields, "fact"), (double?)fields.Number("at_least"), (double?)fields.Number("at_most"));
        if (read is { AtLeast: null, AtMost: null } || read.AtLeast > read.AtMost)
        {
            fields.Note(line, "'value' has no limits, or they are in the wrong order", "write at_least, at_most or both");
        }

        return read;
    }

    private Leads Leads(YamlFields fields, string path, long line)
    {
        var who = Side(fields, "who") ?? new Contestant([], null);
        var over = Side(fields, "over");
        var need = fields.Any("on");
        var (kind, number) = (BoardNeed.AtLeast, 1);
        if (need is { Kind: YamlKind.Scalar, Text: "most" })
        {
            kind = BoardNeed.Most;
        }
        else if (need is { Kind: YamlKind.Scalar, Text: "every" })
        {
            kind = BoardNeed.Every;
        }
        else if (need is not null && !(need.Kind == YamlKind.Scalar && int.TryParse(need.Text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0))
        {
            fields.Note(need.Line, $"'on' is {need.Description}", "write most, every, or a number of boards");
        }

        if (who is { Models.IsEmpty: true, Lab: null })
        {
            fields.Note(line, "'leads' does not say who", "write who: {lab: ...} or who: {models: [...]}");
        }

        return new Leads(path, line, who, over, Ids(fields, "benchmarks"), fields.Text("skill"), kind, number);
    }

    private WithinOfLeader Within(YamlFields fields, string path, long line)
    {
        var who = Side(fields, "who");
        if (who is null)
        {
            fields.Note(line, "'within_of_leader' does not say who", "write who: {lab: ...} or who: {models: [...]}");
        }

        return new WithinOfLeader(
            path, line, who ?? new Contestant([], null), Required(fields, "benchmark"), (double)(fields.Number("at_most") ?? Missing(fields, "at_most")));
    }

    private Contestant? Side(YamlFields fields, string key)
    {
        if (fields.Any(key) is not { } node)
        {
            return null;
        }

        var side = new YamlFields(node, $"'{key}'", _problems);
        var read = new Contestant(Ids(side, "models"), side.Text("lab"));
        side.RefuseOthers();
        if (read.Models.IsEmpty == read.Lab is null)
        {
            side.Note(node.Line, $"'{key}' names {(read.Lab is null ? "nobody" : "both models and a lab")}", "write {lab: ...} or {models: [...]}");
        }

        return read;
    }

    private static double Share(YamlFields fields, string key, double above, double otherwise)
    {
        var value = (double?)fields.Number(key);
        if (value is { } share && !(share > above && share < 1))
        {
            fields.Note(fields.Line, string.Create(CultureInfo.InvariantCulture, $"'{key}' is {share}"), string.Create(CultureInfo.InvariantCulture, $"write a number above {above} and below 1"));
        }

        return value ?? otherwise;
    }

    private static ImmutableArray<string> Ids(YamlFields fields, string key, bool required = false)
    {
        if (fields.Texts(key) is { } ids)
        {
            return [.. ids];
        }

        if (required && fields.Any(key) is null)
        {
            Missing(fields, key);
        }

        return [];
    }

    private static string Required(YamlFields fields, string key) => fields.Text(key, required: true) ?? "";

    private static int Missing(YamlFields fields, string key)
    {
        fields.Note(fields.Line, $"'{key}' is missing", "write it");
        return 0;
    }

    private static PartialDate RequiredDate(YamlFields fields, string key)
    {
        if (fields.Any(key) is null)
        {
            Missing(fields, key);
        }

        return Date(fields, key) ?? default;
    }

    private static PartialDate? Date(YamlFields fields, string key) => fields.Text(key) is { } text ? Parsed(fields, key, text) : null;

    private static ImmutableArray<PartialDate> Dates(YamlFields fields, string key) =>
        [.. (fields.Texts(key) ?? []).Select(text => Parsed(fields, key, text)).OfType<PartialDate>()];

    private static PartialDate? Parsed(YamlFields fields, string key, string text)
    {
        if (PartialDate.TryParse(text, out var date))
        {
            return date;
        }

        fields.Note(fields.Line, $"'{key}' is '{text}'", "write a day, month or year, such as 2025-12-05, 2025-12 or 2025");
        return null;
    }

    private Condition? Unknown(YamlNode node, string key)
    {
        var meant = NearestName.To(key, Kinds);
        return Wrong(node, $"'{key}' is no kind of condition", meant is null ? $"the kinds are {string.Join(", ", Kinds)}" : $"did you mean {meant}? The kinds are {string.Join(", ", Kinds)}");
    }

    private Condition? Wrong(YamlNode node, string problem, string remedy)
    {
        Note(node, problem, remedy);
        return null;
    }

    private void Note(YamlNode node, string problem, string remedy) => _problems.Add(new DocumentProblem(node.Path, node.Line, problem, remedy));
}
