using System.Globalization;

namespace CodeRed.RankingBenchmark;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options
{
    public int Seed { get; private init; } = 1;

    public bool Quick { get; private init; }

    /// <summary>Whether files are ranked and timed.</summary>
    public bool Speed { get; private init; } = true;

    /// <summary>Whether worlds are simulated.</summary>
    public bool Coverage { get; private init; } = true;

    /// <summary>Times that each program is run.</summary>
    public int Pairs => Quick ? 3 : 9;

    /// <summary>Simulated worlds.</summary>
    public int Worlds => Quick ? 200 : 2_000;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is wrong; the message says what to write.</exception>
    public static Options Read(string[] arguments)
    {
        Options options = new();
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { Quick = true },
                "--seed" => options with
                {
                    Seed = int.TryParse(Value(arguments, ref i), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
                        ? seed : throw new FormatException("--seed takes a whole number from 0 to 2147483647."),
                },
                "--only" => Value(arguments, ref i) switch
                {
                    "speed" => options with { Coverage = false },
                    "coverage" => options with { Speed = false },
                    _ => throw new FormatException("--only takes speed or coverage."),
                },
                _ => throw new FormatException($"unknown argument '{arguments[i]}'; it takes --quick, --seed N and --only speed or coverage."),
            };
        }

        return options;
    }

    private static string Value(string[] arguments, ref int i) =>
        ++i < arguments.Length ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value after it.");
}
