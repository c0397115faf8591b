using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

/// <summary>Simulated rounds.</summary>
internal static class RoundSamples
{
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Normal rounds, each correlated with the one before by <paramref name="correlation"/>, their mean moving by <paramref name="slope"/> a round.</summary>
    public static double[] Of(Random random, int rounds, double mean = 0, double deviation = 1, double correlation = 0, double slope = 0)
    {
        var values = new double[rounds];
        var state = Normal(random);
        for (var round = 0; round < rounds; round++)
        {
            values[round] = mean + (slope * round) + (deviation * state);
            state = (correlation * state) + (Math.Sqrt(1 - (correlation * correlation)) * Normal(random));
        }

        return values;
    }

    /// <summary>Ten rounds around <paramref name="mean"/> whose standard deviation is <paramref name="deviation"/>, in an order that no test objects to.</summary>
    public static RoundBaseline Calm(double mean = .8, double deviation = .02, double eta = .05)
    {
        double[] values = [1, -1, -1.5, .5, 0, 1.5, -.5, -1, 1, 0];
        var own = Math.Sqrt(values.Sum(value => value * value) / 9);
        return RoundBaseline.From(Array.ConvertAll(values, value => mean + (deviation * value / own)), eta);
    }
}
