using CodeRed.Statistics.Watching;
using CsCheck;

namespace CodeRed.Statistics.Tests.Watching;

public class SerialProductTests
{
    [Fact]
    public void Mean_and_variance_are_those_over_all_orders() =>
        Gen.Int[-9, 9].Array[2, 7].Sample(
            values =>
            {
                // Brute force over up to 7! orders.
                var mean = values.Average();
                double[] deviations = [.. values.Select(v => v - mean)];
                var (found, foundMean, foundVariance) = SerialProduct.Of(deviations);
                Tolerance.Near(Enumerable.Range(1, deviations.Length - 1).Sum(i => deviations[i - 1] * deviations[i]), found, 1e-9);
                List<double> products = [];
                Orders(deviations, 0, products);
                Tolerance.Near(products.Average(), foundMean, 1e-9);
                var centre = products.Average();
                Tolerance.Near(products.Average(p => (p - centre) * (p - centre)), foundVariance, 1e-7);
            },
            iter: 60);

    [Fact]
    public void Fewer_than_two_values_have_no_neighbours()
    {
        Assert.Equal((0.0, 0.0, 0.0), SerialProduct.Of([]));
        Assert.Equal((0.0, 0.0, 0.0), SerialProduct.Of([0]));
    }

    private static void Orders(double[] values, int from, List<double> products)
    {
        if (from == values.Length)
        {
            var sum = 0.0;
            for (var i = 1; i < values.Length; i++)
            {
                sum += values[i - 1] * values[i];
            }

            products.Add(sum);
            return;
        }

        for (var i = from; i < values.Length; i++)
        {
            (values[from], values[i]) = (values[i], values[from]);
            Orders(values, from + 1, products);
            (values[from], values[i]) = (values[i], values[from]);
        }
    }
}
