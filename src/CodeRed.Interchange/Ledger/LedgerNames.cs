using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>What a ledger holds of one kind, by id, and what to say of an id that is none of them.</summary>
/// <param name="kind">What one of them is called, such as <c>lab</c>.</param>
/// <param name="remedy">How to add one.</param>
/// <param name="namesOf">What one of them is called besides its id; null where an id is all.</param>
internal sealed class LedgerNames<T>(string kind, string remedy, Func<T, IEnumerable<string>>? namesOf = null)
    where T : class
{
    // Finding the nearest of many names takes time, and a file of a stranger may hold many unknown ones.
    private const int MostSuggestions = 100;

    private readonly Dictionary<string, Placed> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> nearest = new(StringComparer.Ordinal);

    public string Kind => kind;

    /// <summary>Tells which id a name stands for, where there is more than nearness to go by.</summary>
    public Func<string, string?>? Meant { get; set; }

    /// <summary>All that an entry is called.</summary>
    public IEnumerable<string> NamesOf(string id) => (namesOf?.Invoke(byId[id].Entry) ?? []).Prepend(id).Where(name => name.Length > 0);

    public IEnumerable<T> All => byId.Values.Select(entry => entry.Entry);

    public IEnumerable<LedgerName> Names => byId.Select(entry => new LedgerName(kind, entry.Key, entry.Value.Place.Path, entry.Value.Place.Line));

    public T? Find(string id) => byId.TryGetValue(id, out var entry) ? entry.Entry : null;

    /// <summary>Puts another entry in the place of one that is here.</summary>
    public void Change(string id, T entry) => byId[id] = new Placed(entry, byId[id].Place);

    /// <summary>
    /// Takes an entry in. One that stands in a folder twice, replaces another without saying so, or replaces nothing is noted as a mistake and left out.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="entry">The entry; null where it could not be read, so that only its right to stand is looked at.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="fields">Its keys, of which <c>replaces</c> is taken.</param>
    /// <param name="named">How complaints call it.</param>
    public void Take(string id, T? entry, LedgerPlace place, LedgerFields fields, string named)
    {
        bool replaces = fields.Flag("replaces") ?? false;
        if (byId.TryGetValue(id, out var first))
        {
            bool below = first.Place.Layer < place.Layer;
            if (!below || !replaces)
            {
                fields.NoteAt(
                    place.Line,
                    $"{named} stands here a second time (first in {first.Place})",
                    below ? "write replaces: true to put this one in its place, or give it another id" : "keep one of the two, or give one of them another id");
                return;
            }
        }
        else if (replaces)
        {
            fields.Note("replaces", $"{named} replaces nothing: no folder below this one has it", "check the id, or leave replaces: out");
            return;
        }

        if (entry is not null)
        {
            byId[id] = new Placed(entry, place);
        }
    }

    private sealed record Placed(T Entry, LedgerPlace Place);

    private string? Called(string name)
    {
        string normal = ModelNames.Normal(name);
        return byId.Keys.FirstOrDefault(id => NamesOf(id).Any(other => ModelNames.Normal(other) == normal));
    }

    /// <summary>What is wrong with an id that is not here, and what to do about it.</summary>
    public (string Problem, string Remedy) Unknown(string id)
    {
        if (!nearest.TryGetValue(id, out string? near) && nearest.Count < MostSuggestions)
        {
            near = nearest[id] = Meant is not null ? Meant(id) : Called(id) ?? NearestName.To(id, byId.Keys);
        }

        return ($"there is no {kind} {YamlNode.Quoted(id)}", near is null ? remedy : $"did you mean {near}? If it is a new one, {remedy}");
    }
}

/// <summary>Where an entry of a ledger stands.</summary>
/// <param name="Layer">The number of its folder, from 0.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record LedgerPlace(int Layer, string Path, long Line)
{
    /// <summary><c>path:line</c></summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path}:{Line}");
}
