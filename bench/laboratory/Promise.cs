namespace CodeRed.Laboratory;

/// <summary>How the watch asks, and so what a promised run length counts.</summary>
internal enum Sampling
{
    /// <summary>One item at a time, drawn uniformly at random; the promise counts samples.</summary>
    Draws,

    /// <summary>The whole suite each round; the promise counts rounds.</summary>
    Rounds,
}

/// <summary>The mean time to a false alarm that is promised.</summary>
/// <param name="Sampling">Whether it counts samples or rounds.</param>
/// <param name="RunLength">The promised mean run length A, in that unit.</param>
internal sealed record Promise(Sampling Sampling, int RunLength)
{
    /// <summary>It in samples.</summary>
    public long Samples(int items) => Sampling == Sampling.Draws ? RunLength : (long)RunLength * items;
}
