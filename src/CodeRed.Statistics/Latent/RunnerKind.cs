namespace CodeRed.Statistics.Latent;

/// <summary>Who measured a score, as seen from the scored model.</summary>
public enum RunnerKind
{
    /// <summary>Nobody with a stake in the model.</summary>
    Independent,

    /// <summary>The lab that made the model. Its scores may be inflated: see <see cref="CapabilityFit.VendorInflation(int, double)"/>.</summary>
    Vendor,

    /// <summary>A lab that makes a competing model. Its scores may be deflated, or inflated: see <see cref="CapabilityFit.RivalInflation"/>.</summary>
    Rival,

    /// <summary>Whoever asks: taken as independent.</summary>
    Self,
}
