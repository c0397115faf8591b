using System.Diagnostics;
using System.Security.Cryptography;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;
using CodeRed.Store;

namespace CodeRed.Cli;

/// <summary>Takes a file into the store, with progress.</summary>
internal static class FileImport
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(700);

    /// <param name="mappingPath">The user's mapping; null to guess one where the file needs it.</param>
    /// <param name="guessed">A mapping guessed for the other file of a comparison: both must be graded alike.</param>
    public static ImportResult Run(EvidenceStore store, string path, string? mappingPath, ref Mapping? guessed, CancellationToken cancellation)
    {
        var mapping = MappingOf(path, mappingPath, ref guessed);
        using var reader = SourceReader.Open(path, mapping);
        if (Known(store, path, reader, cancellation) is { Count: > 0 } known)
        {
            return new(known, AlreadyThere: true);
        }

        var clock = Stopwatch.StartNew();
        try
        {
            return store.Import(
                reader.Suite,
                reader.Read(cancellation),
                () => reader.Source,
                reader.Repeats,
                progress => Show(progress, reader, clock.Elapsed),
                cancellation);
        }
        catch (DuplicateItemException e)
        {
            throw new DocumentException(
                path,
                e.Line,
                $"item '{e.Key}' was already on line {e.FirstLine}",
                mappingPath is null
                    ? "give every row an id of its own, or write a mapping with 'repeats: true' if these are repeats of one question"
                    : "give every row an id of its own, or write 'repeats: true' in the mapping if these are repeats of one question");
        }
        finally
        {
            Terminal.Progress("");
        }
    }

    private static Mapping? MappingOf(string path, string? mappingPath, ref Mapping? guessed)
    {
        if (mappingPath is not null)
        {
            return Mapping.Read(mappingPath);
        }

        if (!SourceReader.NeedsMapping(path))
        {
            return null;
        }

        if (guessed is null)
        {
            var guess = MappingGuess.From(path);
            guessed = guess.Mapping;
            Terminal.Say(InertText.OnOneLine($"{path}: guessed from the column names: {guess.Summary}. To check and keep it: codered import {path} --show-mapping"));
        }

        return guessed;
    }

    // A file of the same length may be there already: then hashing it is cheaper than reading it.
    private static IReadOnlyList<Run> Known(EvidenceStore store, string path, SourceReader reader, CancellationToken cancellation)
    {
        if (!store.MayHold(reader.BytesTotal))
        {
            return [];
        }

        using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 17];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return store.RunsFrom(ContentHash.FromDigest(hash.GetHashAndReset()), reader.Reading);
    }

    private static void Show(ImportProgress progress, SourceReader reader, TimeSpan elapsed)
    {
        if (progress.Waiting)
        {
            Terminal.Say("Another import into this database is under way; waiting for it.");
        }
        else if (elapsed > Quiet)
        {
            double done = Math.Clamp((double)reader.BytesRead / Math.Max(1, reader.BytesTotal), 0, 1);
            var left = TimeSpan.FromSeconds(elapsed.TotalSeconds / Math.Max(done, 0.001) * (1 - done));
            Terminal.Progress($"Importing: {Language.English.Count(progress.Rows)} rows, {done * 100:0} %, {progress.Rows / elapsed.TotalSeconds:N0} rows/s, {left.TotalSeconds:0} s left");
        }
    }
}
