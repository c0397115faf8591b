using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CodeRed.Evidence.Documents;
using CodeRed.Providers;

namespace CodeRed.Probing.Suites;

/// <summary>Reads the YAML of a suite and collects every mistake before it complains.</summary>
internal sealed class SuiteReader
{
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.Ordinal)
    {
        ["outputPath"] = "leave it out; codered prints to the screen, and --json, --html and --junit write files",
        ["scenarios"] = "write its tests under tests:",
        ["derivedMetrics"] = "leave it out; nothing is computed in a suite",
        ["extensions"] = "leave it out; nothing is executed here",
        ["env"] = "set the variables in the environment",
        ["nunjucksFilters"] = "leave it out; nothing is executed here",
        ["commandLineOptions"] = "give the options on the command line",
        ["redteam"] = "leave it out; write the tests under tests:",
        ["metadata"] = "leave it out",
        ["assertionTemplates"] = "write the assertions out, or under defaultTest:",
    };

    // The key goes where the address says, so a file by somebody else may say neither.
    private static readonly Dictionary<string, string> NotFromFiles = new(StringComparer.Ordinal)
    {
        ["apiKey"] = "take it out, and put the key into the vendor's environment variable; codered doctor lists them",
        ["api_key"] = "take it out, and put the key into the vendor's environment variable; codered doctor lists them",
        ["apiKeyEnvar"] = "leave it out; a key is read from the vendor's own environment variable, which codered doctor lists",
        ["apiBaseUrl"] = "leave it out; set the vendor's address in the environment, as in OPENAI_BASE_URL, or write the target as vllm:MODEL?base_url=URL",
        ["apiHost"] = "leave it out; set the vendor's address in the environment, as in OPENAI_BASE_URL, or write the target as vllm:MODEL?base_url=URL",
    };

    private readonly List<DocumentProblem> problems = [];
    private readonly AssertionReader assertions;
    private readonly TestReader tests;

    private SuiteReader()
    {
        assertions = new(problems);
        tests = new(problems, assertions);
    }

    /// <summary>Reads a suite's own file, and every file it names but those that are streamed.</summary>
    /// <exception cref="DocumentException">Something is wrong: all of it is named.</exception>
    public static SuiteDraft Read(YamlNode root, string standardName)
    {
        var reader = new SuiteReader();
        SuiteDraft? draft = null;
        try
        {
            draft = reader.Suite(root, standardName);
        }
        catch (DocumentException e)
        {
            reader.problems.AddRange(e.Problems);
        }

        return reader.problems.Count == 0
            ? draft!
            : throw new DocumentException([.. reader.problems.Distinct().OrderBy(p => p.Path != root.Path).ThenBy(p => p.Path, StringComparer.Ordinal).ThenBy(p => p.Line)]);
    }

    /// <summary>A file named in another, from the folder of that one.</summary>
    public static string Beside(YamlNode node, string name) => Path.Combine(Path.GetDirectoryName(node.Path) ?? "", name);

    /// <summary>The text of a small file.</summary>
    /// <exception cref="DocumentException">It cannot be read, is over 1 MiB or not UTF-8.</exception>
    public static string TextOf(string path)
    {
        using var file = RegularFile.Open(path, path);
        if (file.Length > YamlFile.MaximumBytes)
        {
            throw new DocumentException(path, 0, "is larger than 1 MiB", "shorten it");
        }

        using var reader = new StreamReader(new GuardedStream(file, path, linesAreBounded: true, hashed: false), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private SuiteDraft Suite(YamlNode root, string standardName)
    {
        var fields = new YamlFields(root, "the suite", problems);
        string name = fields.Text("name") ?? standardName;
        string? description = fields.Text("description");
        Template? system = fields.Text("system") is null ? null : Template.Of(fields.Any("system")!, problems);
        var prompts = Prompts(fields, root).Select(p => p.Under(system)).ToImmutableArray();
        CheckLabels(prompts, root);
        var targets = Targets(fields);
        var options = fields.Any("options") is { } node ? Options(node) : GenerationOptions.None;
        var (epochs, limits) = Limits(fields);
        var standard = Default(fields, out var grader);
        var judge = Judge(fields, grader);
        var sources = Tests(fields, root);
        _ = fields.Any("tags");
        if (fields.Flag("sharing") == true)
        {
            fields.Note(fields.Any("sharing")!.Line, "'sharing' is true", "leave it out; nothing is sent anywhere");
        }

        foreach (var (key, remedy) in Foreign)
        {
            fields.Refuse(key, $"'{key}' is a key of promptfoo that Code Red does not have", remedy);
        }

        fields.RefuseOthers();
        return new(root.Path, name, description, prompts, system, targets, options, epochs, limits, judge, standard, sources, assertions);
    }

    private List<SuitePrompt> Prompts(YamlFields fields, YamlNode root)
    {
        var node = fields.Any("prompts");
        if (node is null)
        {
            return [SuitePrompt.PassThrough(root.Path, problems)];
        }

        var prompts = new List<SuitePrompt>();
        foreach (var entry in node.Kind == YamlKind.Sequence ? node.Items : [node])
        {
            if (entry.Kind == YamlKind.Scalar)
            {
                prompts.AddRange(Prompt(entry, null));
                continue;
            }

            var parts = new YamlFields(entry, "a prompt", problems);
            string? label = parts.Text("label");
            var (raw, id, messages) = (parts.Any("raw"), parts.Any("id"), parts.Any("messages"));
            var text = raw ?? id;
            if (new[] { raw, id, messages }.Count(t => t is not null) > 1)
            {
                parts.Note(entry.Line, "a prompt has its text twice", "keep one of raw, id and messages");
            }
            else if (messages is not null)
            {
                prompts.AddRange(SuitePrompt.OfMessages(messages, label ?? $"messages on line {messages.Line}", problems) is { } conversation ? [conversation] : []);
            }
            else if (text is { Kind: YamlKind.Scalar })
            {
                prompts.AddRange(Prompt(text, label));
            }
            else
            {
                parts.Note(entry.Line, "a prompt has neither text nor messages", "write raw: and the text, id: file://PROMPT.txt, or messages:");
            }

            parts.RefuseOthers();
        }

        if (prompts.Count == 0 && problems.Count == 0)
        {
            fields.Note(node.Line, "'prompts' is an empty list", "write at least one, or leave the key out to ask {{prompt}}");
        }

        return prompts;
    }

    private IEnumerable<SuitePrompt> Prompt(YamlNode node, string? label)
    {
        if (!node.Text.StartsWith("file://", StringComparison.Ordinal))
        {
            return SuitePrompt.OfText(node, label, problems) is { } prompt ? [prompt] : [];
        }

        string path = Beside(node, node.Text["file://".Length..]);
        try
        {
            switch (Path.GetExtension(path).ToLowerInvariant())
            {
                case ".txt" or ".md":
                    string[] texts = TextOf(path).ReplaceLineEndings("\n").Split("\n---\n");
                    return texts.Where(t => !string.IsNullOrWhiteSpace(t)).Select((t, i) =>
                        SuitePrompt.OfText(YamlNode.OfText(path, 1, t.Trim()), label is null || texts.Length == 1 ? label : $"{label} {i + 1}", problems)).OfType<SuitePrompt>().ToList();
                case ".json":
                    return SuitePrompt.OfMessages(TestReader.Json(path, 1, TextOf(path)), label ?? Path.GetFileName(path), problems) is { } spoken ? [spoken] : [];
                case ".yaml" or ".yml":
                    return SuitePrompt.OfMessages(YamlFile.Read(path), label ?? Path.GetFileName(path), problems) is { } written ? [written] : [];
                default:
                    problems.Add(new(node.Path, node.Line, $"'{node.Text}' is not a kind of file that can hold a prompt", "name a .txt or .md file, or a .json or .yaml file with messages; nothing is executed here"));
                    return [];
            }
        }
        catch (DocumentException e)
        {
            problems.AddRange(e.Problems);
            return [];
        }
    }

    private void CheckLabels(ImmutableArray<SuitePrompt> prompts, YamlNode root)
    {
        foreach (var twice in prompts.GroupBy(p => p.Label, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            long line = twice.Skip(1).First().Messages is [var first, ..] ? first.Text.Line : root.Line;
            problems.Add(new(root.Path, line, $"two prompts are called '{twice.Key}'", "give each its own label:"));
        }
    }

    private ImmutableArray<TargetSpec> Targets(YamlFields fields)
    {
        var ours = fields.Any("targets");
        var theirs = fields.Any("providers");
        if (ours is not null && theirs is not null)
        {
            fields.Note(theirs.Line, "'providers' and 'targets' both name the models", "keep one of the two");
        }

        var node = ours ?? theirs;
        return node is null ? [] : [.. (node.Kind == YamlKind.Sequence ? node.Items : [node]).Select(Target).OfType<TargetSpec>()];
    }

    private TargetSpec? Target(YamlNode node)
    {
        var fields = new YamlFields(node, "a target", problems, bareKey: "id");
        if (node.Kind == YamlKind.Sequence)
        {
            return null;
        }

        string? id = fields.Text("id", required: true, remedy: "write id: and the vendor with its model, such as openai:gpt-5") is { } written ? Known(written, fields) : null;
        var target = new TargetSpec(id ?? "", fields.Text("label"), node.Line);
        if (fields.Any("config") is { } config)
        {
            var parts = new YamlFields(config, "config", problems);
            target = target with { Options = new OptionFields(problems).Read(parts) };
            foreach (var (key, remedy) in NotFromFiles)
            {
                parts.Refuse(key, $"'{key}' does not belong in a file", remedy);
            }

            parts.RefuseOthers();
        }

        fields.RefuseOthers();
        return id is null ? null : target;
    }

    /// <summary>The target in our spelling, if there is such a vendor.</summary>
    private static string? Known(string written, YamlFields fields)
    {
        string id = PromptfooTarget.Ours(written);
        try
        {
            string vendor = TargetId.Parse(id).Vendor;
            if (ProviderCatalogue.Vendors.Contains(vendor))
            {
                return id;
            }

            string? meant = NearestName.To(vendor, ProviderCatalogue.Vendors);
            fields.Note(fields.Any("id")!.Line, $"there is no vendor '{vendor}'", (meant is null ? "the vendors are " : $"did you mean {meant}? The vendors are ") + string.Join(", ", ProviderCatalogue.Vendors));
        }
        catch (TargetException e)
        {
            var (problem, remedy) = Grading.Complaint.Split(e);
            fields.Note(fields.Any("id")!.Line, problem, remedy);
        }

        return null;
    }

    private GenerationOptions Options(YamlNode node)
    {
        var fields = new YamlFields(node, "options", problems);
        var options = new OptionFields(problems).Read(fields);
        fields.RefuseOthers();
        return options;
    }

    private (int Epochs, SuiteLimits Limits) Limits(YamlFields fields)
    {
        int? epochs = fields.Whole("epochs", 1);
        var limits = SuiteLimits.None;
        if (fields.Any("limits") is { } node)
        {
            var parts = new YamlFields(node, "limits", problems);
            limits = new(parts.Whole("concurrency", 1), Cost(parts), Duration(parts, "time"), Duration(parts, "request_time"));
            parts.RefuseOthers();
        }

        if (fields.Any("evaluateOptions") is { } theirs)
        {
            var parts = new YamlFields(theirs, "evaluateOptions", problems);
            epochs ??= parts.Whole("repeat", 1);
            limits = new(
                limits.Concurrency ?? parts.Whole("maxConcurrency", 1),
                limits.Cost,
                limits.Time ?? Milliseconds(parts, "maxEvalTimeMs"),
                limits.RequestTime ?? Milliseconds(parts, "timeoutMs"));
            _ = parts.Flag("showProgressBar");
            if (parts.Flag("cache") == true)
            {
                parts.Note(parts.Any("cache")!.Line, "'cache' is true", "leave it out; answers are never taken from a cache, because a repeat would then be no repeat");
            }

            if (parts.Whole("delay") > 0)
            {
                parts.Note(parts.Any("delay")!.Line, "'delay' is a key of promptfoo that Code Red does not have", "write limits: concurrency: 1; the pace adapts to the provider's limits by itself");
            }

            _ = (parts.Any("repeat"), parts.Any("maxConcurrency"), parts.Any("maxEvalTimeMs"), parts.Any("timeoutMs"));
            parts.RefuseOthers();
        }

        return (epochs ?? 1, limits);
    }

    private static decimal? Cost(YamlFields fields)
    {
        if (fields.Any("cost") is not { } node)
        {
            return null;
        }

        string text = node.Kind == YamlKind.Scalar ? node.Text.Trim() : "";
        text = text.StartsWith('$') ? text[1..] : text.EndsWith("USD", StringComparison.Ordinal) ? text[..^3] : text;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out decimal cost) && cost > 0)
        {
            return cost;
        }

        fields.Note(node.Line, $"'cost' is {node.Description}", "write an amount of US dollars above 0, such as $2 or 0.50");
        return null;
    }

    private static TimeSpan? Duration(YamlFields fields, string key)
    {
        if (fields.Any(key) is not { } node)
        {
            return null;
        }

        string text = node.Kind == YamlKind.Scalar ? node.Text.Trim() : "";
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (unit > 0 && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number > 0 && (double)number * unit <= 366 * 86400.0)
        {
            return TimeSpan.FromSeconds((double)number * unit);
        }

        fields.Note(node.Line, $"'{key}' is {node.Description}", "write a time with its unit, such as 90s, 10m or 2h");
        return null;
    }

    private static TimeSpan? Milliseconds(YamlFields fields, string key) =>
        fields.Whole(key) is { } number and > 0 ? TimeSpan.FromMilliseconds(number) : null;

    /// <summary>The default of all tests, and the judge that promptfoo would ask.</summary>
    private TestCase Default(YamlFields fields, out YamlNode? grader)
    {
        grader = null;
        var node = fields.Any("defaultTest");
        if (node is null)
        {
            return new("", 0);
        }

        if (node.Kind == YamlKind.Scalar && node.Text.StartsWith("file://", StringComparison.Ordinal))
        {
            node = YamlFile.Read(Beside(node, node.Text["file://".Length..]));
        }

        grader = node.Members.FirstOrDefault(m => m.Key == "options")?.Value.Members.FirstOrDefault(m => m.Key == "provider")?.Value;
        return tests.Read(node, "defaultTest");
    }

    private JudgeSpec Judge(YamlFields fields, YamlNode? grader)
    {
        var node = fields.Any("judge");
        if (node is null)
        {
            return grader is null ? JudgeSpec.None : JudgeSpec.None with { Target = Target(grader) };
        }

        var parts = new YamlFields(node, "judge", problems, bareKey: "target");
        var target = parts.Any("target") is { } named ? Target(named) : null;
        string? rubric = parts.Text("rubric");
        ImmutableArray<JudgeAnchor> anchors = [];
        if (parts.Text("anchors") is { } file)
        {
            var place = parts.Any("anchors")!;
            if (!file.StartsWith("file://", StringComparison.Ordinal))
            {
                parts.Note(place.Line, $"'anchors' is {place.Description}", "write file:// and a .csv file with the columns question, answer, passes and perhaps id and rubric");
            }
            else
            {
                anchors = new AnchorReader(problems).Read(Beside(place, file["file://".Length..]), rubric is not null);
            }
        }

        parts.RefuseOthers();
        return new(target, rubric, anchors);
    }

    private ImmutableArray<TestSource> Tests(YamlFields fields, YamlNode root)
    {
        var node = fields.Any("tests");
        if (node is null)
        {
            fields.Note(root.Line, "'tests' is missing", "write tests: and a list, or file://cases.csv");
            return [];
        }

        var sources = ImmutableArray.CreateBuilder<TestSource>();
        var inline = ImmutableArray.CreateBuilder<TestCase>();
        void Flush()
        {
            if (inline.Count > 0)
            {
                sources.Add(TestSource.Of(inline.ToImmutable()));
                inline.Clear();
            }
        }

        foreach (var entry in node.Kind == YamlKind.Sequence ? node.Items : [node])
        {
            if (entry.Kind == YamlKind.Mapping && !ProceduralReader.IsOne(entry))
            {
                inline.Add(tests.Read(entry, "a test"));
                continue;
            }

            Flush();
            if (entry.Kind == YamlKind.Mapping)
            {
                if (new ProceduralReader(problems).Read(entry) is { } made)
                {
                    sources.Add(made);
                }

                continue;
            }

            if (entry.Kind == YamlKind.Scalar && entry.Text.StartsWith("file://", StringComparison.Ordinal))
            {
                sources.AddRange(File(entry));
            }
            else
            {
                fields.Note(entry.Line, $"a test is {entry.Description}", "write - vars:, - procedural:, or - file://cases.csv");
            }
        }

        Flush();
        if (sources.Count == 0 && problems.Count == 0)
        {
            fields.Note(node.Line, "'tests' is an empty list", "write at least one test");
        }

        return sources.ToImmutable();
    }

    private ImmutableArray<TestSource> File(YamlNode entry)
    {
        string path = Beside(entry, entry.Text["file://".Length..]);
        try
        {
            switch (Path.GetExtension(path).ToLowerInvariant())
            {
                case ".csv" or ".tsv":
                    return [TestSource.Of(path, reader => reader.Rows(path))];
                case ".jsonl" or ".ndjson":
                    return [TestSource.Of(path, reader => reader.Lines(path))];
                case ".yaml" or ".yml":
                    return [TestSource.Of(Listed(YamlFile.Read(path)))];
                case ".json":
                    return [TestSource.Of(Listed(TestReader.Json(path, 1, TextOf(path))))];
                default:
                    problems.Add(new(entry.Path, entry.Line, $"'{entry.Text}' is not a kind of file that can hold tests", "name a .csv, .tsv, .jsonl, .yaml or .json file; nothing is executed here, and names with * are not filled in"));
                    return [];
            }
        }
        catch (DocumentException e)
        {
            problems.AddRange(e.Problems);
            return [];
        }
    }

    private ImmutableArray<TestCase> Listed(YamlNode node)
    {
        if (node.Kind == YamlKind.Sequence)
        {
            return [.. node.Items.Select(i => tests.Read(i, "a test"))];
        }

        problems.Add(new(node.Path, node.Line, $"the file of tests is {node.Description}", "write a list: each test starts with - vars:"));
        return [];
    }
}
