namespace CodeRed.Statistics.Watching;

/// <summary>The yes/no answers to an item of a baseline, as a bet on each of them by the others needs them.</summary>
/// <param name="Share">Share of passes, in [0, 1]; the rate where it is known.</param>
/// <param name="WithoutPass">Best guess of the item's rate from its answers but one pass.</param>
/// <param name="WithoutFail">Best guess of the item's rate from its answers but one fail.</param>
/// <param name="Count">Answers; infinite where the rate is known.</param>
internal readonly record struct ItemAnswers(double Share, double WithoutPass, double WithoutFail, double Count)
{
    /// <summary>The same with passes for fails.</summary>
    public ItemAnswers Mirrored => new(1 - Share, 1 - WithoutFail, 1 - WithoutPass, Count);

    /// <summary>An item of known rate.</summary>
    public static ItemAnswers Known(double rate) => new(rate, rate, rate, double.PositiveInfinity);
}
