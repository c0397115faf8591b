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

    /// <summary>Terms of the three outcomes.</summary>
    /// <param name="ratio">e^(d/2): a quotient of two numbers of which there is one for each model, where e^d would take an exponential for each
    /// pair.</param>
    /// <param name="published"><see cref="Published"/> of t.</param>
    static abstract void Terms(double ratio, double published, out OutcomeTerms win, out OutcomeTerms loss, out OutcomeTerms tie);

    /// <summary>Terms of many votes together, without those of each outcome: what a bootstrap spends its time on.</summary>
    static abstract void Sum(double ratio, double published, double wins, double losses, double ties, out OutcomeTerms sum);

    /// <summary>Logarithms of the probabilities of the three outcomes.</summary>
    static abstract (double Win, double Loss, double Tie) LogProbabilities(double d, double published);
}
