// Makes votes.csv, made-up votes that are evidence of nothing, and writes the same votes as Parquet with two libraries that have nothing to do
// with the reader under test: Arrow C++ (through ParquetSharp) and DuckDB.
//
//   dotnet run tests/CodeRed.Interchange.Tests/Votes/Written/write.cs -- tests/CodeRed.Interchange.Tests/Votes/Written
#:package ParquetSharp@25.0.1.2
#:package DuckDB.NET.Data.Full@1.5.6.1
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false
using System.Globalization;
using DuckDB.NET.Data;
using ParquetSharp;

string folder = args is [var named] ? named : ".";
string[] names = ["amber", "basalt", "cédar 界", "dune-70b (v2)"];
var votes = Enumerable.Range(0, 300).Select(i => new
{
    First = names[i % 4],
    Second = names[(i + 1 + (i / 4 % 3)) % 4],
    Winner = (i * 7 % 10) switch { < 5 => "model_a", < 8 => "model_b", 8 => "tie", _ => "both_bad" },
    Prompt = i % 29 == 28 ? (int?)null : i * 31 % 57,
    Voter = i % 17 == 16 ? null : $"voter {i * i % 23:000}",
    Longer = Math.Round(Math.Sin(i) * 400, 2),
    Turn = i < 200 ? 1L : -1L - i,
}).ToArray();

using (var csv = new StreamWriter(Path.Combine(folder, "votes.csv")) { NewLine = "\n" })
{
    csv.WriteLine("model_a,model_b,winner,prompt,voter,longer,turn,won_a,won_b,won_tie");
    foreach (var v in votes)
    {
        csv.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{v.First},{v.Second},{v.Winner},{v.Prompt},{v.Voter},{v.Longer},{v.Turn},{(v.Winner == "model_a" ? 1 : 0)},{(v.Winner == "model_b" ? 1 : 0)},{(v.Winner is "tie" or "both_bad" ? 1 : 0)}"));
    }
}

Arrow("arrow-snappy.parquet", b => b.Compression(Compression.Snappy).DataPagesize(300));
Arrow("arrow-gzip-plain.parquet", b => b.Compression(Compression.Gzip).DisableDictionary().EnablePageChecksum());
Arrow("arrow-2-zstd.parquet", b => b.Compression(Compression.Zstd).DataPageVersion(ParquetDataPageVersion.V2).DataPagesize(300));
Arrow("arrow-2-brotli-delta.parquet", b =>
{
    b.Compression(Compression.Brotli).DataPageVersion(ParquetDataPageVersion.V2).DisableDictionary().EnablePageChecksum().DataPagesize(300);
    foreach (string text in (string[])["model_a", "model_b"])
    {
        b.Encoding(text, Encoding.DeltaByteArray);
    }

    foreach (string text in (string[])["winner", "voter"])
    {
        b.Encoding(text, Encoding.DeltaLengthByteArray);
    }

    foreach (string whole in (string[])["prompt", "turn"])
    {
        b.Encoding(whole, Encoding.DeltaBinaryPacked);
    }

    foreach (string truth in (string[])["won_a", "won_b", "won_tie"])
    {
        b.Encoding(truth, Encoding.Rle);
    }

    b.Encoding("longer", Encoding.ByteStreamSplit);
});
Arrow("arrow-plain-uncompressed.parquet", b => b.Compression(Compression.Uncompressed).DisableDictionary());
Arrow("arrow-lz4.parquet", b => b.Compression(Compression.Lz4));

using var database = new DuckDBConnection("DataSource=:memory:");
database.Open();
string source = $"""
    SELECT model_a, model_b, winner, prompt::INTEGER AS prompt, voter, longer::DECIMAL(9, 2) AS longer, turn::BIGINT AS turn, won_a = 1 AS won_a, won_b = 1 AS won_b, won_tie = 1 AS won_tie,
      md5(voter)::UUID AS voter_uuid, DATE '2026-01-01' + prompt::INTEGER AS day, longer::FLOAT AS longer_32, abs(turn)::UINTEGER AS turn_unsigned
    FROM read_csv('{Path.Combine(folder, "votes.csv")}')
    """;
string nested = $"SELECT *, [{{'role': 'user', 'content': 'q'}}, {{'role': 'assistant', 'content': winner}}] AS conversation, {{'tokens': abs(turn)::INTEGER, 'lang': {{'code': 'en'}}}} AS meta FROM ({source})";
DuckDb("duckdb-snappy-nested.parquet", nested, "COMPRESSION snappy, ROW_GROUP_SIZE 2048");
DuckDb("duckdb-2-zstd-nested.parquet", nested, "COMPRESSION zstd, PARQUET_VERSION V2");

void Arrow(string name, Action<WriterPropertiesBuilder> settings)
{
    using var properties = new WriterPropertiesBuilder();
    settings(properties);
    Column[] columns =
    [
        new Column<string>("model_a"), new Column<string>("model_b"), new Column<string>("winner"), new Column<int?>("prompt"), new Column<string>("voter"),
        new Column<double>("longer"), new Column<long>("turn"), new Column<bool>("won_a"), new Column<bool>("won_b"), new Column<bool>("won_tie"),
    ];
    using var file = new ParquetFileWriter(Path.Combine(folder, name), columns, properties.Build());
    foreach (var rows in votes.Chunk(130))
    {
        using var group = file.AppendRowGroup();
        void Write<T>(T[] values)
        {
            using var column = group.NextColumn().LogicalWriter<T>();
            column.WriteBatch(values);
        }

        Write([.. rows.Select(v => v.First)]);
        Write([.. rows.Select(v => v.Second)]);
        Write([.. rows.Select(v => v.Winner)]);
        Write([.. rows.Select(v => v.Prompt)]);
        Write([.. rows.Select(v => v.Voter)]);
        Write([.. rows.Select(v => v.Longer)]);
        Write([.. rows.Select(v => v.Turn)]);
        Write([.. rows.Select(v => v.Winner == "model_a")]);
        Write([.. rows.Select(v => v.Winner == "model_b")]);
        Write([.. rows.Select(v => v.Winner is "tie" or "both_bad")]);
    }

    file.Close();
}

void DuckDb(string name, string query, string settings)
{
    using var command = database.CreateCommand();
    command.CommandText = $"COPY ({query}) TO '{Path.Combine(folder, name)}' (FORMAT parquet, {settings})";
    command.ExecuteNonQuery();
}
