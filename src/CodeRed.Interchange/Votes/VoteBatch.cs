using System.Runtime.CompilerServices;
using CodeRed.Evidence;

namespace CodeRed.Interchange;

/// <summary>Votes on their way from the thread that reads to the one that counts.</summary>
internal sealed class VoteBatch(int size, int width)
{
    private readonly Vote[] votes = new Vote[size];
    private readonly double[] covariates = new double[size * width]; // of each vote, one vote after another

    /// <summary>How many votes are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the file read when it was filled.</summary>
    public long BytesRead { get; set; }

    /// <summary>Takes the votes of the next rows; false when the table ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Fill(VoteTable table, VoteDecoder decoder)
    {
        Count = 0;
        for (int row = 0; row < votes.Length; row++)
        {
            if (!table.Read())
            {
                return false;
            }

            if (decoder.TryDecode(out votes[Count], covariates.AsSpan(Count * width, width)))
            {
                Count++;
            }
        }

        return true;
    }

    /// <summary>Hands the votes over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Hand(VoteHandler handler)
    {
        for (int i = 0; i < Count; i++)
        {
            handler(in votes[i], covariates.AsSpan(i * width, width));
        }
    }
}
