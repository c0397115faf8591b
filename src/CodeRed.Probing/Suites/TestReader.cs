using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>Reads tests, from YAML, JSON or rows of a table.</summary>
/// <param name="problems">Where mistakes are noted.</param>
/// <param name="assertions">Reads their assertions.</param>
internal sealed class TestReader(List<DocumentProblem> problems, AssertionReader assertions)
{
    private static readonly ImmutableArray<string> RowKeys =
        ["__expected", "__id", "__description", "__stratum", "__prefix", "__suffix", "__metric", "__threshold", "__abstention_aware"];

    /// <summary>Reads one test, or the default of all tests.</summary>
    public TestCase Read(YamlNode node, string name)
    {
        var fields = new YamlFields(node, name, problems);
        if (node.Kind != YamlKind.Mapping)
        {
            return new(node.Path, node.Line);
        }

        string? id = name == "defaultTest" ? null : fields.Text("id");
        var description = Text(fields, "description");
        var vars = Variables(fields);
        var asserted = assertions.List(fields.Any("assert"));
        double? threshold = Share(fields, "threshold");
        string? stratum = fields.Text("stratum");
        bool? abstains = fields.Flag("abstention_aware");
        _ = fields.Any("metadata"); // Says nothing that changes a question or a grade.
        foreach (string foreign in (string[])["provider", "providers", "providerOutput", "assertScoringFunction", "transform"])
        {
            fields.Refuse(
                foreign,
                $"'{foreign}' of a test is a key of promptfoo that Code Red does not have",
                foreign.StartsWith("provider", StringComparison.Ordinal) ? "name the models under targets: for all tests" : "leave it out; nothing is executed here");
        }

        var test = new TestCase(node.Path, node.Line)
        {
            Id = id,
            Description = description,
            Stratum = stratum,
            Variables = vars,
            Assertions = asserted,
            Threshold = threshold,
            IsAbstentionAware = abstains,
        };
        if (fields.Any("options") is { } options)
        {
            var more = new YamlFields(options, "options", problems);
            test = test with
            {
                Prefix = Text(more, "prefix"),
                Suffix = Text(more, "suffix"),
                ExpandsLists = more.Flag("disableVarExpansion") == true ? false : null,
                Options = new OptionFields(problems).Read(more),
            };
            _ = more.Any("provider"); // The judge: the suite has read it.
            more.RefuseOthers();
        }

        fields.RefuseOthers();
        return test;
    }

