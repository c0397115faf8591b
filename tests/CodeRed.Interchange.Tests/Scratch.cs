using System.Collections.Concurrent;
using System.Text;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange.Tests;

/// <summary>A folder of its own for the files of one test.</summary>
internal sealed class Scratch : IDisposable
{
    // Making a label grader takes milliseconds, and the laws open thousands of files.
    private static readonly ConcurrentDictionary<string, Mapping> Mappings = new(StringComparer.Ordinal);

    private readonly string folder = Directory.CreateTempSubdirectory("codered-interchange-").FullName;

    public string File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    public string File(string name, byte[] content)
    {
        string path = Path.Combine(folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public string PathOf(string name) => Path.Combine(folder, name);

    public string Folder => folder;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static List<GradedSample> ReadAll(string path, string? mapping = null)
    {
        using var reader = Open(path, mapping);
        return [.. reader.Read(TestContext.Current.CancellationToken)];
    }

    public static SourceReader Open(string path, string? mapping = null) =>
        SourceReader.Open(path, mapping is null ? null : Mappings.GetOrAdd(mapping, m => Mapping.Parse(m, "mapping.yaml")), Path.GetFileName(path));

    /// <summary>What the file is refused with.</summary>
    public static string Refusal(string path, string? mapping = null) =>
        Assert.Throws<DocumentException>(() => ReadAll(path, mapping)).Message;
}
