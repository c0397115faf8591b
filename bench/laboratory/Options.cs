using System.Globalization;

namespace CodeRed.Laboratory;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options
{
    public ulong Seed { get; private init; } = 1;

    /// <summary>Runs of a scenario with a change, each with a fresh baseline.</summary>
    public int Runs { get; private init; } = 120;

    /// <summary>Baselines of a scenario without a change.</summary>
    public int Baselines { get; private init; } = 80;

    /// <summary>Watches that follow each of these.</summary>
    public int Watches { get; private init; } = 8;

    /// <summary>Only scenarios whose name contains all of these.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    public string? JsonFile { get; private init; }

    public bool List { get; private init; }

    public bool Quick { get; private init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is wrong; the message says what to write.</exception>
    public static Options Read(string[] arguments)
    {
        Options options = new();
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--quick" => options with { Runs = 40, Baselines = 16, Watches = 6, Quick = true },
                "--list" => options with { List = true },
                "--seed" => options with { Seed = (ulong)Whole(arguments, ref i, 0) },
                "--runs" => options.WithRuns(Whole(arguments, ref i, 10)),
                "--only" => options with { Only = [.. options.Only, Value(arguments, ref i)] },
                "--json" => options with { JsonFile = Value(arguments, ref i) },
                _ => throw new FormatException($"unknown argument '{arguments[i]}'; it takes --quick, --seed N, --runs N, --only TEXT, --json FILE and --list."),
            };
        }

        return options;
    }

    private Options WithRuns(int runs) => this with { Runs = runs, Baselines = Math.Max(10, 2 * runs / 3) };

    private static string Value(string[] arguments, ref int i) =>
        ++i < arguments.Length ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value after it.");

    private static int Whole(string[] arguments, ref int i, int least)
    {
        var name = arguments[i];
        return int.TryParse(Value(arguments, ref i), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= 1_000_000
            ? number : throw new FormatException($"{name} takes a whole number from {least} to 1000000.");
    }
}
