namespace CodeRed.Evidence.Facts;

/// <summary>What a person did.</summary>
public enum MoveKind
{
    /// <summary>Left a lab; where to may be known.</summary>
    Left,

    /// <summary>Was dismissed.</summary>
    Dismissed,

    /// <summary>Joined a lab from elsewhere; where from may be known.</summary>
    Joined,

    /// <summary>Came back to a lab.</summary>
    Returned,

    /// <summary>Got another role in the same lab, or went on leave.</summary>
    Role,
}

/// <summary>A person moved.</summary>
/// <param name="Person">Id of the person.</param>
/// <param name="Kind">What happened.</param>
/// <param name="From">Id of the lab left; null where it is not known or is none.</param>
/// <param name="To">Id of the lab joined; null where it is not known or is none.</param>
/// <param name="Role">The role, in words.</param>
public sealed record Move(string Person, MoveKind Kind, string? From, string? To, string? Role) : Fact;
