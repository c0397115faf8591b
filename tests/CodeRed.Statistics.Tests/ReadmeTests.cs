using System.Text.RegularExpressions;
using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests;

/// <summary>The README of the package says what is true.</summary>
public sealed partial class ReadmeTests
{
    private const string Project = "src/CodeRed.Statistics";

    private static readonly string Readme = Read(Project + "/README.md");

    /// <summary>What the example writes to, in place of the console of the same name.</summary>
    private readonly StringWriter Console = new();

    [Fact]
    public void The_example_is_the_code_below_and_prints_what_it_says()
    {
        Example();

        Assert.Equal(Words(Fenced("text")), Words(Console.ToString()));
        Assert.Equal(Lines(Body("Example")), Lines(Fenced("csharp")).Where(static line => !line.StartsWith("using ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_name_in_the_table_is_a_public_type_and_every_folder_has_a_row()
    {
        var types = typeof(Interval).Assembly.GetExportedTypes();
        var names = types.Select(static type => type.Name).ToHashSet();
        string[] rows = [.. Lines(Readme).Where(static line => line.StartsWith("| `", StringComparison.Ordinal))];
        string[] folders = [.. rows.Select(static row => row.Split('`')[1]).Distinct()];
        string[] named = [.. rows.SelectMany(static row => Code().Matches(row.Split('|')[2]).Select(static match => match.Groups[1].Value))];

        Assert.Equal(types.Select(Folder).Where(static folder => folder.Length > 0).Distinct().Order(), folders.Order());
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, names));
    }

    private static string Folder(Type type) => type.Namespace!["CodeRed.Statistics".Length..].TrimStart('.');

    private void Example()
    {
        // In place of a model: it answers the first 150 of 200 questions nearly always right (1), the others mostly wrong (0).
        var random = new Random(1);
        double Ask(int question, double worse = 0) => random.NextDouble() < (question < 150 ? .97 : .3) - worse ? 1 : 0;

        // The baseline: every question asked in 10 rounds.
        double[] answers = [.. Enumerable.Range(0, 10 * 200).Select(i => Ask(i % 200))];
        var baseline = DrawBaseline.From(new BaselineGrades(answers, items: 200));

        // The watch: a drop of 1 point is tolerated, one of 5 matters; one false alarm in 20,000 answers is acceptable.
        var change = new WatchedChange(Tolerance: .01, Smallest: .05);
        var watch = DrawDetector.Start(baseline, change, FalseAlarmPromise.MeanTime(steps: 20_000), out var refusals);
        if (watch is null)
        {
            Console.WriteLine(string.Join(' ', refusals.Select(refusal => refusal.Words)));
            return;
        }

        Console.WriteLine(watch.Guarantee);
        Console.WriteLine($"A drop of 10 points is found after {DrawSimulation.Delay(watch, .10, horizon: 20_000, seed: 1).Median} answers (median).");

        // Questions drawn at random, one answer at a time. After 1,000 the model gets worse by 10 points.
        List<int> questions = [];
        List<double> grades = [];
        do
        {
            questions.Add(random.Next(200));
            grades.Add(Ask(questions[^1], worse: grades.Count < 1_000 ? 0 : .10));
        }
        while (!watch.Step(questions[^1], grades[^1]));

        Console.WriteLine($"Alarm at answer {watch.AlarmedAt}.");
        if (OnsetInterval.OfDraws(baseline, change, [.. questions], [.. grades]) is { } onset)
        {
            Console.WriteLine($"It began between answers {onset.First + 1} and {onset.Last + 1}, most likely at {onset.Estimate + 1}.");
        }

        // How large it is, from answers after the alarm; this interval may be looked at after each of them.
        var effect = new DrawEffect(baseline);
        for (var i = 0; i < 2_000; i++)
        {
            var question = random.Next(200);
            effect.Add(question, Ask(question, worse: .10));
        }

        Console.WriteLine($"The pass rate fell by {100 * effect.Drop.Lower:0.0} to {100 * effect.Drop.Upper:0.0} points.");
    }

    private static string Fenced(string language) =>
        Regex.Match(Readme, $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline) is { Success: true } block
            ? block.Groups[1].Value
            : throw new InvalidOperationException($"The README has no block of {language}.");

    private static string Body(string method) =>
        Regex.Match(Read("tests/CodeRed.Statistics.Tests/ReadmeTests.cs"), $@"^    private void {method}\(\)\n    {{\n(.*?)^    }}", RegexOptions.Singleline | RegexOptions.Multiline)
            is { Success: true } body
            ? body.Groups[1].Value
            : throw new InvalidOperationException($"The method {method} is not found in this file.");

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0);

    // A long line may be broken in the README.
    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Read(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CodeRed.slnx")))
            {
                return File.ReadAllText(Path.Combine(folder.FullName, path)).ReplaceLineEndings("\n");
            }
        }

        throw new InvalidOperationException($"No CodeRed.slnx above {AppContext.BaseDirectory}: run these tests from a checkout.");
    }

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Code();
}
