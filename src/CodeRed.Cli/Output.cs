using System.Text;
using CodeRed.Findings.Wording;

namespace CodeRed.Cli;

/// <summary>Writes pages: whole or not at all.</summary>
internal static class Output
{
    /// <summary>Complains about a page that cannot be written before the work is done, not after.</summary>
    public static void Check(string? path, string option = "--html")
    {
        if (path is null)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new UsageException($"{option} {path}: is a folder; name a file in it.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"{option} {path}: the folder {folder} does not exist; make it first.");
        }
    }

    /// <summary>What to type to see a page.</summary>
    public static string ToSee(string path) =>
        $"{(OperatingSystem.IsMacOS() ? "open" : OperatingSystem.IsWindows() ? "start" : "xdg-open")} {InertText.OnOneLine(path)}";

    public static async Task Page(string path, Func<TextWriter, Task> write)
    {
        string unfinished = path + ".part";
        try
        {
            await using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(false)))
            {
                await write(writer);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            throw new UsageException($"{path}: the page cannot be written ({e.Message}).");
        }
    }
}
