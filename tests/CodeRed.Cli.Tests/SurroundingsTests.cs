namespace CodeRed.Cli.Tests;

/// <summary>What the environment decides: the database, the colours, the keys.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private const string Secret = "sk-thisvalueisshownnowhere";
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void The_option_names_the_database_before_the_variable_and_that_before_the_data_folder()
    {
        string file = bench.Write("a.csv", Answers.Header, Answers.Rows(_ => false));
        bench.RunWith(new() { ["CODERED_DB"] = "variable.db" }, "import", file, "--db", "option.db").Ends(0);
        Assert.True(File.Exists(bench.PathOf("option.db")));
        Assert.False(File.Exists(bench.PathOf("variable.db")));

        bench.RunWith(new() { ["CODERED_DB"] = "variable.db" }, "import", file).Ends(0);
        Assert.True(File.Exists(bench.PathOf("variable.db")));

        if (OperatingSystem.IsLinux())
        {
            bench.RunWith(new() { ["CODERED_DB"] = null }, "import", file).Ends(0);
            Assert.True(File.Exists(bench.PathOf(".local/share/codered/codered.db")));
            bench.RunWith(new() { ["CODERED_DB"] = "", ["XDG_DATA_HOME"] = bench.PathOf("data") }, "import", file).Ends(0);
            Assert.True(File.Exists(bench.PathOf("data/codered/codered.db")));
        }

        Assert.False(File.Exists(bench.PathOf("evidence.db")));
    }

    [Theory]
    [InlineData("1")]
    [InlineData(null)]
    public void What_is_not_a_terminal_gets_no_colours(string? noColour)
    {
        var (before, after) = Answers.Worse(bench);
        var ran = bench.RunWith(new() { ["NO_COLOR"] = noColour, ["TERM"] = "xterm-256color", ["COLORTERM"] = "truecolor" }, "drift", before, after).Ends(1);
        Assert.DoesNotContain('\u001b', ran.Everything);
    }

    [Fact]
    public void Doctor_says_which_keys_are_set_and_nothing_ever_shows_one()
    {
        Dictionary<string, string?> keys = new() { ["OPENAI_API_KEY"] = Secret, ["XAI_API_KEY"] = Secret };
        var (before, after) = Answers.Worse(bench);
        string text = bench.RunWith(keys, "doctor").Ends(0).Out;
        Assert.Matches(@"OPENAI_API_KEY +set\n", text.ReplaceLineEndings("\n"));
        Assert.Matches(@"GEMINI_API_KEY +not set\n", text.ReplaceLineEndings("\n"));
        Assert.Contains("not there yet; the first import makes it", text, StringComparison.Ordinal);
        Ran[] all =
        [
            bench.RunWith(keys, "doctor", "--json").Ends(0),
            bench.RunWith(keys, "drift", before, after, "--html", "page.html").Ends(1),
            bench.RunWith(keys, "drift", before, after, "--json").Ends(1),
            bench.RunWith(keys, "demo").Ends(0),
            bench.RunWith(keys, "runs", "--json").Ends(0),
            bench.RunWith(keys, "runs", "--db", "page.html").Ends(2),
            bench.RunWith(keys, "doctor").Ends(0),
        ];
        Assert.All(all, ran => Assert.DoesNotContain(Secret, ran.Everything, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.Contains("sound, 2 runs", all[^1].Out, StringComparison.Ordinal);
        var files = Directory.GetFiles(bench.Folder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("sk-thisvalueisshownnowhere"u8)));
    }
}
