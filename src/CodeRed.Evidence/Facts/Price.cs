namespace CodeRed.Evidence.Facts;

/// <summary>What a vendor asks for a model, from a date on.</summary>
/// <param name="Model">Id of the model.</param>
/// <param name="Vendor">Id of the lab or host that sells it.</param>
/// <param name="Input">US dollars per million input tokens.</param>
/// <param name="Output">US dollars per million output tokens, reasoning included.</param>
/// <param name="CachedInput">US dollars per million input tokens read from a cache; null where there is no such price.</param>
public sealed record Price(string Model, string Vendor, decimal Input, decimal Output, decimal? CachedInput) : Fact;
