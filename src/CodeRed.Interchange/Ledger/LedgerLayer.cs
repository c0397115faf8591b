using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>One folder of ledger files. The layers of a ledger are laid over each other: the built-in one, then the user's own.</summary>
/// <remarks>A folder is a stranger's: links to folders are not followed, and files, depth and bytes are bounded.</remarks>
public sealed class LedgerLayer
{
    /// <summary>The most files of a folder that are read.</summary>
    public const int MostFiles = 5000;

    /// <summary>The most bytes of a folder that are read.</summary>
    public const long MostBytes = 16 * 1024 * 1024;

    private const int MaximumDepth = 8;
    private const string ResourcePrefix = "ledger/";

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private LedgerLayer(ImmutableArray<LedgerFile> files) => Files = files;

    /// <summary>Its files, by path.</summary>
    internal ImmutableArray<LedgerFile> Files { get; }

    /// <summary>The facts that come with Code Red. Their paths begin with <c>ledger/</c>, as in its repository.</summary>
    public static LedgerLayer BuiltIn()
    {
        var assembly = typeof(LedgerLayer).Assembly;
        return new([.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => (Path: name.Replace('\\', '/'), Resource: name))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new LedgerFile(file.Path, () => YamlFile.Parse(TextOf(assembly, file.Resource), file.Path)))]);
    }

    /// <summary>Of the facts that come with Code Red only what prices need, which takes a tenth of the time: the labs, products, models and prices.</summary>
    public static LedgerLayer BuiltInPrices() => new([.. BuiltIn().Files.Where(f => f.Path is "ledger/labs.yaml" or "ledger/products.yaml"
        || f.Path.StartsWith("ledger/models/", StringComparison.Ordinal) || f.Path.StartsWith("ledger/prices/", StringComparison.Ordinal))]);

    /// <summary>The <c>.yaml</c> and <c>.yml</c> files of a folder and the folders in it, except those whose name starts with a full stop.</summary>
    /// <param name="folder">As the user named it.</param>
    /// <exception cref="DocumentException">It is no folder, cannot be read, or holds more than a ledger may.</exception>
    public static LedgerLayer OfFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw File.Exists(folder)
                ? new DocumentException(folder, 0, "is a file", "name the folder of the ledger")
                : new DocumentException(folder, 0, "there is no such folder", "check the spelling, or make it");
        }

        var files = ImmutableArray.CreateBuilder<LedgerFile>();
        var open = new Stack<(string Path, int Depth)>([(folder, 0)]);
        long bytes = 0;
        int looked = 0;
        try
        {
            while (open.TryPop(out var next))
            {
                foreach (var entry in new DirectoryInfo(next.Path).EnumerateFileSystemInfos("*", Everything))
                {
                    if (++looked > MostFiles)
                    {
                        throw new DocumentException(folder, 0, string.Create(CultureInfo.InvariantCulture, $"holds more than {MostFiles} files and folders"), "check that this is the folder you meant, or join small files");
                    }

                    if (entry.Name.StartsWith('.'))
                    {
                        continue;
                    }

                    string path = Path.Combine(next.Path, entry.Name);
                    if (entry is FileInfo file)
                    {
                        if (Path.GetExtension(entry.Name) is not (".yaml" or ".yml"))
                        {
                            continue;
                        }

                        bytes += LengthOf(file);
                        files.Add(new LedgerFile(path, () => YamlFile.Read(path)));
                    }
                    else if (entry.LinkTarget is not null)
                    {
                        throw new DocumentException(path, 0, "is a link to a folder", "put the files themselves here; links to folders are not followed");
                    }
                    else if (next.Depth == MaximumDepth)
                    {
                        throw new DocumentException(path, 0, string.Create(CultureInfo.InvariantCulture, $"folders stand more than {MaximumDepth} deep in each other"), "make the ledger's folder flatter");
                    }
                    else
                    {
                        open.Push((path, next.Depth + 1));
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(folder, 0, $"cannot be read ({e.Message.TrimEnd('.')})", "check the folder and its permissions");
        }

        if (bytes > MostBytes)
        {
            throw new DocumentException(folder, 0, string.Create(CultureInfo.InvariantCulture, $"holds more than {MostBytes / 1024 / 1024} MiB of YAML"), "check that this is the folder you meant");
        }

        // By path, so that what is said of it does not depend on the disk.
        return new([.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    /// <summary>Files that are in memory.</summary>
    /// <param name="files">Each with the path that complaints name and its text.</param>
    public static LedgerLayer OfTexts(IEnumerable<(string Path, string Text)> files) =>
        new([.. files.Select(file => new LedgerFile(file.Path, () => YamlFile.Parse(file.Text, file.Path)))]);

    /// <summary>The same with one file more, or with another text in the place of one that is there.</summary>
    internal LedgerLayer With(string path, string text) =>
        new([.. Files.Where(file => file.Path != path), new LedgerFile(path, () => YamlFile.Parse(text, path))]);

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.LinkTarget is null ? file.Length : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : 0;
        }
        catch (IOException)
        {
            // A link to itself: reading it will say so.
            return 0;
        }
    }

    private static string TextOf(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>A file of a ledger.</summary>
/// <param name="Path">As complaints name it.</param>
/// <param name="Read">Reads it; throws a <see cref="DocumentException"/> where it is no YAML.</param>
internal sealed record LedgerFile(string Path, Func<YamlNode> Read);
