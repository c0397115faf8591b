using System.Diagnostics;
using System.Text;

namespace CodeRed.Cli.Tests;

/// <summary>Every refusal says what is wrong, where and what to do, and leaves nothing behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Missing_columns_are_all_named_with_the_nearest_and_the_list()
    {
        string file = bench.Write("a.csv", Answers.Header, Answers.Rows(_ => false));
        string mapping = bench.Write("m.yaml", Answers.Mapping.Replace("item: id, answer: answer", "item: ids, answer: anwser", StringComparison.Ordinal));
        bench.Run("import", file, "-m", mapping).Refuses(
            "a.csv:1: there is no column 'ids' (columns.item in the mapping); did you mean 'id'? The header has: id, answer, expected.",
            "a.csv:1: there is no column 'anwser' (columns.answer in the mapping); did you mean 'answer'?");
        bench.HoldsNothing();
    }

    [Fact]
    public void Another_delimiter_than_the_mapping_has_is_named()
    {
        string file = bench.Write("a.csv", "id;answer;expected\nq;yes;yes\n");
        bench.Run("import", file, "-m", bench.Write("m.yaml", Answers.Mapping))
            .Refuses("a.csv:1: the header is one single column, 'id;answer;expected'; write delimiter: \";\" in the mapping.");
        bench.HoldsNothing();
    }

    [Theory]
    [InlineData("big.csv", "id,answer,expected\n")]
    [InlineData("big.jsonl", "{\"id\":\"q1\",\"answer\":\"yes\",\"expected\":\"yes\"}\n{\"id\":\"")]
    public void A_line_of_200_MB_is_refused_in_little_memory(string name, string beginning)
    {
        using (var file = File.Create(bench.PathOf(name)))
        {
            file.Write(Encoding.UTF8.GetBytes(beginning));
            byte[] block = Encoding.UTF8.GetBytes(new string('x', 1 << 20));
            for (int i = 0; i < 200; i++)
            {
                file.Write(block);
            }
        }

        var ran = bench.Run("import", name, "-m", bench.Write("m.yaml", Answers.Mapping)).Refuses($"{name}:2: is longer than 16 MiB");
        Assert.InRange(ran.PeakBytes, OperatingSystem.IsLinux() ? 1 << 20 : 0, 300L << 20);
        bench.HoldsNothing();
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_named_with_their_line()
    {
        bench.Write("a.csv", [.. "id,answer,expected\nq1,yes,yes\nq2,"u8, 0xFF, 0xFE, .. ",yes\n"u8]);
        bench.Run("import", "a.csv").Refuses("a.csv:3: byte 0xFF is not UTF-8; save the file as UTF-8");
        bench.HoldsNothing();
    }

    [Fact]
    public void An_item_that_stands_twice_is_named_with_both_lines()
    {
        string file = bench.Write("a.csv", "id,answer,expected\nq1,yes,yes\nq2,yes,yes\nq1,no,yes\n");
        bench.Run("import", file, "-m", bench.Write("m.yaml", Answers.Mapping))
            .Refuses("a.csv:4: item 'q1' was already on line 2;", "'repeats: true'");
        bench.HoldsNothing();
    }

    [Fact]
    public void Repeats_that_were_guessed_are_said()
    {
        string file = bench.Write("a.csv", "id,answer,expected\nq1,yes,yes\nq2,yes,yes\nq1,no,yes\n");
        var ran = bench.Run("import", file).Ends(0);
        Assert.Contains("item is 'id', answer is 'answer', expected is 'expected', graded by equality, several rows of one item are repeats.", ran.Error, StringComparison.Ordinal);
        Assert.Contains("2 items, 3 answers", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv", "", "a.csv: is empty")]
    [InlineData("a.csv", "id,answer,expected\n", "a.csv: holds no rows; check that this is the file you meant.")]
    [InlineData("a.csv", "id,answer,expected\nq1,yes\n", "a.csv:2: the row has 2 fields where the header has 3;")]
    [InlineData("a.csv", "alpha,beta\n1,2\n", "a.csv:1: no column is named like an answer or a score; write a mapping; the file has: alpha, beta.")]
    [InlineData("a.csv", "id,score\nq,80\n", "a.csv: the score column 'score' holds '80', so its range cannot be guessed;")]
    [InlineData("a.jsonl", "{\"id\":\"q1\",\"answer\":\"yes\",\"expected\":\"yes\"}\n{\"id\":\n", "a.jsonl:2: ")]
    [InlineData("a.json", "{\"hello\":1}", "a.json: is JSON, but not the results of promptfoo;")]
    public void A_file_that_says_too_little_is_refused(string name, string content, string complaint)
    {
        bench.Run("import", bench.Write(name, content)).Refuses(complaint);
        bench.HoldsNothing();
    }

    [Theory]
    [InlineData("grade: { type: label, labels: [yes, no] }", "or write expect: any in the grade if any label will do")]
    [InlineData("grade: equals", "or leave such rows out with rows: in the mapping")]
    public void An_empty_expected_answer_is_a_mistake_and_not_a_hit(string grade, string remedy)
    {
        string file = bench.Write("a.csv", "id,answer,expected\nq1,yes,yes\nq2,yes,\n");
        string mapping = bench.Write("m.yaml", Answers.Mapping.Replace("grade: { type: label, labels: [yes, no] }", grade, StringComparison.Ordinal));
        bench.Run("import", file, "-m", mapping)
            .Refuses("a.csv:3: the row has no expected answer to compare with for 'correct';", remedy);
        bench.HoldsNothing();
    }

    [Fact]
    public void Any_label_will_do_where_the_mapping_says_so()
    {
        string file = bench.Write("a.csv", "id,answer,expected\nq1,yes,yes\nq2,yes,\n");
        string mapping = bench.Write("m.yaml", Answers.Mapping.Replace("labels: [yes, no] }", "labels: [yes, no], expect: any }", StringComparison.Ordinal));
        bench.Run("import", file, "-m", mapping).Ends(0);
    }

    [Fact]
    public void Mistakes_of_a_mapping_are_all_named_with_their_lines()
    {
        string mapping = bench.Write("m.yaml", """
            suit: yes or no
            target: some-model
            columns:
              itm: id
              answer: answer
              expected: expected
            metric:
              - name: correct
                grade: equals
            """);
        bench.Run("import", bench.Write("a.csv", Answers.Header, Answers.Rows(_ => false)), "-m", mapping).Refuses(
            "m.yaml:1: 'suit' is not a key that belongs here; did you mean suite?",
            "m.yaml:4: 'itm' is not a key that belongs here; did you mean item?",
            "m.yaml:7: 'metric' is not a key that belongs here; did you mean metrics?");
        bench.HoldsNothing();
    }

    [Fact]
    public void A_promptfoo_file_that_was_cut_in_half_leaves_nothing()
    {
        string whole = Answers.Promptfoo("a", "b");
        bench.Run("import", bench.Write("half.json", whole[..(whole.Length / 2)])).Refuses("half.json:1: the file ends in the middle of its JSON");
        bench.HoldsNothing();
    }

    [Fact]
    public void Promptfoo_results_and_a_mapping_do_not_go_together()
    {
        bench.Write("results.json", Answers.Promptfoo("a", "b"));
        bench.Run("import", "results.json", "-m", bench.Write("m.yaml", Answers.Mapping))
            .Refuses("results.json: holds the results of promptfoo, which say for themselves what means what; leave the mapping out.");
        bench.HoldsNothing();
        bench.Write("lines.json", "{\"id\":\"q1\",\"answer\":\"yes\",\"expected\":\"yes\"}\n{\"id\":\"q2\",\"answer\":\"yes\",\"expected\":\"yes\"}\n");
        bench.Run("import", "lines.json", "-m", "m.yaml").Ends(0);
    }

    [Fact]
    public void Runs_without_a_common_item_are_not_compared()
    {
        string first = bench.Write("before.csv", Answers.Header, Answers.Rows(_ => false));
        string second = bench.Write("after.csv", Answers.Header, Answers.Rows(_ => false).Select(r => "other-" + r));
        bench.Run("drift", first, second).Refuses("share no items", "codered drift FILE --split DATE");
        bench.Run("drift", first, first).Refuses("Baseline and current are the same run", "name two.");
    }

    [Fact]
    public void What_is_no_file_is_refused()
    {
        Directory.CreateDirectory(bench.PathOf("folder"));
        bench.Run("import", "folder").Refuses("folder: is a folder; name the file in it.");
        bench.Run("import", "missing.csv").Refuses("missing.csv: there is no such file;");
        bench.Run("drift", "missing.csv", "missing.csv").Refuses("missing.csv: there is no such file;");
        bench.Run("import", bench.Write("a.csv", Answers.Header, Answers.Rows(_ => false)), "-m", "missing.yaml").Refuses("missing.yaml: there is no such file;");
        bench.HoldsNothing();
    }

    [Fact]
    public void A_database_that_is_none_is_left_alone()
    {
        bench.Write("notes.txt", "These are my notes, and not a database.\n");
        bench.Run("runs", "--db", "notes.txt").Refuses("notes.txt: this file is not a Code Red database; name another with --db.");
        bench.Run("runs", "--db", bench.Folder).Refuses("is a folder; name a database file in it with --db.");
        Assert.Equal("These are my notes, and not a database.\n", File.ReadAllText(bench.PathOf("notes.txt")));
        bench.Run("doctor", "--db", "notes.txt").Ends(3);
    }

    [Fact]
    public void A_damaged_database_is_said_to_be_one()
    {
        var (before, after) = Answers.Worse(bench);
        bench.Run("drift", before, after).Ends(1);
        using (var database = File.OpenWrite(bench.PathOf("evidence.db")))
        {
            // All pages but the first, which says that this is a database.
            database.Position = 4096;
            database.Write(new byte[database.Length - 4096]);
        }

        var ran = bench.Run("drift", before, after);
        Assert.Contains(ran.ExitCode, new[] { 2, 3 });
        Assert.Contains("codered doctor", ran.Ends(ran.ExitCode).Error, StringComparison.Ordinal);
        Assert.Contains("evidence.db", bench.Run("doctor").Ends(3).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_two_models_lists_what_to_type()
    {
        string file = bench.Write("two.csv", "id,model,answer,expected", ["q1,m-1,yes,yes", "q1,m-2,no,yes"]);
        bench.Run("drift", file, file).Refuses("two.csv holds answers by 2 models; name one of them after a '#':", "  two.csv#m-1", "  two.csv#m-2");
        bench.Run("drift", "two.csv#m-1", "two.csv#m-3").Refuses("two.csv holds no answers by 'm-3'; it has: m-1, m-2.");
        bench.Run("drift", "two.csv#m-1", "two.csv#m-1").Refuses("the same run");
    }

    [Fact]
    public void A_run_that_is_unknown_or_not_the_only_one_is_named()
    {
        bench.Run("drift", "3f2a9c", "81b0d4").Refuses("'3f2a9c' is neither a file nor a run; 'codered runs' lists the runs (there is none yet).");
        string mapping = bench.Write("m.yaml", Answers.Mapping);
        bench.Run("import", bench.Write("a.csv", Answers.Header, Answers.Rows(_ => false)), "-m", mapping).Ends(0);
        bench.Run("import", bench.Write("b.csv", Answers.Header, Answers.Rows(i => i == 1)), "-m", mapping).Ends(0);
        bench.Run("drift", "some-model", "a.csv").Refuses("'some-model' has 2 runs; name one by its id:", "a.csv", "b.csv");
    }

    [Fact]
    public void A_full_disk_leaves_nothing_and_can_be_freed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux can make a small disk to fill.");
        string disk = Directory.CreateDirectory(bench.PathOf("disk")).FullName;
        Assert.SkipUnless(Mounts("-t", "tmpfs", "-o", "size=1m", "tmpfs", disk), "This machine does not let root mount a small disk.");
        try
        {
            string file = bench.Write("a.csv", Answers.Header, Enumerable.Range(0, 30_000).Select(i => $"q{i},{new string('y', 60)},yes"));
            string[] import = ["import", file, "--db", Path.Combine(disk, "evidence.db")];
            bench.Run(import).Refuses("the disk is full; nothing was imported.", "--db");
            Assert.True(Mounts("-o", "remount,size=64m", disk));
            Assert.Contains("\"runs\": []", bench.Run("runs", "--json", "--db", Path.Combine(disk, "evidence.db")).Ends(0).Out, StringComparison.Ordinal);
            bench.Run(import).Ends(0);
        }
        finally
        {
            using var unmount = Process.Start("umount", [disk]);
            unmount.WaitForExit();
        }
    }

    private static bool Mounts(params string[] words)
    {
        try
        {
            using var mount = Process.Start(new ProcessStartInfo("mount", words) { RedirectStandardError = true })!;
            mount.WaitForExit();
            return mount.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
