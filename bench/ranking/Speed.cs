using System.Globalization;
using System.Text.Json.Nodes;

namespace CodeRed.RankingBenchmark;

/// <summary>How long <c>codered rank</c> takes, and the methods of others on the same file.</summary>
internal sealed record Speed
{
    public const int Votes = 1_000_000;
    public const int Models = 150;
    public const int Rounds = 100;
    public const int ManyVotes = 10_000_000;
    public const int ManyModels = 1_000;

    private const string Reference = "numpy-davidson";

    // With a half win for a tie, so that codered rank --ties half must agree.
    private static readonly (string Name, string Title, bool HalfWins, int Rounds)[] Methods =
    [
        (Reference, "numpy, Davidson by Newton", false, Rounds),
        ("choix-like", "choix-like, spectral; ties left out", false, Rounds),
        ("fastchat-like", "FastChat-like, L-BFGS; half wins", true, Rounds),
        ("fastchat-sklearn", "FastChat-like, sklearn; half wins", true, 5),
        ("evalica-like", "evalica-like, Zermelo; half wins", true, Rounds),
        ("evalica-newman", "evalica-like, Newman; half wins", true, Rounds),
    ];

    public required IReadOnlyList<Measured> Ours { get; init; }

    public required IReadOnlyList<Measured> TenMillion { get; init; }

    public required IReadOnlyList<Measured> ThousandModels { get; init; }

    /// <summary>Those of the reference divided by ours, run by run; null without a Python.</summary>
    public required IReadOnlyList<double>? Ratios { get; init; }

    public required IReadOnlyList<Peer> Peers { get; init; }

    /// <summary>The largest difference of a log-strength, or of its standard error, from that of the reference.</summary>
    public required double? Disagreement { get; init; }

    public static Speed Measure(Options options, Action<string> progress)
    {
        var codered = Environment.GetEnvironmentVariable("CODERED") ?? throw new InvalidOperationException("CODERED names no program; start bench/ranking/run.");
        var (python, script) = (Environment.GetEnvironmentVariable("PYTHON"), Environment.GetEnvironmentVariable("PEERS"));
        var folder = Directory.CreateTempSubdirectory("codered-bench-ranking.");
        try
        {
            string File(int models, int votes)
            {
                var path = Path.Combine(folder.FullName, $"votes-{votes}-{models}.csv");
                progress($"writing {votes} votes on {models} models");
                new Arena(models, newcomerVotes: 0, options.Seed).Write(path, votes);
                return path;
            }

            Measured Rank(string path, params string[] more) => Measured.Run(codered, ["rank", path, .. more]);
            var path = File(Models, Votes);
            Measured RankWithRounds(string path) => Rank(path, "--bootstrap", $"{Rounds}");
            Measured[] Three(string path) => [.. Enumerable.Range(0, 3).Select(_ => RankWithRounds(path))];
            RankWithRounds(path); // the file and the programs into the page cache
            List<Measured> ours = [], reference = [];
            List<Peer> peers = [];
            double? disagreement = null;
            for (var pair = 0; pair < options.Pairs; pair++)
            {
                progress($"ranking, {pair + 1} of {options.Pairs}");
                ours.Add(RankWithRounds(path));
                if (python is not null)
                {
                    reference.Add(Measured.Run(python, script!, Reference, path, $"{Rounds}", $"{options.Seed + pair}"));
                }
            }

            if (python is not null)
            {
                var davidson = ModelsOf(Rank(path, "--json"));
                var halfWin = ModelsOf(Rank(path, "--ties", "half", "--json"));
                foreach (var (name, title, halfWins, rounds) in Methods)
                {
                    progress($"ranking by {name}");
                    IReadOnlyList<Measured> runs = name == Reference ? reference : [Measured.Run(python, script!, name, path, $"{rounds}", $"{options.Seed}")];
                    peers.Add(Peer.Of(name, title, runs, rounds));
                    var theirs = peers[^1].Models;
                    if (name == Reference || halfWins)
                    {
                        var difference = theirs.Max(model => Difference(model.Value, (halfWins ? halfWin : davidson)[model.Key]));
                        disagreement = name == Reference ? difference : disagreement;
                        if (!(difference < (name == Reference ? 1e-6 : 1e-2))) // some stop early
                        {
                            throw new InvalidOperationException($"{name} and codered rank disagree by {difference.ToString("0.0e0", CultureInfo.InvariantCulture)} in a log-strength.");
                        }
                    }
                }
            }

            var many = File(Models, ManyVotes);
            progress($"ranking {ManyVotes} votes");
            var tenMillion = Three(many);
            System.IO.File.Delete(many);
            var wide = File(ManyModels, Votes);
            progress($"ranking {ManyModels} models");
            var thousandModels = Three(wide);
            return new Speed
            {
                Ours = ours,
                TenMillion = tenMillion,
                ThousandModels = thousandModels,
                Ratios = python is null ? null : [.. ours.Zip(reference, (mine, other) => other.Seconds / mine.Seconds)],
                Peers = peers,
                Disagreement = disagreement,
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static Dictionary<string, (double, double?)> ModelsOf(Measured ranked) =>
        JsonNode.Parse(ranked.Output)!["groups"]![0]!["models"]!.AsArray().ToDictionary(
            model => (string)model!["name"]!, model => ((double)model!["fit"]!["log_strength"]!, (double?)model["fit"]!["standard_error"]));

    private static double Difference((double Strength, double? Error) theirs, (double Strength, double? Error) ours) =>
        Math.Max(Math.Abs(theirs.Strength - ours.Strength), theirs.Error is { } error ? Math.Abs(error - ours.Error!.Value) : 0);

    /// <summary>What a method of others took.</summary>
    /// <param name="Name">As <c>peers.py</c> knows it.</param>
    /// <param name="Title">For the table.</param>
    /// <param name="FitSeconds">One fit on the pair table.</param>
    /// <param name="RoundSeconds">One bootstrap round.</param>
    /// <param name="Seconds">The whole process with 100 rounds.</param>
    /// <param name="Extrapolated">Whether fewer rounds were run, and the rest added by their mean.</param>
    /// <param name="PeakBytes">The most memory of the process, without those it starts.</param>
    /// <param name="Models">Log-strength and standard error by name.</param>
    internal sealed record Peer(
        string Name, string Title, double FitSeconds, double RoundSeconds, double Seconds, bool Extrapolated, long PeakBytes, IReadOnlyDictionary<string, (double Strength, double? Error)> Models)
    {
        public static Peer Of(string name, string title, IReadOnlyList<Measured> runs, int rounds)
        {
            var printed = runs.Select(run => JsonNode.Parse(run.Output)!).ToList();
            double Figure(string key) => Median(printed.Select(figures => (double)figures[key]!));
            var round = Figure("round_s");
            return new Peer(
                name,
                title,
                Figure("fit_s"),
                round,
                Median(runs.Select(run => run.Seconds)) + ((Rounds - rounds) * round),
                rounds < Rounds,
                runs.Max(run => run.PeakBytes),
                printed[0]["models"]!.AsObject().ToDictionary(model => model.Key, model => ((double)model.Value![0]!, (double?)model.Value[1])));
        }
    }
}
