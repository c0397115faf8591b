using System.Text;
using CodeRed.Statistics.Sequential;
using CsCheck;

namespace CodeRed.Statistics.Tests.Sequential;

public class SeededOrderTests
{
    [Fact] // Python 3.11.2: the mixing of the remarks, written anew with integers modulo 2^64.
    public void Keys_agree_with_an_independent_program()
    {
        Assert.Equal(2558736989570252433UL, SeededOrder.Key(0, ""));
        Assert.Equal(15492335595955479923UL, SeededOrder.Key(42, "prime-17077"));
        Assert.Equal(6272534699448227600UL, SeededOrder.Key(ulong.MaxValue, "質數-1"));
    }

    [Fact]
    public void A_string_has_the_key_of_its_utf8_bytes_at_any_length() =>
        Gen.Select(Gen.ULong, Gen.String[0, 400]).Sample((seed, id) =>
            SeededOrder.Key(seed, id) == SeededOrder.Key(seed, Encoding.UTF8.GetBytes(id)));

    [Fact]
    public void Ids_that_differ_only_in_trailing_zeros_have_different_keys() =>
        Assert.Equal(20, Enumerable.Range(0, 20).Select(n => SeededOrder.Key(1, new byte[n])).Distinct().Count());

    [Fact]
    public void Consecutive_ids_spread_evenly_and_independently_of_the_seed()
    {
        // 100,000 ids in 256 x 256 cells by the first byte of the keys of two neighbouring seeds. Chi-square of 65,535 degrees
        // of freedom: mean 65,535, standard deviation 362; four of them allowed.
        var cells = new int[65_536];
        for (var i = 0; i < 100_000; i++)
        {
            var id = $"item-{i}";
            cells[((SeededOrder.Key(1, id) >> 56) << 8) | (SeededOrder.Key(2, id) >> 56)]++;
        }

        var expected = 100_000 / 65_536.0;
        var chiSquare = cells.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquare, 65_535 - (4 * 362), 65_535 + (4 * 362));
    }
}
