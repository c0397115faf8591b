namespace CodeRed.Evidence.Facts;

/// <summary>How a published figure is meant.</summary>
public enum Precision
{
    /// <summary>Rounded to the digits shown.</summary>
    Rounded,

    /// <summary>"More than": a lower bound.</summary>
    AtLeast,

    /// <summary>"About", or an outsider's estimate.</summary>
    About,
}

/// <summary>How much a product is used.</summary>
/// <param name="Lab">Id of the lab.</param>
/// <param name="Product">Id of the product.</param>
/// <param name="Measure">Id of what is counted, such as <c>weekly-active-users</c>; figures of two measures are never compared.</param>
/// <param name="Value">In the measure's unit.</param>
/// <param name="Precision">How the figure is meant.</param>
/// <param name="By">Who counted: id of a runner or lab.</param>
public sealed record Usage(string Lab, string Product, string Measure, double Value, Precision Precision, string By) : Fact;
