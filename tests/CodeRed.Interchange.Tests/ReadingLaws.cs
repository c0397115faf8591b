using System.Text;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CsCheck;

namespace CodeRed.Interchange.Tests;

/// <summary>What holds for every file, whatever is in it.</summary>
public sealed class ReadingLaws : IDisposable
{
    private const string CsvMapping = """
        suite: s
        columns: { item: id, model: m, answer: a, expected: e, latency: l }
        format: csv
        metrics: [ { name: correct, grade: { type: equals, value: yes } } ]
        """;

    private const string JsonMapping = """
        suite: s
        columns: { item: id, model: m, answer: r.a }
        format: jsonl
        metrics: [ { name: correct, grade: { type: label, labels: [yes, no], expect: any } } ]
        """;

    private static readonly Gen<string> Text =
        Gen.Char["abc ,;\"\r\n\t'é界"].Array[0, 12].Select(c => new string(c));

    private static readonly Gen<string> Name = Gen.Char["abcXYZ019-_ ,\"é"].Array[1, 8].Select(c => new string(c));

    private readonly Scratch scratch = new();

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_written_CSV_reads_back_as_the_same_samples_whatever_the_quoting_and_line_ends()
    {
        Gen.Select(Gen.Select(Name, Name, Text, Gen.Bool).Array[1, 20], OneOf("\n", "\r\n"), OneOf(',', ';', '\t', '|'), Gen.Bool)
            .Sample(
                (rows, lineEnd, delimiter, lastLineEnds) =>
                {
                    string quoted(string field, bool always) =>
                        always || field.Any(c => c is '"' or '\r' or '\n' || c == delimiter) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
                    var lines = rows.Select(r => string.Join(delimiter, new[] { r.Item1, r.Item2, r.Item3, "", "1" }.Select(f => quoted(f, r.Item4))));
                    string csv = string.Join(lineEnd, lines.Prepend(string.Join(delimiter, "id", "m", "a", "e", "l"))) + (lastLineEnds ? lineEnd : "");
                    var samples = Scratch.ReadAll(scratch.File("law.csv", csv), $"delimiter: \"{(delimiter == '\t' ? "\\t" : delimiter)}\"\n{CsvMapping}");
                    Assert.Equal(rows.Select(r => (r.Item1, r.Item2, r.Item3)), samples.Select(s => (s.Sample.Item.Key, s.Target.Name, s.Sample.Answer!)));
                    Assert.All(samples, s => Assert.Equal(string.Equals(s.Sample.Answer!.Trim(), "yes", StringComparison.OrdinalIgnoreCase) ? 1 : 0, s.Grades[0].Raw.Value));
                    Assert.Equal(samples.Select(s => s.Sample.Line), samples.Select(s => s.Sample.Line).Order());
                },
                threads: 1,
                iter: 1000);
    }

    [Fact]
    public void The_line_of_a_sample_is_where_its_row_starts()
    {
        Gen.Select(Text, OneOf("\n", "\r\n")).Array[1, 10].Sample(
            rows =>
            {
                var csv = new StringBuilder("id,m,a,e,l\n");
                var starts = new List<long>();
                foreach (var (text, lineEnd) in rows)
                {
                    // A line break is \n, \r\n or \r alone, as the parser counts.
                    starts.Add(1 + csv.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r'));
                    csv.Append("1,g,\"").Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\",,").Append(lineEnd);
                }

                Assert.Equal(starts, Scratch.ReadAll(scratch.File("law.csv", csv.ToString()), CsvMapping).Select(s => s.Sample.Line));
            },
            threads: 1,
            iter: 500);
    }

    [Fact]
    public void Any_truncation_of_a_CSV_gives_a_prefix_of_its_samples_and_then_only_a_complaint()
    {
        byte[] whole = Encoding.UTF8.GetBytes("id,m,a,e,l\n1,g,yes,,1\r\n2,g,\"é, \"\"x\"\"\nz\",,2\n\n3,h,界,,\n\"4\",\"h\",\"\",\"\",\"\"\n");
        CheckEveryTruncation("cut.csv", whole, CsvMapping, lastCellMayBeCut: true);
    }

    [Fact]
    public void Any_truncation_of_JSONL_gives_a_prefix_of_its_samples_and_then_only_a_complaint()
    {
        byte[] whole = Encoding.UTF8.GetBytes("{\"id\":\"1\",\"m\":\"g\",\"r\":{\"a\":\"yes é\"}}\n\n{\"id\":2,\"m\":\"h\",\"r\":{\"a\":\"\\u754c\"}}\r\n{\"id\":3,\"m\":\"h\"}\n");
        CheckEveryTruncation("cut.jsonl", whole, JsonMapping, lastCellMayBeCut: false);
    }

