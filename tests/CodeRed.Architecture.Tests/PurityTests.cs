namespace CodeRed.Architecture.Tests;

/// <summary>The same evidence gives the same finding, on any machine and on any day.</summary>
public sealed class PurityTests
{
    private static readonly string[] OutsideTypes =
    [
        "System.Console", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.FileSystemInfo", "System.IO.FileSystemWatcher",
        "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.DriveInfo", "System.IO.RandomAccess", "System.Diagnostics.Process",
    ];

    private static readonly string[] OutsideNamespaces =
        ["System.Net.", "System.IO.Pipes.", "System.IO.MemoryMappedFiles.", "System.IO.Enumeration.", "System.Data.", "Microsoft.Data.", "Npgsql."];

    private static readonly string[] OpensAPath = ["System.IO.StreamReader..ctor(string", "System.IO.StreamWriter..ctor(string"];

    private static readonly string[] ClocksAndDice =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Random.get_Shared", "System.Random..ctor()",
    ];

    private static readonly string[] MoreClocksAndDice =
        ["System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.TimeProvider.get_System", "System.Diagnostics.Stopwatch.", "System.Security.Cryptography.RandomNumberGenerator."];

    public static TheoryData<string> PureProjects => ["Findings", "Statistics"];

    public static TheoryData<string> ProjectsWithoutAClock => [.. ProjectArrowTests.Arrows.Keys];

    [Theory, MemberData(nameof(PureProjects))]
    public void A_pure_project_touches_nothing_outside(string project)
    {
        BuiltAssembly assembly = BuiltAssembly.Open(ProjectArrowTests.AssemblyOf(project));

        Assert.NotEmpty(assembly.UsedTypes);
        Assert.Empty(TouchesOutside(assembly));
    }

    [Theory, MemberData(nameof(PureProjects))]
    public void A_pure_project_has_no_clock_and_no_dice(string project) =>
        Assert.Empty(Uses(BuiltAssembly.Open(ProjectArrowTests.AssemblyOf(project)), [.. ClocksAndDice, .. MoreClocksAndDice]));

    [Theory, MemberData(nameof(ProjectsWithoutAClock))]
    public void Only_the_command_line_reads_the_clock_and_unseeded_randomness(string project) =>
        Assert.Empty(Uses(BuiltAssembly.Open(ProjectArrowTests.AssemblyOf(project)), ClocksAndDice));

    [Fact]
    public void What_this_assembly_does_on_purpose_is_found()
    {
        BuiltAssembly assembly = BuiltAssembly.Open("CodeRed.Architecture.Tests");
        Assert.NotNull(typeof(ImpureSpecimen));

        Assert.Equal(ClocksAndDice.Order(StringComparer.Ordinal), Uses(assembly, ClocksAndDice).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["System.Diagnostics.Stopwatch.GetTimestamp", "System.Guid.CreateVersion7", "System.Guid.NewGuid", "System.Security.Cryptography.RandomNumberGenerator.GetInt32", "System.TimeProvider.get_System"],
            Uses(assembly, MoreClocksAndDice).Order(StringComparer.Ordinal));
        Assert.Superset(
            new HashSet<string>
            {
                "System.Console", "System.IO.File", "System.IO.FileStream", "System.IO.Directory", "System.Net.Http.HttpClient",
                "System.Environment.GetEnvironmentVariable", "System.IO.StreamReader..ctor(string)",
            },
            TouchesOutside(assembly).ToHashSet());
    }

    private static IEnumerable<string> TouchesOutside(BuiltAssembly assembly) =>
    [
        .. assembly.UsedTypes.Where(type => OutsideTypes.Contains(type) || OutsideNamespaces.Any(space => type.StartsWith(space, StringComparison.Ordinal))),
        .. assembly.UsedMembers.Where(member =>
            OpensAPath.Any(opens => member.StartsWith(opens, StringComparison.Ordinal))
            // The compiler itself asks for the thread in every iterator method.
            || (member.StartsWith("System.Environment.", StringComparison.Ordinal) && member != "System.Environment.get_CurrentManagedThreadId")),
    ];

    /// <summary>The members used among those named; a name that ends in a full stop stands for all members of that type.</summary>
    private static IEnumerable<string> Uses(BuiltAssembly assembly, string[] names) =>
        assembly.UsedMembers.Where(member => names.Any(name => name.EndsWith('.') ? member.StartsWith(name, StringComparison.Ordinal) : member == name));
}
