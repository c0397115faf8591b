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
            Direction.Drop => " is at most {0} lower than in the baseline",
            Direction.Rise => " is at most {0} higher than in the baseline",
            _ => " is within {0} of the baseline",
        };
        var steps = Math.Floor(Promise.Threshold * Promise.ChanceWithin * (1 + 1e-12)).ToString("N0", CultureInfo.InvariantCulture);
        var promise = Promise.Kind == FalseAlarmKind.MeanTime
            ? $"the mean time to a false alarm is at least {steps} {unit}"
            : $"the chance of a false alarm within {Promise.Steps.ToString("N0", CultureInfo.InvariantCulture)} {unit} is at most {Percent(AtMost(Promise.ChanceWithin * Promise.Weight))}";
        var baseline = Eta > 0 ? $", for at least {Percent(100 - AtMost(Eta))} of baselines" : "";
        var basis = Basis == GuaranteeBasis.Proved ? "Proved" : "Proved but for one approximation, whose error rate is simulated";
        var points = (Change.Tolerance * 100).ToString("0.####", CultureInfo.InvariantCulture) is var number && number == "1" ? "1 point" : $"{number} points";
        return $"As long as {string.Format(CultureInfo.InvariantCulture, what, points)}, {promise}{baseline}. {basis}, if {string.Join("; ", Assumptions)}.";
    }

    private static string Percent(decimal percent) => percent.ToString(CultureInfo.InvariantCulture) + " %";

    // In per cent, rounded up to three digits: a chance that was rounded down would promise too much.
    private static decimal AtMost(double share)
    {
        var scale = Math.Pow(10, 2 - Math.Floor(Math.Log10(share * 100 * (1 - 1e-12))));
        return (decimal)(Math.Ceiling(share * 100 * (1 - 1e-12) * scale) / scale);
    }
}
