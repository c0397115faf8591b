namespace CodeRed.Pages.Charts;

/// <summary>An axis that ends on round numbers.</summary>
/// <param name="Min">Its left or lower end.</param>
/// <param name="Max">Its right or upper end.</param>
/// <param name="Step">The distance of its ticks.</param>
internal readonly record struct Scale(double Min, double Max, double Step)
{
    /// <summary>The smallest round scale of about <paramref name="ticks"/> ticks that holds both ends.</summary>
    public static Scale Over(double low, double high, int ticks)
    {
        double span = high - low;
        if (!(span > 0) || !double.IsFinite(span))
        {
            return new(low - 1, low + 1, 1);
        }

        double rough = span / ticks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
        return new(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }
}
