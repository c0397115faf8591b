using CodeRed.Evidence;

namespace CodeRed.Interchange;

/// <summary>Votes on their way from the thread that reads to the one that counts.</summary>
internal sealed class VoteBatch(int size, int width)
{
    /// <summary>The votes, the first <see cref="Count"/> of them.</summary>
    public Vote[] Votes { get; } = new Vote[size];

    /// <summary>The covariates of each vote, one vote after another.</summary>
    public double[] Covariates { get; } = new double[size * width];

    /// <summary>How many votes are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the file read when it was filled.</summary>
    public long BytesRead { get; set; }

    /// <summary>Takes the votes of the next rows; false when the table ends.</summary>
    public bool Fill(VoteTable table, VoteDecoder decoder)
    {
        Count = 0;
        for (int row = 0; row < Votes.Length; row++)
        {
            if (!table.Read())
            {
                return false;
            }

            if (decoder.TryDecode(out Votes[Count], Covariates.AsSpan(Count * width, width)))
            {
                Count++;
            }
        }

        return true;
    }
}
