using System.Diagnostics;
using System.Globalization;

namespace CodeRed.Cli.Tests;

public sealed class ExitCodeTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Worse_is_1_and_better_and_the_same_are_0()
    {
        var (before, after) = Answers.Worse(bench);
        Assert.Contains("It got worse on answers: correct 100.0 % → 66.7 %.", bench.Run("drift", before, after).Ends(1).Out, StringComparison.Ordinal);
        Assert.Contains("It got better on answers: correct 66.7 % → 100.0 %.", bench.Run("drift", after, before).Ends(0).Out, StringComparison.Ordinal);
        string same = bench.Write("same.csv", Answers.Header, Answers.Rows(i => i == 7));
        Assert.Contains("No change seen on answers", bench.Run("drift", before, same).Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_is_0_whichever_does_better()
    {
        var (before, after) = Answers.Worse(bench);
        Assert.Contains("model (after.csv) does worse than model (before.csv) on answers", bench.Run("compare", before, after).Ends(0).Out, StringComparison.Ordinal);
        Assert.Contains("model (before.csv) does better than model (after.csv) on answers", bench.Run("compare", after, before).Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_with_a_baseline_is_1_where_another_is_worse_and_0_where_none_is()
    {
        Answers.Several(bench);
        string text = bench.Run("compare", "answers.csv#b", "answers.csv#c", "--baseline", "answers.csv#a", "--junit", "verdicts.xml").Ends(1).Out;
        Assert.Contains("WORSE THAN THE BASELINE", text, StringComparison.Ordinal);
        var suite = System.Xml.Linq.XDocument.Load(bench.PathOf("verdicts.xml")).Root!.Element("testsuite")!;
        Assert.Equal(("2", "1", "0"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("errors")!));
        bench.Run("compare", "answers.csv#a", "answers.csv#c", "--baseline", "answers.csv#b").Ends(0);
        bench.Run("compare", "answers.csv").Ends(0);
        bench.Run("compare", "answers.csv", "--junit", "verdicts.xml").Ends(0);
        Assert.Equal("0", (string)System.Xml.Linq.XDocument.Load(bench.PathOf("verdicts.xml")).Root!.Element("testsuite")!.Attribute("failures")!);
        Assert.Contains("name two or more", bench.Run("compare", "answers.csv#a").Ends(2).Error, StringComparison.Ordinal);
        Assert.Contains("the folder", bench.Run("compare", "answers.csv", "--junit", "nowhere/x.xml").Ends(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_that_are_all_errors_could_not_be_measured()
    {
        string before = bench.Write("before.csv", "id,answer,expected,error", Answers.Rows(_ => false).Select(r => r + ","));
        string after = bench.Write("after.csv", "id,answer,expected,error", Answers.Rows(_ => false).Select(r => r.Split(',')).Select(r => $"{r[0]},,{r[2]},timeout"));
        string text = bench.Run("drift", before, after).Ends(3).Out;
        Assert.Contains("COULD NOT MEASURE", text, StringComparison.Ordinal);
        // An empty cell beside an error is no answer of no length.
        Assert.DoesNotContain("characters", text, StringComparison.Ordinal);
        bench.Run("compare", before, after).Ends(3);
    }

    [Fact]
    public async Task An_interrupted_import_ends_with_130_and_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send.");
        using (var file = new StreamWriter(bench.PathOf("long.csv")))
        {
            file.Write("id,answer,expected\n");
            string answer = new('y', 100);
            for (int i = 0; i < 300_000; i++)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture, $"q{i},{answer},yes\n"));
            }
        }

        using var import = bench.Start([], "import", "long.csv");
        var error = import.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var log = new FileInfo(bench.PathOf("evidence.db-wal"));
        var clock = Stopwatch.StartNew();
        while (!log.Exists || log.Length < 2 << 20)
        {
            Assert.False(import.HasExited, "The import ended before it could be interrupted.");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "The import did not begin.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
            log.Refresh();
        }

        using (var kill = Process.Start("kill", ["-INT", import.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        Assert.True(import.WaitForExit(TimeSpan.FromMinutes(1)), "The import did not stop.");
        Assert.Equal(130, import.ExitCode);
        Assert.Contains("Interrupted; nothing was left half-done.", await error, StringComparison.Ordinal);
        bench.HoldsNothing();
        Assert.Contains("\"runs\": []", bench.Run("runs", "--json").Ends(0).Out, StringComparison.Ordinal);
        Assert.Contains("sound, 0 runs", bench.Run("doctor").Ends(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_went_away_ends_it_quietly()
    {
        var (before, after) = Answers.Worse(bench);
        bench.Run("import", before).Ends(0);
        using var drift = bench.Start([], "drift", before, after, "--json");
        drift.StandardOutput.Close();
        string error = drift.StandardError.ReadToEnd();
        Assert.True(drift.WaitForExit(TimeSpan.FromMinutes(1)), "It did not end.");
        Assert.DoesNotContain("ipe", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Contains(drift.ExitCode, new[] { 0, 1 });
    }

    [Fact]
    public void The_version_is_one_line()
    {
        string text = bench.Run("--version").Ends(0).Out;
        Assert.Matches(@"\A\d+\.\d+\.\d+[^\n]*\n\z", text.ReplaceLineEndings("\n"));
    }
}
