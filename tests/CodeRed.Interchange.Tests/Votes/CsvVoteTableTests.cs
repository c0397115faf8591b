using System.Text;
using CodeRed.Evidence.Documents;
using CsCheck;

namespace CodeRed.Interchange.Tests.Votes;

public class CsvVoteTableTests
{
    private const string Quoted = "a quote stands inside a field that is not quoted";
    private const string Follows = "text follows a closing quote";
    private const string Unclosed = "a quote is opened in the row that starts here and never closed";

    // Mostly what the grammar is about, and now and then a run of text longer than the blocks that are looked at together.
    private static readonly Gen<string> Text = Gen.Frequency(
        (20, Gen.Char["ab,;\"\"\n\r é"].Select(c => c.ToString())),
        (3, OneOf("\"a,\n\"", "\"\"", "a,b\n", "\r\n", "\n\n", ",\"x\"\"y\",")),
        (1, Gen.Int[1, 150].Select(n => new string('x', n))))
        .Array[0, 60].Select(string.Concat);

    [Fact]
    public void Whatever_the_text_and_wherever_a_read_cuts_it_rows_cells_lines_and_complaints_are_those_of_the_grammar()
    {
        Gen.Select(Text, OneOf(',', ';'), OneOf("\n", "\r\n", "\r"), Gen.Int[1, 90], Gen.Bool).Sample(
            (body, delimiter, lineEnd, step, first) =>
            {
                string text = $"k{delimiter}l{delimiter}m{lineEnd}{body}";
                string[] asked = first ? ["k"] : ["m", "l"];
                var expected = new List<string>();
                foreach (var row in RowsOf(text, delimiter).Skip(1))
                {
                    int fields = row.Fields.Count;
                    if (row.Problem is null && fields == 3)
                    {
                        expected.Add($"{row.Line}: {string.Join('|', first ? [row.Fields[0]] : [row.Fields[2], row.Fields[1]])}");
                        continue;
                    }

                    expected.Add($"{row.Line}: {row.Problem ?? $"the row has {(fields == 1 ? "1 field" : $"{fields} fields")} where the header has 3"}");
                    break;
                }

                Assert.Equal(expected, ReadAll(text, delimiter, step, asked));
            },
            iter: 20_000,
            threads: 1);
    }

    [Fact]
    public void A_header_may_be_quoted_and_run_over_lines()
    {
        using var table = Open("\n\n\"a \"\"b\"\"\",\"c\nd\"\r\n1,2\n", ',', 3, []);
        Assert.Equal(["a \"b\"", "c\nd"], table.Header);
        Assert.True(table.Read());
        Assert.Equal(5, table.Line);
        Assert.False(table.Read());
    }

    [Fact]
    public void A_row_longer_than_the_first_buffer_is_read_and_one_over_16_MiB_is_refused()
    {
        string cell = string.Join("\"\"\n,", Enumerable.Repeat(new string('y', 997), 1_000));
        Assert.Equal([$"2: {cell.Replace("\"\"", "\"", StringComparison.Ordinal)}", "1002: z"], ReadAll($"a,b\n1,\"{cell}\"\n2,z", ',', 100_000, ["b"]));
        Assert.Equal(
            ["2: the row that starts here is longer than 16 MiB"],
            ReadAll($"a,b\n1,\"{new string('\n', CsvVoteTable.LongestRow)}\"\n2,z", ',', 1_000_000, ["b"]));
    }

    [Fact]
    public void A_mistake_before_a_byte_that_is_not_text_is_the_one_told()
    {
        Assert.Equal(["2: the row has 1 field where the header has 2"], ReadAll("a,b\nx\n1,\0", ',', 100, ["b"]));
        Assert.Equal(["2: 2", "3: holds a NUL byte, so it is not a text file"], ReadAll("a,b\n1,2\n1,\0\nx", ',', 100, ["b"]));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static List<string> ReadAll(string text, char delimiter, int step, string[] asked)
    {
        using var table = Open(text, delimiter, step, asked);
        var read = new List<string>();
        try
        {
            while (table.Read())
            {
                read.Add($"{table.Line}: {string.Join('|', Enumerable.Range(0, asked.Length).Select(column => Encoding.UTF8.GetString(table.Cell(column))))}");
            }
        }
        catch (DocumentException e)
        {
            read.Add($"{e.Problems[0].Line}: {e.Problems[0].Problem}");
        }

        return read;
    }

    private static CsvVoteTable Open(string text, char delimiter, int step, string[] asked) =>
        new(new GuardedStream(new StepStream(Encoding.UTF8.GetBytes(text), step), "votes.csv", linesAreBounded: true, hashed: false), "votes.csv", delimiter, asked);

    // The grammar once more, one sign after another: rows with the line they start on, and the first mistake.
    private static IEnumerable<(int Line, List<string> Fields, string? Problem)> RowsOf(string text, char delimiter)
    {
        int at = 0, line = 1;
        while (at < text.Length)
        {
            var fields = new List<string>();
            int start = at, startLine = line;
            while (true)
            {
                var field = new StringBuilder();
                if (at < text.Length && text[at] == '"')
                {
                    at++;
                    while (at < text.Length && (text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"')))
                    {
                        line += text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n')) ? 1 : 0;
                        field.Append(text[at]);
                        at += text[at] == '"' ? 2 : 1;
                    }

                    if (at == text.Length)
                    {
                        yield return (startLine, fields, Unclosed);
                        yield break;
                    }

                    at++;
                    if (at < text.Length && text[at] != delimiter && text[at] is not ('\n' or '\r'))
                    {
                        yield return (startLine, fields, Follows);
                        yield break;
                    }
                }
                else
                {
                    for (; at < text.Length && text[at] != delimiter && text[at] is not ('\n' or '\r'); at++)
                    {
                        if (text[at] == '"')
                        {
                            yield return (startLine, fields, Quoted);
                            yield break;
                        }

                        field.Append(text[at]);
                    }
                }

                fields.Add(field.ToString());
                if (at == text.Length || text[at] != delimiter)
                {
                    break;
                }

                at++;
            }

            bool blank = fields is [""] && text[start] != '"';
            at += text[at..].StartsWith("\r\n", StringComparison.Ordinal) ? 2 : at < text.Length ? 1 : 0;
            line++;
            if (!blank)
            {
                yield return (startLine, fields, null);
            }
        }
    }

    /// <summary>Gives at most so many bytes a read.</summary>
    private sealed class StepStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(step, buffer.Length)]);
    }
}
