namespace CodeRed.Evidence.Facts;

/// <summary>What whoever measured a model is to the lab that made it.</summary>
public enum RunnerKind
{
    /// <summary>Neither the lab nor one of its rivals.</summary>
    Independent,

    /// <summary>The lab itself.</summary>
    Vendor,

    /// <summary>Another lab that sells models.</summary>
    Rival,

    /// <summary>The user, with Code Red.</summary>
    Self,
}
