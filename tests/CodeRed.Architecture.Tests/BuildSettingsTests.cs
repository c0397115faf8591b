using System.Xml.Linq;

namespace CodeRed.Architecture.Tests;

/// <summary>Build settings are said once, at the root.</summary>
public sealed class BuildSettingsTests
{
    private static readonly string[] SaidAtTheRoot =
    [
        "TreatWarningsAsErrors", "MSBuildTreatWarningsAsErrors", "CodeAnalysisTreatWarningsAsErrors", "WarningsNotAsErrors", "WarningsAsErrors", "NoWarn",
        "MSBuildWarningsAsMessages", "WarningLevel", "AnalysisLevel", "AnalysisMode", "EnforceCodeStyleInBuild", "RunAnalyzers", "RunAnalyzersDuringBuild",
        "EnableNETAnalyzers", "Nullable", "LangVersion", "TargetFramework", "TargetFrameworks", "GenerateDocumentationFile", "ManagePackageVersionsCentrally",
    ];

    private static IEnumerable<string> BuildFiles =>
        Checkout.Files().Where(path => Path.GetExtension(path) is ".csproj" or ".props" or ".targets");

    [Fact]
    public void Package_versions_stand_only_in_Directory_Packages_props()
    {
        string[] files = [.. BuildFiles.Where(path => path != "Directory.Packages.props")];

        Assert.Contains("src/CodeRed.Cli/CodeRed.Cli.csproj", files);
        Assert.Empty(files.SelectMany(path => VersionsIn(Checkout.Read(path)).Select(version => $"{path}: {version}")));
    }

    [Fact]
    public void No_project_weakens_what_the_root_says()
    {
        string[] projects = [.. Checkout.Projects("src"), .. Checkout.Projects("tests")];

        Assert.NotEmpty(projects);
        Assert.Empty(projects.SelectMany(path => WeakeningsIn(Checkout.Read(path)).Select(setting => $"{path}: {setting}")));
    }

    [Fact]
    public void The_root_makes_every_warning_an_error() =>
        Assert.Equal("true", XDocument.Parse(Checkout.Read("Directory.Build.props")).Descendants("TreatWarningsAsErrors").Single().Value);

    [Fact]
    public void Nothing_below_the_root_overrides_it()
    {
        string[] overrides = [.. Checkout.Files().Where(path =>
            path.Contains('/', StringComparison.Ordinal)
            && (Path.GetFileName(path) is "Directory.Build.props" or "Directory.Build.targets" or "Directory.Packages.props" or ".editorconfig" or ".globalconfig" or "global.json"))];

        Assert.Empty(overrides);
    }

    [Theory]
    [InlineData("""<Project><PackageReference Include="A" /></Project>""", 0)]
    [InlineData("""<Project><PackageReference Include="A" Version="1" /></Project>""", 1)]
    [InlineData("""<Project><PackageReference Include="A" VersionOverride="1" /></Project>""", 1)]
    [InlineData("""<Project><PackageReference Include="A"><Version>1</Version></PackageReference></Project>""", 1)]
    [InlineData("""<Project><PackageVersion Include="A" Version="1" /></Project>""", 1)]
    public void A_version_is_found_wherever_it_may_stand(string project, int found) => Assert.Equal(found, VersionsIn(project).Count());

    [Theory]
    [InlineData("<Project><PropertyGroup><AssemblyName>a</AssemblyName></PropertyGroup></Project>", 0)]
    [InlineData("<Project><PropertyGroup><TreatWarningsAsErrors>false</TreatWarningsAsErrors></PropertyGroup></Project>", 1)]
    [InlineData("<Project><PropertyGroup><nowarn>CS1591</nowarn></PropertyGroup></Project>", 1)]
    [InlineData("""<Project><PackageReference Include="A" NoWarn="NU1603" /></Project>""", 1)]
    public void A_weakening_is_found_wherever_it_may_stand(string project, int found) => Assert.Equal(found, WeakeningsIn(project).Count());

    private static IEnumerable<string> VersionsIn(string project) =>
        from item in XDocument.Parse(project).Descendants()
        where item.Name.LocalName is "PackageReference" or "PackageVersion" or "GlobalPackageReference"
        where item.Attributes().Select(attribute => attribute.Name).Concat(item.Elements().Select(element => element.Name))
            .Any(name => name.LocalName is "Version" or "VersionOverride")
        select item.ToString(SaveOptions.DisableFormatting);

    private static IEnumerable<string> WeakeningsIn(string project) =>
        from item in XDocument.Parse(project).Descendants()
        from name in item.Attributes().Select(attribute => attribute.Name).Prepend(item.Name)
        where SaidAtTheRoot.Contains(name.LocalName, StringComparer.OrdinalIgnoreCase)
        select item.ToString(SaveOptions.DisableFormatting);
}
