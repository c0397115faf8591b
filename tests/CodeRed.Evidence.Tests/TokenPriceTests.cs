using CodeRed.Evidence.Facts;
using CsCheck;

namespace CodeRed.Evidence.Tests;

public sealed class TokenPriceTests
{
    private static readonly TokenPrice List = new(2.50m, 10m, 0.25m, 3.125m, 12m, "USD", PartialDate.Of(new(2026, 11, 1)), "https://example.org/prices");

    [Theory]
    [InlineData(1_000_000, null, null, 0, null, "2.5")]
    [InlineData(0, null, null, 1_000_000, null, "10")]
    [InlineData(1_000_000, 400_000, 100_000, 0, null, "1.6625")]
    [InlineData(0, null, null, 1_000_000, 500_000, "11")]
    [InlineData(17, 5, null, 3, 1, "0.00006325")]
    [InlineData(0, null, null, 0, null, "0")]
    public void A_request_costs_the_sum_of_its_parts(int input, int? cached, int? written, int output, int? reasoning, string cost) =>
        Assert.Equal(decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture), List.CostOf(new(input, cached, written, output, reasoning)));

    [Fact]
    public void A_part_without_a_price_of_its_own_costs_what_the_whole_costs()
    {
        var plain = List with { CachedInputPerMillion = null, CacheWriteInputPerMillion = null, ReasoningPerMillion = null };

        Assert.Equal(plain.CostOf(new(1000, null, null, 100, null)), plain.CostOf(new(1000, 300, 200, 100, 60)));
    }

    [Fact]
    public void Without_a_count_the_cost_is_unknown_and_not_zero()
    {
        Assert.Null(List.CostOf(new(null, null, null, 5, null)));
        Assert.Null(List.CostOf(new(5, null, null, null, null)));
        Assert.Null(List.CostOf(default));
    }

    [Fact]
    public void Parts_that_exceed_their_whole_are_charged_no_more_than_once() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 3000], Gen.Int[0, 3000], Gen.Int[0, 1000], Gen.Int[0, 3000]).Sample((input, cached, written, output, reasoning) =>
            Assert.InRange(List.CostOf(new(input, cached, written, output, reasoning))!.Value, 0m, ((input * 3.125m) + (output * 12m)) / 1_000_000m));

    [Fact]
    public void More_of_the_cache_never_costs_more() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((cached, more) =>
            Assert.True(List.CostOf(new(2000, cached + more, null, 10, null)) <= List.CostOf(new(2000, cached, null, 10, null))));

    [Fact]
    public void A_fact_of_the_ledger_becomes_a_price_with_its_date_and_source()
    {
        var fact = new Price("gpt-5.1", "openai", 1.25m, 10m, 0.125m)
        {
            Id = "price.openai.gpt-5.1",
            TrueOn = PartialDate.Of(new(2025, 11, 13)),
            Sources = [new("Pricing", "https://example.org/pricing", null, null, true, null)],
            Confidence = Confidence.High,
            Path = "prices/openai.yaml",
            Line = 3,
        };

        var price = TokenPrice.From(fact);

        Assert.Equal(("USD", fact.TrueOn, "https://example.org/pricing"), (price.Currency, price.AsOf, price.Source));
        Assert.Equal(1.25m + 10m, price.CostOf(new(1_000_000, 0, 0, 1_000_000, 900_000)));
        Assert.Equal(0.125m, price.CostOf(new(1_000_000, 1_000_000, 0, 0, 0)));
    }
}
