using System.Text;
using CodeRed.Evidence.Documents;
using CodeRed.Probing.Suites;

namespace CodeRed.Probing.Tests;

/// <summary>A folder of its own for the files of a suite.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("codered-suite-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text, new UTF8Encoding(false));
        return PathOf(name);
    }

    public SuiteFile Suite(string yaml) => SuiteFile.Read(Write("suite.yaml", yaml));

    /// <summary>What is wrong with a suite, each mistake as "file:line: problem; remedy." with the bare name of the file.</summary>
    public IReadOnlyList<string> Mistakes(string yaml)
    {
        string path = Write("suite.yaml", yaml);
        return [.. Assert.Throws<DocumentException>(() => SuiteFile.Read(path)).Problems.Select(p => p.ToString().Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
