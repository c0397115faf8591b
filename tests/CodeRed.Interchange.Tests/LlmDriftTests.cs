using System.Runtime.CompilerServices;
using CodeRed.Evidence;

namespace CodeRed.Interchange.Tests;

/// <summary>
/// The data of Chen, Zaharia and Zou (2023), read by the mappings of examples/llmdrift. The expected counts were taken from
/// the files by a program of a few lines in another language.
/// </summary>
public sealed class LlmDriftTests
{
    [Theory]
    [InlineData("gpt-4-0314", 840)]
    [InlineData("gpt-4-0613", 511)]
    [InlineData("gpt-3.5-turbo-0301", 496)]
    [InlineData("gpt-3.5-turbo-0613", 762)]
    public void Primes_are_told_right_as_often_as_published(string model, int correct)
    {
        var samples = Read("PRIME_FULL_EVAL.csv", "primes.yaml", model);
        Assert.Equal(1000, samples.Count);
        Assert.Equal(1000, samples.Select(s => s.Sample.Item.Key).Distinct().Count());
        Assert.Equal(correct, samples.Sum(s => s.Grades[0].Raw.Value));
        Assert.All(samples, s => Assert.NotNull(s.Sample.At));
    }

    [Theory]
    [InlineData("gpt-4-0314", 1470)]
    [InlineData("gpt-4-0613", 352)]
    public void Opinions_are_given_as_often_as_published(string model, int answered)
    {
        var samples = Read("OPINIONQA_EVAL.csv", "opinion.yaml", model);
        Assert.Equal(1506, samples.Count);
        Assert.Equal(answered, samples.Sum(s => s.Grades[0].Raw.Value));
    }

    [Theory]
    [InlineData("gpt-4-0314", 26, 26)]
    [InlineData("gpt-4-0613", 5, 35)]
    public void Code_is_accepted_as_often_as_published_as_it_is_and_without_its_fences(string model, int raw, int normalised)
    {
        var samples = Read("LEETCODE_EASY_EVAL.csv", "leetcode.yaml", model);
        Assert.Equal(50, samples.Count);
        Assert.Equal(raw, samples.Sum(s => s.Grades[0].Raw.Value));
        Assert.Equal(normalised, samples.Sum(s => s.Grades[0].Normalised!.Value.Value));
    }

    private static List<GradedSample> Read(string file, string mapping, string model)
    {
        string? data = Environment.GetEnvironmentVariable("CODERED_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "the data of LLMDrift is not part of the project; set CODERED_DATA to the folder that holds llmdrift/");
        using var reader = SourceReader.Open(Path.Combine(data!, "llmdrift", file), Mapping.Read(Path.Combine(Root(), "examples", "llmdrift", mapping)));
        return [.. reader.Read(TestContext.Current.CancellationToken).Where(s => s.Target.Name.EndsWith(model, StringComparison.Ordinal))];
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
