namespace CodeRed.Store;

/// <summary>One import at a time for a database, across processes; a killed process lets go of it by dying.</summary>
/// <remarks>An advisory lock of the operating system on a file beside the database. Readers and other writers need none.</remarks>
internal sealed class ImportLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private ImportLock(FileStream file) => this.file = file;

    public static ImportLock Take(string database, Action waiting, CancellationToken cancellation)
    {
        // Two names of one file must mean one lock.
        string path = (File.ResolveLinkTarget(database, returnFinalTarget: true)?.FullName ?? database) + ".import";
        for (bool said = false; ; said = true)
        {
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
                if (!said)
                {
                    waiting();
                }

                cancellation.ThrowIfCancellationRequested();
                cancellation.WaitHandle.WaitOne(Pause);
                cancellation.ThrowIfCancellationRequested();
            }
            catch (IOException e)
            {
                throw new StoreException($"{path}: {e.Message}", e);
            }
        }
    }

    public void Dispose() => file.Dispose();

    // A sharing or lock violation on Windows; EAGAIN on Linux, on macOS. Anything else will not pass by waiting.
    private static bool IsHeld(IOException e) => (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
