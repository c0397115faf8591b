namespace CodeRed.Cli.Tests;

public sealed class SuiteTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void An_example_is_written_once_and_is_sound()
    {
        Assert.Contains("codered suite check suite.yaml", bench.Run("init").Ends(0).Out);
        string written = File.ReadAllText(bench.PathOf("suite.yaml"));
        bench.Run("init").Refuses("suite.yaml: is there already, and nothing is overwritten");
        Assert.Equal(written, File.ReadAllText(bench.PathOf("suite.yaml")));
        Assert.Contains("SOUND", bench.Run("suite", "check", "suite.yaml").Ends(0).Out);
    }

    [Fact]
    public void A_suite_says_what_it_holds()
    {
        bench.Write("cases.csv", "question,__expected\nfirst,contains: a\nsecond,not-contains: b\n");
        bench.Write("s.yaml", "prompts: ['Q: {{question}}']\nepochs: 3\ntargets: [sim:x]\nlimits: { concurrency: 2, cost: $1.50 }\ntests: file://cases.csv\n");
        string text = bench.Run("suite", "check", "s.yaml").Ends(0).Out;
        Assert.All(["s: 2 items", "6 to each target in a run, each item 3 times", "sim:x", "2 at once, $1.5 a run", "Q: first", "contains: a", "not-contains: b"], part => Assert.Contains(part, text));
    }

    [Fact]
    public void Every_mistake_is_said_at_once_and_nothing_on_stdout()
    {
        bench.Write("s.yaml", "promts: x\nepochs: 0\ntests: [{ vars: { prompt: x }, assert: [{ type: equal, value: x }] }]\n");
        bench.Run("suite", "check", "s.yaml", "--json").Refuses("s.yaml:1: 'promts' is not a key", "s.yaml:2: 'epochs' is '0'", "s.yaml:3: 'equal' is not a type of assertion; did you mean equals?");
    }

    [Fact]
    public void Text_of_a_suite_cannot_command_the_terminal()
    {
        bench.Write("s.yaml", "description: \"\\e[31mred\"\ntests: [{ id: \"\\e[2J\", vars: { prompt: \"\\e]0;title\\a\" } }]\n");
        Assert.DoesNotContain('\u001B', bench.Run("suite", "check", "s.yaml").Ends(0).Everything);
    }
}
