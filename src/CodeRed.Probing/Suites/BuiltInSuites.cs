using System.Collections.Immutable;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>The suites that come with the program; their files are in the folder suites of the checkout.</summary>
public static class BuiltInSuites
{
    private const string Prefix = "suites/";

    /// <summary>Their names, as they are given instead of a file.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. typeof(BuiltInSuites).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => Path.GetFileNameWithoutExtension(n)).Order(StringComparer.Ordinal)];

    /// <summary>Reads the suite of a name or, where there is no such built-in one, of a file.</summary>
    /// <param name="nameOrPath">A name of <see cref="Names"/>, or a path. A file of that name goes before.</param>
    /// <exception cref="DocumentException">There is neither, or something is wrong in the file.</exception>
    public static SuiteFile Read(string nameOrPath)
    {
        if (!Names.Contains(nameOrPath) || File.Exists(nameOrPath))
        {
            if (!File.Exists(nameOrPath) && !Path.HasExtension(nameOrPath) && NearestName.To(nameOrPath, Names) is { } near)
            {
                throw new DocumentException(nameOrPath, 0, "there is no such file, and no such suite is built in", $"did you mean {near}? Built in are {string.Join(", ", Names)}");
            }

            return SuiteFile.Read(nameOrPath);
        }

        return SuiteFile.Parse(Text(nameOrPath), nameOrPath + ".yaml");
    }

    /// <summary>The YAML of a built-in suite.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(BuiltInSuites).Assembly.GetManifestResourceStream($"{Prefix}{name}.yaml")!);
        return reader.ReadToEnd();
    }
}
