using System.Text.RegularExpressions;

namespace CodeRed.Cli.Tests;

public sealed partial class ApprovedTextTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("import")]
    [InlineData("runs")]
    [InlineData("drift")]
    [InlineData("compare")]
    [InlineData("rank")]
    [InlineData("standings")]
    [InlineData("handovers")]
    [InlineData("usage")]
    [InlineData("talent")]
    [InlineData("claims")]
    [InlineData("levels")]
    [InlineData("brief")]
    [InlineData("init")]
    [InlineData("suite")]
    [InlineData("suite check")]
    [InlineData("probe")]
    [InlineData("ledger")]
    [InlineData("ledger check")]
    [InlineData("ledger list")]
    [InlineData("ledger show")]
    [InlineData("ledger conflicts")]
    [InlineData("ledger add")]
    [InlineData("ledger import")]
    [InlineData("demo")]
    [InlineData("doctor")]
    public void Help_fits_80_columns_has_examples_and_is_as_approved(string command)
    {
        string text = bench.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Ends(0).Out;
        // System.CommandLine fills empty lines of a description with its indent, and ends with an empty line.
        text = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd())).TrimEnd('\n') + "\n";
        Assert.Contains(command.Length == 0 ? "Try first:" : "Examples:", text, StringComparison.Ordinal);
        Assert.Contains($"codered {command}".TrimEnd(), text, StringComparison.Ordinal);
        Approval.Check($"help{(command.Length == 0 ? "" : "-" + command.Replace(' ', '-'))}.txt", text);
    }

    [Fact]
    public void The_page_on_usage_and_talent_shows_what_the_program_prints()
    {
        string path = Path.Combine(Approval.Checkout(), "docs", "explanation", "usage-and-talent.md");
        string page = File.ReadAllText(path).ReplaceLineEndings("\n");
        string now = Shown().Replace(page, shown => $"<!-- codered {shown.Groups["words"].Value} -->\n\n```text\n{bench.Run(shown.Groups["words"].Value.Split(' ')).Out.ReplaceLineEndings("\n").Trim('\n')}\n```\n");
        Assert.Equal(3, Shown().Count(page));
        if (Environment.GetEnvironmentVariable("CODERED_APPROVE") == "1")
        {
            File.WriteAllText(path, now);
            return;
        }

        Assert.Equal(page, now);
    }

    [GeneratedRegex(@"<!-- codered (?<words>[^>]*[^-> ]) -->\n(\n```text\n.*?\n```\n)?", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant")]
    public void The_demo_fits_80_columns_and_is_as_approved(string language)
    {
        var ran = bench.Run("demo", "--lang", language).Ends(0);
        Assert.Equal("", ran.Error);
        // The one word that differs between systems.
        Approval.Check($"demo.{language}.txt", ran.Out.Replace("    xdg-open ", "    open ", StringComparison.Ordinal).Replace("    start ", "    open ", StringComparison.Ordinal));
        Assert.Equal(["codered-demo.html"], Directory.GetFileSystemEntries(bench.Folder).Select(Path.GetFileName));
    }
}
