using System.Text;

namespace CodeRed.Evidence.Tests;

public sealed class ContentHashTests
{
    // FIPS 180-4, the example of SHA-256 on one block.
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void The_hash_of_abc_is_the_one_of_the_standard()
    {
        Assert.Equal(Abc, ContentHash.Of("abc").Hex);
        Assert.Equal(Abc, ContentHash.Of(Encoding.UTF8.GetBytes("abc")).ToString());
        Assert.Equal("ba7816bf8f01", ContentHash.Of("abc").Short);
    }

    [Fact]
    public void A_hash_reads_back_in_either_case()
    {
        Assert.Equal(ContentHash.Of("abc"), ContentHash.Parse(Abc.ToUpperInvariant()));
        Assert.Throws<FormatException>(() => ContentHash.Parse(Abc[1..]));
        Assert.Throws<FormatException>(() => ContentHash.Parse("g" + Abc[1..]));
        Assert.Throws<ArgumentException>(() => ContentHash.FromDigest([1, 2, 3]));
    }

    [Fact]
    public void The_empty_hash_is_all_zeros_and_equal_to_itself()
    {
        Assert.Equal(new string('0', 64), default(ContentHash).Hex);
        Assert.Equal(default, ContentHash.Parse(new string('0', 64)));
        Assert.Equal(default(ContentHash).GetHashCode(), ContentHash.Parse(new string('0', 64)).GetHashCode());
        Assert.True(default(ContentHash).CompareTo(ContentHash.Of("abc")) < 0);
    }
}
