using CodeRed.Evidence;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange.Tests;

/// <summary>The built-in ledger prices targets as people write them.</summary>
public sealed class BuiltInPricesTests
{
    private static readonly PriceList Prices = new(LedgerReader.Read([LedgerLayer.BuiltIn()], null).Ledger);

    // The figures are those of the files under ledger/prices.
    [Theory]
    [InlineData("openai:gpt-5.1", "2026-01-01", 1.25, 10)]
    [InlineData("openai:responses:gpt-5-mini", "2025-12-01", 0.25, 2)]
    [InlineData("gemini:gemini-3-pro", "2026-01-01", 2, 12)]
    [InlineData("google:gemini-2.5-flash", "2025-12-01", 0.3, 2.5)]
    [InlineData("anthropic:claude-sonnet-4-5-20250929", "2026-01-01", 3, 15)]
    [InlineData("anthropic:messages:claude-haiku-4.5", "2026-01-01", 1, 5)]
    [InlineData("xai:grok-4-fast", "2025-12-01", 0.2, 0.5)]
    public void A_target_costs_what_its_vendor_asked_on_the_day(string target, string day, double input, double output)
    {
        var answer = Prices.PriceOf(target, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(PriceGap.None, answer.Gap);
        Assert.Equal(((decimal)input, (decimal)output), (answer.Price!.InputPerMillion, answer.Price.OutputPerMillion));
        Assert.StartsWith("https://", answer.Price.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai:gpt-5.1", "2025-01-01", PriceGap.NotYet)]
    [InlineData("openrouter:openai/gpt-5.1", "2026-01-01", PriceGap.OtherSeller)]
    [InlineData("openai (host):gpt-5.1", "2026-01-01", PriceGap.OtherSeller)]
    [InlineData("sim:demo", "2026-01-01", PriceGap.NoSuchModel)]
    [InlineData("llamacpp:my-model", "2026-01-01", PriceGap.NoSuchModel)]
    public void What_the_ledger_does_not_hold_is_unknown(string target, string day, PriceGap gap) =>
        Assert.Equal(gap, Prices.PriceOf(target, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).Gap);

    [Fact]
    public void No_two_prices_of_one_day_contradict_each_other()
    {
        var ledger = LedgerReader.Read([LedgerLayer.BuiltIn()], null).Ledger;
        foreach (var price in ledger.Of<Price>())
        {
            Assert.NotEqual(PriceGap.Contradicted, Prices.PriceOf($"{price.Vendor}:{price.Model}", price.TrueOn.Last).Gap);
        }
    }
}
