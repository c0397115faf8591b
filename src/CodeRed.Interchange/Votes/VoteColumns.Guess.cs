using System.Globalization;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

public sealed partial record VoteColumns
{
    /// <summary>Rows looked at to tell an id that joins votes from one that is different in each row.</summary>
    private const int Looked = 10_000;

    private static readonly (string First, string Second)[] Pairs =
    [
        ("model_a", "model_b"), ("left", "right"), ("model_1", "model_2"), ("model1", "model2"), ("model_left", "model_right"),
        ("left_model", "right_model"), ("model_first", "model_second"), ("first_model", "second_model"), ("model_x", "model_y"), ("player_a", "player_b"),
        ("player_1", "player_2"), ("player1", "player2"), ("system_a", "system_b"), ("system_1", "system_2"), ("system1", "system2"),
        ("generator_1", "generator_2"), ("candidate_a", "candidate_b"), ("competitor_a", "competitor_b"), ("assistant_a", "assistant_b"), ("first", "second"),
        ("a", "b"),
    ];

    private static readonly string[] Winners =
        ["winner", "outcome", "preference", "vote", "verdict", "judgment", "judgement", "choice", "preferred", "label", "result"];

    private static readonly WinnerColumns[] OneHots = [new("winner_model_a", "winner_model_b", "winner_tie"), new("winner_a", "winner_b", "winner_tie")];

    private static readonly string[] Prompts =
    [
        "prompt_id", "prompt", "question_id", "question", "instruction_id", "instruction", "query_id", "query", "task_id", "task", "item_id", "item",
        "conversation_id",
    ];

    private static readonly string[] Voters =
    [
        "voter", "voter_id", "worker", "worker_id", "annotator", "annotator_id", "judge", "judge_id", "rater", "rater_id", "user", "user_id",
        "evaluator", "evaluator_id",
    ];

    /// <summary>Tells from the names of the columns which one means what.</summary>
    /// <param name="path">A file of votes.</param>
    /// <param name="given">What is known already; it is not questioned, but the columns must be there.</param>
    /// <param name="displayName">How the file is called in complaints; default the path.</param>
    /// <exception cref="DocumentException">
    /// The file cannot be read, a given column is not there, or the names do not say which columns hold the models and the winner.
    /// </exception>
    /// <remarks>
    /// Names say little, so <see cref="Notes"/> are to be shown. An id of prompts or voters that is different in each of the first
    /// 10,000 rows joins no votes: it is left out with a note, unless it was given.
    /// </remarks>
    public static VoteColumns Guess(string path, VoteColumnsGiven? given = null, string? displayName = null)
    {
        string name = displayName ?? path;
        given ??= new();
        var file = RegularFile.Open(path, name);
        var layout = VoteLayout.Of(file, path, name, given);
        List<string> header;
        using (var table = VoteTable.Open(file, name, layout, []))
        {
            header = [.. table.Header];
        }

        if (layout.Format == VoteFormat.Csv && given.Delimiter is null && header.Count == 1 && CsvTable.OtherDelimiter(header[0], layout.Delimiter) is { } other)
        {
            layout = layout with { Delimiter = other };
            using var again = VoteTable.Open(RegularFile.Open(path, name), name, layout, []);
            header = [.. again.Header];
        }

        return layout.Format == VoteFormat.Json && header.Count == 0
            ? throw new DocumentException(name, 0, "holds no votes", "write a JSON object for each vote, with the two models and the winner")
            : new Guessing(path, name, layout, header, given).Make();
    }

    private sealed class Guessing(string path, string name, VoteLayout layout, List<string> header, VoteColumnsGiven given)
    {
        private readonly List<string> notes = [];

        public VoteColumns Make()
        {
            // Before any guess, so that a misspelt option is not answered with a complaint about another column.
            string?[] all = [given.First, given.Second, given.Winner, given.Prompt, given.Voter, .. given.Covariates];
            if (all.OfType<string>().Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } said)
            {
                Require(said);
            }

            var (first, second) = Models();
            var (winner, oneHot) = Outcome(first, second);
            string[] taken = [first, second, .. winner is null ? (string[])[] : [winner], .. given.Covariates];
            notes.Add($"{ColumnNames.Shown(first)} and {ColumnNames.Shown(second)} are the models");
            notes.Add(winner is null
                ? $"{ColumnNames.Shown(oneHot!.First)}, {ColumnNames.Shown(oneHot.Second)} and {ColumnNames.Shown(oneHot.Tie)} are the outcome"
                : $"{ColumnNames.Shown(winner)} is the outcome");
            string? prompt = Joining(given.Prompt, Prompts, taken, "prompt");
            string? voter = Joining(given.Voter, Voters, taken, "voter");
            foreach (string covariate in given.Covariates)
            {
                notes.Add($"{ColumnNames.Shown(covariate)} is a covariate, as seen from {ColumnNames.Shown(first)}");
            }

