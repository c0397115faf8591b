using System.Xml.Linq;

namespace CodeRed.Architecture.Tests;

/// <summary>Boundaries are projects. Arrows point down only, and these are all of them.</summary>
public sealed class ProjectArrowTests
{
    /// <summary>A new project is one line here. Cli is not listed: it wires everything, so it may use all of them.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        ["Statistics"] = [],
        ["Evidence"] = [],
        ["Grading"] = ["Evidence"],
        ["Interchange"] = ["Evidence", "Grading"],
        ["Providers"] = ["Evidence"],
        ["Probing"] = ["Grading", "Providers"],
        ["Findings"] = ["Evidence", "Statistics"],
        ["Store"] = ["Evidence"],
        ["Pages"] = ["Findings"],
    };

    internal static string AssemblyOf(string project) => project == "Cli" ? "codered" : "CodeRed." + project;

    public static TheoryData<string> SourceProjects => [.. Arrows.Keys, "Cli"];

    [Fact]
    public void Every_source_project_is_in_the_table_and_in_the_solution()
    {
        string[] inFolders = [.. Checkout.Projects("src")];
        string[] inTable = [.. Arrows.Keys.Append("Cli").Select(name => $"src/CodeRed.{name}/CodeRed.{name}.csproj").Order(StringComparer.Ordinal)];
        string[] inSolution = [.. XDocument.Parse(Checkout.Read("CodeRed.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value).Order(StringComparer.Ordinal)];

        Assert.Equal(inTable, inFolders);
        Assert.Equal([.. inFolders, .. Checkout.Projects("tests")], inSolution);
    }

    [Theory, MemberData(nameof(SourceProjects))]
    public void A_project_file_declares_exactly_the_arrows_of_the_table(string project)
    {
        string[] declared = [.. XDocument.Parse(Checkout.Read($"src/CodeRed.{project}/CodeRed.{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))["CodeRed.".Length..])];

        if (project == "Cli")
        {
            Assert.Subset(Arrows.Keys.ToHashSet(), declared.ToHashSet());
        }
        else
        {
            Assert.Equal(Arrows[project].Order(StringComparer.Ordinal), declared.Order(StringComparer.Ordinal));
        }
    }

    [Theory, MemberData(nameof(SourceProjects))]
    public void A_built_assembly_uses_only_what_its_arrows_reach(string project)
    {
        HashSet<string> reached = [.. (project == "Cli" ? Arrows.Keys : Reached(project)).Select(AssemblyOf)];
        IEnumerable<string> used = BuiltAssembly.Open(AssemblyOf(project)).References
            .Where(name => name == "codered" || name.StartsWith("CodeRed.", StringComparison.OrdinalIgnoreCase));

        Assert.Subset(reached, used.ToHashSet());
    }

    [Fact]
    public void No_arrow_leads_back_to_where_it_began()
    {
        foreach (string project in Arrows.Keys)
        {
            Assert.DoesNotContain(project, Reached(project));
        }
    }

    private static HashSet<string> Reached(string project)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(Arrows[project]);
        while (open.TryPop(out string? next))
        {
            if (reached.Add(next))
            {
                Array.ForEach(Arrows[next], open.Push);
            }
        }

        return reached;
    }
}
