using Parquet;
using Parquet.Schema;

namespace CodeRed.Interchange.Tests.Votes;

/// <summary>Writes Parquet with Parquet.Net, which shares no code with the reader under test.</summary>
internal static class ParquetScratch
{
    /// <summary>Writes columns of texts (null is absent) and of numbers, in groups of so many rows.</summary>
    public static async Task<byte[]> Write(CompressionMethod packing, int rowsInGroup, params (string Name, Array Values)[] columns)
    {
        Field[] fields = [.. columns.Select(c => c.Values switch
        {
            string?[] => new DataField<string>(c.Name),
            double?[] => new DataField<double?>(c.Name),
            long[] => new DataField<long>(c.Name),
            bool[] => new DataField<bool>(c.Name),
            DateTime[] => (Field)new DataField<DateTime>(c.Name),
            _ => throw new ArgumentException($"No column of {c.Values.GetType()}.", nameof(columns)),
        })];
        var schema = new ParquetSchema(fields);
        var stream = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream, new ParquetOptions { CompressionMethod = packing, CompressionLevel = System.IO.Compression.CompressionLevel.Fastest }))
        {
            int rows = columns[0].Values.Length;
            for (int row = 0; row < rows || (rows == 0 && row == 0); row += rowsInGroup)
            {
                using var group = writer.CreateRowGroup();
                int count = Math.Min(rowsInGroup, rows - row);
                for (int column = 0; column < columns.Length; column++)
                {
                    var field = schema.DataFields[column];
                    await (columns[column].Values switch
                    {
                        string?[] texts => group.WriteAsync(field, texts[row..(row + count)]),
                        double?[] numbers => group.WriteAsync<double>(field, numbers.AsMemory(row, count)),
                        long[] numbers => group.WriteAsync<long>(field, numbers.AsMemory(row, count)),
                        bool[] truths => group.WriteAsync<bool>(field, truths.AsMemory(row, count)),
                        _ => group.WriteAsync<DateTime>(field, ((DateTime[])columns[column].Values).AsMemory(row, count)),
                    });
                }

                group.CompleteValidate();
                if (rows == 0)
                {
                    break;
                }
            }
        }

        return stream.ToArray();
    }
}
