using System.Globalization;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange.Tests.Votes;

/// <summary>All votes of a file, each as a line with the names in place of the models' numbers.</summary>
internal sealed record ReadVotes(VoteColumns Columns, VoteSummary Summary, IReadOnlyList<string> Votes)
{
    /// <summary>Guesses the columns and reads the file.</summary>
    public static ReadVotes From(string path, VoteColumnsGiven? given = null)
    {
        var columns = VoteColumns.Guess(path, given, Path.GetFileName(path));
        var votes = new List<(Vote Vote, double[] Covariates)>();
        var summary = VoteFile.Read(
            path,
            columns,
            (in Vote vote, ReadOnlySpan<double> covariates) => votes.Add((vote, covariates.ToArray())),
            hashSeed: 7,
            cancellation: TestContext.Current.CancellationToken,
            displayName: Path.GetFileName(path));
        Assert.Equal(votes.Count, summary.Votes);
        return new(columns, summary, [.. votes.Select(v => Line(summary.Models[v.Vote.First], summary.Models[v.Vote.Second], v.Vote.Preference, v.Vote.Prompt, v.Vote.Voter, v.Covariates))]);
    }

    /// <summary>What the file is refused with.</summary>
    public static string Refusal(string path, VoteColumnsGiven? given = null)
    {
        var refusal = Assert.Throws<DocumentException>(() => From(path, given));
        Assert.All(refusal.Problems, p => Assert.NotEmpty(p.Remedy));
        return refusal.Message;
    }

    /// <summary>A vote as it stands in <see cref="Votes"/>.</summary>
    public static string Line(string first, string second, Preference preference, int prompt, int voter, params double[] covariates) => string.Create(
        CultureInfo.InvariantCulture,
        $"{first} | {second} | {preference} | {prompt} | {voter} | {string.Join(' ', covariates)}");
}
