using CsCheck;

namespace CodeRed.Store.Tests;

public class ItemIndexTests
{
    [Fact]
    public void It_answers_as_a_dictionary_does() =>
        Gen.Int[0, 400].Select(i => $"key {i}").Array[0, 3000].Sample(
            keys =>
            {
                var index = new ItemIndex();
                var dictionary = new Dictionary<string, long>(StringComparer.Ordinal);
                var names = new List<string> { "" };
                foreach (string key in keys)
                {
                    long found = index.Find(key, id => names[(int)id] == key);
                    if (found != dictionary.GetValueOrDefault(key))
                    {
                        return false;
                    }

                    if (found == 0)
                    {
                        index.Add(key, names.Count);
                        dictionary.Add(key, names.Count);
                        names.Add(key);
                    }
                }

                return true;
            },
            seed: "0000000000001",
            iter: 50);

    [Fact]
    public void Many_thousand_keys_are_told_apart_by_asking_about_a_few_candidates_only()
    {
        var index = new ItemIndex();
        const int Keys = 50_000;
        for (int i = 1; i <= Keys; i++)
        {
            index.Add($"key {i}", i);
        }

        int asked = 0;
        for (int i = 1; i <= Keys; i++)
        {
            Assert.Equal(i, index.Find($"key {i}", id => ++asked > 0 && id == i));
            Assert.Equal(0, index.Find($"other {i}", _ => ++asked < 0));
        }

        Assert.InRange(asked, Keys, Keys + 100);
    }

    [Fact]
    public void Keys_whose_hashes_collide_are_still_told_apart()
    {
        // Among 200,000 keys about five pairs share all 32 bits of their hash; here the birthday finds one for sure.
        var byHash = new Dictionary<int, string>();
        string first = "", second = "";
        for (int i = 0; second.Length == 0; i++)
        {
            string key = $"key {i}";
            if (!byHash.TryAdd(key.GetHashCode(StringComparison.Ordinal), key))
            {
                (first, second) = (byHash[key.GetHashCode(StringComparison.Ordinal)], key);
            }
        }

        var index = new ItemIndex();
        index.Add(first, 1);
        Assert.Equal(0, index.Find(second, id => id == 2));
        index.Add(second, 2);
        var asked = new List<long>();
        Assert.Equal(2, index.Find(second, id => { asked.Add(id); return id == 2; }));
        Assert.Equal([1, 2], asked);
        Assert.Equal(1, index.Find(first, id => id == 1));
    }
}
