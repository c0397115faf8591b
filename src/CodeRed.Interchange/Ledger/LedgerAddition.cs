using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Entries that are to be added to a user's ledger folder: read together with the whole ledger and found right, and not yet written.</summary>
public sealed class LedgerAddition
{
    private const string Typed = "what you typed";

    // How often a name is counted up before it is taken that somebody else is writing there.
    private const int MostNumbers = 1000;

    private readonly string folder;
    private readonly string? before;
    private readonly string text;

    private LedgerAddition(string folder, string path, string? before, string text, ImmutableArray<string> ids) =>
        (this.folder, Path, this.before, this.text, Ids) = (folder, path, before, text, ids);

    /// <summary>The file that they go into.</summary>
    public string Path { get; }

    /// <summary>Ids of the facts and names that are added, and of the models that get an alias.</summary>
    public ImmutableArray<string> Ids { get; }

    /// <summary>Makes an entry of keys and values.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="values">Keys as in <see cref="LedgerKind.Keys"/>. A value that starts with [ or { is read as YAML.</param>
    /// <param name="below">The folders below the user's.</param>
    /// <param name="folder">The user's folder, which need not be there yet.</param>
    /// <param name="today">A day that no date may lie after.</param>
    /// <exception cref="DocumentException">The entry is not right, or the ledger is not right already.</exception>
    public static LedgerAddition Of(LedgerKind kind, IEnumerable<(string Key, string Value)> values, IReadOnlyList<LedgerLayer> below, string folder, DateOnly today)
    {
        try
        {
            var entry = EntryOf(kind, values);
            string fragment = $"{kind.Key}:\n{Lines(kind, entry, 2)}";
            return new Placing(below, folder, today, Typed, fragment).Beside(folder, UsualFile(kind, entry), indent => Lines(kind, entry, indent));
        }
        catch (DocumentException e) when (e.Problems.Any(problem => problem.Path == Typed))
        {
            // Nobody typed lines.
            throw new DocumentException([.. e.Problems.Select(problem => problem.Path == Typed ? problem with { Line = 0 } : problem)]);
        }
    }

