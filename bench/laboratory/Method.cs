namespace CodeRed.Laboratory;

/// <summary>Whose method it is, and so which bars it is held to.</summary>
internal enum Role
{
    /// <summary>The best that is possible, knowing what nobody knows.</summary>
    Oracle,

    /// <summary>What others do.</summary>
    Peer,

    /// <summary>Ours for random draws, told the true rates.</summary>
    OursRatesKnown,

    /// <summary>Ours for random draws, with nothing but the baseline.</summary>
    OursDraws,

    /// <summary>Ours for random draws that tolerates a drop of each item, not of their mean, told the true rates: the null hypothesis of the oracle.</summary>
    OursEachItemRatesKnown,

    /// <summary>The same with nothing but the baseline.</summary>
    OursEachItem,

    /// <summary>Ours with the round as the unit.</summary>
    OursRounds,

    /// <summary>Ours that no bar of delay names; it is held to the false alarms.</summary>
    OursOther,
}

/// <summary>A way of watching.</summary>
internal abstract class Method
{
    /// <summary>How the table calls it, at most 19 characters.</summary>
    public abstract string Name { get; }

    /// <summary>Whose it is.</summary>
    public abstract Role Role { get; }

    /// <summary>Whether the method is for this way of asking and this kind of grade.</summary>
    public abstract bool Suits(Scenario scenario);

    /// <summary>Why nothing is promised in this scenario, in words that the documentation also has; null where the promise must hold.</summary>
    public virtual string? Exclusion(Scenario scenario) => null;

    /// <summary>Looks at the baseline before a watch starts. Called on several threads at once; what it returns is used by one.</summary>
    /// <param name="baseline">What was answered before.</param>
    /// <param name="promise">The mean run length that is asked for.</param>
    /// <param name="truth">What only an oracle may look at.</param>
    public abstract Preparation Prepare(Baseline baseline, Promise promise, Truth truth);

    public bool IsOurs => Role is not (Role.Oracle or Role.Peer);
}
