namespace CodeRed.Interchange;

/// <summary>Where the values of one column in one group of rows lie.</summary>
/// <param name="Start">The offset of the first page.</param>
/// <param name="End">The offset behind the last page.</param>
/// <param name="Codec">How pages are packed, by the format's number.</param>
/// <param name="Values">As many as the group has rows.</param>
internal readonly record struct ParquetChunk(long Start, long End, int Codec, long Values);
