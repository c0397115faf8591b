using System.Text.RegularExpressions;
using CodeRed.Statistics.Growth;
using CodeRed.Statistics.Survival;
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
    public void The_examples_are_the_code_below_and_print_what_they_say()
    {
        (string Name, Action Run)[] examples = [(nameof(Watch), Watch), (nameof(StayAndGrow), StayAndGrow)];
        Assert.Equal(examples.Length, Fenced("csharp").Count);
        Assert.Equal(examples.Length, Fenced("text").Count);
        for (var i = 0; i < examples.Length; i++)
        {
            Console.GetStringBuilder().Clear();
            examples[i].Run();

            Assert.Equal(Words(Fenced("text")[i]), Words(Console.ToString()));
            Assert.Equal(Lines(Body(examples[i].Name)), Lines(Fenced("csharp")[i]).Where(static line => !line.StartsWith("using ", StringComparison.Ordinal)));
        }
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

    private void Watch()
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

    private void StayAndGrow()
    {
        // Made-up people of one lab, in years since they were hired. The last two were noticed only after a year and a half, so they enter late.
        FollowUp[] people =
        [
            new(0, 1.2, Event: true), new(0, 3.0, Event: false), new(0, .7, Event: true), new(0, 2.5, Event: false), new(0, 4.1, Event: true),
            new(0, 3.6, Event: false), new(0, 2.2, Event: true), new(0, 5.0, Event: false), new(1.5, 2.8, Event: true), new(1.5, 4.4, Event: false),
        ];
        if (KaplanMeier.TryEstimate(people, out var tenure, out var refusal) && tenure.At(2) is { } second)
        {
            Console.WriteLine($"{second.Survival:0%} stay beyond 2 years ({second.Interval.Lower:0%} to {second.Interval.Upper:0%}).");
            Console.WriteLine($"Half have left after {tenure.Median.Estimate} years ({tenure.Median.Interval.Lower} to {tenure.Median.Interval.Upper}).");
        }

        // Departures per month before and after an event, which came in groups.
        var change = RateChange.Between(before: [new(0), new(1), new(0), new(0), new(1), new(0)], after: [new(4), new(0), new(3), new(0), new(0), new(0)], seed: 1);
        Console.WriteLine($"Taken one by one p = {change.Poisson.P:0.00}, but they came in groups (dispersion {change.Dispersion:0.0}): p = {change.Adjusted?.P:0.00}.");
        Console.WriteLine($"Only {change.Poisson.Detectable()?.Increase:0.0} times as many departures would have been seen with 80 % power.");

        // Published numbers of weekly users, in millions: rounded to hundreds, and dated to a month.
        DatedValue[] users =
        [
            Users(2023, 11, 100), Users(2024, 8, 200), Users(2024, 12, 300), Users(2025, 2, 400), Users(2025, 3, 500), Users(2025, 8, 700), Users(2025, 10, 800),
        ];
        DatedValue Users(int year, int month, double millions) =>
            DatedValue.Rounded(new Interval(year + ((month - 1) / 12.0), year + (month / 12.0)), millions, unit: 100);

        if (ExponentialGrowth.TryFit(users, out var growth, out _) && growth.DoublingTimeInterval is { } doubling && growth.Project(2026.16) is { } next)
        {
            Console.WriteLine($"They double in {12 * growth.DoublingTime:0.0} months ({12 * doubling.Lower:0.0} to {12 * doubling.Upper:0.0}).");
            Console.WriteLine($"If that goes on, the figure of February 2026 is between {next.Figure.Lower:0} and {next.Figure.Upper:0} million.");
        }
    }

    private static List<string> Fenced(string language) =>
        [.. Regex.Matches(Readme, $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(static block => block.Groups[1].Value)];

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
