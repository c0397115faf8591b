namespace CodeRed.Evidence;

/// <summary>One preference between the answers of two models.</summary>
/// <param name="First">Number of the first model, from 0 in order of appearance.</param>
/// <param name="Second">Number of the second model, another one.</param>
/// <param name="Preference">What was said.</param>
/// <param name="Prompt">Number of the prompt; -1 where it is not known.</param>
/// <param name="Voter">Number of the voter; -1 where it is not known.</param>
public readonly record struct Vote(int First, int Second, Preference Preference, int Prompt = -1, int Voter = -1);
