namespace CodeRed.Statistics.Sequential;

/// <summary>Which bounds a confidence sequence gives, and so how it spends its error.</summary>
public enum ConfidenceBounds
{
    /// <summary>A lower and an upper bound, half of the error each.</summary>
    Both,

    /// <summary>A lower bound with the whole error, to show that a mean is at least so high.</summary>
    Lower,

    /// <summary>An upper bound with the whole error, to show that a mean is at most so high, such as a drop.</summary>
    Upper,
}
