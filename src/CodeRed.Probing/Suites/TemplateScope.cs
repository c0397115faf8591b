using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>The variables of one item.</summary>
/// <param name="path">The file of its test, for complaints.</param>
/// <param name="line">The line of its test.</param>
/// <param name="variables">In the order of the test.</param>
internal sealed class TemplateScope(string path, long line, IReadOnlyList<KeyValuePair<string, YamlNode>> variables)
{
    public string Path => path;

    public long Line => line;

    public IReadOnlyList<KeyValuePair<string, YamlNode>> Variables => variables;

    public IEnumerable<string> Names => variables.Select(v => v.Key);

    /// <summary>A variable; null when there is none of that name.</summary>
    public YamlNode? this[string name]
    {
        get
        {
            // Tests have a handful of variables.
            foreach (var (key, value) in variables)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return null;
        }
    }
}
