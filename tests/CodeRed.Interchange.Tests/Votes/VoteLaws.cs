using System.Globalization;
using System.Text.Json;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CsCheck;
using Parquet;

namespace CodeRed.Interchange.Tests.Votes;

/// <summary>What holds for every file of votes, whatever is in it.</summary>
public sealed class VoteLaws : IDisposable
{
    private static readonly string[] Models = ["amber", "b,1", "say \"c\"", "d\te", "é 界 😀", "two\nlines", "\\u0041", "model-f (70B)", "{g}", "a;b|c"];
    private static readonly (string Word, Preference Meaning)[] Words =
        [("model_a", Preference.First), ("B", Preference.Second), ("Tie (both bad)", Preference.BothBad), ("tie", Preference.Tie), ("left", Preference.First), ("[[A=B]]", Preference.Tie)];

    private static readonly Gen<Row> Votes = Gen.Select(
        Gen.Select(Gen.Int[0, Models.Length - 1], Gen.Int[1, Models.Length - 1], Gen.Int[0, Words.Length - 1]),
        Gen.Int[-1, 4],
        Gen.Int[-1, 2],
        Gen.Int[-50, 50],
        Gen.Frequency((20, Gen.Int[0, 30]), (1, Gen.Int[60_000, 140_000])),
        (vote, prompt, voter, longer, padding) => new Row(
            Models[vote.Item1], Models[(vote.Item1 + vote.Item2) % Models.Length], vote.Item3, prompt < 0 ? null : $"p {prompt},\"", voter < 0 ? null : $"v{voter}", longer / 4.0, padding));

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task The_same_votes_read_the_same_in_every_format()
    {
        await Gen.Select(Votes.Array[1, 40], Gen.Int[1, 12], Gen.Int[0, 5], Gen.Bool).SampleAsync(
            async (rows, group, style, mark) =>
            {
                var expected = Expected(rows);
                foreach (var (name, content) in await Files(rows, group, style, mark))
                {
                    foreach (var (file, bytes) in name.EndsWith(".parquet", StringComparison.Ordinal) ? [(name, content)] : new[] { (name, content), (name + ".gz", VoteText.Gzip(content)) })
                    {
                        var read = ReadVotes.From(scratch.File(file, bytes), Given);
                        Assert.True(expected.SequenceEqual(read.Votes), $"{file}:\n{string.Join('\n', read.Votes)}\ninstead of\n{string.Join('\n', expected)}");
                        Assert.Equal(rows.Select(r => r.Prompt).OfType<string>().Distinct().Count(), read.Summary.Prompts);
                        Assert.Equal(rows.Count(r => r.Voter is null), read.Summary.WithoutVoter);
                    }
                }
            },
            threads: 1,
            iter: 40);
    }

    [Fact]
    public void It_does_not_matter_where_the_reading_of_the_file_stops_and_goes_on()
    {
        Gen.Select(Votes.Array[1, 12], Gen.Int[0, 5], Gen.Int[1, 7].Array[1, 20]).Sample(
            (rows, style, steps) =>
            {
                string[] columns = ["winner", "model_a", "longer"];
                string[] expected = [.. rows.SelectMany(r => (string[])[Words[r.Winner].Word, r.First, r.Longer.ToString(CultureInfo.InvariantCulture)])];
                foreach (var (name, content) in new[] { ("csv", Csv([.. rows.Select(r => r with { Padding = r.Padding % 300 })], ',', style, false)), ("json", Json([.. rows.Select(r => r with { Padding = r.Padding % 300 })], style, false)) })
                {
                    var stream = new GuardedStream(new Dribble(content, steps), "v", linesAreBounded: name == "csv", hashed: false);
                    using VoteTable table = name == "csv" ? new CsvVoteTable(stream, "v", ',', columns) : new JsonVoteTable(stream, "v", columns);
                    var cells = new List<string>();
                    while (table.Read())
                    {
                        cells.AddRange(Enumerable.Range(0, 3).Select(i => System.Text.Encoding.UTF8.GetString(table.Cell(i))));
                    }

                    Assert.Equal(expected, cells);
                }
            },
            threads: 1,
            iter: 200);
    }

    [Fact]
    public async Task Any_truncation_gives_a_complaint_or_whole_rows_from_the_beginning()
    {
        Row[] rows = [.. Enumerable.Range(0, 4).Select(i => new Row(Models[i], Models[(i + 2) % 5], i % 4, "p", null, i, 3))];
        foreach (var (name, content) in await Files(rows, 2, 0, false))
        {
            string file = "cut" + Path.GetExtension(name);
            for (int length = 1; length < content.Length; length += 3)
            {
                var (votes, complaint) = Tried(scratch.File(file, content[..length]));

                // A table of text that ends behind a row is whole, and so is one whose last cell lost its end: nothing can tell.
                bool lines = file is not "cut.parquet" && content[0] != '[';
                Assert.True(complaint is not null || (lines && votes.Count < 5), $"{file}, {length} bytes");
                Assert.Equal(Expected(rows).Take(votes.Count - 1).Select(WithoutCovariate), votes.Take(votes.Count - 1).Select(WithoutCovariate));
            }
        }
    }

