using System.Text.RegularExpressions;

namespace CodeRed.Architecture.Tests;

/// <summary>What works only where it was written is not in the project.</summary>
public sealed partial class MachineTraceTests
{
    [Fact]
    public void No_file_names_a_folder_of_the_machine_it_was_written_on()
    {
        // The one place that may look beside the checkout.
        string[] files = [.. Checkout.Files().Where(path => path != ".ci/run" && Checkout.IsText(path))];
        IEnumerable<string> traces =
            from path in files
            from line in Checkout.Read(path).Split('\n').Index()
            where Trace().IsMatch(line.Item)
            select $"{path}:{line.Index + 1}: {line.Item.Trim()}";

        Assert.Contains("codered", files);
        Assert.Contains("Directory.Build.props", files);
        Assert.Empty(traces);
    }

    // The specimens are put together here so that this file is not itself one.
    [Theory]
    [InlineData("cd ", "/work", "/main", true)]
    [InlineData("\"", "/root", "/.nuget\"", true)]
    [InlineData("data=..", "/shared", "/data", true)]
    [InlineData("in /tmp/", "wt", "-stats/src", true)]
    [InlineData("https://example.org", "/work", "/1", false)]
    [InlineData("src", "/root", "/x", false)]
    [InlineData("the ", "work", " of a root", false)]
    public void A_trace_is_told_from_an_address(string before, string middle, string after, bool trace) =>
        Assert.Equal(trace, Trace().IsMatch(before + middle + after));

    [GeneratedRegex(@"(?<![\w.:/-])/(?:work|root)/|\.\./shared\b|/tmp/w[t]-")]
    private static partial Regex Trace();
}
