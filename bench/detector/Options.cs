using System.Globalization;

namespace CodeRed.DetectorBenchmark;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options
{
    public ulong Seed { get; private init; } = 1;

    /// <summary>Repetitions of every timing.</summary>
    public int Repetitions { get; private init; } = 31;

    /// <summary>The one kind of watches to hold, or null for the whole benchmark.</summary>
    public string? Hold { get; private init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is wrong; the message says what to write.</exception>
    public static Options Read(string[] arguments)
    {
        Options options = new();
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { Repetitions = 7 },
                "--seed" => options with
                {
                    Seed = ulong.TryParse(Value(arguments, ref i), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
                        ? seed : throw new FormatException("--seed takes a whole number of at least 0."),
                },
                "--hold" => options with { Hold = Kind(Value(arguments, ref i)) },
                _ => throw new FormatException($"unknown argument '{arguments[i]}'; it takes --quick, --seed N and --hold KIND."),
            };
        }

        return options;
    }

    private static string Kind(string name) => WatchKind.All.Any(kind => kind.Name == name)
        ? name : throw new FormatException($"--hold takes one of {string.Join(", ", WatchKind.All.Select(kind => kind.Name))}.");

    private static string Value(string[] arguments, ref int i) =>
        ++i < arguments.Length ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value after it.");
}
