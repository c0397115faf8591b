using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Makes votes of rows: numbers the models, prompts and voters, and reads the winner and the covariates.</summary>
internal sealed class VoteDecoder
{
    private readonly VoteTable table;
    private readonly VoteColumns columns;
    private readonly NameNumbers models;
    private readonly WinnerWords? words;
    private readonly IdNumbers? prompts;
    private readonly IdNumbers? voters;

    // Places among the columns asked for.
    private readonly int first;
    private readonly int second;
    private readonly int[] winner;
    private readonly int prompt;
    private readonly int voter;
    private readonly int[] covariates;
    private readonly long[] empty;
    private long votes;
    private long ties;
    private long bothBad;
    private long withoutPrompt;
    private long withoutVoter;

    /// <param name="table">Opened for <see cref="Asked"/> of the same columns.</param>
    /// <param name="columns">Which column means what.</param>
    /// <param name="hashSeed">Of the hashes of names and ids.</param>
    public VoteDecoder(VoteTable table, VoteColumns columns, long hashSeed)
    {
        this.table = table;
        this.columns = columns;
        models = new(hashSeed);
        var asked = Asked(columns);
        int place(string? column) => column is null ? -1 : asked.IndexOf(column);
        first = place(columns.First);
        second = place(columns.Second);
        winner = columns.OneHot is { } hot ? [place(hot.First), place(hot.Second), place(hot.Tie)] : [place(columns.Winner)];
        prompt = place(columns.Prompt);
        voter = place(columns.Voter);
        covariates = [.. columns.Covariates.Select(place)];
        empty = new long[covariates.Length];
        words = columns.OneHot is null ? new WinnerWords(table, winner[0], columns) : null;
        prompts = prompt < 0 ? null : new(hashSeed);
        voters = voter < 0 ? null : new(hashSeed);
    }

