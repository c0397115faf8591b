namespace CodeRed.Statistics.Latent;

/// <summary>Draws from the posterior: of each ranked model's capability, relative to the mean of the draw, and of each variable that models share.</summary>
internal sealed class CapabilityDraws
{
    public CapabilityDraws(int models, int shared, int count)
    {
        Count = count;
        Capabilities = Rows(models, count);
        Shared = Rows(shared, count);
    }

    public int Count { get; }

    /// <summary>By place of the model, then draw.</summary>
    public double[][] Capabilities { get; }

    /// <summary>By variable, then draw.</summary>
    public double[][] Shared { get; }

    /// <summary>Takes a draw over.</summary>
    /// <param name="draw">Its number.</param>
    /// <param name="x">All variables.</param>
    /// <param name="capabilities">Which of them are capabilities.</param>
    public void Set(int draw, ReadOnlySpan<double> x, ReadOnlySpan<int> capabilities)
    {
        double mean = 0;
        foreach (var variable in capabilities)
        {
            mean += x[variable] / capabilities.Length;
        }

        for (var place = 0; place < capabilities.Length; place++)
        {
            Capabilities[place][draw] = x[capabilities[place]] - mean;
        }

        for (var variable = 0; variable < Shared.Length; variable++)
        {
            Shared[variable][draw] = x[variable];
        }
    }

    private static double[][] Rows(int rows, int length)
    {
        var all = new double[rows][];
        for (var row = 0; row < rows; row++)
        {
            all[row] = new double[length];
        }

        return all;
    }
}
