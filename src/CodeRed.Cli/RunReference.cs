using CodeRed.Evidence;
using CodeRed.Interchange;
using CodeRed.Store;

namespace CodeRed.Cli;

/// <summary>Finds the run that a word of the command line means.</summary>
/// <remarks>
/// A file, a file and one of its models as <c>FILE#MODEL</c>, the beginning of a run's id, or the name of a target that has
/// one run only.
/// </remarks>
internal sealed class RunReference(EvidenceStore store, CancellationToken cancellation)
{
    private readonly Dictionary<(string Path, string? Mapping), ImportResult> imported = [];
    private Mapping? guessed;

    /// <summary>All runs the word means: several where a file holds several models.</summary>
    public IReadOnlyList<Run> All(string word, string? mapping)
    {
        var (path, model) = Split(word);
        if (!LooksLikeFile(path))
        {
            return [InStore(word)];
        }

        string full = Path.GetFullPath(path);
        if (!imported.TryGetValue((full, mapping), out var import))
        {
            import = FileImport.Run(store, path, mapping, ref guessed, cancellation);
            imported.Add((full, mapping), import);
        }

        if (model is null)
        {
            return import.Runs;
        }

        return import.Runs.Where(r => r.Target.Name == model).ToList() is { Count: > 0 } runs
            ? runs
            : throw new UsageException($"{path} holds no answers by '{model}'; it has: {Names(import.Runs)}.");
    }

    /// <summary>The one run the word means.</summary>
    public Run One(string word, string? mapping)
    {
        var runs = All(word, mapping);
        return runs.Count == 1
            ? runs[0]
            : throw new UsageException($"{word} holds answers by {runs.Count} models; name one of them after a '#':{Environment.NewLine}"
                + string.Join(Environment.NewLine, runs.Select(r => $"  {word}#{r.Target.Name}")));
    }

    private Run InStore(string word)
    {
        var runs = store.Runs();
        var byId = word.Length >= 4 ? runs.Where(r => r.Id.Hex.StartsWith(word, StringComparison.OrdinalIgnoreCase)).ToList() : [];
        var byName = runs.Where(r => r.Target.Name == word).ToList();
        return (byId.Count, byName.Count) switch
        {
            (1, _) => byId[0],
            (0, 1) => byName[0],
            (0, 0) => throw new UsageException(
                $"'{word}' is neither a file nor a run; 'codered runs' lists the runs" + (runs.Count == 0 ? " (there is none yet)." : ".")),
            (0, _) => throw new UsageException(
                $"'{word}' has {byName.Count} runs; name one by its id:{Environment.NewLine}"
                + string.Join(Environment.NewLine, byName.Select(r => $"  {r.Id.Short}  {r.ImportedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC  {r.Source.Name}"))),
            _ => throw new UsageException($"{byId.Count} runs begin with '{word}'; type more of the id."),
        };
    }

    private static (string Path, string? Model) Split(string word)
    {
        int hash = word.IndexOf('#', StringComparison.Ordinal);
        return File.Exists(word) || hash <= 0 ? (word, null) : (word[..hash], word[(hash + 1)..]);
    }

    private static bool LooksLikeFile(string path) =>
        File.Exists(path) || Directory.Exists(path) || Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv" or ".jsonl" or ".ndjson" or ".json";

    private static string Names(IEnumerable<Run> runs) => string.Join(", ", runs.Select(r => r.Target.Name));
}
