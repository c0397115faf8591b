using System.Runtime.CompilerServices;
using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Ranking;

/// <summary>Draws from Poisson distributions of whole means, by inversion in tables, many of one mean at a time.</summary>
/// <remarks>Means below 64 have a table each; larger ones are sums of those and of means 64 times a power of two. Chen and Asau (1974), "On
/// generating random variates from an empirical distribution", AIIE Transactions 6: a guide tells where the search in the table begins.</remarks>
internal sealed class PoissonTables
{
    private const int Direct = 64;
    private const int MostDoublings = 14;
    private readonly Table[] _small = new Table[Direct];
    private readonly Table[] _doubled;

    /// <summary>Tables for means up to <paramref name="largest"/>.</summary>
    public PoissonTables(double largest)
    {
        var doublings = largest < Direct ? 0 : Math.Min(MostDoublings, 1 + (int)Math.Log2(largest / Direct));
        _doubled = new Table[doublings];
        for (var mean = 1; mean < Direct; mean++)
        {
            _small[mean] = new Table(mean);
        }

        for (var k = 0; k < doublings; k++)
        {
            _doubled[k] = new Table(Direct << k);
        }
    }

    /// <summary>Adds a draw of this mean to each of the cells; returns the sum of the draws.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Add(long mean, ReadOnlySpan<int> cells, double[] counts, ref NormalDraws random)
    {
        double total = 0;
        for (var top = _doubled.Length - 1; top >= 0; top--)
        {
            // Beyond the largest table, as often as it takes.
            for (; mean >= (long)Direct << top; mean -= (long)Direct << top)
            {
                total += _doubled[top].Add(cells, counts, ref random);
            }
        }

        return mean == 0 ? total : total + _small[mean].Add(cells, counts, ref random);
    }

    private sealed class Table
    {
        private readonly int _lowest;
        private readonly double[] _cumulative;
        private readonly int[] _guide;

        public Table(int mean)
        {
            // What lies beyond ten standard deviations and a little has less than 1e-20 of the probability.
            var reach = (int)(20 + (11 * Math.Sqrt(mean)));
            _lowest = Math.Max(0, mean - reach);
            var count = mean + reach + 1 - _lowest;
            _cumulative = new double[count];
            var weights = new double[count];
            var total = 0.0;
            weights[mean - _lowest] = 1;
            for (var k = mean - 1; k >= _lowest; k--)
            {
                weights[k - _lowest] = weights[k + 1 - _lowest] * (k + 1) / mean;
            }

            for (var k = mean + 1; k < _lowest + count; k++)
            {
                weights[k - _lowest] = weights[k - 1 - _lowest] * mean / k;
            }

            foreach (var weight in weights)
            {
                total += weight;
            }

            double sum = 0;
            for (var k = 0; k < count; k++)
            {
                sum += weights[k];
                _cumulative[k] = sum / total;
            }

            _cumulative[^1] = 1;
            _guide = new int[count];
            var place = 0;
            for (var step = 0; step < count; step++)
            {
                while (_cumulative[place] <= (double)step / count)
                {
                    place++;
                }

                _guide[step] = place;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double Add(ReadOnlySpan<int> cells, double[] counts, ref NormalDraws random)
        {
            var own = random; // in registers
            var (guide, cumulative) = (_guide, _cumulative);
            long total = 0;
            foreach (var cell in cells)
            {
                var uniform = own.NextUniform();
                var place = guide[(int)(uniform * guide.Length)];
                while (cumulative[place] <= uniform)
                {
                    place++;
                }

                counts[cell] += _lowest + place;
                total += _lowest + place;
            }

            random = own;
            return total;
        }
    }
}
