namespace CodeRed.Laboratory;

/// <summary>One watch under way. Its first alarm ends it.</summary>
internal abstract class Watch
{
    /// <summary>Takes a sample.</summary>
    /// <param name="item">Its item, from 0.</param>
    /// <param name="grade">0 or 1, or a real value; NaN when the answer is missing.</param>
    /// <param name="round">The round of the watch, from 0; for draws, the batch of 50.</param>
    /// <returns>Whether it raises the alarm.</returns>
    public abstract bool Take(int item, double grade, int round);

    /// <summary>The round, or the batch of 50 draws, is over.</summary>
    /// <returns>Whether it raises the alarm.</returns>
    public virtual bool EndRound(int round) => false;
}
