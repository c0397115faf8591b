using CodeRed.Evidence.Documents;
using CsCheck;
using Parquet;

namespace CodeRed.Interchange.Tests.Votes;

public sealed class ParquetVoteTests : IDisposable
{
    private static readonly string[] Names = ["model_a", "model_b", "winner"];
    private static readonly string[][] Rows = [["amber", "basalt", "model_a"], ["basalt", "amber", "tie"]];

    private readonly Scratch scratch = new();

    public static TheoryData<string> OfOtherWriters =>
    [
        "arrow-snappy.parquet", "arrow-gzip-plain.parquet", "arrow-2-zstd.parquet", "arrow-2-brotli-delta.parquet", "arrow-plain-uncompressed.parquet",
        "duckdb-snappy-nested.parquet", "duckdb-2-zstd-nested.parquet",
    ];

    public void Dispose() => scratch.Dispose();

    private static string Written(string name) => Path.Combine(AppContext.BaseDirectory, "Votes", "Written", name);

    private string Made(HandMadeParquet file) => scratch.File("made.parquet", file.Write());

    [Theory, MemberData(nameof(OfOtherWriters))]
    public void What_Arrow_and_DuckDB_write_reads_like_the_CSV_of_the_same_votes(string file)
    {
        var given = new VoteColumnsGiven { Covariates = ["longer", "turn"] };
        var csv = ReadVotes.From(Written("votes.csv"), given);
        var parquet = ReadVotes.From(Written(file), given);
        Assert.Equal(300, csv.Votes.Count);
        Assert.Equal(csv.Votes, parquet.Votes);
        Assert.Equal(csv.Summary with { Models = [], LeftOut = [] }, parquet.Summary with { Models = [], LeftOut = [] });
        Assert.Equal(csv.Columns.Notes, parquet.Columns.Notes);
    }

    [Theory, MemberData(nameof(OfOtherWriters))]
    public void Truth_values_serve_as_the_outcome(string file)
    {
        var given = new VoteColumnsGiven { Winner = "won_a", WinnerMap = WinnerMap.Parse("true=first,false=second") };
        var csv = ReadVotes.From(Written("votes.csv"), given with { WinnerMap = WinnerMap.Parse("1=first,0=second") });
        Assert.Equal(csv.Votes, ReadVotes.From(Written(file), given).Votes);
    }

