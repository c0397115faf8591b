namespace CodeRed.Evidence;

/// <summary>Which of two models a voter preferred.</summary>
public enum Preference
{
    /// <summary>The first model.</summary>
    First,

    /// <summary>The second model.</summary>
    Second,

    /// <summary>Neither above the other.</summary>
    Tie,

    /// <summary>Neither above the other, and neither good.</summary>
    BothBad,
}

/// <summary>One judgement between two models; models, prompts and voters are numbered from 0 in order of appearance.</summary>
/// <param name="First">The number of the model shown first.</param>
/// <param name="Second">The number of the model shown second, another than <paramref name="First"/>.</param>
/// <param name="Preference">Which was preferred.</param>
/// <param name="Prompt">The number of the prompt; -1 when it is not known.</param>
/// <param name="Voter">The number of the voter; -1 when it is not known.</param>
/// <remarks>Votes on one prompt, or of one voter, are not independent of each other.</remarks>
public readonly record struct Vote(int First, int Second, Preference Preference, int Prompt = -1, int Voter = -1);
