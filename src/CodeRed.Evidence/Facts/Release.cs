namespace CodeRed.Evidence.Facts;

/// <summary>What was released.</summary>
public enum ReleaseKind
{
    /// <summary>A model, by API, app or weights.</summary>
    Model,

    /// <summary>A product that is no model.</summary>
    Product,

    /// <summary>A company or lab was founded or launched.</summary>
    Lab,

    /// <summary>Something was announced, not yet released.</summary>
    Announcement,
}

/// <summary>A lab released something.</summary>
/// <param name="Lab">Id of the lab.</param>
/// <param name="Subject">What it is called.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Model">Id of the model, where the ledger has it.</param>
/// <param name="Flagship">Whether it was the lab's most capable model on that day, as the lab presented it; null where nobody decided.</param>
public sealed record Release(string Lab, string Subject, ReleaseKind Kind, string? Model, bool? Flagship) : Fact;
