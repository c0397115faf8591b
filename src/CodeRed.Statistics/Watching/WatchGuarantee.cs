using System.Globalization;

namespace CodeRed.Statistics.Watching;

/// <summary>What one step of a detector is.</summary>
public enum WatchUnit
{
    /// <summary>One answer to an item drawn at random.</summary>
    Draw,

    /// <summary>One asking of the whole suite.</summary>
    Round,
}

/// <summary>What a detector promises, under which assumptions.</summary>
/// <param name="Unit">What a step is.</param>
/// <param name="Promise">The promise about false alarms.</param>
/// <param name="Change">The tolerated change, and the one that matters.</param>
/// <param name="Eta">Chance of an unlucky baseline for which the promise is not made.</param>
/// <param name="Basis">On what it rests.</param>
/// <param name="Assumptions">What must hold, each in a clause.</param>
public sealed record WatchGuarantee(WatchUnit Unit, FalseAlarmPromise Promise, WatchedChange Change, double Eta, GuaranteeBasis Basis,
    IReadOnlyList<string> Assumptions)
{
    /// <summary>The guarantee in words.</summary>
    public override string ToString()
    {
        var unit = Unit == WatchUnit.Draw ? "answers" : "rounds";
        var whose = Change.Of == ToleratedDrop.OfEachItem ? "each item's rate" : "the mean";
        var what = whose + Change.Direction switch
        {
            Direction.Drop => " is at most {0} points lower than in the baseline",
            Direction.Rise => " is at most {0} points higher than in the baseline",
            _ => " is within {0} points of the baseline",
        };
        var steps = Math.Round(Promise.Threshold * Promise.ChanceWithin).ToString("N0", CultureInfo.InvariantCulture);
        var promise = Promise.Kind == FalseAlarmKind.MeanTime
            ? $"the mean time to a false alarm is at least {steps} {unit}"
            : $"the chance of a false alarm within {Promise.Steps.ToString("N0", CultureInfo.InvariantCulture)} {unit} is at most {Percent(Promise.ChanceWithin * Promise.Weight)}";
        var baseline = Eta > 0 ? $", for at least {Percent(1 - Eta)} of baselines" : "";
        var basis = Basis == GuaranteeBasis.Proved ? "Proved" : "Proved but for one approximation, whose error rate is simulated";
        return $"As long as {string.Format(CultureInfo.InvariantCulture, what, Change.Tolerance * 100)}, {promise}{baseline}. {basis}, if {string.Join("; ", Assumptions)}.";
    }

    private static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
