namespace CodeRed.Architecture.Tests;

public sealed class TestProjectTests
{
    /// <summary>The one that tests all of them: this one.</summary>
    private const string OfTheWhole = "CodeRed.Architecture.Tests";

    /// <summary>The one that has no tests of its own: others ask the model that it serves.</summary>
    private const string Served = "CodeRed.Llama";

    [Fact]
    public void Every_source_project_has_a_test_project_and_every_test_project_a_source_project()
    {
        IEnumerable<string> sources = Checkout.Projects("src").Select(Path.GetFileNameWithoutExtension)!;
        IEnumerable<string> tests = Checkout.Projects("tests").Select(Path.GetFileNameWithoutExtension)!;

        Assert.Equal(sources.Select(name => name + ".Tests").Append(OfTheWhole).Append(Served).Order(StringComparer.Ordinal), tests.Order(StringComparer.Ordinal));
    }
}
