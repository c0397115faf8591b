namespace CodeRed.Grading;

/// <summary>Which of several things found in an answer is the answer.</summary>
public enum Take
{
    /// <summary>The one that begins earliest.</summary>
    First,

    /// <summary>The one that begins latest.</summary>
    Last,

    /// <summary>Whichever stands first in the grader's own list, wherever it occurs. For labels only.</summary>
    Listed,
}

/// <summary>What a reading of the answer is compared with.</summary>
public enum Expect
{
    /// <summary>The item's expected text; where the item has none, any reading will do.</summary>
    Item,

    /// <summary>Nothing: any reading will do, also where the item has an expected text.</summary>
    Any,
}
