using CodeRed.Statistics.Watching;

namespace CodeRed.DetectorBenchmark;

/// <summary>A kind of watch.</summary>
/// <param name="Name">Its name on the command line and, with underscores, in the JSON.</param>
/// <param name="Title">Its name in the table.</param>
/// <param name="Maker">From answers to what makes one watch after another. What it needs besides the watch is let go.</param>
internal sealed record WatchKind(string Name, string Title, Func<Answers, Func<object>> Maker)
{
    private const int Attempts = 100;

    public static WatchedChange Mean { get; } = new(0, .05);

    public static WatchedChange EachItem { get; } = new(0, .05, Of: ToleratedDrop.OfEachItem);

    public static IReadOnlyList<WatchKind> All { get; } =
    [
        new("own", "draws, a baseline each", static answers => () => Draw(answers, Mean)),
        new("own-either", "... and either direction", static answers => () => Draw(answers, new WatchedChange(0, .05, Direction.Either))),
        new("own-each-item", "... and a tolerance of each item", static answers => () => Draw(answers, EachItem)),
        new("shared", "draws, one baseline shared", static answers => Draw(answers, Mean).Fresh),
        new("rounds", "rounds, a baseline each", static answers => () => Round(answers)),
    ];

    /// <summary>A detector of draws with a baseline of its own. A baseline that is refused, as a few in a hundred are by chance, is asked again.</summary>
    public static DrawDetector Draw(Answers answers, WatchedChange change, double largestWeight = 1)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (DrawDetector.Start(DrawBaseline.From(answers.Baseline()), change, FalseAlarmPromise.MeanTime(20_000), out _, largestWeight) is { } detector)
            {
                return detector;
            }
        }

        throw new InvalidOperationException($"{Attempts} baselines in a row were refused.");
    }

    /// <summary>A detector of rounds with a baseline of its own.</summary>
    public static RoundDetector Round(Answers answers)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (RoundDetector.Start(RoundBaseline.From(answers.Baseline()), Mean, FalseAlarmPromise.MeanTime(1_000), out _) is { } detector)
            {
                return detector;
            }
        }

        throw new InvalidOperationException($"{Attempts} baselines in a row were refused.");
    }
}
