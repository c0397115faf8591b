namespace CodeRed.Evidence.Documents;

/// <summary>A file on disk with something in it, for reading from front to back: no folder, pipe or device.</summary>
public static class RegularFile
{
    private const int Buffer = 128 * 1024;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">As the user named it, for complaints.</param>
    /// <exception cref="DocumentException">It cannot be opened, or is no regular file with something in it.</exception>
    public static FileStream Open(string path, string name)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new DocumentException(name, 0, "is a folder", "name the file in it");
            }

            var file = new FileInfo(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            {
                file = target;
            }

            if (!file.Exists)
            {
                throw new DocumentException(name, 0, "there is no such file", "check the spelling and the folder; a pipe must be saved to a file first");
            }

            // Asked before opening: a named pipe has no length, and opening one waits for a writer that may never come.
            if (file.Length == 0)
            {
                throw new DocumentException(name, 0, "is empty, or a pipe or device", "save it to a regular file first");
            }

            return new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Mode = FileMode.Open,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.SequentialScan,
                BufferSize = Buffer,
            });
        }
        catch (UnauthorizedAccessException)
        {
            throw new DocumentException(name, 0, "may not be read", "change its permissions, or run as a user who may read it");
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException)
        {
            throw new DocumentException(name, 0, $"cannot be opened ({e.Message.TrimEnd('.')})", "check the file and the disk");
        }
    }
}
