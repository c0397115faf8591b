namespace CodeRed.Laboratory;

/// <summary>Which items a change makes worse.</summary>
internal enum Spread
{
    /// <summary>All, by a common shift of the logit.</summary>
    Even,

    /// <summary>One in ten, which carry the whole drop.</summary>
    Few,

    /// <summary>Those of one of two labels, half of the items.</summary>
    Label,
}

/// <summary>How much of a change is there.</summary>
internal enum Onset
{
    /// <summary>All of it at once.</summary>
    Sudden,

    /// <summary>It grows linearly.</summary>
    Gradual,

    /// <summary>Each sample is served by the worse model with a chance of 1/6.</summary>
    SomeSamples,

    /// <summary>Each round (or batch of draws) is served by the worse model with a chance of 1/6.</summary>
    SomeRounds,
}

/// <summary>What becomes worse, by how much and when.</summary>
/// <param name="Drop">Points that the mean rate over the items falls where the change is served in full, in (0, 1).</param>
/// <param name="Spread">Which items fall.</param>
/// <param name="Onset">How much of it is there.</param>
/// <param name="Start">Samples of the watch before it begins.</param>
/// <param name="Growth">Samples over which a gradual change grows.</param>
internal sealed record Change(double Drop, Spread Spread = Spread.Even, Onset Onset = Onset.Sudden, int Start = 0, int Growth = 0)
{
    /// <summary>The share of the samples that the worse model serves, at last.</summary>
    public double Share => Onset is Onset.SomeSamples or Onset.SomeRounds ? 1.0 / 6 : 1;

    /// <summary>The mean drop over items and samples, at last.</summary>
    public double MeanDrop => Drop * Share;

    /// <summary>The rates of the items after it.</summary>
    public double[] RatesAfter(Suite suite)
    {
        int[] falling = [.. Enumerable.Range(0, suite.Items).Where(i => Spread switch
        {
            Spread.Few => suite.Rank[i] % 10 == 5,
            Spread.Label => suite.Rank[i] % 2 == 1,
            _ => true,
        })];
        var shift = Suite.EvenShift([.. falling.Select(i => suite.Rates[i])], Drop * suite.Items / falling.Length);
        var after = (double[])suite.Rates.Clone();
        foreach (var i in falling)
        {
            after[i] = Suite.Shifted(after[i], shift);
        }

        return after;
    }
}