    /// <summary>The columns that must be read, each once.</summary>
    public static List<string> Asked(VoteColumns columns)
    {
        string?[] all =
        [
            columns.First, columns.Second, .. columns.OneHot is { } hot ? (string[])[hot.First, hot.Second, hot.Tie] : [columns.Winner!],
            columns.Prompt, columns.Voter, .. columns.Covariates,
        ];
        return [.. all.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Reads the current row of the table; false when it gives no vote and is counted as left out.</summary>
    /// <param name="vote">The vote.</param>
    /// <param name="values">Takes a value for each covariate.</param>
    /// <exception cref="DocumentException">The row is wrong.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryDecode(out Vote vote, Span<double> values)
    {
        // First, so that a row that is left out leaves no model without votes behind.
        for (int i = 0; i < covariates.Length; i++)
        {
            if (Number(table.Cell(covariates[i]), columns.Covariates[i]) is not { } value)
            {
                empty[i]++;
                vote = default;
                return false;
            }

            values[i] = value;
        }

        int firstNumber = Model(first, columns.First);
        int secondNumber = Model(second, columns.Second);
        if (firstNumber == secondNumber)
        {
            throw table.Wrong($"'{ColumnNames.Shown(Encoding.UTF8.GetString(models[firstNumber]))}' is voted on against itself", "leave the row out, or correct the name of one model");
        }

        var preference = words is null
            ? OneHot()
            : words.Of(Trimmed(table.Cell(winner[0])), firstNumber, models[firstNumber], secondNumber, models[secondNumber]);
        votes++;
        ties += preference == Preference.Tie ? 1 : 0;
        bothBad += preference == Preference.BothBad ? 1 : 0;
        vote = new Vote(
            firstNumber,
            secondNumber,
            preference,
            prompts is null ? -1 : Id(prompts, prompt, ref withoutPrompt),
            voters is null ? -1 : Id(voters, voter, ref withoutVoter));
        return true;
    }

    /// <summary>What the file held, once every row was read.</summary>
    /// <exception cref="DocumentException">It held no votes, or what can only be told at the end is wrong.</exception>
    public VoteSummary End()
    {
        words?.End();
        var leftOut = empty.Zip(columns.Covariates).Where(e => e.First > 0).Select(e => new RowsLeftOut($"{ColumnNames.Shown(e.Second)} is empty", e.First)).ToList();
        if (votes == 0)
        {
            throw leftOut.Count == 0
                ? new DocumentException(table.Name, 0, "holds no votes", "write a row for each vote, with the two models and the winner")
                : new DocumentException(table.Name, 0, $"gives no votes, because {leftOut[0].Reason} in {leftOut.Sum(l => l.Rows).ToString("N0", CultureInfo.InvariantCulture)} rows", "fill the column, or leave it out");
        }

        return new VoteSummary(models.Names, votes, ties, bothBad, prompts?.Count ?? 0, voters?.Count ?? 0, withoutPrompt, withoutVoter, leftOut);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> cell) => cell is [> (byte)' ', .., > (byte)' '] ? cell : WithoutSpaces(cell);

    private static ReadOnlySpan<byte> WithoutSpaces(ReadOnlySpan<byte> cell)
    {
        while (cell is [<= (byte)' ', ..])
        {
            cell = cell[1..];
        }

        while (cell is [.., <= (byte)' '])
        {
            cell = cell[..^1];
        }

        return cell;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Model(int place, string column)
    {
        var name = Trimmed(table.Cell(place));
        if (name.IsEmpty)
        {
            throw table.Wrong($"'{ColumnNames.Shown(column)}' names no model", "write the model's name, or leave the row out");
        }

        if (name.Length > NameNumbers.LongestName)
        {
            throw table.Wrong(
                string.Create(CultureInfo.InvariantCulture, $"'{ColumnNames.Shown(column)}' holds a text of {name.Length} bytes, so it hardly names a model"),
                "name the columns of the models with --first and --second");
        }

        if (table.IsNested(place))
        {
            throw table.Wrong($"'{ColumnNames.Shown(column)}' holds a JSON list or object, so it names no model", "name the columns of the models with --first and --second");
        }

        int before = models.Count;
        int number = models.NumberOf(name);
        if (number < 0)
        {
            throw table.Wrong(
                string.Create(CultureInfo.InvariantCulture, $"'{ColumnNames.Shown(column)}' comes to more than {NameNumbers.Most} different names, so it hardly holds models"),
                "name the columns of the models with --first and --second");
        }

        if (models.Count > before)
        {
            words?.Add(name);
        }

        return number;
    }

    private int Id(IdNumbers numbers, int place, ref long missing)
    {
        var id = Trimmed(table.Cell(place));
        if (id.IsEmpty)
        {
            missing++;
            return -1;
        }

        return numbers.NumberOf(id);
    }

    private Preference OneHot()
    {
        var hot = columns.OneHot!;
        int found = (IsOne(winner[0], hot.First) ? 1 : 0) + (IsOne(winner[1], hot.Second) ? 2 : 0) + (IsOne(winner[2], hot.Tie) ? 4 : 0);
        return found switch
        {
            1 => Preference.First,
            2 => Preference.Second,
            4 => Preference.Tie,
            _ => throw table.Wrong(
                $"{(found == 0 ? "none" : "more than one")} of '{ColumnNames.Shown(hot.First)}', '{ColumnNames.Shown(hot.Second)}' and '{ColumnNames.Shown(hot.Tie)}' is 1",
                "write 1 in exactly one of them and 0 in the others"),
        };
    }

    private bool IsOne(int place, string column)
    {
        var cell = Trimmed(table.Cell(place));
        return cell switch
        {
            [(byte)'1'] => true,
            [(byte)'0'] => false,
            _ => Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 200)]) is var text && text.ToLowerInvariant() switch
            {
                "true" or "1.0" => true,
                "false" or "0.0" => false,
                _ => throw table.Wrong($"'{ColumnNames.Shown(column)}' is '{ColumnNames.Shown(text)}', neither 0 nor 1", "write 1 where that is the outcome and 0 elsewhere"),
            },
        };
    }

    private double? Number(ReadOnlySpan<byte> cell, string column)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            return number;
        }

        string text = Encoding.UTF8.GetString(Trimmed(cell[..Math.Min(cell.Length, 200)]));
        return text.ToLowerInvariant() switch
        {
            "true" => 1,
            "false" => 0,
            _ => Interchange.Cell.IsAbsent(text) ? null : throw table.Wrong($"'{ColumnNames.Shown(column)}' is '{ColumnNames.Shown(text)}', not a number", "write a number such as 1.5, or leave the cell empty"),
        };
    }
}
