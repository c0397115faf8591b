using System.Globalization;

namespace CodeRed.StandingBenchmark;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options
{
    public int Seed { get; private init; } = 1;

    /// <summary>Simulated worlds of each kind.</summary>
    public int Worlds { get; private init; } = 100;

    /// <summary>Whether a large table is fitted and timed.</summary>
    public bool Speed { get; private init; } = true;

    /// <summary>The kinds of worlds to simulate.</summary>
    public IReadOnlyList<WorldKind> Kinds { get; private init; } = WorldKind.All;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is wrong; the message says what to write.</exception>
    public static Options Read(string[] arguments)
    {
        Options options = new();
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { Worlds = 24 },
                "--seed" => options with { Seed = Whole(arguments, ref i, 0) },
                "--worlds" => options with { Worlds = Whole(arguments, ref i, 2) },
                "--only" => Only(options, Value(arguments, ref i)),
                _ => throw new FormatException($"unknown argument '{arguments[i]}'; it takes --quick, --worlds N, --seed N and --only speed, worlds or a part of a world's name."),
            };
        }

        return options;
    }

    private static Options Only(Options options, string name)
    {
        WorldKind[] kinds = name switch
        {
            "speed" => [],
            "worlds" => WorldKind.All,
            _ => [.. WorldKind.All.Where(kind => kind.Name.Contains(name, StringComparison.OrdinalIgnoreCase))],
        };
        return name == "speed" || kinds.Length > 0
            ? options with { Kinds = kinds, Speed = name == "speed" }
            : throw new FormatException($"--only takes speed, worlds or a part of a world's name: {string.Join(", ", WorldKind.All.Select(kind => kind.Name))}.");
    }

    private static int Whole(string[] arguments, ref int i, int least) =>
        int.TryParse(Value(arguments, ref i), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number : throw new FormatException($"{arguments[i - 1]} takes a whole number from {least} to 2147483647.");

    private static string Value(string[] arguments, ref int i) =>
        ++i < arguments.Length ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value after it.");
}
