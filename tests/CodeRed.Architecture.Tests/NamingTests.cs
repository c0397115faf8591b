using System.Text.RegularExpressions;

namespace CodeRed.Architecture.Tests;

/// <summary>One concept, one file, named by the concept.</summary>
public sealed partial class NamingTests
{
    [Theory]
    [InlineData("StringUtils")]
    [InlineData("JsonUtil")]
    [InlineData("TestHelper")]
    [InlineData("Helpers")]
    [InlineData("RunManager")]
    [InlineData("AlarmServices")]
    [InlineData("IAlarmService`1")]
    public void A_name_that_says_nobody_decided_is_recognised(string name) => Assert.True(SaysNothing(name));

    [Theory]
    [InlineData("CanonicalJson")]
    [InlineData("Utilization")]
    [InlineData("ServiceLevel")]
    public void A_name_that_names_an_idea_is_left_alone(string name) => Assert.False(SaysNothing(name));

    [Fact]
    public void No_file_is_named_utils_helper_manager_or_service()
    {
        string[] named = [.. Checkout.Files("src").Concat(Checkout.Files("tests")).Where(path => SaysNothing(Path.GetFileName(path).Split('.')[0]))];

        Assert.Empty(named);
    }

    [Theory, MemberData(nameof(ProjectArrowTests.SourceProjects), MemberType = typeof(ProjectArrowTests))]
    public void No_type_is_named_utils_helper_manager_or_service(string project)
    {
        BuiltAssembly assembly = BuiltAssembly.Open(ProjectArrowTests.AssemblyOf(project));

        string[] named = [.. assembly.DefinedTypes.Where(SaysNothing)];

        Assert.NotEmpty(assembly.DefinedTypes);
        Assert.Empty(named);
    }

    [Theory]
    [InlineData("Interval.cs", "public sealed record Interval(double Low);\ninternal sealed class Other;", null)]
    [InlineData("Interval.cs", "public readonly record struct Interval;\npublic enum IntervalKind { A }\npublic sealed record Pair;", null)]
    [InlineData("Interval.Text.cs", "public sealed partial class Interval\n{\n    public class Inner;\n}", null)]
    [InlineData("Interval.cs", "public static class Interval;\npublic sealed class Interval<T>;", null)]
    [InlineData("Interval.cs", "public sealed record Interval;\npublic sealed class IntervalException : Exception;", null)]
    [InlineData("Global.cs", "global using System;", null)]
    [InlineData("Interval.cs", "public sealed class Range;", "declares Range and no Interval")]
    [InlineData("Interval.cs", "internal static class Range;", "declares Range and no Interval")]
    [InlineData("Interval.cs", "public sealed class Interval;\npublic static class Range;", "also declares the public Range")]
    [InlineData("Interval.cs", "public interface Interval;\r\npublic abstract partial class Range\r\n{", "also declares the public Range")]
    public void A_file_is_judged_by_the_types_at_its_margin(string file, string source, string? problem) =>
        Assert.Equal(problem, ProblemOf(file, source));

    [Fact]
    public void Every_source_file_holds_the_one_public_type_it_is_named_after()
    {
        string[] sources = [.. Checkout.Files("src").Where(path => path.EndsWith(".cs", StringComparison.Ordinal))];
        IEnumerable<string> problems =
            from path in sources
            let problem = ProblemOf(Path.GetFileName(path), Checkout.Read(path))
            where problem is not null
            select $"{path} {problem}";

        Assert.NotEmpty(sources);
        Assert.Empty(problems);
    }

    /// <summary>
    /// A file is named after a type in it (up to the first full stop: Interval.Text.cs is an aspect of Interval). Beside
    /// that type only companions are public: an enum, a record, a delegate or an exception, or the same name with type parameters.
    /// </summary>
    private static string? ProblemOf(string file, string source)
    {
        string name = file.Split('.')[0];
        Match[] types = [.. TypeAtTheMargin().Matches(source).Cast<Match>()];
        if (types.Length > 0 && types.All(type => type.Groups["name"].Value != name))
        {
            return $"declares {types[0].Groups["name"].Value} and no {name}";
        }

        Match? second = types.FirstOrDefault(type =>
            type.Groups["access"].Value == "public" && type.Groups["name"].Value != name && (type.Groups["kind"].Value is "class" or "struct" or "interface")
            && !type.Groups["name"].Value.EndsWith("Exception", StringComparison.Ordinal));
        return second is null ? null : $"also declares the public {second.Groups["name"].Value}";
    }

    private static bool SaysNothing(string name) => NobodyDecided().IsMatch(name);

    [GeneratedRegex("(Util|Utils|Utility|Utilities|Helper|Helpers|Manager|Managers|Service|Services)(`[0-9]+)?$")]
    private static partial Regex NobodyDecided();

    // Namespaces are file-scoped, so a type that is not inside another begins at the margin.
    [GeneratedRegex(@"^(?<access>public|internal|file)?[ ]?(?:(?:static|sealed|abstract|readonly|ref|partial|unsafe)[ ])*(?<kind>class|struct|interface|enum|record(?:[ ](?:class|struct))?|delegate[ ][^(\r\n]*?)[ ](?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeAtTheMargin();
}
