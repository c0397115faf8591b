using MathNet.Numerics;

namespace CodeRed.Laboratory;

/// <summary>A suite of items, each with its own rate of passing while nothing has changed.</summary>
internal sealed class Suite
{
    private Suite(string name, double[] rates)
    {
        Name = name;
        var order = Enumerable.Range(0, rates.Length).ToArray();
        var random = new Xoshiro256((ulong)rates.Length);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        Rates = [.. order.Select(i => rates[i])];
        Rank = order;
    }

    public string Name { get; }

    /// <summary>Rates of passing, in (0, 1).</summary>
    public double[] Rates { get; }

    /// <summary>The place of each item in the ascending order of rates, from 0: labels and the few are dealt along it.</summary>
    public int[] Rank { get; }

    public int Items => Rates.Length;

    public double Mean => Rates.Average();

    /// <summary>The mean of p(1 - p), which with the drop decides how soon anyone can see it.</summary>
    public double Variance => Rates.Average(p => p * (1 - p));

    /// <summary>All items pass equally often, if not said otherwise four times in five.</summary>
    public static Suite Homogeneous(int items, double rate = 0.8) =>
        new($"homogeneous{(rate == 0.8 ? "" : $" at {rate:0.00}")}, {items} items", [.. Enumerable.Repeat(rate, items)]);

    /// <summary>Most items nearly always pass or nearly always fail: evenly spaced quantiles of a Beta distribution with mean .8, held to
    /// [.005, .995], its parameters such that the mean of p(1 - p) is .06.</summary>
    public static Suite Heterogeneous(int items)
    {
        double low = 0.01, high = 2;
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Quantiles(items, middle).Average(p => p * (1 - p)) < 0.06 ? (middle, high) : (low, middle);
        }

        return new($"heterogeneous, {items} items", Quantiles(items, low));
    }

    /// <summary>The common logit shift after which <paramref name="rates"/> have a mean lower by <paramref name="drop"/>.</summary>
    public static double EvenShift(double[] rates, double drop)
    {
        var goal = rates.Average() - drop;
        if (goal <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(drop), drop, $"Items that pass in {rates.Average():P1} of all cases cannot lose so much.");
        }

        double low = -40, high = 0;
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = rates.Average(p => Shifted(p, middle)) < goal ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The rate whose logit is that of <paramref name="rate"/> plus <paramref name="shift"/>.</summary>
    public static double Shifted(double rate, double shift) => 1 / (1 + (1 - rate) / rate * Math.Exp(-shift));

    private static double[] Quantiles(int items, double size)
    {
        double a = 0.8 * size, b = 0.2 * size;
        return [.. Enumerable.Range(0, items).Select(i => Math.Clamp(Quantile(a, b, (i + 0.5) / items), 0.005, 0.995))];
    }

    private static double Quantile(double a, double b, double probability)
    {
        double low = 0, high = 1;
        for (var step = 0; step < 40; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = SpecialFunctions.BetaRegularized(a, b, middle) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