    [Fact]
    public async Task Arbitrary_changes_of_bytes_give_votes_or_a_complaint()
    {
        Row[] rows = [.. Enumerable.Range(0, 6).Select(i => new Row(Models[i], Models[(i + 2) % 5], i % 4, "p", "v", i, 3))];
        var files = await Files(rows, 3, 0, false);
        var edits = Gen.Select(Gen.Int[0, 5000], Gen.Byte).Array[1, 4];
        Gen.Select(Gen.Int[0, files.Count - 1], edits).Sample(
            (which, changes) =>
            {
                byte[] bytes = [.. files[which].Content];
                foreach (var (at, value) in changes)
                {
                    bytes[at % bytes.Length] = value;
                }

                Tried(scratch.File("changed" + Path.GetExtension(files[which].Name), bytes));
                Tried(scratch.File("changed", bytes));
            },
            threads: 1,
            iter: 400);
    }

    [Fact]
    public void The_numbers_of_models_and_prompts_do_not_depend_on_the_seed_of_the_hash()
    {
        var ids = new[] { "b", "a", "b", "c", "", "a" }.Select(System.Text.Encoding.UTF8.GetBytes).ToArray();
        Gen.Long.Sample(seed =>
        {
            var names = new NameNumbers(seed);
            var numbers = new IdNumbers(seed);
            Assert.Equal([0, 1, 0, 2, 3, 1], ids.Select(id => names.NumberOf(id)));
            Assert.Equal([0, 1, 0, 2, 3, 1], ids.Select(id => numbers.NumberOf(id)));
        });
    }

    private static VoteColumnsGiven Given => new() { Prompt = "prompt", Voter = "voter", Covariates = ["longer"] };

    private static string WithoutCovariate(string vote) => vote[..vote.LastIndexOf('|')];

    private static string[] Expected(Row[] rows)
    {
        var prompts = rows.Select(r => r.Prompt).OfType<string>().Distinct().ToList();
        var voters = rows.Select(r => r.Voter).OfType<string>().Distinct().ToList();
        return
        [
            .. rows.Select(r => ReadVotes.Line(
                r.First, r.Second, Words[r.Winner].Meaning, r.Prompt is null ? -1 : prompts.IndexOf(r.Prompt), r.Voter is null ? -1 : voters.IndexOf(r.Voter), r.Longer)),
        ];
    }

    private static async Task<List<(string Name, byte[] Content)>> Files(Row[] rows, int group, int style, bool mark) =>
    [
        ("v.csv", Csv(rows, ',', style, mark)),
        ("v.tsv", Csv(rows, '\t', style, mark)),
        ("semicolons.csv", Csv(rows, ';', style, mark)),
        ("v.jsonl", Json(rows, style, mark)),
        ("v.json", VoteText.Utf8("[" + string.Join(style % 2 == 0 ? "," : " ,\n", rows.Select(r => Object(r, style))) + "]", mark)),
        ("v.parquet", await ParquetScratch.Write(
            (new[] { CompressionMethod.Snappy, CompressionMethod.None, CompressionMethod.Gzip, CompressionMethod.Zstd, CompressionMethod.Brotli, CompressionMethod.Snappy })[style],
            group,
            ("text", rows.Select(r => new string('x', r.Padding)).ToArray()),
            ("model_b", rows.Select(r => r.Second).ToArray()),
            ("model_a", rows.Select(r => r.First).ToArray()),
            ("voter", rows.Select(r => r.Voter).ToArray()),
            ("prompt", rows.Select(r => r.Prompt).ToArray()),
            ("longer", rows.Select(r => (double?)r.Longer).ToArray()),
            ("winner", rows.Select(r => Words[r.Winner].Word).ToArray()))),
    ];

    private static byte[] Csv(Row[] rows, char delimiter, int style, bool mark)
    {
        string lineEnd = style % 2 == 0 ? "\n" : "\r\n";
        var lines = rows.Select(r => string.Join(
            delimiter,
            ((string[])[new string('x', r.Padding), r.Second, r.First, r.Voter ?? "", r.Prompt ?? "", Words[r.Winner].Word, r.Longer.ToString(CultureInfo.InvariantCulture)]).Select(f => VoteText.Field(f, delimiter, style > 3))));
        return VoteText.Utf8(string.Join(lineEnd, lines.Prepend(string.Join(delimiter, "text", "model_b", "model_a", "voter", "prompt", "winner", "longer"))) + (style == 2 ? "" : lineEnd), mark);
    }

    private static byte[] Json(Row[] rows, int style, bool mark) =>
        VoteText.Utf8(string.Join(style % 2 == 0 ? "\n" : "\r\n\n", rows.Select(r => Object(r, style))) + (style == 2 ? "" : "\n"), mark);

    private static string Object(Row row, int style) => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["text"] = new string('x', row.Padding),
            ["model_b"] = row.Second,
            ["more"] = new { model_a = "not this one", winner = (string[])["nor", "these"] },
            ["model_a"] = row.First,
            ["voter"] = row.Voter,
            ["winner"] = Words[row.Winner].Word,
            ["longer"] = style == 1 ? row.Longer.ToString(CultureInfo.InvariantCulture) : row.Longer,
            ["prompt"] = row.Prompt,
        },
        new JsonSerializerOptions { WriteIndented = style > 3, Encoder = style == 3 ? System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping : null });

    private static (List<string> Votes, string? Complaint) Tried(string path)
    {
        try
        {
            return ([.. ReadVotes.From(path, Given).Votes], null);
        }
        catch (DocumentException e)
        {
            Assert.All(e.Problems, p => Assert.NotEmpty(p.Remedy));
            return ([], e.Message);
        }
    }

    private sealed record Row(string First, string Second, int Winner, string? Prompt, string? Voter, double Longer, int Padding);

    /// <summary>Hands out a few bytes at a time, as a pipe or an unpacker may.</summary>
    private sealed class Dribble(byte[] bytes, int[] steps) : MemoryStream(bytes)
    {
        private int step;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, steps[step++ % steps.Length])]);
    }
}
