using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange.Tests;

public sealed class CsvReadingTests : IDisposable
{
    private const string Plain = """
        suite: s
        columns: { item: id, model: m, answer: a, expected: e }
        metrics:
          - name: correct
            grade: equals
        """;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private string Csv(string content) => scratch.File("t.csv", content);

    [Fact]
    public void A_row_becomes_a_sample_with_its_grades_and_the_line_on_which_it_starts()
    {
        var samples = Scratch.ReadAll(Csv("id,m,a,e\n1,gpt,yes,yes\n\"2\",gpt,\"n\no\",yes\n\n3,gpt,**yes**,yes\n"), Plain);
        Assert.Equal([2, 3, 6], samples.Select(s => s.Sample.Line));
        Assert.Equal(["1", "2", "3"], samples.Select(s => s.Sample.Item.Key));
        Assert.Equal([1, 0, 0], samples.Select(s => s.Grades[0].Raw.Value!.Value));
        Assert.Equal([1, 0, 1], samples.Select(s => s.Grades[0].Normalised!.Value.Value!.Value));
        Assert.Equal("n\no", samples[1].Sample.Answer);
        Assert.All(samples, s => Assert.Equal(new Target("gpt"), s.Target));
    }

    [Fact]
    public void Every_column_of_the_mapping_is_read()
    {
        var sample = Scratch.ReadAll(
            Csv("id,q,a,ref,err,topic,n,t,l,in,out,c,f,max\nk,Q?,A,R,,arith,2,\"07/02/2023, 21:28:40\",1.5,10,12.0,6.2e-05,stop,12\n"),
            """
            suite: s
            target: gpt
            columns:
              item: id
              question: q
              answer: a
              expected: ref
              error: err
              stratum: topic
              epoch: n
              time: { column: t, format: "MM/dd/yyyy, HH:mm:ss" }
              latency: { column: l, unit: s }
              input_tokens: in
              output_tokens: out
              cost: c
              max_tokens: max
            """).Single().Sample;
        Assert.Equal(
            new Sample(
                new Item("k", "Q?", "R", "arith"), 2, "A", null, new DateTimeOffset(2023, 7, 2, 21, 28, 40, TimeSpan.Zero),
                TimeSpan.FromSeconds(1.5), 10, 12, 0.000062m, true, 2),
            sample);
    }

    [Fact]
    public void An_error_and_an_absent_answer_are_not_measured_and_an_empty_answer_is_a_non_answer()
    {
        string mapping = Plain.Replace("expected: e", "expected: e, error: x", StringComparison.Ordinal);
        string file = Csv("id,m,a,e,x\n1,g,yes,yes,timeout\n2,g,,yes,\n3,g,yes,yes,\n");
        var samples = Scratch.ReadAll(file, mapping);
        Assert.Null(samples[0].Grades[0].Raw.Value);
        Assert.Equal("timeout", samples[0].Sample.Error);
        Assert.True(samples[1].Grades[0].Raw.IsNonAnswer);
        Assert.Equal("", samples[1].Sample.Answer);
        var absent = Scratch.ReadAll(file, "empty: absent\n" + mapping);
        Assert.Null(absent[1].Sample.Answer);
        Assert.Null(absent[1].Grades[0].Raw.Value);
        Assert.Null(absent[1].Grades[0].Normalised!.Value.Value);
    }

    [Fact]
    public void A_score_column_is_graded_as_it_is_and_an_empty_score_is_not_measured()
    {
        var samples = Scratch.ReadAll(Csv("id,m,score\n1,g,75\n2,g,\n"), """
            suite: s
            columns: { item: id, model: m }
            metrics: [ { name: score, grade: { type: score, of: score, range: [50, 100] } } ]
            """);
        Assert.Equal([0.5, null], samples.Select(s => s.Grades[0].Raw.Value));
    }

