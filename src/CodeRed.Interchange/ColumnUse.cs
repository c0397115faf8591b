namespace CodeRed.Interchange;

/// <summary>A column of a file and the key of the mapping that asks for it.</summary>
/// <param name="Column">Its name in a CSV header, or a dotted path into a JSON object.</param>
/// <param name="Key">For example <c>columns.answer</c>.</param>
/// <param name="Line">Where the mapping says so.</param>
/// <param name="Needed">Whether a JSONL file in which no row has it is refused; a CSV header must have every column.</param>
internal sealed record ColumnUse(string Column, string Key, long Line, bool Needed);