            return new VoteColumns(layout, first, second)
            {
                Winner = winner,
                OneHot = oneHot,
                Prompt = prompt,
                Voter = voter,
                Covariates = given.Covariates,
                WinnerMap = given.WinnerMap,
                Notes = notes,
            };
        }

        private static string Plain(string column) =>
            string.Concat(column.Trim().Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_'));

        private string? Find(string wanted) => header.Find(h => Plain(h) == wanted);

        private void Require(string[] said)
        {
            if (layout.Format != VoteFormat.Json)
            {
                VoteTable.Open(RegularFile.Open(path, name), name, layout, said).Dispose();
                return;
            }

            // Objects need not have the same keys; of a key that holds others those are known, and the other way round.
            foreach (string column in said)
            {
                if (!header.Exists(known => known == column || known.StartsWith(column + ".", StringComparison.Ordinal) || column.StartsWith(known + ".", StringComparison.Ordinal)))
                {
                    throw ColumnNames.Missing(column, header, name, 0, $" in its first {JsonVoteTable.RowsLookedAt.ToString("N0", CultureInfo.InvariantCulture)} objects");
                }
            }
        }

        private (string First, string Second) Models()
        {
            if (given is { First: not null, Second: not null })
            {
                return given.First != given.Second ? (given.First, given.Second)
                    : throw new DocumentException(name, 0, $"'{ColumnNames.Shown(given.First)}' was given for both models", "name two columns with --first and --second");
            }

            foreach (var (first, second) in Pairs)
            {
                if (Find(first) is { } one && Find(second) is { } other
                    && (given.First is null || given.First == one) && (given.Second is null || given.Second == other))
                {
                    return (one, other);
                }
            }

            throw Unknown(given.First is null && given.Second is null ? "the names of its columns do not say which two hold the models" : "only one of the two columns of models is known");
        }

        private (string? Winner, WinnerColumns? OneHot) Outcome(string first, string second)
        {
            if (given.Winner is not null)
            {
                return (given.Winner, null);
            }

            foreach (var hot in OneHots)
            {
                if (Find(hot.First) is { } one && Find(hot.Second) is { } other && Find(hot.Tie) is { } tie)
                {
                    return (null, new(one, other, tie));
                }
            }

            return (Winners.Select(Find).FirstOrDefault(w => w is not null && w != first && w != second)
                ?? throw Unknown("the names of its columns do not say which one holds the winner"), null);
        }

        private string? Joining(string? said, string[] names, string[] taken, string what)
        {
            if (said is not null)
            {
                if (said.Length > 0)
                {
                    notes.Add($"{ColumnNames.Shown(said)} {(what == "prompt" ? "clusters votes" : "is the voter and clusters votes")}");
                }

                return said.Length > 0 ? said : null;
            }

            foreach (string wanted in names)
            {
                if (Find(wanted) is not { } column || taken.Contains(column))
                {
                    continue;
                }

                if (Joins(column))
                {
                    notes.Add($"{ColumnNames.Shown(column)} {(what == "prompt" ? "clusters votes" : "is the voter and clusters votes")}");
                    return column;
                }

                notes.Add($"{ColumnNames.Shown(column)} is different in each row and clusters nothing (--{what} uses it all the same)");
            }

            return null;
        }

        private bool Joins(string column)
        {
            using var table = VoteTable.Open(RegularFile.Open(path, name), name, layout, [column]);
            // A fixed seed will do for so few rows, however they were prepared.
            var ids = new IdNumbers(0);
            for (int row = 0; row < Looked && table.Read(); row++)
            {
                var id = table.Cell(0);
                int before = ids.Count;
                if (!id.IsEmpty && ids.NumberOf(id) < before)
                {
                    return true;
                }
            }

            return false;
        }

        private DocumentException Unknown(string problem) => new(
            name,
            0,
            problem,
            string.Create(CultureInfo.InvariantCulture, $"say it with --first, --second, --winner and, if there are such, --prompt and --voter; the columns are: {ColumnNames.List(header)}"));
    }
}