    [Fact]
    public void Identifiers_and_parts_of_structures_are_columns_and_lists_and_days_are_not()
    {
        string file = Written("duckdb-2-zstd-nested.parquet");
        var plain = ReadVotes.From(file, new VoteColumnsGiven { Prompt = "" });
        var byUuid = ReadVotes.From(file, new VoteColumnsGiven { Prompt = "", Voter = "voter_uuid", Covariates = ["meta.tokens", "turn_unsigned"] });
        Assert.Equal(plain.Summary.Voters, byUuid.Summary.Voters);
        Assert.Equal(plain.Summary.WithoutVoter, byUuid.Summary.WithoutVoter);
        Assert.All(byUuid.Votes, v => Assert.Matches(@"\| (?<n>\d+) \k<n>$", v));
        Assert.Contains("meta.lang.code", ReadVotes.Refusal(file, new VoteColumnsGiven { First = "nobody" }), StringComparison.Ordinal);
        Assert.Contains("'conversation.list.element.role' holds a list in each row", ReadVotes.Refusal(file, new VoteColumnsGiven { Prompt = "conversation.list.element.role" }), StringComparison.Ordinal);
        Assert.Contains("'meta' holds other columns, not a text or a number; name one of them", ReadVotes.Refusal(file, new VoteColumnsGiven { Prompt = "meta" }), StringComparison.Ordinal);
        Assert.Contains("'day' holds times, raw bytes or long decimals", ReadVotes.Refusal(file, new VoteColumnsGiven { Prompt = "day" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_number_is_null_or_not_a_number()
    {
        string path = scratch.File("v.parquet", await ParquetScratch.Write(
            CompressionMethod.Snappy,
            2,
            ("model_a", new[] { "x", "y", "x" }),
            ("model_b", new[] { "y", "z", "z" }),
            ("winner", new[] { "tie", "tie", "tie" }),
            ("longer", new double?[] { 1.5, double.NaN, null })));
        var read = ReadVotes.From(path, new VoteColumnsGiven { Covariates = ["longer"] });
        Assert.Equal(["x | y | Tie | -1 | -1 | 1.5"], read.Votes);
        Assert.Equal([new RowsLeftOut("longer is empty", 2)], read.Summary.LeftOut);
    }

    [Fact]
    public void A_file_made_by_hand_is_sound_before_it_lies() =>
        Assert.Equal(["amber | basalt | First | -1 | -1 | ", "basalt | amber | Tie | -1 | -1 | "], ReadVotes.From(Made(new() { Columns = Names, Rows = Rows })).Votes);

    [Fact]
    public void What_is_damaged_is_refused_with_its_row()
    {
        HandMadeParquet[] lies =
        [
            new() { Columns = Names, Rows = Rows, Unpacked = 3 },
            new() { Columns = Names, Rows = Rows, Unpacked = -1 },
            new() { Columns = Names, Rows = Rows, Unpacked = long.MaxValue },
            new() { Columns = Names, Rows = Rows, Packed = 1_000_000 },
            new() { Columns = Names, Rows = Rows, Packed = -1 },
            new() { Columns = Names, Rows = Rows, PageValues = 3 },
            new() { Columns = Names, Rows = Rows, PageValues = -1 },
            new() { Columns = Names, Rows = Rows, PageValues = int.MaxValue, ChunkValues = int.MaxValue, RowsInGroup = int.MaxValue },
            new() { Columns = Names, Rows = Rows, PageType = 2 },
            new() { Columns = Names, Rows = Rows, PageType = 9 },
            new() { Columns = Names, Rows = Rows, ChunkValues = 1 },
            new() { Columns = Names, Rows = Rows, ChunkSize = -1 },
            new() { Columns = Names, Rows = Rows, ChunkSize = 1 },
            new() { Columns = Names, Rows = Rows, ChunkSize = long.MaxValue },
            new() { Columns = Names, Rows = Rows, RowsInGroup = 3 },
            new() { Columns = Names, Rows = Rows, RowsInGroup = -1 },
            new() { Columns = Names, Rows = Rows, Checksum = 1 },
            new() { Columns = Names, Rows = Rows, Encoding = 8 },
            new() { Columns = Names, Rows = Rows, Encoding = 6 },
            new() { Columns = Names, Rows = Rows, Encoding = 7 },
            new() { Columns = Names, Rows = Rows, Codec = 1 },
            new() { Columns = Names, Rows = Rows, Codec = 2 },
            new() { Columns = Names, Rows = Rows, Codec = 4 },
            new() { Columns = Names, Rows = Rows, Codec = 6 },
            new() { Columns = Names, Rows = Rows, Type = 1 },
            new() { Columns = Names, Rows = Rows, Type = 77, TypeInGroup = 77 },
            new() { Columns = Names, Rows = Rows, FooterLength = 5 },
            new() { Columns = Names, Rows = Rows, FooterLength = -5 },
            new() { Columns = Names, Rows = Rows, FooterLength = int.MaxValue },
            new() { Columns = Names, Rows = Rows, Magic = "PAR2" },
            new() { Columns = Names, Rows = Rows, Page = [255, 255, 255, 127, 65, 65] },
            new() { Columns = Names, Rows = Rows, Page = [1, 0, 0, 0, 0xFF, 1, 0, 0, 0, 0xFF] },
            new() { Columns = Names, Rows = Rows, Page = [] },
            new() { Columns = Names, Rows = Rows, Encoding = 8, Page = [31, 4, 255, 255, 255, 255] }, // a run that is below zero
            new() { Columns = Names, Rows = Rows, Encoding = 8, Page = [1, 4, 2] }, // a run of numbers too large for one bit
            new() { Columns = Names, Rows = Rows, Encoding = 8, Page = [64, 4, 1] },
            new() { Columns = Names, Rows = Rows, Encoding = 6, Page = [128, 1, 4, 2, 0, 0, 200, 200, 200, 200] }, // differences of 200 bits
        ];
        foreach (var lie in lies)
        {
            Assert.Matches("^made.parquet(:[1-3])?: this is not sound Parquet: .+; export or copy it again.$", ReadVotes.Refusal(Made(lie)));
        }
    }

    [Fact]
    public void What_is_sound_and_not_read_is_said_to_be_that()
    {
        (HandMadeParquet File, string Reason)[] files =
        [
            (new() { Columns = Names, Rows = Rows, Codec = 7 }, "its pages are packed with LZ4"),
            (new() { Columns = Names, Rows = Rows, Codec = 99 }, "its pages are packed with something unknown"),
            (new() { Columns = Names, Rows = Rows, Encoding = 5 }, "'model_a' is written in a way that does not go with its type"),
            (new() { Columns = Names, Rows = Rows, Encoding = 4 }, "'model_a' is written in a way that does not go with its type"),
            (new() { Columns = Names, Rows = Rows, OtherFile = "elsewhere.parquet" }, "some of its data are in another file"),
            (new() { Columns = Names, Rows = Rows, Magic = "PARE" }, "it is encrypted"),
            (new() { Columns = Names, Rows = Rows, Unpacked = 2_000_000_000 }, "one of its pages is longer than 128 MiB"),
        ];
        foreach (var (file, reason) in files)
        {
            Assert.Contains($"this Parquet cannot be read: {reason}", ReadVotes.Refusal(Made(file)), StringComparison.Ordinal);
        }

        Assert.Contains("packed with LZ4", ReadVotes.Refusal(Written("arrow-lz4.parquet")), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_the_wrong_kind_are_refused_in_words()
    {
        Assert.Contains("'model_a' holds times, raw bytes or long decimals", ReadVotes.Refusal(Made(new() { Columns = Names, Rows = Rows, ConvertedType = 5 }), new VoteColumnsGiven { First = "model_a", Second = "model_b", Winner = "winner" }), StringComparison.Ordinal);
        Assert.Contains("there is no column 'winer'; did you mean 'winner'? The file has: model_a, model_b, winner", ReadVotes.Refusal(Made(new() { Columns = Names, Rows = Rows }), new VoteColumnsGiven { Winner = "winer" }), StringComparison.Ordinal);
        Assert.Contains("two columns are named 'model_a'", ReadVotes.Refusal(Made(new() { Columns = ["model_a", "model_b", "winner", "model_a"], Rows = [["a", "b", "tie", "a"]] })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_of_times_is_no_winner()
    {
        string path = scratch.File("v.parquet", await ParquetScratch.Write(
            CompressionMethod.None, 10, ("model_a", new[] { "x" }), ("model_b", new[] { "y" }), ("winner", new[] { DateTime.UnixEpoch })));
        Assert.Contains("the names of its columns do not say which one holds the winner", ReadVotes.Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_truncation_is_refused()
    {
        byte[] whole = await ParquetScratch.Write(
            CompressionMethod.Snappy, 2, ("model_a", new[] { "x", "y", "x" }), ("model_b", new[] { "y", "z", "z" }), ("winner", new[] { "tie", "tie", "model_a" }));
        Assert.Equal(3, ReadVotes.From(scratch.File("cut.parquet", whole)).Votes.Count);
        for (int length = 1; length < whole.Length; length++)
        {
            ReadVotes.Refusal(scratch.File("cut.parquet", whole[..length]));
        }

        Assert.Contains("its end is missing: it is cut off", ReadVotes.Refusal(scratch.File("cut.parquet", whole[..^20])), StringComparison.Ordinal);
        Assert.Contains("it does not begin like Parquet", ReadVotes.Refusal(scratch.File("not.parquet", "model_a,model_b,winner\nx,y,tie\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_description_of_any_kind_ends_in_votes_or_a_complaint()
    {
        // Every byte of what is not data, one at a time; Parquet.Net goes round for ever on some of these.
        byte[] whole = new HandMadeParquet { Columns = Names, Rows = Rows }.Write();
        int data = whole.AsSpan().LastIndexOf("tie"u8);
        for (int at = data; at < whole.Length; at++)
        {
            foreach (byte change in (byte[])[0x01, 0x80, 0xFF])
            {
                byte[] bytes = [.. whole];
                bytes[at] ^= change;
                Tried(scratch.File("changed.parquet", bytes));
            }
        }
    }

    [Theory, MemberData(nameof(OfOtherWriters))]
    public void Arbitrary_changes_of_bytes_give_votes_or_a_complaint(string file)
    {
        byte[] whole = File.ReadAllBytes(Written(file));
        Gen.Select(Gen.OneOf(Gen.Int[0, whole.Length - 1], Gen.Int[whole.Length * 3 / 4, whole.Length - 1]), Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                byte[] bytes = [.. whole];
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                Tried(scratch.File("changed.parquet", bytes));
            },
            threads: 1,
            iter: 100);
    }

    [Fact]
    public void The_format_is_told_by_the_content()
    {
        byte[] bytes = File.ReadAllBytes(Written("arrow-snappy.parquet"));
        Assert.Equal(VoteFormat.Parquet, ReadVotes.From(scratch.File("votes.csv", bytes)).Columns.Format);
        Assert.Equal(VoteFormat.Parquet, ReadVotes.From(scratch.File("votes", bytes)).Columns.Format);
        Assert.Contains("is Parquet that is packed with gzip once more; unpack it first", ReadVotes.Refusal(scratch.File("votes.parquet.gz", VoteText.Gzip(bytes))), StringComparison.Ordinal);
    }

    private static void Tried(string path)
    {
        try
        {
            ReadVotes.From(path);
        }
        catch (DocumentException)
        {
        }
    }
}
