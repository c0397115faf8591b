namespace CodeRed.Statistics.Ranking;

/// <summary>How the outcome of a comparison depends on the difference of log-strengths d of the first and the second model, and on a tie parameter t
/// in which the log-likelihood is concave.</summary>
internal interface ITieRule
{
    static abstract TieTreatment Treatment { get; }

    /// <summary>Whether t lies in the domain.</summary>
    static abstract bool Permits(double t);

    /// <summary>The t at which equally strong models tie with this probability, in (0, 1).</summary>
    static abstract double StartAt(double tieShare);

    /// <summary>The tie parameter as the paper has it, which is e^t.</summary>
    static abstract double Published(double t);

    /// <summary>The published parameter at which nothing ties.</summary>
    static abstract double WithoutTies { get; }

    /// <summary>Terms of the three outcomes. <paramref name="published"/> is <see cref="Published"/> of t.</summary>
    static abstract void Terms(double d, double published, out OutcomeTerms win, out OutcomeTerms loss, out OutcomeTerms tie);

    /// <summary>Logarithms of the probabilities of the three outcomes.</summary>
    static abstract (double Win, double Loss, double Tie) LogProbabilities(double d, double published);
}
