using System.Globalization;
using System.Text;
using System.Xml;

namespace CodeRed.Interchange;

/// <summary>Writes test cases as JUnit XML, the form that build servers read.</summary>
/// <remarks>
/// The form of Ant's JUnit task as Jenkins and GitLab read it: <c>testsuites</c>, <c>testsuite</c>, <c>testcase</c> with <c>failure</c> or <c>error</c>. Cases are
/// streamed. Text from outside may hold anything: what XML cannot hold, other control characters, and the signs that turn the direction of
/// writing become U+FFFD.
/// </remarks>
public static class JUnitReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="output">Receives it, to be encoded as UTF-8; it is left open.</param>
    /// <param name="name">What made it.</param>
    /// <param name="suites">The groups of cases.</param>
    public static async Task WriteAsync(TextWriter output, string name, IReadOnlyList<JUnitSuite> suites)
    {
        // Declared as UTF-8 whatever the writer is: that is how it is stored.
        await output.WriteAsync("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        await using var xml = XmlWriter.Create(output, new XmlWriterSettings
        {
            Async = true, Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize, CloseOutput = false,
        });
        await xml.WriteStartElementAsync(null, "testsuites", null);
        await Attribute(xml, "name", name);
        foreach (var suite in suites)
        {
            await WriteAsync(xml, suite);
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task WriteAsync(XmlWriter xml, JUnitSuite suite)
    {
        long tests = 0, failures = 0, errors = 0;
        var time = TimeSpan.Zero;
        foreach (var test in suite.Cases())
        {
            tests++;
            failures += test.Outcome == JUnitOutcome.Failed ? 1 : 0;
            errors += test.Outcome == JUnitOutcome.Error ? 1 : 0;
            time += test.Time ?? TimeSpan.Zero;
        }

        await xml.WriteStartElementAsync(null, "testsuite", null);
        await Attribute(xml, "name", suite.Name);
        await Attribute(xml, "tests", tests.ToString(CultureInfo.InvariantCulture));
        await Attribute(xml, "failures", failures.ToString(CultureInfo.InvariantCulture));
        await Attribute(xml, "errors", errors.ToString(CultureInfo.InvariantCulture));
        await Attribute(xml, "time", Seconds(time));
        foreach (var test in suite.Cases())
        {
            await xml.WriteStartElementAsync(null, "testcase", null);
            await Attribute(xml, "classname", test.ClassName);
            await Attribute(xml, "name", test.Name);
            if (test.Time is { } taken)
            {
                await Attribute(xml, "time", Seconds(taken));
            }

            if (test.Outcome != JUnitOutcome.Passed)
            {
                await xml.WriteStartElementAsync(null, test.Outcome == JUnitOutcome.Failed ? "failure" : "error", null);
                await Attribute(xml, "message", test.Message ?? "");
                await xml.WriteStringAsync(Inert(test.Details ?? ""));
                await xml.WriteEndElementAsync();
            }

            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private static Task Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeStringAsync(null, name, null, Inert(value));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Inert(string hostile)
    {
        var inert = new StringBuilder(hostile.Length);
        foreach (var rune in hostile.EnumerateRunes())
        {
            // A lone surrogate is enumerated as U+FFFD already.
            bool fine = rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (>= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0xFFFE or 0xFFFF));
            inert.Append(fine ? rune.ToString() : "\uFFFD");
        }

        return inert.ToString();
    }
}
