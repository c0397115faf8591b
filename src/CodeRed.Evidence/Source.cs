namespace CodeRed.Evidence;

/// <summary>The file that evidence was read from.</summary>
/// <param name="Name">Its file name, without the folder.</param>
/// <param name="Content">The hash of its bytes.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Reading">The hash of how it was read (the mapping), because another reading is other evidence.</param>
public sealed record Source(string Name, ContentHash Content, long Bytes, ContentHash Reading);