    [Fact]
    public void Any_truncation_of_promptfoo_results_gives_only_a_complaint()
    {
        byte[] whole = """{"evalId": "e", "results": {"version": 3, "results": [{"provider": {"id": "p"}, "vars": {"a": "é"}, "success": true, "score": 0.5, "response": {"output": "x"}}]}, "config": {"description": "d"}}"""u8.ToArray();
        Assert.Single(Scratch.ReadAll(scratch.File("cut.json", whole)));
        for (int length = 0; length < whole.Length; length++)
        {
            Scratch.Refusal(scratch.File("cut.json", whole[..length]));
        }
    }

    [Fact]
    public void Arbitrary_bytes_never_give_anything_but_samples_or_a_complaint()
    {
        byte[][] seeds =
        [
            "id,m,a,e,l\n1,g,yes,,1\n\"2\",g,\"n\no\",,2\n"u8.ToArray(),
            "{\"id\":1,\"m\":\"g\",\"r\":{\"a\":\"\\ud83d\\ude00\"}}\n"u8.ToArray(),
            "{\"results\":{\"version\":3,\"results\":[{\"provider\":{\"id\":\"p\"},\"score\":1e3,\"latencyMs\":1e99,\"response\":{\"output\":{\"a\":[1]}},\"testCase\":{\"assert\":[{\"type\":\"equals\",\"value\":\"\\ud800\"}]}}]}}"u8.ToArray(),
        ];
        var mutated = Gen.Select(OneOf(seeds), Gen.Select(Gen.Int[0, 200], Gen.Byte).Array[0, 6]).Select((seed, edits) =>
        {
            byte[] bytes = [.. seed];
            foreach (var (at, value) in edits)
            {
                bytes[at % bytes.Length] = value;
            }

            return bytes;
        });
        Gen.OneOf(mutated, Gen.Byte.Array[0, 200]).Sample(
            bytes =>
            {
                foreach (var (name, mapping) in new[] { ("any.csv", CsvMapping), ("any.jsonl", JsonMapping), ("any.json", null), ("any", CsvMapping) })
                {
                    string path = scratch.File(name, bytes);
                    try
                    {
                        Scratch.ReadAll(path, mapping);
                    }
                    catch (DocumentException e)
                    {
                        Assert.All(e.Problems, p => Assert.NotEmpty(p.Remedy));
                    }

                    try
                    {
                        MappingGuess.From(path);
                    }
                    catch (DocumentException)
                    {
                    }
                }
            },
            threads: 1,
            iter: 500);
    }

    [Fact]
    public void Arbitrary_text_as_a_mapping_gives_a_mapping_or_a_complaint()
    {
        string seed = "suite: s\nrows: { d: [x] }\ncolumns: { item: id, model: m, answer: a, expected: e, time: { column: t, format: yyyy-MM-dd } }\nmetrics:\n  - name: x\n    grade: { type: label, labels: { yes: [y] }, take: last }\n    normalised: { of: b }\n";
        Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Char["\n:[]{}-,\"'*&!#|>? \t\0a1é%@"]).Array[1, 5].Sample(
            edits =>
            {
                char[] text = seed.ToCharArray();
                foreach (var (at, value) in edits)
                {
                    text[at] = value;
                }

                try
                {
                    Mapping.Parse(new string(text), "m.yaml");
                }
                catch (DocumentException e)
                {
                    Assert.NotEmpty(e.Problems);
                }
            },
            threads: 1,
            iter: 5000);
    }

    private void CheckEveryTruncation(string name, byte[] whole, string mapping, bool lastCellMayBeCut)
    {
        var all = Scratch.ReadAll(scratch.File(name, whole), mapping);
        for (int length = 0; length < whole.Length; length++)
        {
            string path = scratch.File(name, whole[..length]);
            var read = new List<GradedSample>();
            bool complained = false;
            try
            {
                using var reader = Scratch.Open(path, mapping);
                foreach (var sample in reader.Read(TestContext.Current.CancellationToken))
                {
                    read.Add(sample);
                }
            }
            catch (DocumentException)
            {
                complained = true;
            }

            // The last row of a CSV that ends without a line end may have lost the end of its last cell: nothing can tell.
            int certain = lastCellMayBeCut && !complained ? Math.Max(0, read.Count - 1) : read.Count;
            Assert.Equal(all.Take(certain).Select(s => s.Sample), read.Take(certain).Select(s => s.Sample));
            Assert.True(read.Count <= all.Count);
        }
    }
}
