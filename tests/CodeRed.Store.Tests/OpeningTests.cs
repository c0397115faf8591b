using System.Runtime.Versioning;

namespace CodeRed.Store.Tests;

public class OpeningTests
{
    [Fact]
    public void A_missing_folder_is_made_and_the_tables_are_there()
    {
        using var scratch = new Scratch();
        string path = Path.Combine(scratch.Folder, "new", "deeper", "codered.db");
        using var store = scratch.Open(path);
        Assert.Empty(store.Runs());
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void An_empty_file_becomes_a_database_and_opening_it_again_changes_nothing()
    {
        using var scratch = new Scratch();
        File.WriteAllBytes(scratch.Database, []);
        using (var store = scratch.Open())
        {
            Scratch.Import(store, Scratch.Many(3, "a"));
        }

        using var again = scratch.Open();
        Assert.Single(again.Runs());
        Assert.Equal(Migrations.Newest, scratch.Ask("PRAGMA user_version"));
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        using var scratch = new Scratch();
        scratch.Open().Dispose();
        scratch.Ask("PRAGMA user_version = 99");
        var refused = Assert.Throws<StoreException>(scratch.Open);
        Assert.Contains("newer Code Red (its tables have version 99", refused.Message, StringComparison.Ordinal);
        Assert.Equal(99, scratch.Ask("PRAGMA user_version"));
    }

    [Theory]
    [InlineData("CREATE TABLE other (id)")]
    [InlineData("PRAGMA user_version = 1")]
    [InlineData("PRAGMA application_id = 77")]
    public void A_database_of_another_program_is_refused_and_left_alone(string sql)
    {
        using var scratch = new Scratch();
        scratch.Ask(sql);
        byte[] before = File.ReadAllBytes(scratch.Database);
        Assert.Contains("another program's database", Assert.Throws<StoreException>(scratch.Open).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(scratch.Database));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        using var scratch = new Scratch();
        string text = string.Concat(Enumerable.Repeat("id,answer\n", 500));
        File.WriteAllText(scratch.Database, text);
        var refused = Assert.Throws<StoreException>(scratch.Open);
        Assert.Contains("not a Code Red database", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(scratch.Database, refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(scratch.Database));
    }

    [Fact]
    public void A_folder_is_refused()
    {
        using var scratch = new Scratch();
        Assert.Contains("is a folder", Assert.Throws<StoreException>(() => scratch.Open(scratch.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        using var scratch = new Scratch();
        File.WriteAllText(Path.Combine(scratch.Folder, "file"), "");
        var refused = Assert.Throws<StoreException>(() => scratch.Open(Path.Combine(scratch.Folder, "file", "sub", "codered.db")));
        Assert.Contains("cannot be made", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_database_that_may_not_be_written_can_be_read_but_not_imported_into()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permissions do not bind an administrator.");
        }

        using var scratch = new Scratch();
        using (var store = scratch.Open())
        {
            Scratch.Import(store, Scratch.Many(3, "a"));
        }

        File.SetUnixFileMode(scratch.Database, UnixFileMode.UserRead);
        using var readOnly = scratch.Open();
        Assert.Single(readOnly.Runs());
        Assert.Contains("cannot be written", Assert.Throws<StoreException>(() => Scratch.Import(readOnly, Scratch.Many(3, "b"), "more")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_database_is_told_in_words()
    {
        using var scratch = new Scratch();
        using (var store = scratch.Open())
        {
            Scratch.Import(store, Scratch.Many(3000, "a", "b"));
        }

        using (var file = File.OpenWrite(scratch.Database))
        {
            // The first ones hold what the tables are called.
            for (long page = 20; page * 4096 < file.Length; page++)
            {
                file.Position = page * 4096;
                file.Write(new byte[100]);
            }
        }

        using var damaged = scratch.Open();
        Assert.NotEmpty(damaged.Check());
        var runs = damaged.Runs();
        Assert.Contains("damaged", Assert.Throws<StoreException>(() => damaged.Pairs(runs[0].Id, runs[1].Id, 0).Count()).Message, StringComparison.Ordinal);
    }
}
