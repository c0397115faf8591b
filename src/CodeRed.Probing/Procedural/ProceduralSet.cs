using System.Collections.Immutable;
using System.Globalization;

namespace CodeRed.Probing.Procedural;

/// <summary>Questions of one family from one seed: endless, the same for ever, and never two alike.</summary>
/// <param name="Family">Which rule makes them.</param>
/// <param name="Seed">Another seed gives other questions of the same kind; answers to two seeds are compared by family only, never question by question.</param>
/// <param name="Count">How many, at least 1. A larger count begins with the same questions.</param>
/// <param name="Difficulties">1 to <see cref="ProceduralFamily.HighestDifficulty"/>; several take turns.</param>
/// <param name="Language">One of the family's languages.</param>
public sealed record ProceduralSet(ProceduralFamily Family, ulong Seed, int Count, ImmutableArray<int> Difficulties, ProceduralLanguage Language)
{
    /// <summary>The most questions of one set.</summary>
    public const int Most = 100_000;

    // A family of few questions at a low difficulty is found out long before.
    private const int MostAttempts = 2000;

    /// <summary>The questions with their ids, in order.</summary>
    /// <exception cref="InvalidOperationException">The family has not that many different questions of this difficulty.</exception>
    public IEnumerable<(string Id, ProceduralItem Item)> Generate()
    {
        string language = Language == ProceduralLanguage.English ? "en" : "zh-Hant";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < Count; i++)
        {
            int difficulty = Difficulties[i % Difficulties.Length];
            string what = string.Create(CultureInfo.InvariantCulture, $"{Family.Name}/{language}/d{difficulty}");
            ProceduralItem? item = null;
            for (int attempt = 0; attempt < MostAttempts && item is null; attempt++)
            {
                var made = Family.Make(ItemRandom.For(Seed, what, i, attempt), difficulty, Language);
                item = seen.Add(Key(made.Question)) ? made : null;
            }

            yield return item is not null
                ? (string.Create(CultureInfo.InvariantCulture, $"{what}/s{Seed}/{i + 1}"), item)
                : throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture, $"{Family.Name} has fewer than {Count} different questions of difficulty {difficulty}; ask for {i} at most, or raise the difficulty."));
        }
    }

    // Long questions differ long before they are long.
    private static string Key(string question) => question.Length <= 1000 ? question : Evidence.ContentHash.Of(question).Hex;
}
