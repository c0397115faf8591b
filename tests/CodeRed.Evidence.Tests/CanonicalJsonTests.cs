using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace CodeRed.Evidence.Tests;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b": 1, "a": [true, null, "x"]}""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("[1, 1.0, 10e-1, 0.10e1]", "[1,1,1,1]")]
    [InlineData("[-0, 0.0, 0e5]", "[0,0,0]")]
    [InlineData("[1e3, 1e-3, 120, 1.20]", "[1000,0.001,120,1.2]")]
    [InlineData("[0.1234567890123456789012345678, 1e28, 1e-28, 0e99999999999]", "[0.1234567890123456789012345678,10000000000000000000000000000,0.0000000000000000000000000001,0]")]
    [InlineData("{\"a\\u0062\": \"\\u00e9\\u754c\"}", "{\"ab\":\"é界\"}")]
    public void Equal_values_have_one_spelling(string json, string spelling)
    {
        Assert.Equal(spelling, CanonicalJson.Write(JsonNode.Parse(json)));
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("1e-400")]
    [InlineData("12345678901234567890123456789012345")]
    [InlineData("0.12345678901234567890123456789")]
    [InlineData("1e99999999999")]
    public void A_number_that_no_decimal_holds_exactly_is_refused(string number)
    {
        Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonNode.Parse(number)));
    }

    [Theory]
    [InlineData("1.234567890123456789e-20")]
    [InlineData("123456789.12345e-24")]
    public void A_small_number_that_would_be_rounded_is_refused(string number)
    {
        Assert.Throws<FormatException>(() => CanonicalJson.Write(JsonNode.Parse(number)));
    }

    [Fact]
    public void The_order_of_keys_plays_no_part_in_the_hash()
    {
        Gen.Dictionary(Gen.String[0, 5], Gen.Int)[0, 6].Sample(members =>
        {
            var forward = new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
            var backward = new JsonObject(members.Reverse().Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
            return CanonicalJson.Hash(forward) == CanonicalJson.Hash(backward);
        });
    }

    [Fact]
    public void What_was_written_reads_back_as_the_same_spelling()
    {
        // At most 28 digits: the 29th that some decimals have is refused.
        Gen.Select(Gen.Long, Gen.Int[0, 28]).Select((digits, scale) => new decimal((int)digits, (int)(digits >> 32), 0, digits < 0, (byte)scale)).Array.Sample(numbers =>
        {
            string once = CanonicalJson.Write(new JsonArray([.. numbers.Select(n => (JsonNode?)JsonValue.Create(n))]));
            return CanonicalJson.Write(JsonNode.Parse(once)) == once;
        });
    }

    [Fact]
    public void A_decimal_is_written_so_that_it_reads_back_exactly()
    {
        Gen.Decimal.Sample(n => decimal.Parse(CanonicalJson.Number(n), CultureInfo.InvariantCulture) == n);
    }
}
