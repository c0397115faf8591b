using System.Text;
using Parquet;

namespace CodeRed.Interchange.Tests.Votes;

/// <summary>Files that are wrong by accident or on purpose: each is refused with where it is and what to do, in bounded memory.</summary>
public sealed class HostileVoteTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static async Task<byte[]> Parquet(params (string First, string Second, string Winner)[] votes) => await ParquetScratch.Write(
        CompressionMethod.Snappy,
        2 + (votes.Length / 10),
        ("model_a", votes.Select(v => v.First).ToArray()),
        ("model_b", votes.Select(v => v.Second).ToArray()),
        ("winner", votes.Select(v => v.Winner).ToArray()));

    private async Task<string[]> RefusalsOf(params (string First, string Second, string Winner)[] votes) =>
    [
        ReadVotes.Refusal(scratch.File("v.csv", "model_a,model_b,winner\n" + string.Concat(votes.Select(v => $"{v.First},{v.Second},{v.Winner}\n")))),
        ReadVotes.Refusal(scratch.File("v.jsonl", "\n" + string.Concat(votes.Select(v => $$"""{"model_a":"{{v.First}}","model_b":"{{v.Second}}","winner":"{{v.Winner}}"}""" + "\n")))),
        ReadVotes.Refusal(scratch.File("v.parquet", await Parquet(votes))).Replace("v.parquet:3:", "v.parquet:4:", StringComparison.Ordinal),
    ];

    [Theory]
    [InlineData("x", "x", "tie", "'x' is voted on against itself; leave the row out, or correct the name of one model")]
    [InlineData("x", " x ", "tie", "'x' is voted on against itself")]
    [InlineData("x", "y", "z", "'winner' is 'z', which names no winner")]
    [InlineData("x", "y", "", "'winner' is empty")]
    [InlineData("", "y", "tie", "'model_a' names no model")]
    [InlineData("x", "  ", "tie", "'model_b' names no model")]
    public async Task A_wrong_vote_is_refused_with_its_line_or_row_in_every_format(string first, string second, string winner, string complaint)
    {
        // On line 4 of the texts, because of a header or a blank line, and in row 3 of Parquet.
        foreach (string refusal in await RefusalsOf(("x", "y", "tie"), ("y", "x", "model_a"), (first, second, winner)))
        {
            Assert.Matches(@"^v\.(csv|jsonl|parquet):4: ", refusal);
            Assert.Contains(complaint, refusal, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task More_names_than_models_can_have_are_refused()
    {
        var votes = Enumerable.Range(0, 40_000).Select(i => ($"m{2 * i}", $"m{(2 * i) + 1}", "tie")).ToArray();
        foreach (string refusal in await RefusalsOf(votes))
        {
            Assert.Matches(@"^v\.(csv|jsonl|parquet):327(69|70): 'model_a' comes to more than 65536 different names, so it hardly holds models", refusal);
        }
    }

    [Fact]
    public void A_name_longer_than_names_are_is_refused() => Assert.Contains(
        "v.csv:2: 'model_b' holds a text of 2000 bytes, so it hardly names a model; name the columns of the models with --first and --second",
        ReadVotes.Refusal(scratch.File("v.csv", $"model_a,model_b,winner\nx,{new string('y', 2000)},tie\n")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("model_a,model_b,winner")]
    [InlineData("model_a,model_b,winner\n\n\n")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n\r\n")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("PAR1")]
    [InlineData("PAR1PAR1")]
    [InlineData("PAR1____\0\0\0\0PAR1")]
    public void A_file_with_nothing_in_it_is_refused(string content)
    {
        foreach (string name in (string[])["v.csv", "v.jsonl", "v.json", "v.parquet", "v"])
        {
            Assert.StartsWith(name, ReadVotes.Refusal(scratch.File(name, content)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_Parquet_file_without_rows_holds_no_votes() =>
        Assert.Contains("holds no votes", ReadVotes.Refusal(scratch.File("v.parquet", await Parquet())), StringComparison.Ordinal);

    [Fact]
    public void A_folder_a_device_and_a_file_that_is_not_there_are_refused()
    {
        Directory.CreateDirectory(scratch.PathOf("folder.csv"));
        Assert.Equal("folder.csv: is a folder; name the file in it.", ReadVotes.Refusal(scratch.PathOf("folder.csv")));
        Assert.Contains("none.csv: there is no such file", ReadVotes.Refusal(scratch.PathOf("none.csv")), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Contains("is empty, or a pipe or device", ReadVotes.Refusal("/dev/null"), StringComparison.Ordinal);
            Assert.Contains("is empty, or a pipe or device", ReadVotes.Refusal("/dev/zero"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("model_a,model_b,winner\nx,y,tie\nx,y\0,tie\n", "v.csv:3: holds a NUL byte, so it is not a text file")]
    [InlineData("{\"model_a\":\"x\",\"model_b\":\"y\",\"winner\":\"tie\"}\n\0", "v.csv:2: holds a NUL byte")]
    public void NUL_bytes_are_refused(string content, string complaint) => Assert.Contains(complaint, ReadVotes.Refusal(scratch.File("v.csv", content)), StringComparison.Ordinal);

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused()
    {
        byte[] csv = [.. "model_a,model_b,winner\nx,y,tie\nx,"u8, 0xE9, .. ",tie\n"u8];
        Assert.Contains("v.csv:3: byte 0xE9 is not UTF-8; save the file as UTF-8 (it may be Windows-1252)", ReadVotes.Refusal(scratch.File("v.csv", csv)), StringComparison.Ordinal);
        byte[] json = [.. "{\"model_a\":\"x\",\"model_b\":\""u8, 0xC3, .. "\",\"winner\":\"tie\"}\n"u8];
        Assert.Contains("v.json:1: byte 0xC3 is not UTF-8", ReadVotes.Refusal(scratch.File("v.json", json)), StringComparison.Ordinal);
        Assert.Contains("is UTF-16; save the file as UTF-8", ReadVotes.Refusal(scratch.File("v.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("model_a,model_b")).ToArray())), StringComparison.Ordinal);
        Assert.Contains("is UTF-16", ReadVotes.Refusal(scratch.File("v.json", Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes("[]")).ToArray())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_20_MB_is_refused()
    {
        string text = new('x', 20_000_000);
        Assert.Contains("v.csv:3: ", ReadVotes.Refusal(scratch.File("v.csv", $"model_a,model_b,winner\nx,y,tie\nx,{text},tie\n")), StringComparison.Ordinal);
        Assert.Contains("v.csv:3: the row that starts here is longer than 16 MiB; close its quote", ReadVotes.Refusal(scratch.File("v.csv", $"model_a,model_b,winner\nx,y,tie\nx,y,\"{string.Concat(Enumerable.Repeat("tie\n", 5_000_000))}")), StringComparison.Ordinal);
        Assert.Contains("longer than 16 MiB", ReadVotes.Refusal(scratch.File("v.csv", text)), StringComparison.Ordinal);
        Assert.Contains("v.json:1: 'x' stands where an object should", ReadVotes.Refusal(scratch.File("v.json", text)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_packed_in_another_way_or_damaged_is_refused()
    {
        byte[] packed = VoteText.Gzip(VoteText.Utf8("model_a,model_b,winner\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"x,y{i % 7},tie\n"))));
        Assert.Equal(20_000, ReadVotes.From(scratch.File("v.csv.gz", packed)).Votes.Count);
        Assert.Contains("the pack is damaged or cut off", ReadVotes.Refusal(scratch.File("v.csv.gz", packed[..^400])), StringComparison.Ordinal);
        packed[packed.Length / 2] ^= 0x55;
        Assert.Contains("v.csv.gz", ReadVotes.Refusal(scratch.File("v.csv.gz", packed)), StringComparison.Ordinal);
        Assert.Contains("is packed with zstd; unpack it first", ReadVotes.Refusal(scratch.File("v.csv", [0x28, 0xB5, 0x2F, 0xFD, 0, 0])), StringComparison.Ordinal);
        Assert.Contains("is packed with zip; unpack it first", ReadVotes.Refusal(scratch.File("v.csv", [.. "PK"u8, 3, 4, 0, 0])), StringComparison.Ordinal);
        Assert.Contains("is packed with gzip", ReadVotes.Refusal(scratch.File("v.csv.gz", VoteText.Gzip(VoteText.Gzip(VoteText.Utf8("model_a,model_b,winner\nx,y,tie\n"))))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,y,tie\nx,y\n", "v.csv:3: the row has 2 fields where the header has 3")]
    [InlineData("x,y,tie\nx,y,ti", "v.csv:3: 'winner' is 'ti', which names no winner")]
    [InlineData("x,y,tie\nx,y,\"ti", "v.csv:3: a quote is opened in the row that starts here and never closed")]
    [InlineData("x,y,tie\nx", "v.csv:3: the row has 1 field")]
    [InlineData("x,y,tie\nx,y,tie,tie\n", "v.csv:3: the row has 4 fields")]
    [InlineData("x,y,tie\nx,y \"z\",tie\n", "v.csv:3: a quote stands inside a field that is not quoted")]
    [InlineData("x,y,tie\nx,\"y\" z,tie\n", "v.csv:3: text follows a closing quote")]
    [InlineData("\"x\n\n\",y,tie\nx,y\n", "v.csv:5: the row has 2 fields")]
    public void A_malformed_row_of_CSV_is_refused_with_the_line_it_starts_on(string rows, string complaint) =>
        Assert.Contains(complaint, ReadVotes.Refusal(scratch.File("v.csv", "model_a,model_b,winner\n" + rows)), StringComparison.Ordinal);

    [Fact]
    public void What_a_handler_throws_ends_the_reading_and_so_does_the_user()
    {
        string path = scratch.File("v.csv", "model_a,model_b,winner\n" + string.Concat(Enumerable.Repeat("x,y,tie\n", 100_000)));
        var columns = VoteColumns.Guess(path);
        var thrown = Assert.Throws<InvalidTimeZoneException>(() => VoteFile.Read(path, columns, (in CodeRed.Evidence.Vote _, ReadOnlySpan<double> _) => throw new InvalidTimeZoneException("x"), 1, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal("x", thrown.Message);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => VoteFile.Read(path, columns, (in CodeRed.Evidence.Vote _, ReadOnlySpan<double> _) => stop.Cancel(), 1, cancellation: stop.Token));
        File.Delete(path); // No thread still holds it.
    }

    [Fact]
    public void A_covariate_that_is_no_number_is_refused_and_one_that_is_empty_leaves_its_row_out()
    {
        var given = new VoteColumnsGiven { Covariates = ["longer"] };
        var read = ReadVotes.From(scratch.File("v.csv", "model_a,model_b,winner,longer\nx,y,tie,1e2\nx,y,tie,\nx,z,tie,NaN\nx,y,tie,-0.5\n"), given);
        Assert.Equal(["x | y | Tie | -1 | -1 | 100", "x | y | Tie | -1 | -1 | -0.5"], read.Votes);
        Assert.Equal(["x", "y"], read.Summary.Models);
        Assert.Equal([new RowsLeftOut("longer is empty", 2)], read.Summary.LeftOut);
        Assert.Contains("v.csv:2: 'longer' is 'much', not a number; write a number such as 1.5", ReadVotes.Refusal(scratch.File("v.csv", "model_a,model_b,winner,longer\nx,y,tie,much\n"), given), StringComparison.Ordinal);
        Assert.Contains("v.csv:2: 'longer' is 'Infinity', not a number", ReadVotes.Refusal(scratch.File("v.csv", "model_a,model_b,winner,longer\nx,y,tie,Infinity\n"), given), StringComparison.Ordinal);
        Assert.Contains("gives no votes, because longer is empty in 1 rows", ReadVotes.Refusal(scratch.File("v.csv", "model_a,model_b,winner,longer\nx,y,tie,\n"), given), StringComparison.Ordinal);
    }
}
