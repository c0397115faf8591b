namespace CodeRed.Store;

/// <summary>Something that only one process at a time does to a database; a killed process lets go of it by dying.</summary>
/// <remarks>An advisory lock of the operating system on a file beside the database. Readers and other writers need none.</remarks>
internal sealed class DatabaseLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private DatabaseLock(FileStream file) => this.file = file;

    /// <summary>The lock of everything that numbers rows ahead: one import, or the beginning of a run, at a time.</summary>
    public static DatabaseLock ToImport(string database, Action waiting, CancellationToken cancellation)
    {
        for (bool said = false; ; said = true)
        {
            if (TryTake(database, "import") is { } taken)
            {
                return taken;
            }

            if (!said)
            {
                waiting();
            }

            cancellation.ThrowIfCancellationRequested();
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The lock of a run that is being asked; null when another process asks it.</summary>
    public static DatabaseLock? ToAsk(string database, long run) => TryTake(database, FormattableString.Invariant($"run-{run}"));

    public void Dispose() => file.Dispose();

    /// <summary>Lets go for ever: nobody will want this lock again.</summary>
    public void DisposeAndDelete()
    {
        Dispose();
        try
        {
            File.Delete(file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty file stays behind; it is in nobody's way.
        }
    }

    private static DatabaseLock? TryTake(string database, string purpose)
    {
        // Two names of one file must mean one lock.
        string path = $"{File.ResolveLinkTarget(database, returnFinalTarget: true)?.FullName ?? database}.{purpose}";
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"{path}: cannot be written; check the permissions of the folder, or name another database with --db.", e);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (IOException e)
        {
            throw new StoreException($"{path}: {e.Message}", e);
        }
    }

    // A sharing or lock violation on Windows; EAGAIN on Linux, on macOS. Anything else will not pass by waiting.
    private static bool IsHeld(IOException e) => (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