    /// <summary>Takes the entries of a file that has the form of a ledger file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="below">The folders below the user's.</param>
    /// <param name="folder">The user's folder, which need not be there yet.</param>
    /// <param name="today">A day that no date may lie after.</param>
    /// <exception cref="DocumentException">The file is not right, or the ledger is not right already.</exception>
    public static LedgerAddition OfFile(string path, IReadOnlyList<LedgerLayer> below, string folder, DateOnly today)
    {
        string fragment = YamlFile.ReadText(path);
        string name = LedgerFields.IsId(System.IO.Path.GetFileNameWithoutExtension(path)) ? System.IO.Path.GetFileNameWithoutExtension(path) : "added";
        var placing = new Placing(below, folder, today, path, fragment);
        return placing.Beside(folder, System.IO.Path.Combine(placing.UsualFolder, name), lines: null);
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="DocumentException">The file changed since it was read, or cannot be written; nothing was.</exception>
    public void Write()
    {
        string unfinished = Path + ".part";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
            using var held = new FileStream(System.IO.Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if ((File.Exists(Path) ? YamlFile.ReadText(Path) : null) != before)
            {
                throw new DocumentException(Path, 0, "was changed by somebody else in the meantime", "try again; nothing was written");
            }

            File.WriteAllText(unfinished, text);
            File.Move(unfinished, Path, overwrite: before is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            throw new DocumentException(Path, 0, $"cannot be written ({e.Message.TrimEnd('.')})", "check the folder and its permissions, and try again; nothing was written");
        }
    }

    private static JsonObject EntryOf(LedgerKind kind, IEnumerable<(string Key, string Value)> values)
    {
        var entry = new JsonObject();
        var problems = new List<DocumentProblem>();
        foreach (var (key, value) in values)
        {
            string[] path = key.Split('.');
            var parent = entry;
            foreach (string step in path[..^1])
            {
                if (parent[step] is not JsonObject inner)
                {
                    if (parent.ContainsKey(step))
                    {
                        problems.Add(new(Typed, 0, $"'{key}' and '{step}' are both written", "keep one of the two"));
                    }

                    parent[step] = inner = [];
                }

                parent = inner;
            }

            if (path.Any(step => step.Length == 0))
            {
                problems.Add(new(Typed, 0, $"{YamlNode.Quoted(key)} is no key", $"the keys of a {kind.Name} are {string.Join(", ", kind.Keys.Select(known => known.Name))}"));
            }
            else if (parent.ContainsKey(path[^1]))
            {
                problems.Add(new(Typed, 0, $"'{key}' is written twice", "keep one; several values are written as [a, b]"));
            }
            else if (value.Length == 0)
            {
                problems.Add(new(Typed, 0, $"'{key}' has no value", "write one after the equals sign, or leave the key out"));
            }
            else
            {
                // What is no list or mapping is text as it stands, quotes and all.
                parent[path[^1]] = value[0] is '[' or '{' ? YamlFile.Parse(value, Typed).ToJson() : JsonValue.Create(value);
            }
        }

        return problems.Count == 0 ? entry : throw new DocumentException(problems);
    }

    private static string Lines(LedgerKind kind, JsonObject entry, int indent)
    {
        if (!kind.IsNamed)
        {
            return YamlText.Entry(entry, indent);
        }

        // An alias is a name and what it stands for; all else is an id and its keys.
        bool isAlias = kind.Name == "alias";
        var keys = entry.DeepClone().AsObject();
        string name = TextOf(entry, isAlias ? "name" : "id")
            ?? throw new DocumentException(Typed, 0, $"'{(isAlias ? "name" : "id")}' is missing", isAlias ? "write name= and the name as it is written elsewhere" : "write id= and an id that stays for ever");
        keys.Remove(isAlias ? "name" : "id");
        return YamlText.Of(new JsonObject { [name] = isAlias && keys is { Count: 1 } && TextOf(keys, "model") is { } model ? JsonValue.Create(model) : keys }, indent);
    }

    private static string UsualFile(LedgerKind kind, JsonObject entry)
    {
        string? by = kind.Name == "move" ? TextOf(entry, "on")?.Split('-')[0] : kind.FileBy is { } key ? TextOf(entry, key) : kind.Key;
        string name = by is not null && LedgerFields.IsId(by) ? by : kind.Key;
        return kind.Folder.Length == 0 ? name : System.IO.Path.Combine(kind.Folder, name);
    }

    private static string? TextOf(JsonObject entry, string key) =>
        entry[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Finds the file for entries that are right, and makes sure that the ledger will say then what they say alone.</summary>
    private sealed class Placing
    {
        private readonly IReadOnlyList<LedgerLayer> below;
        private readonly LedgerLayer own;
        private readonly DateOnly today;
        private readonly string fragment;
        private readonly YamlMember entries;
        private readonly ImmutableArray<string> meant;
        private readonly ImmutableArray<string> ids;

        public Placing(IReadOnlyList<LedgerLayer> below, string folder, DateOnly today, string name, string fragment)
        {
            (this.below, this.today, this.fragment) = (below, today, fragment);
            own = Directory.Exists(folder) ? LedgerLayer.OfFolder(folder) : LedgerLayer.OfTexts([]);
            LedgerReader.Read([.. below, own]);
            var reading = Read(name, fragment);
            meant = ContentOf(reading);
            entries = LedgerDocument.EntriesOf(YamlFile.Parse(fragment, name));
            ids = entries.Value.Kind == YamlKind.Mapping
                ? [.. entries.Value.Members.Select(member => member.Key)]
                : [.. reading.Ledger.Facts.Where(fact => fact.Path == name).Select(fact => fact.Id), .. reading.Ledger.Conflicts.Where(conflict => conflict.Path == name).Select(conflict => conflict.Id)];
        }

        /// <summary>The usual folder of such entries.</summary>
        public string UsualFolder => LedgerKind.All.FirstOrDefault(kind => kind.Key == entries.Key)?.Folder ?? "scores";

        /// <summary>Puts the entries at the end of the usual file, or where that cannot be into a new one beside it.</summary>
        /// <param name="folder">The user's folder.</param>
        /// <param name="name">The usual file without its extension.</param>
        /// <param name="lines">The entries at an indentation; null never to put them into a file that is there.</param>
        public LedgerAddition Beside(string folder, string name, Func<int, string>? lines)
        {
            for (int number = 1; number <= MostNumbers; number++)
            {
                string path = System.IO.Path.Combine(folder, number == 1 ? name + ".yaml" : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}.yaml"));
                if (!File.Exists(path))
                {
                    return new LedgerAddition(folder, path, null, fragment, ids);
                }

                string before = YamlFile.ReadText(path);
                if (lines is not null && Longer(before, path, lines) is { } longer && SaysTheSame(path, longer))
                {
                    return new LedgerAddition(folder, path, before, longer, ids);
                }
            }

            throw new DocumentException(folder, 0, string.Create(CultureInfo.InvariantCulture, $"holds {MostNumbers} files named like {name}.yaml"), "join some of them");
        }

        private static ImmutableArray<string> ContentOf(LedgerReading reading) =>
        [
            .. reading.Ledger.Facts.Select(fact => FactJson.Content(fact).ToJsonString()),
            .. reading.Ledger.Conflicts.Select(conflict => conflict.Id),
            .. reading.Names.Select(name => $"{name.Kind} {name.Id}").Order(StringComparer.Ordinal),
            .. reading.Ledger.Models.Values.Select(model => $"{model.Id} {model.Lab} {string.Join(' ', model.Aliases)}").Order(StringComparer.Ordinal),
        ];

        private LedgerReading Read(string path, string text) => LedgerReader.Read([.. below, own.With(path, text)], today);

        /// <summary>A file with the entries after its last one; null where its last entry is not written in lines.</summary>
        private string? Longer(string before, string path, Func<int, string> lines)
        {
            var last = YamlFile.Parse(before, path).Members.MaxBy(member => member.Line);
            if (last is null || last.Key != entries.Key || last.Value.Kind != entries.Value.Kind)
            {
                return null;
            }

            bool isList = last.Value.Kind == YamlKind.Sequence;
            long first = isList ? last.Value.Items.FirstOrDefault()?.Line ?? 0 : last.Value.Members.FirstOrDefault()?.Line ?? 0;
            string line = first > last.Line ? before.Split('\n')[first - 1] : "";
            int indent = line.Length - line.TrimStart(' ').Length;
            return line.Length > indent && (line[indent] == '-') == isList && (isList || indent > 0)
                ? $"{before.TrimEnd()}\n{lines(indent)}"
                : null;
        }

        private bool SaysTheSame(string path, string text)
        {
            try
            {
                return ContentOf(Read(path, text)).SequenceEqual(meant);
            }
            catch (DocumentException)
            {
                // What the head of that file says for all its entries does not fit this one.
                return false;
            }
        }
    }
}
