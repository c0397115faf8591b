namespace CodeRed.Store.Tests;

/// <summary>Several programs at one database: every store here has a connection of its own, as another process would.</summary>
public class SideBySideTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_imports_at_once_wait_for_each_other_and_both_come_in()
    {
        using var scratch = new Scratch();
        using var inside = new ManualResetEventSlim();
        using var waited = new ManualResetEventSlim();
        var first = Task.Run(() => Import(scratch.Database, "one", _ =>
        {
            inside.Set();
            Assert.True(waited.Wait(TimeSpan.FromSeconds(30), Stop), "The second import did not wait for the first.");
        }), Stop);
        Assert.True(inside.Wait(TimeSpan.FromSeconds(30), Stop));
        var second = Task.Run(() => Import(scratch.Database, "two", p => { if (p.Waiting) { waited.Set(); } }), Stop);
        await Task.WhenAll(first, second);
        using var store = scratch.Open();
        Assert.Equal(4, store.Runs().Count);
        Assert.All(store.Runs(), r => Assert.Equal(1000, r.Samples));
        Assert.Equal(1000, scratch.Ask("SELECT count(*) FROM item"));
        Assert.Empty(store.Check());

        ImportResult Import(string path, string content, Action<ImportProgress> progress)
        {
            using var own = scratch.Open(path);
            return Scratch.Import(own, Scratch.Many(1000, "a", "b"), content, progress: progress);
        }
    }

    [Fact]
    public async Task One_file_imported_twice_at_once_is_one_run()
    {
        using var scratch = new Scratch();
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(
            () =>
            {
                using var own = scratch.Open();
                return Scratch.Import(own, Scratch.Many(500, "a"));
            },
            Stop)));
        Assert.Equal(1, results.Count(r => !r.AlreadyThere));
        Assert.Single(results.SelectMany(r => r.Runs).Select(r => r.Id).Distinct());
        Assert.Equal("run:1 import:0 item:500 sample:500 grade:500 suite:1 source:1", scratch.Rows());
    }

    [Fact]
    public async Task Two_names_of_one_database_share_its_lock()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making a symbolic link may need rights that a user has not.");
        using var scratch = new Scratch();
        using (scratch.Open())
        {
        }

        string link = Path.Combine(scratch.Folder, "link.db");
        File.CreateSymbolicLink(link, scratch.Database);
        using var inside = new ManualResetEventSlim();
        using var waited = new ManualResetEventSlim();
        var first = Task.Run(
            () =>
            {
                using var own = scratch.Open();
                Scratch.Import(own, Scratch.Many(10, "a"), "one", progress: _ =>
                {
                    inside.Set();
                    Assert.True(waited.Wait(TimeSpan.FromSeconds(30), Stop), "The import by the other name did not wait.");
                });
            },
            Stop);
        Assert.True(inside.Wait(TimeSpan.FromSeconds(30), Stop));
        using var other = scratch.Open(link);
        Scratch.Import(other, Scratch.Many(10, "a"), "two", progress: p => { if (p.Waiting) { waited.Set(); } });
        await first;
        Assert.Equal(2, other.Runs().Count);
    }

    [Fact]
    public void Waiting_for_another_import_can_be_cancelled()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        using var other = scratch.Open();
        using var stop = new CancellationTokenSource();
        Scratch.Import(store, Scratch.Many(10, "a"), progress: _ =>
            Assert.Throws<OperationCanceledException>(() =>
                Scratch.Import(other, Scratch.Many(10, "b"), "two", progress: p => { if (p.Waiting) { stop.Cancel(); } }, stop: stop)));
        Assert.Single(store.Runs());
    }

    [Fact]
    public void A_reader_during_an_import_sees_whole_runs_only()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        using var reader = scratch.Open();
        var before = Scratch.Import(store, Scratch.Many(10, "a", "b"), "before").Runs;
        int looks = 0;
        Scratch.Import(store, Scratch.Many(15_000, "a", "c"), "during", progress: p =>
        {
            looks++;
            Assert.Equal(before, reader.Runs());
            Assert.Equal(10, reader.Pairs(before[0].Id, before[1].Id, 0).Count());
            Assert.True(reader.HasUnfinishedImport());
            Assert.Empty(reader.Check());
        });
        Assert.True(looks >= 2);
        Assert.Equal(4, reader.Runs().Count);
        Assert.False(reader.HasUnfinishedImport());
    }

    [Fact]
    public void A_reading_that_began_before_an_import_goes_on_over_what_it_saw()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        using var reader = scratch.Open();
        var before = Scratch.Import(store, Scratch.Many(1000, "a", "b"), "before").Runs;
        using var pairs = reader.Pairs(before[0].Id, before[1].Id, 0).GetEnumerator();
        Assert.True(pairs.MoveNext());
        Scratch.Import(store, Scratch.Many(2000, "a"), "during");
        int rest = 0;
        while (pairs.MoveNext())
        {
            rest++;
        }

        Assert.Equal(999, rest);
        Assert.Equal(3, reader.Runs().Count);
    }

    [Fact]
    public void Pairs_given_up_half_way_leave_the_store_usable()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var runs = Scratch.Import(store, Scratch.Many(100, "a", "b")).Runs;
        Assert.Equal("q0", store.Pairs(runs[0].Id, runs[1].Id, 0).First().Key);
        Assert.Equal(100, store.Pairs(runs[0].Id, runs[1].Id, 0).Count());
        Assert.False(Scratch.Import(store, Scratch.Many(10, "c"), "more").AlreadyThere);
    }

    [Fact]
    public async Task A_new_database_can_be_opened_by_many_at_once()
    {
        for (int round = 0; round < 10; round++)
        {
            using var scratch = new Scratch();
            using var start = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(Stop);
                    using var store = scratch.Open();
                    Assert.Empty(store.Runs());
                },
                Stop, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        }
    }
}