    /// <summary>The tests of a file of comma-separated values, row by row.</summary>
    /// <remarks>
    /// A column is a variable, but for <c>__expected</c> (also numbered: <c>__expected1</c>, <c>__expected2</c>), <c>__id</c>, <c>__description</c>, <c>__stratum</c>,
    /// <c>__prefix</c>, <c>__suffix</c>, <c>__metric</c>, <c>__threshold</c> and <c>__abstention_aware</c>. An empty cell under one of these says nothing.
    /// <c>__metadata:…</c> is passed over.
    /// </remarks>
    public IEnumerable<TestCase> Rows(string path)
    {
        char delimiter = string.Equals(Path.GetExtension(path), ".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        using var rows = new CsvRows(new GuardedStream(RegularFile.Open(path, path), path, linesAreBounded: true, hashed: false), path, delimiter);
        CheckHeader(path, rows.Header);
        if (problems.Count > 0)
        {
            yield break;
        }

        while (rows.Read())
        {
            yield return Row(path, rows);
        }
    }

    /// <summary>The tests of a file of JSON lines.</summary>
    public IEnumerable<TestCase> Lines(string path)
    {
        using var reader = new StreamReader(new GuardedStream(RegularFile.Open(path, path), path, linesAreBounded: true, hashed: false));
        long number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Read(Json(path, number, line), "a test");
            }
        }
    }

    /// <summary>JSON as YAML, with the place of what is wrong with it.</summary>
    /// <exception cref="DocumentException">It is not JSON.</exception>
    public static YamlNode Json(string path, long line, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = YamlFile.MaximumDepth });
            return YamlNode.OfJson(path, line, json.RootElement);
        }
        catch (JsonException e)
        {
            throw new DocumentException(path, line + (e.LineNumber ?? 0), string.Create(CultureInfo.InvariantCulture, $"this is not JSON from byte {(e.BytePositionInLine ?? 0) + 1} of the line on"), "check the quotes, the commas and the brackets before it");
        }
    }

    private void CheckHeader(string path, IReadOnlyList<string> header)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string column in header)
        {
            if (column.Length == 0)
            {
                problems.Add(new(path, 1, "a column has no name", "name it, or leave it out"));
            }
            else if (!seen.Add(column))
            {
                problems.Add(new(path, 1, $"two columns are named '{column}'", "rename one of them"));
            }
            else if (column.StartsWith("__", StringComparison.Ordinal) && !RowKeys.Contains(column) && !IsExpected(column) && !column.StartsWith("__metadata:", StringComparison.Ordinal))
            {
                string? meant = NearestName.To(column, RowKeys);
                problems.Add(new(path, 1, $"'{column}' is not a column with a meaning of its own", (meant is null ? "" : $"did you mean {meant}? ") + $"Such columns are {string.Join(", ", RowKeys)}, __expected1 and so on"));
            }
        }
    }

    private static bool IsExpected(string column) =>
        column.StartsWith("__expected", StringComparison.Ordinal) && column.AsSpan("__expected".Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private TestCase Row(string path, CsvRows rows)
    {
        var vars = ImmutableArray.CreateBuilder<KeyValuePair<string, YamlNode>>();
        var asserted = ImmutableArray.CreateBuilder<AssertionDraft>();
        var test = new TestCase(path, rows.Line) { ExpandsLists = false };
        string? metric = null;
        for (int i = 0; i < rows.Header.Count; i++)
        {
            string column = rows.Header[i];
            var cell = YamlNode.OfText(path, rows.Line, rows[i]);
            if (!column.StartsWith("__", StringComparison.Ordinal))
            {
                vars.Add(new(column, cell));
                continue;
            }

            if (cell.Text.Length == 0)
            {
                continue;
            }

            switch (column)
            {
                case "__id":
                    test = test with { Id = cell.Text };
                    break;
                case "__description":
                    test = test with { Description = Template.Of(cell, problems) };
                    break;
                case "__stratum":
                    test = test with { Stratum = cell.Text };
                    break;
                case "__prefix":
                    test = test with { Prefix = Template.Of(cell, problems) };
                    break;
                case "__suffix":
                    test = test with { Suffix = Template.Of(cell, problems) };
                    break;
                case "__metric":
                    metric = cell.Text;
                    break;
                case "__threshold" or "__abstention_aware":
                    var fields = new YamlFields(YamlNode.OfMembers(path, rows.Line, [new(column, rows.Line, cell)]), "the row", problems);
                    test = column == "__threshold" ? test with { Threshold = Share(fields, column) } : test with { IsAbstentionAware = fields.Flag(column) };
                    break;
                case var expected when IsExpected(expected) && !string.IsNullOrWhiteSpace(cell.Text):
                    if (assertions.Cell(cell) is { } draft)
                    {
                        asserted.Add(draft);
                    }

                    break;
            }
        }

        return test with { Variables = vars.ToImmutable(), Assertions = [.. asserted.Select(a => metric is null ? a : a with { Metric = metric })] };
    }

    private ImmutableArray<KeyValuePair<string, YamlNode>> Variables(YamlFields fields)
    {
        var node = fields.Any("vars");
        if (node is null)
        {
            return [];
        }

        if (node.Kind == YamlKind.Scalar && node.Text.StartsWith("file://", StringComparison.Ordinal))
        {
            node = YamlFile.Read(SuiteReader.Beside(node, node.Text["file://".Length..]));
        }

        if (node.Kind != YamlKind.Mapping)
        {
            fields.Note(node.Line, $"'vars' is {node.Description}", "write names with values");
            return [];
        }

        return [.. node.Members.Select(m => KeyValuePair.Create(m.Key, Loaded(m.Value)))];
    }

    /// <summary>A variable may be the text of a file.</summary>
    private YamlNode Loaded(YamlNode value)
    {
        if (value.Kind != YamlKind.Scalar || !value.Text.StartsWith("file://", StringComparison.Ordinal))
        {
            return value;
        }

        string path = SuiteReader.Beside(value, value.Text["file://".Length..]);
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".yaml" or ".yml" => YamlFile.Read(path),
                ".json" => Json(path, 1, SuiteReader.TextOf(path)),
                ".txt" or ".md" => YamlNode.OfText(value.Path, value.Line, SuiteReader.TextOf(path)),
                _ => throw new DocumentException(value.Path, value.Line, $"'{value.Text}' is not a kind of file that can be a variable", "name a .txt, .md, .yaml or .json file"),
            };
        }
        catch (DocumentException e)
        {
            problems.AddRange(e.Problems);
            return YamlNode.OfText(value.Path, value.Line, "");
        }
    }

    private double? Share(YamlFields fields, string key)
    {
        if (fields.Number(key) is not { } share)
        {
            return null;
        }

        if (share is >= 0 and <= 1)
        {
            return (double)share;
        }

        fields.Note(fields.Any(key)!.Line, $"'{key}' is {fields.Any(key)!.Description}", "write a number from 0 to 1");
        return null;
    }

    private Template? Text(YamlFields fields, string key) => fields.Text(key) is null ? null : Template.Of(fields.Any(key)!, problems);
}