    [Fact]
    public void Rows_keeps_those_in_which_every_column_has_one_of_its_values()
    {
        string file = Csv("id,m,a,e,d\n1,g,x,x,prime\n2,g,x,x,other\n3,h,x,x,composite\n");
        Assert.Equal(["1", "3"], Scratch.ReadAll(file, Plain + "\nrows: { d: [prime, composite] }").Select(s => s.Sample.Item.Key));
        Assert.Equal(["3"], Scratch.ReadAll(file, Plain + "\nrows: { d: [prime, composite], m: h }").Select(s => s.Sample.Item.Key));
        Assert.Contains(
            "t.csv: none of its 3 rows passes the filter: d is primes (it is prime, other, composite); correct rows: in the mapping.",
            Scratch.Refusal(file, Plain + "\nrows: { d: primes }"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_item_column_rows_are_named_by_their_line()
    {
        var samples = Scratch.ReadAll(Csv("a\nhello\n\"two\nlines\"\nbye\n"), "suite: s\ntarget: t\ncolumns: { answer: a }");
        Assert.Equal(["line:2", "line:3", "line:5"], samples.Select(s => s.Sample.Item.Key));
    }

    [Fact]
    public void The_source_is_the_hash_of_the_bytes_and_known_only_at_the_end()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("id,m,a,e\n1,gpt,é😀,é😀\n")];
        using var reader = Scratch.Open(scratch.File("t.csv", bytes), Plain);
        Assert.Throws<InvalidOperationException>(() => reader.Source);
        var sample = Assert.Single(reader.Read(TestContext.Current.CancellationToken));
        Assert.Equal(1, sample.Grades[0].Raw.Value);
        Assert.Equal(ContentHash.FromDigest(SHA256.HashData(bytes)), reader.Source.Content);
        Assert.Equal(("t.csv", bytes.Length, reader.Reading), (reader.Source.Name, reader.Source.Bytes, reader.Source.Reading));
        Assert.Equal(reader.BytesTotal, reader.BytesRead);
        Assert.Throws<InvalidOperationException>(() => reader.Read(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Missing_columns_are_named_all_at_once_with_the_nearest_and_the_header()
    {
        string message = Scratch.Refusal(Csv("ID,model,answer,e\n1,g,a,e\n"), Plain);
        Assert.Contains("t.csv:1: there is no column 'id' (columns.item in the mapping); did you mean 'ID'? The header has: ID, model, answer, e.", message, StringComparison.Ordinal);
        Assert.Contains("'m' (columns.model", message, StringComparison.Ordinal);
        Assert.Contains("'a' (columns.answer", message, StringComparison.Ordinal);
        Assert.DoesNotContain("'e' (", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id;m;a;e\n", "the header is one single column, 'id;m;a;e'; write delimiter: \";\" in the mapping")]
    [InlineData("id\tm\ta\te\n", "write delimiter: \"\\t\" in the mapping")]
    [InlineData("id|m|a|e\n", "write delimiter: \"|\" in the mapping")]
    [InlineData("id,m,a,e,id\n1,g,a,e,1\n", "two columns are named 'id'")]
    [InlineData("id,m,a,e\n1,g,a\n", "t.csv:2: the row has 3 fields where the header has 4; put quotes")]
    [InlineData("id,m,a,e\n1,g,a,e\n2,g,a,b,e\n", "t.csv:3: the row has 5 fields where the header has 4")]
    [InlineData("id,m,a,e\n1,g,a,e\n2,g,\"a,e\n3,g,a,e\n", "t.csv:3: a quote is opened in the row that starts here and never closed")]
    [InlineData("id,m,a,e\n1,g,5\" pipe,e\n", "t.csv:2: a quote stands inside a field that is not quoted")]
    [InlineData("id,m,a,e\n", "t.csv: holds no rows")]
    [InlineData("\n\n", "t.csv: is empty")]
    [InlineData("id,m,a,e\n,g,a,e\n", "t.csv:2: 'id' is empty, so nothing names the item")]
    [InlineData("id,m,a,e\n1,,a,e\n", "t.csv:2: 'm' is empty, so nothing says which model answered")]
    [InlineData("id,m,a,e\n1,g,a,\n", "t.csv:2: the row has no expected answer to compare with for 'correct'; fill it in")]
    [InlineData("id,m,a,e\n1,g,a\0,e\n", "t.csv:2: holds a NUL byte")]
    public void A_malformed_file_is_refused_with_its_line_and_a_remedy(string content, string complaint)
    {
        Assert.Contains(complaint, Scratch.Refusal(Csv(content), Plain), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latency: x", "abc", "latency is 'abc', not a number")]
    [InlineData("latency: x", "-1", "latency is '-1', not a duration")]
    [InlineData("latency: x", "1e300", "latency is '1e300'")]
    [InlineData("input_tokens: x", "1.5", "not a whole number")]
    [InlineData("cost: x", "-0.1", "below zero")]
    [InlineData("time: x", "07/02/2023", "t.csv:2: '07/02/2023' is not a time in the format of columns.time; write time:")]
    [InlineData("time: x", "20230702", "is not a time")]
    [InlineData("epoch: x", "-1", "epoch is '-1'")]
    public void A_cell_that_is_no_number_or_time_is_refused(string column, string cell, string complaint)
    {
        Assert.Contains(
            complaint,
            Scratch.Refusal(Csv($"a,x\nhello,{cell}\n"), $"suite: s\ntarget: t\ncolumns: {{ answer: a, {column} }}"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2023-07-02T21:28:40Z")]
    [InlineData("2023-07-02 21:28:40")]
    [InlineData("2023-07-02T23:28:40+02:00")]
    [InlineData("1688333320")]
    [InlineData("1688333320000")]
    [InlineData("1.68833332e9")]
    public void A_time_is_ISO_8601_or_Unix_and_UTC_without_an_offset(string cell)
    {
        var sample = Scratch.ReadAll(Csv($"a,x\nhello,{cell}\n"), "suite: s\ntarget: t\ncolumns: { answer: a, time: x }").Single().Sample;
        Assert.Equal(new DateTimeOffset(2023, 7, 2, 21, 28, 40, TimeSpan.Zero), sample.At);
        Assert.Equal(TimeSpan.Zero, sample.At!.Value.Offset);
    }

    [Theory]
    [InlineData("length", true)]
    [InlineData("MAX_TOKENS", true)]
    [InlineData("stop", false)]
    [InlineData("", null)]
    public void A_finish_reason_tells_whether_the_answer_was_cut_off(string reason, bool? truncated)
    {
        Assert.Equal(truncated, Scratch.ReadAll(Csv($"a,x\nhello,{reason}\n"), "suite: s\ntarget: t\ncolumns: { answer: a, finish_reason: x }").Single().Sample.Truncated);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_named_with_their_line()
    {
        byte[] latin = [.. "id,m,a,e\n1,g,a,e\n2,g,caf"u8, 0xE9, .. ",e\n"u8];
        Assert.Contains(
            "t.csv:3: byte 0xE9 is not UTF-8; save the file as UTF-8 (it may be Windows-1252).",
            Scratch.Refusal(scratch.File("t.csv", latin), Plain),
            StringComparison.Ordinal);
        Assert.Contains("byte 0xC3 is not UTF-8", Scratch.Refusal(scratch.File("t.csv", [.. "id,m,a,e\n1,g,a,"u8, 0xC3]), Plain), StringComparison.Ordinal);
        Assert.Contains("is UTF-16; save the file as UTF-8", Scratch.Refusal(scratch.File("t.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("id,m,a,e\n")).ToArray()), Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_is_named_as_such()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionMode.Compress))
        {
            gzip.Write("id,m,a,e\n"u8);
        }

        Assert.Contains("is packed with gzip; unpack it first", Scratch.Refusal(scratch.File("t.csv.gz", buffer.ToArray()), Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_over_16_MiB_and_a_quote_open_over_16_MiB_are_refused_without_being_read_whole()
    {
        byte[] head = "id,m,a,e\n1,g,a,e\n2,g,"u8.ToArray();
        string line = scratch.PathOf("line.csv");
        using (var file = File.Create(line))
        {
            file.Write(head);
            byte[] block = [.. Enumerable.Repeat((byte)'x', 1 << 20)];
            for (int i = 0; i < 40; i++)
            {
                file.Write(block);
            }
        }

        using (var reader = Scratch.Open(line, Plain))
        {
            string message = Assert.Throws<DocumentException>(() => reader.Read(TestContext.Current.CancellationToken).Count()).Message;
            Assert.Contains("line.csv:3: is longer than 16 MiB", message, StringComparison.Ordinal);
            Assert.InRange(reader.BytesRead, 16 << 20, 17 << 20);
        }

        string quote = scratch.PathOf("quote.csv");
        using (var file = File.Create(quote))
        {
            file.Write(head);
            file.Write("\""u8);
            byte[] block = [.. Enumerable.Repeat("0123456,89abcde\n"u8.ToArray(), 1 << 16).SelectMany(b => b)];
            for (int i = 0; i < 40; i++)
            {
                file.Write(block);
            }
        }

        using (var reader = Scratch.Open(quote, Plain))
        {
            string message = Assert.Throws<DocumentException>(() => reader.Read(TestContext.Current.CancellationToken).Count()).Message;
            Assert.Contains("quote.csv:3: the row that starts here is longer than 16 MiB; close its quote", message, StringComparison.Ordinal);
            Assert.InRange(reader.BytesRead, 16 << 20, 18 << 20);
        }
    }

    [Fact]
    public void What_is_no_regular_file_is_refused_at_once()
    {
        Assert.Contains("there is no such file", Scratch.Refusal(scratch.PathOf("none.csv"), Plain), StringComparison.Ordinal);
        Assert.Contains("is a folder; name the file in it", Scratch.Refusal(scratch.Folder, Plain), StringComparison.Ordinal);
        Assert.Contains("is empty, or a pipe or device", Scratch.Refusal(Csv(""), Plain), StringComparison.Ordinal);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes and devices are made with Linux tools here");
        Assert.Contains("is empty, or a pipe or device", Scratch.Refusal("/dev/zero", Plain), StringComparison.Ordinal);
        string pipe = scratch.PathOf("pipe.csv");
        using (var made = Process.Start("mkfifo", pipe))
        {
            made.WaitForExit();
        }

        Assert.Contains("is empty, or a pipe or device", Scratch.Refusal(pipe, Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_refused()
    {
        Assert.SkipWhen(Environment.UserName == "root", "root may read everything");
        string file = Csv("id,m,a,e\n1,g,a,e\n");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        File.SetUnixFileMode(file, UnixFileMode.None);
        Assert.Contains("may not be read", Scratch.Refusal(file, Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void A_grader_that_cannot_decide_names_the_line()
    {
        string mapping = """
            suite: s
            columns: { item: id, model: m, answer: a, expected: e }
            metrics: [ { name: x, grade: { type: score, of: e } } ]
            """;
        Assert.Contains("t.csv:2: ", Scratch.Refusal(Csv("id,m,a,e\n1,g,a,maybe\n"), mapping), StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_stops_when_it_is_cancelled()
    {
        using var reader = Scratch.Open(Csv("id,m,a,e\n1,g,a,e\n2,g,a,e\n"), Plain);
        using var cancellation = new CancellationTokenSource();
        var samples = reader.Read(cancellation.Token).GetEnumerator();
        Assert.True(samples.MoveNext());
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => samples.MoveNext());
    }

    [Fact]
    public void A_mistake_is_thrown_after_the_samples_before_it_and_leaving_early_ends_the_reading()
    {
        string file = Csv("id,m,a,e\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},g,a,a\n")) + "5000,g,a\n");
        using var reader = Scratch.Open(file, Plain);
        var read = new List<GradedSample>();
        var mistake = Assert.Throws<DocumentException>(() =>
        {
            foreach (var sample in reader.Read(TestContext.Current.CancellationToken))
            {
                read.Add(sample);
            }
        });
        Assert.Equal(5002, mistake.Problems[0].Line);
        Assert.Equal(Enumerable.Range(2, 5000).Select(i => (long)i), read.Select(s => s.Sample.Line));
        using var left = Scratch.Open(file, Plain);
        Assert.Equal("0", left.Read(TestContext.Current.CancellationToken).First().Sample.Item.Key);
    }

    [Fact]
    public void A_tab_separated_file_needs_no_delimiter()
    {
        Assert.Single(Scratch.ReadAll(scratch.File("t.tsv", "id\tm\ta\te\n1\tg\tx\tx\n"), Plain));
    }
}
