using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Documents;
using CodeRed.Grading;

namespace CodeRed.Probing.Suites;

/// <summary>A suite as its file says it, whose tests have not been gone through yet.</summary>
internal sealed record SuiteDraft(
    string Path,
    string Name,
    string? Description,
    ImmutableArray<SuitePrompt> Prompts,
    Template? System,
    ImmutableArray<TargetSpec> Targets,
    GenerationOptions Options,
    int Epochs,
    SuiteLimits Limits,
    JudgeSpec Judge,
    TestCase Standard,
    ImmutableArray<TestSource> Sources,
    AssertionReader Assertions)
{
    /// <summary>Enough to mend a file by; a table with the same mistake in every row would never end.</summary>
    private const int MostProblems = 100;

    /// <summary>The items in order: test by test, each with every prompt.</summary>
    /// <param name="problems">Where mistakes are noted; what is mistaken yields no item.</param>
    public IEnumerable<ProbeItem> Items(List<DocumentProblem> problems)
    {
        // A reader of its own, so that two passes at once share nothing.
        var reader = new TestReader(problems, new AssertionReader(problems));
        foreach (var source in Sources)
        {
            foreach (var test in Whole(source, reader, problems))
            {
                var full = test.Over(Standard);
                ImmutableArray<SuitePrompt> prompts = full.Prompt is null ? Prompts : [full.Prompt.Under(System)];
                foreach (var scope in full.Scopes())
                {
                    foreach (var prompt in prompts)
                    {
                        if (Item(full, scope, prompt, prompts.Length > 1, problems) is { } item)
                        {
                            yield return item;
                        }

                        if (problems.Count >= MostProblems)
                        {
                            problems.Add(new(source.Path ?? Path, 0, string.Create(CultureInfo.InvariantCulture, $"there are more mistakes than these {MostProblems}"), "correct these first"));
                            yield break;
                        }
                    }
                }
            }
        }
    }

    /// <summary>The tests of a source up to the first place where it cannot be read.</summary>
    private static IEnumerable<TestCase> Whole(TestSource source, TestReader reader, List<DocumentProblem> problems)
    {
        IEnumerator<TestCase>? tests = null;
        try
        {
            while (true)
            {
                try
                {
                    tests ??= source.Tests(reader).GetEnumerator();
                    if (!tests.MoveNext())
                    {
                        break;
                    }
                }
                catch (DocumentException e)
                {
                    problems.AddRange(e.Problems);
                    break;
                }

                yield return tests.Current;
            }
        }
        finally
        {
            tests?.Dispose();
        }
    }

    private ProbeItem? Item(TestCase test, TemplateScope scope, SuitePrompt prompt, bool oneOfSeveral, List<DocumentProblem> problems)
    {
        try
        {
            var messages = prompt.Render(scope, test.Prefix, test.Suffix);
            var assertions = ImmutableArray.CreateBuilder<Assertion>(test.Assertions.Length);
            foreach (var draft in test.Assertions)
            {
                var assertion = draft.For(scope);
                try
                {
                    // What is expected is looked at before the answer is: a mistake in it shows now, not after the money is spent.
                    assertion.Grade("");
                }
                catch (GradingException e)
                {
                    throw draft.Wrong(scope, e);
                }

                assertions.Add(assertion);
            }

            var set = new AssertionSet(assertions, test.Threshold);
            return new ProbeItem(ItemId.Of(test, scope, oneOfSeveral ? prompt.Label : null, set), messages, test.Options.Over(Options), set)
            {
                Description = test.Description?.Render(scope),
                Stratum = test.Stratum,
                IsAbstentionAware = test.IsAbstentionAware ?? false,
                HasGivenId = test.Id is not null,
                Path = test.Path,
                Line = test.Line,
            };
        }
        catch (DocumentException e)
        {
            // One mistake of a test shows in each of its items.
            problems.AddRange(e.Problems.Where(p => !problems.Contains(p)));
            return null;
        }
    }
}
