using System.Diagnostics;
using CodeRed.Evidence;

namespace CodeRed.Store.Tests;

public class InterruptedImportTests
{
    // Over two commits, so that rows of the import are in the file when it breaks off.
    private const int Items = 22_500;

    [Fact]
    public void A_mistake_in_the_middle_of_the_file_leaves_nothing_and_is_passed_on()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        long committed = 0;
        var mistake = Assert.Throws<InvalidDataException>(() => Scratch.Import(
            store,
            Scratch.Many(Items, "a", "b").Concat(Breaking(() => throw new InvalidDataException("line 7"))),
            progress: p => committed = Math.Max(committed, p.Rows)));
        Assert.Equal("line 7", mistake.Message);
        Assert.True(committed >= 40_000);
        Assert.Equal(Scratch.NoRows, scratch.Rows());
        Assert.False(store.HasUnfinishedImport());

        Assert.Equal(2, Scratch.Import(store, Scratch.Many(10, "a", "b")).Runs.Count);
    }

    [Fact]
    public void Cancelling_leaves_nothing_and_stops_reading_the_source()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        using var stop = new CancellationTokenSource();
        bool disposed = false;
        Assert.Throws<OperationCanceledException>(() => Scratch.Import(
            store, Endless(() => disposed = true), progress: p => { if (p.Rows >= 20_000) { stop.Cancel(); } }, stop: stop));
        Assert.True(disposed);
        Assert.Equal(Scratch.NoRows, scratch.Rows());
    }

    [Fact]
    public void A_mistake_of_whoever_watches_leaves_nothing()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        bool disposed = false;
        Assert.Throws<InvalidTimeZoneException>(() => Scratch.Import(store, Endless(() => disposed = true), progress: _ => throw new InvalidTimeZoneException()));
        Assert.True(disposed);
        Assert.Equal(Scratch.NoRows, scratch.Rows());
    }

    [Fact]
    public void What_a_killed_import_left_is_not_visible_and_is_swept_by_the_next_one()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var kept = Scratch.Import(store, Scratch.Many(100, "a", "b"), "kept");
        string before = scratch.Rows();
        Kill(scratch, store, Scratch.Many(Items, "a", "c"));

        using var after = scratch.Open();
        Assert.True(after.HasUnfinishedImport());
        Assert.True(scratch.Ask("SELECT count(*) FROM sample") > 40_000);
        Assert.Equal(kept.Runs, after.Runs());
        Assert.Empty(after.Check());

        Assert.True(Scratch.Import(after, Scratch.Many(100, "a", "b"), "kept").AlreadyThere);
        Assert.Equal(before, scratch.Rows());
        Assert.False(after.HasUnfinishedImport());
        Assert.Empty(after.Check());
    }

    [Fact]
    public void A_killed_import_can_be_repeated_and_comes_to_the_same_as_an_unbroken_one()
    {
        using var broken = new Scratch();
        using var unbroken = new Scratch();
        using (var store = broken.Open())
        {
            Kill(broken, store, Scratch.Many(Items, "a", "b"));
        }

        using var repeated = broken.Open();
        using var whole = unbroken.Open();
        var (one, other) = (Scratch.Import(repeated, Scratch.Many(Items, "a", "b")), Scratch.Import(whole, Scratch.Many(Items, "a", "b")));
        Assert.Equal(other.Runs, one.Runs);
        Assert.Equal(unbroken.Rows(), broken.Rows());
        Assert.Equal(Content(whole, other), Content(repeated, one));
    }

    [Fact]
    public void An_import_that_dies_while_it_sweeps_another_one_is_swept_too()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        Kill(scratch, store, Scratch.Many(Items, "a", "b"));

        // The first portion of a sweep, as SweepUnfinished does it, and then nothing more.
        scratch.Ask("DELETE FROM grade WHERE (run, metric, item, epoch) IN (SELECT run, metric, item, epoch FROM grade LIMIT 20000)");
        using var after = scratch.Open();
        Assert.Empty(after.Runs());
        Scratch.Import(after, Scratch.Many(5, "z"));
        Assert.Equal("run:1 import:0 item:5 sample:5 grade:5 suite:1 source:1", scratch.Rows());
    }

    [Fact]
    public void A_full_file_system_is_told_and_leaves_the_store_sound()
    {
        using var scratch = new Scratch();
        string small = Path.Combine(scratch.Folder, "small");
        Directory.CreateDirectory(small);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Shell("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small), "Mounting a small file system needs Linux and root.");
        try
        {
            string path = Path.Combine(small, "codered.db");
            using (var store = scratch.Open(path))
            {
                var kept = Scratch.Import(store, Scratch.Many(100, "a"), "kept");
                var full = Assert.Throws<StoreException>(() => Scratch.Import(store, Scratch.Many(Items, "a", "b"), "full"));
                Assert.Contains("the disk", full.Message, StringComparison.Ordinal);
                Assert.Equal(kept.Runs, store.Runs());
            }

            Assert.True(Shell("mount", "-o", "remount,size=64m", small));
            using (var store = scratch.Open(path))
            {
                Assert.Empty(store.Check());
                Assert.False(Scratch.Import(store, Scratch.Many(Items, "a", "b"), "full").AlreadyThere);
                Assert.Equal(3, store.Runs().Count);
                Assert.Empty(store.Check());
                Assert.False(store.HasUnfinishedImport());
            }
        }
        finally
        {
            Shell("umount", small);
        }
    }

    // Copies the database and its log as they stand in the middle of an import, and puts the copy in their place: what kill -9
    // leaves.
    private static void Kill(Scratch scratch, EvidenceStore store, IEnumerable<GradedSample> samples)
    {
        string[] names = ["codered.db", "codered.db-wal"];
        Assert.Throws<TimeoutException>(() => Scratch.Import(store, samples, "killed", progress: p =>
        {
            if (p.Rows >= 40_000)
            {
                Array.ForEach(names, n => File.Copy(Path.Combine(scratch.Folder, n), Path.Combine(scratch.Folder, n + ".copy")));
                throw new TimeoutException();
            }
        }));
        store.Dispose();
        Array.ForEach(names, n => File.Move(Path.Combine(scratch.Folder, n + ".copy"), Path.Combine(scratch.Folder, n), overwrite: true));
    }

    private static IEnumerable<GradedSample> Endless(Action disposed)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                yield return Scratch.Graded("a", $"q{i}");
            }
        }
        finally
        {
            disposed();
        }
    }

    private static IEnumerable<GradedSample> Breaking(Action mistake)
    {
        mistake();
        yield break;
    }

    private static bool Shell(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static List<(string, double?, string?)> Content(EvidenceStore store, ImportResult import) =>
        [.. store.Pairs(import.Runs[0].Id, import.Runs[1].Id, 0).Select(p => (p.Key, p.Baseline[0].Value, p.Baseline[0].Expected))];
}
