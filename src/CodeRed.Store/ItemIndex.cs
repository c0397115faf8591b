using System.Numerics;

namespace CodeRed.Store;

/// <summary>Finds the row of an item by its key, in 8 bytes a slot: ids and hashes only, never the keys themselves.</summary>
/// <remarks>
/// Open addressing with linear probing, in 256 parts that grow one by one, so that growing never needs a second copy of it
/// all. A slot holds the item's number and 32 bits of its key's hash, and 40 % to 80 % of the slots are filled, so that an item
/// takes 10 to 20 bytes. Hashes may collide: whoever asks confirms each candidate against the key at rest, so the answer
/// is exact. The hash is the framework's randomised one, which keys made to collide cannot aim at.
/// </remarks>
internal sealed class ItemIndex
{
    private const int PartBits = 8;
    private readonly Part[] parts = [.. Enumerable.Range(0, 1 << PartBits).Select(_ => new Part())];

    /// <summary>Finds the item of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isItem">Whether the item of this id really has the key.</param>
    /// <returns>The item's id, or 0 when there is none.</returns>
    public long Find(string key, Func<long, bool> isItem)
    {
        uint hash = HashOf(key);
        return PartOf(hash).Find(hash, isItem);
    }

    /// <summary>Adds an item that <see cref="Find"/> did not find.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="item">Its id, from 1 to 4,294,967,295.</param>
    public void Add(string key, long item)
    {
        uint hash = HashOf(key);
        PartOf(hash).Add(hash, checked((uint)item));
    }

    private static uint HashOf(string key) => (uint)key.GetHashCode(StringComparison.Ordinal);

    private Part PartOf(uint hash) => parts[hash >> (32 - PartBits)];

    private sealed class Part
    {
        private const uint Empty = 0;
        private uint[] hashes = new uint[8];
        private uint[] items = new uint[8];
        private int count;

        public long Find(uint hash, Func<long, bool> isItem)
        {
            int mask = items.Length - 1;
            for (int slot = Slot(hash); items[slot] != Empty; slot = (slot + 1) & mask)
            {
                if (hashes[slot] == hash && isItem(items[slot]))
                {
                    return items[slot];
                }
            }

            return 0;
        }

        public void Add(uint hash, uint item)
        {
            if (count >= items.Length - (items.Length / 5))
            {
                Grow();
            }

            Put(hash, item);
            count++;
        }

        // Fibonacci hashing spreads the 32 bits over any power of two.
        private int Slot(uint hash) => (int)((ulong)(hash * 2654435769u) >> (32 - BitOperations.Log2((uint)items.Length)));

        private void Put(uint hash, uint item)
        {
            int slot = Slot(hash);
            while (items[slot] != Empty)
            {
                slot = (slot + 1) & (items.Length - 1);
            }

            hashes[slot] = hash;
            items[slot] = item;
        }

        private void Grow()
        {
            var (oldHashes, oldItems) = (hashes, items);
            hashes = new uint[oldItems.Length * 2];
            items = new uint[oldItems.Length * 2];
            for (int i = 0; i < oldItems.Length; i++)
            {
                if (oldItems[i] != Empty)
                {
                    Put(oldHashes[i], oldItems[i]);
                }
            }
        }
    }
}
