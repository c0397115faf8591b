using System.Xml.Linq;
using CodeRed.Evidence;

namespace CodeRed.Interchange.Tests;

/// <summary>A JUnit report is well-formed whatever a model answered.</summary>
public sealed class JUnitReportTests
{
    private static async Task<XElement> Read(params JUnitCase[] cases)
    {
        var output = new StringWriter();
        await JUnitReport.WriteAsync(output, "codered", [new JUnitSuite("suite", () => cases)]);
        return XDocument.Parse(output.ToString()).Root!.Element("testsuite")!;
    }

    private static Outcome Graded(double? value, string? label = null, bool nonAnswer = false, double? latency = 250) =>
        new(7, 0, 0, value, null, label, nonAnswer, false, null, null, latency, null, "billing", null);

    private static JUnitCase Item(Better better, double pass, params Outcome[] answers) =>
        JUnitCase.OfItem("tickets", "t1", answers, better, pass, _ => ("It is shipping.", "timed out"));

    [Fact]
    public async Task Counts_are_those_of_the_cases()
    {
        var suite = await Read(Item(Better.Higher, 1, Graded(1)), Item(Better.Higher, 1, Graded(0, "shipping")), Item(Better.Higher, 1, Graded(null)));

        Assert.Equal(("3", "1", "1", "0.750"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("errors")!, (string)suite.Attribute("time")!));
        var failure = suite.Descendants("failure").Single();
        Assert.Equal("graded 0; expected 'billing'; read as 'shipping'", (string)failure.Attribute("message")!);
        Assert.Contains("It is shipping.", failure.Value, StringComparison.Ordinal);
        Assert.Equal("not measured: timed out", (string)suite.Descendants("error").Single().Attribute("message")!);
        Assert.Equal(("tickets", "t1"), ((string)suite.Elements("testcase").First().Attribute("classname")!, (string)suite.Elements("testcase").First().Attribute("name")!));
    }

    [Fact]
    public void A_repeat_that_does_not_pass_fails_the_item_and_an_error_beside_it_does_not_hide_it()
    {
        Assert.Equal(JUnitOutcome.Failed, Item(Better.Higher, 1, Graded(1), Graded(null), Graded(0)).Outcome);
        Assert.Equal(JUnitOutcome.Error, Item(Better.Higher, 1, Graded(1), Graded(null)).Outcome);
        Assert.Equal(JUnitOutcome.Passed, Item(Better.Higher, .5, Graded(.5), Graded(1)).Outcome);
        Assert.Equal(JUnitOutcome.Passed, Item(Better.Lower, 1, Graded(0)).Outcome);
        Assert.Equal(JUnitOutcome.Failed, Item(Better.Lower, 1, Graded(1)).Outcome);
    }

    [Fact]
    public async Task Hostile_text_stays_text()
    {
        const string hostile = "]]></failure><testcase/>&\"'<\u0000\u0007\u001b[31m\u0085\u202Eevil\uD800 \U0001F525 題";
        var suite = await Read(new JUnitCase(hostile, hostile, JUnitOutcome.Failed, hostile, hostile + "\nnext\r\nlast", null));

        Assert.Single(suite.Elements("testcase"));
        var failure = suite.Descendants("failure").Single();
        foreach (string text in new[] { (string)suite.Element("testcase")!.Attribute("name")!, (string)failure.Attribute("message")!, failure.Value })
        {
            Assert.Contains("]]></failure><testcase/>&\"'<\uFFFD\uFFFD\uFFFD[31m\uFFFD\uFFFDevil\uFFFD \U0001F525 題", text, StringComparison.Ordinal);
        }

        Assert.Contains("\nnext", failure.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Value, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task A_suite_without_cases_is_a_report()
    {
        Assert.Equal("0", (string)(await Read()).Attribute("tests")!);
    }
}
