using CodeRed.Evidence;
using CodeRed.Findings.Probe;
using CodeRed.Probing.Running;
using CodeRed.Providers;

namespace CodeRed.Cli;

/// <summary>What probing one target came to.</summary>
/// <param name="Name">The target's.</param>
/// <param name="Plan">What was to be asked.</param>
/// <param name="End">How it ended.</param>
/// <param name="Last">How far it came.</param>
/// <param name="Run">The run; null while it is not whole, as are the finding and what the wire told.</param>
/// <param name="Finding">What it came to.</param>
/// <param name="Wire">What the wire told.</param>
internal sealed record ProbeResult(string Name, RunPlan Plan, RunEnd End, RunProgress Last, Run? Run, ProbeFinding? Finding, RunWire? Wire)
{
    /// <summary>Whether the target is a server that the user runs.</summary>
    public bool IsOwnServer => ProviderCatalogue.IsOwnServer(TargetId.Parse((string)Plan.Asking["id"]!).Vendor);

    /// <summary>Whether the run is whole and some answer has a grade.</summary>
    public bool IsMeasured => Finding?.Run.Quality is not null;
}
