using System.Text.Json.Nodes;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Wording;

namespace CodeRed.Pages.Charts;

/// <summary>The e-value over the items seen, on a logarithmic axis, with the thresholds 1/alpha and where it crossed them.</summary>
internal static class BettingChart
{
    /// <summary>In CSS pixels.</summary>
    public const int Height = 340;

    /// <summary>The chart as an ECharts option.</summary>
    public static JsonObject Option(BettingTrace betting, string tone, Language language)
    {
        var path = betting.Path.Select(p => (p.Items, Log10: p.LogE / Math.Log(10))).ToList();
        double highest = betting.Stops.Select(s => -Math.Log10(s.Alpha)).DefaultIfEmpty(2).Max();
        int shown = Window(path, highest * 3);
        bool leaves = shown < path.Count;
        double top = leaves ? path[shown - 1].Log10 : path.Select(p => p.Log10).Append(highest).Max();
        double bottom = path.Take(shown).Select(p => p.Log10).Append(0).Min();
        var scale = Scale.Over(bottom, top * 1.02, 6);
        double step = Math.Max(1, scale.Step);

        var series = new JsonArray(new JsonObject
        {
            ["type"] = "line",
            ["name"] = "path",
            ["silent"] = true,
            ["showSymbol"] = false,
            ["clip"] = true,
            ["z"] = 3,
            ["lineStyle"] = new JsonObject { ["color"] = Colour.Ink, ["width"] = 1.75, ["join"] = "round" },
            ["data"] = new JsonArray([.. path.Take(shown).Select(p => (JsonNode)new JsonArray(p.Items, Rounded(p.Log10)))]),
            ["markLine"] = new JsonObject
            {
                ["silent"] = true,
                ["symbol"] = "none",
                ["lineStyle"] = new JsonObject { ["color"] = Colour.Muted, ["width"] = 1, ["type"] = "dashed" },
                ["label"] = new JsonObject { ["position"] = "insideEndTop", ["color"] = Colour.Muted, ["fontSize"] = 12 },
                ["data"] = new JsonArray([.. betting.Stops.Select(s => (JsonNode)new JsonObject
                {
                    ["yAxis"] = -Math.Log10(s.Alpha),
                    ["label"] = new JsonObject { ["formatter"] = $"{language.Text(Label.Threshold)} {EValue.Text(-Math.Log(s.Alpha))}" },
                })]),
            },
        });

        if (leaves)
        {
            // The line goes on far above the picture; the end of it is told, not drawn.
            series.Add(new JsonObject
            {
                ["type"] = "scatter",
                ["name"] = "onwards",
                ["silent"] = true,
                ["symbol"] = "triangle",
                ["symbolSize"] = 9,
                ["z"] = 4,
                ["itemStyle"] = new JsonObject { ["opacity"] = 1, ["color"] = Colour.Ink },
                ["label"] = new JsonObject
                {
                    ["show"] = true,
                    ["position"] = "top",
                    ["align"] = "right",
                    ["offset"] = new JsonArray(6, -1),
                    ["color"] = Colour.Ink,
                    ["fontSize"] = 12,
                    ["formatter"] = $"{EValue.Text(betting.LogE)} · {language.Count(path[^1].Items)} {language.Text(Label.ItemsSeen)}",
                },
                ["data"] = new JsonArray(new JsonArray(path[shown - 1].Items, Rounded(path[shown - 1].Log10))),
            });
        }

        foreach (var stop in betting.Stops)
        {
            if (stop.Items is { } items)
            {
                series.Add(Crossing(stop.Alpha, items, narrow: items < 0.06 * path[shown - 1].Items, tone, language));
            }
        }

        return new()
        {
            ["animation"] = false,
            ["grid"] = new JsonObject { ["left"] = 58, ["right"] = 16, ["top"] = 34, ["bottom"] = 44, ["outerBoundsMode"] = "none" },
            ["xAxis"] = new JsonObject
            {
                ["type"] = "value",
                ["min"] = 0,
                ["max"] = path[shown - 1].Items,
                ["splitNumber"] = 5,
                ["name"] = language.Text(Label.ItemsSeen),
                ["nameLocation"] = "middle",
                ["nameGap"] = 28,
                ["nameTextStyle"] = new JsonObject { ["color"] = Colour.Muted, ["fontSize"] = 12 },
                ["axisLine"] = new JsonObject { ["show"] = true, ["onZero"] = false, ["lineStyle"] = new JsonObject { ["color"] = Colour.Muted } },
                ["axisTick"] = new JsonObject { ["lineStyle"] = new JsonObject { ["color"] = Colour.Muted } },
                ["splitLine"] = new JsonObject { ["show"] = false },
                ["axisLabel"] = new JsonObject { ["formatter"] = "count", ["color"] = Colour.Muted, ["fontSize"] = 12, ["hideOverlap"] = true, ["showMaxLabel"] = false },
            },
            ["yAxis"] = new JsonObject
            {
                ["type"] = "value",
                ["min"] = Math.Floor(scale.Min / step) * step,
                ["max"] = Math.Ceiling(scale.Max / step) * step,
                ["interval"] = step,
                ["name"] = language.Text(Label.EValue),
                ["nameLocation"] = "end",
                ["nameGap"] = 14,
                ["nameTextStyle"] = new JsonObject { ["color"] = Colour.Muted, ["fontSize"] = 12, ["align"] = "right", ["padding"] = new JsonArray(0, 8, 0, 0) },
                ["splitLine"] = new JsonObject { ["lineStyle"] = new JsonObject { ["color"] = Colour.Hair } },
                ["axisLabel"] = new JsonObject { ["formatter"] = "power", ["color"] = Colour.Muted, ["fontSize"] = 12 },
            },
            ["series"] = series,
        };
    }

    private static JsonObject Crossing(double alpha, long items, bool narrow, string tone, Language language) => new()
    {
        ["type"] = "scatter",
        ["name"] = "crossing",
        ["silent"] = true,
        ["symbol"] = "circle",
        ["symbolSize"] = 11,
        ["z"] = 5,
        ["itemStyle"] = new JsonObject { ["opacity"] = 1, ["color"] = Colour.Of(tone), ["borderColor"] = Colour.Paper, ["borderWidth"] = 2 },
        ["label"] = new JsonObject
        {
            ["show"] = true,
            // The line comes from below on the left, so the number goes above it, unless the axis is in the way.
            ["position"] = narrow ? "right" : "top",
            ["align"] = narrow ? "left" : "right",
            ["distance"] = narrow ? 7 : 3,
            ["color"] = Colour.Ink,
            ["fontSize"] = 13,
            ["fontWeight"] = 600,
            ["formatter"] = language.Count(items),
        },
        ["data"] = new JsonArray(new JsonArray(items, -Math.Log10(alpha))),
    };

    /// <summary>How many points to draw: all, unless the line leaves for good so far above every threshold that these would be crushed.</summary>
    private static int Window(List<(long Items, double Log10)> path, double ceiling)
    {
        int below = path.FindLastIndex(p => p.Log10 <= ceiling) + 1;
        return below >= 8 && path[^1].Log10 > ceiling * 1.5 ? Math.Min(below + 1, path.Count) : path.Count;
    }

    // Four digits are finer than a pixel; the exact values are in the finding.
    private static double Rounded(double log10) => Math.Round(log10, 4);
}
