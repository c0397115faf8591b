using System.Text.Json.Nodes;
using CodeRed.Statistics;

namespace CodeRed.Pages.Charts;

/// <summary>A row of an interval plot.</summary>
/// <param name="Name">What was measured, already inert.</param>
/// <param name="Figures">The effect and its interval in words.</param>
/// <param name="Effect">The estimate, in the unit of the axis.</param>
/// <param name="Interval">Its interval; null where there is none.</param>
/// <param name="Tone">The colour of its verdict.</param>
internal sealed record IntervalRow(string Name, string Figures, double Effect, Interval? Interval, string Tone);

/// <summary>Effects with their intervals, one below the other, against the line of no change.</summary>
internal static class IntervalPlot
{
    private const int RowHeight = 58;
    private const int AxisHeight = 52;

    /// <summary>In CSS pixels.</summary>
    public static int Height(int rows) => (rows * RowHeight) + AxisHeight;

    /// <summary>The plot as an ECharts option.</summary>
    /// <param name="rows">Top to bottom, all in one unit.</param>
    /// <param name="noChange">What the zero line is called.</param>
    public static JsonObject Option(IReadOnlyList<IntervalRow> rows, string noChange)
    {
        double low = Math.Min(0, rows.Min(r => Math.Min(r.Effect, r.Interval?.Lower ?? r.Effect)));
        double high = Math.Max(0, rows.Max(r => Math.Max(r.Effect, r.Interval?.Upper ?? r.Effect)));
        double margin = (high - low) * 0.04;
        var scale = Scale.Over(low - margin, high + margin, 6);

        var series = new JsonArray();
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Interval is { } interval)
            {
                series.Add(Whisker(i, interval, Colour.Of(rows[i].Tone)));
            }

            series.Add(Estimate(i, rows[i]));
        }

        series[0]!["markLine"] = new JsonObject
        {
            ["silent"] = true,
            ["symbol"] = "none",
            ["lineStyle"] = new JsonObject { ["color"] = Colour.Ink, ["width"] = 1, ["type"] = "solid" },
            ["label"] = new JsonObject
            {
                ["formatter"] = noChange, ["position"] = "start", ["distance"] = 5, ["color"] = Colour.Muted, ["fontSize"] = 12,
            },
            ["data"] = new JsonArray(new JsonObject { ["xAxis"] = 0 }),
        };

        return new()
        {
            ["animation"] = false,
            ["grid"] = new JsonObject { ["left"] = 28, ["right"] = 28, ["top"] = 24, ["bottom"] = 28, ["outerBoundsMode"] = "none" },
            ["xAxis"] = new JsonObject
            {
                ["type"] = "value",
                ["min"] = scale.Min,
                ["max"] = scale.Max,
                ["interval"] = scale.Step,
                ["axisLine"] = new JsonObject { ["show"] = true, ["onZero"] = false, ["lineStyle"] = new JsonObject { ["color"] = Colour.Muted } },
                ["axisTick"] = new JsonObject { ["lineStyle"] = new JsonObject { ["color"] = Colour.Muted } },
                ["splitLine"] = new JsonObject { ["show"] = false },
                ["axisLabel"] = new JsonObject { ["formatter"] = "signed", ["color"] = Colour.Muted, ["fontSize"] = 12, ["hideOverlap"] = true },
            },
            ["yAxis"] = Names(rows),
            ["series"] = series,
        };
    }

    // A name stands above its interval, where a narrow page has room for it; the figures are in the table beside the plot.
    private static JsonObject Names(IReadOnlyList<IntervalRow> rows) => new()
    {
        ["type"] = "category",
        ["inverse"] = true,
        ["data"] = new JsonArray([.. rows.Select(r => (JsonNode)r.Name)]),
        ["axisLine"] = new JsonObject { ["show"] = false },
        ["axisTick"] = new JsonObject { ["show"] = false },
        ["axisLabel"] = new JsonObject
        {
            ["inside"] = true,
            ["margin"] = -28,
            ["interval"] = 0,
            ["align"] = "left",
            ["verticalAlign"] = "bottom",
            ["padding"] = new JsonArray(0, 0, 10, 0),
            ["color"] = Colour.Ink,
            ["fontSize"] = 13,
            ["width"] = 270,
            ["overflow"] = "truncate",
        },
    };

    private static JsonObject Whisker(int row, Interval interval, string colour) => new()
    {
        ["type"] = "line",
        ["name"] = "interval",
        ["silent"] = true,
        ["symbol"] = "rect",
        ["symbolSize"] = new JsonArray(1.5, 11),
        ["showAllSymbol"] = true,
        ["itemStyle"] = new JsonObject { ["color"] = colour },
        ["lineStyle"] = new JsonObject { ["color"] = colour, ["width"] = 3 },
        ["data"] = new JsonArray(new JsonArray(interval.Lower, row), new JsonArray(interval.Upper, row)),
    };

    private static JsonObject Estimate(int row, IntervalRow of) => new()
    {
        ["type"] = "scatter",
        ["name"] = "estimate",
        ["silent"] = true,
        ["symbol"] = "circle",
        ["symbolSize"] = 12,
        ["z"] = 5,
        ["itemStyle"] = new JsonObject { ["opacity"] = 1, ["color"] = Colour.Of(of.Tone), ["borderColor"] = Colour.Paper, ["borderWidth"] = 2 },
        ["data"] = new JsonArray(new JsonArray(of.Effect, row)),
    };
}
