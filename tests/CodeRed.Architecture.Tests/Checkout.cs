namespace CodeRed.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    private static readonly string[] Made = ["artifacts", "bin", "obj", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file that a person wrote, as a path from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder = "") =>
        Walk(Path.Combine(Root, folder)).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Projects(string folder) => Files(folder).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool IsText(string path)
    {
        using FileStream file = File.OpenRead(Path.Combine(Root, path));
        Span<byte> start = stackalloc byte[8192];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return !start[..read].Contains((byte)0);
    }

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            // In a linked worktree .git is a file, and it holds a path of this machine.
            if (Path.GetFileName(file) != ".git")
            {
                yield return file;
            }
        }

        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            string name = Path.GetFileName(inner);
            bool hidden = name.StartsWith('.') && name is not (".ci" or ".github");
            if (!hidden && !Made.Contains(name))
            {
                foreach (string file in Walk(inner))
                {
                    yield return file;
                }
            }
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CodeRed.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No CodeRed.slnx above {AppContext.BaseDirectory}: run these tests from a checkout.");
    }
}
