using CodeRed.Evidence.Facts;

namespace CodeRed.Evidence.Tests;

/// <summary>A price is the vendor's own, of the model that was asked, on the day it was asked; or it is unknown, with a reason.</summary>
public sealed class PriceListTests
{
    private static readonly PriceList Prices = new(new Ledger(
        [
            Price("alpha-1", "alpha", 3m, 15m, "2025-03-01"),
            Price("alpha-1", "alpha", 2m, 10m, "2025-06-10") with { CachedInput = 0.2m, Note = "For short prompts." },
            Price("alpha-2", "alpha", 4m, 20m, "2025-07"),
            Price("alpha-3", "alpha", 1m, 2m, "2025-07-01"),
            Price("alpha-3", "alpha", 1m, 3m, "2025-07-01") with { Id = "price.alpha-3.again" },
            Price("alpha-1", "gateway", 2.5m, 12m, "2025-06-01"),
        ],
        [new Lab("alpha", "Alpha Lab", ["alpha-ai"], true), new Lab("beta", "Beta", [], true)],
        [Model("alpha-1"), Model("alpha-1-high") with { Version = "alpha-1" }, Model("alpha-2"), Model("alpha-3"), Model("alpha-4")],
        [], [], [], [new Product("alphabot", "Alphabot", "alpha", [])], [], [], []));

    private static Model Model(string id) => new(id, id.ToUpperInvariant(), "alpha", id, null, [], false);

    private static Price Price(string model, string vendor, decimal input, decimal output, string on) => new(model, vendor, input, output, null)
    {
        Id = $"price.{vendor}.{model}.{on}",
        TrueOn = PartialDate.TryParse(on, out var date) ? date : throw new ArgumentException(on),
        Sources = [new("Pricing", $"https://{vendor}.example/pricing", null, null, true, null)],
        Confidence = Confidence.High,
        Path = "prices/alpha.yaml",
        Line = 1,
    };

    private static PriceAnswer Ask(string target, string day) => Prices.PriceOf(target, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("alpha:alpha-1", "2025-06-09", "3")]
    [InlineData("alpha:alpha-1", "2025-06-10", "2")]
    [InlineData("alpha:chat:alpha-1", "2026-01-01", "2")]
    [InlineData("Alpha AI:ALPHA-1", "2026-01-01", "2")]
    [InlineData("alphabot:alpha-1", "2026-01-01", "2")]
    [InlineData("alpha:alpha-1?api=responses", "2026-01-01", "2")]
    [InlineData("alpha:alpha-1-high", "2026-01-01", "2")]
    [InlineData("alpha-1", "2026-01-01", "2")]
    [InlineData("alpha/alpha-1", "2026-01-01", "2")]
    [InlineData("gateway:alpha-1", "2026-01-01", "2.5")]
    [InlineData("gateway:alpha/alpha-1", "2026-01-01", "2.5")]
    [InlineData("alpha:alpha-2", "2025-07-31", "4")]
    public void A_price_holds_from_its_day_until_the_next_one(string target, string day, string input)
    {
        var answer = Ask(target, day);

        Assert.Equal(PriceGap.None, answer.Gap);
        Assert.Equal(decimal.Parse(input, System.Globalization.CultureInfo.InvariantCulture), answer.Price!.InputPerMillion);
    }

    [Theory]
    [InlineData("alpha:alpha-9", "2026-01-01", PriceGap.NoSuchModel)]
    [InlineData("alpha:ft:alpha-1:me", "2026-01-01", PriceGap.NoSuchModel)]
    [InlineData("a name: with a colon", "2026-01-01", PriceGap.NoSuchModel)]
    [InlineData("", "2026-01-01", PriceGap.NoSuchModel)]
    [InlineData("alpha:alpha-4", "2026-01-01", PriceGap.NoPrice)]
    [InlineData("beta:alpha-1", "2026-01-01", PriceGap.OtherSeller)]
    [InlineData("sim:alpha-1", "2026-01-01", PriceGap.OtherSeller)]
    [InlineData("ollama:alpha-1", "2026-01-01", PriceGap.OtherSeller)]
    [InlineData("alpha:alpha-1", "2025-02-28", PriceGap.NotYet)]
    [InlineData("alpha:alpha-2", "2025-07-30", PriceGap.NotYet)]
    [InlineData("alpha:alpha-3", "2026-01-01", PriceGap.Contradicted)]
    public void What_is_not_known_has_a_reason_and_no_number(string target, string day, PriceGap gap)
    {
        var answer = Ask(target, day);

        Assert.Equal(gap, answer.Gap);
        Assert.Null(answer.Price);
        Assert.Null(answer.CostOf(new TokenUsage(1000, null, null, 1000, null)));
        Assert.Equal(target, answer.Target);
    }

    [Fact]
    public void The_answer_names_its_fact_and_what_the_fact_adds()
    {
        var answer = Ask("alpha:alpha-1", "2026-01-01");

        Assert.Equal(("price.alpha.alpha-1.2025-06-10", "For short prompts.", "https://alpha.example/pricing"), (answer.Fact, answer.Note, answer.Price!.Source));
        Assert.Equal(((800 * 2m) + (200 * 0.2m) + (50 * 10m)) / 1_000_000m, answer.CostOf(new TokenUsage(1000, 200, null, 50, 20)));
    }

    [Fact]
    public void A_price_not_yet_known_says_from_when_it_is() =>
        Assert.Equal(new DateOnly(2025, 3, 1), Ask("alpha:alpha-1", "2025-01-01").Date!.Value.First);

    [Fact]
    public void An_unknown_name_is_never_the_nearest_one_but_says_which_it_might_be() =>
        Assert.Equal(["alpha-4"], Ask("alpha:alpha-44", "2026-01-01").Candidates);
}
