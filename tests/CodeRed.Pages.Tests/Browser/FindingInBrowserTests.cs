using CodeRed.Findings.Wording;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CodeRed.Pages.Tests.Browser;

public sealed class FindingInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<string> Names => ["worse", "no change", "nothing measured", "attacked", "Chinese", "log", "log without times", "attacked log", "ranking", "Chinese ranking", "attacked ranking", "no ranking",
        "brief", "Chinese brief", "attacked brief", "empty brief", "all labs", "standing", "claims"];

    [Theory, MemberData(nameof(Names))]
    public async Task A_page_asks_for_nothing_breaks_no_policy_and_runs_no_hostile_script(string name)
    {
        await using var open = await chromium.OpenAsync(await Html(name));
        Assert.Equal(["file://" + open.File], open.Requests);
        Assert.Empty(open.Console);
    }

    [Theory]
    [InlineData("worse", 2, 3, 3)]
    [InlineData("no change", 2, 1, 0)]
    [InlineData("attacked", 2, 3, 3)]
    [InlineData("log", 3, 5, 0)]
    [InlineData("nothing measured", 0, 0, 0)]
    public async Task Charts_are_drawn_with_a_mark_for_each_estimate_and_each_crossing(string name, int charts, int estimates, int crossings)
    {
        await using var open = await chromium.OpenAsync(await Html(name));
        Assert.Equal(charts, await open.Page.Locator(".chart svg").CountAsync());

        // A mark is a filled path with the paper's colour around it.
        int marks = await open.Page.Locator(".chart svg path[stroke='var(--paper)']").CountAsync();
        Assert.Equal(estimates + crossings, marks);
        Assert.Equal(estimates, await open.Page.Locator(".chart svg path[stroke-width='3'][stroke^='var(--']").CountAsync());
    }

    [Theory]
    [InlineData("worse", ColorScheme.Light)]
    [InlineData("worse", ColorScheme.Dark)]
    [InlineData("Chinese", ColorScheme.Dark)]
    [InlineData("attacked", ColorScheme.Light)]
    [InlineData("log", ColorScheme.Light)]
    [InlineData("log", ColorScheme.Dark)]
    [InlineData("nothing measured", ColorScheme.Light)]
    [InlineData("ranking", ColorScheme.Light)]
    [InlineData("ranking", ColorScheme.Dark)]
    [InlineData("brief", ColorScheme.Light)]
    [InlineData("brief", ColorScheme.Dark)]
    [InlineData("Chinese brief", ColorScheme.Light)]
    [InlineData("attacked brief", ColorScheme.Dark)]
    [InlineData("standing", ColorScheme.Dark)]
    [InlineData("claims", ColorScheme.Light)]
    public async Task Axe_finds_nothing_serious(string name, ColorScheme scheme)
    {
        await using var open = await chromium.OpenAsync(await Html(name), scheme);
        var result = await open.Page.RunAxe();
        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help}: {v.Nodes[0].Html}"));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Nothing_runs_off_a_narrow_screen(string name)
    {
        await using var open = await chromium.OpenAsync(await Html(name), width: 360);
        Assert.Equal(360, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await open.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('body *')]
              .filter(e => !e.closest('.table, .unseen') && e.getBoundingClientRect().right > 360.5)
              .map(e => e.tagName + '.' + e.getAttribute('class'))
            """));
    }

    [Fact]
    public async Task Colours_of_a_chart_follow_the_scheme_without_a_reload()
    {
        await using var open = await chromium.OpenAsync(await Html("worse"));
        var estimate = open.Page.Locator(".chart svg path[fill='var(--worse)']").First;
        string light = await estimate.EvaluateAsync<string>("e => getComputedStyle(e).fill");
        await open.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        string dark = await estimate.EvaluateAsync<string>("e => getComputedStyle(e).fill");
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        string print = await estimate.EvaluateAsync<string>("e => getComputedStyle(e).fill");

        Assert.Equal("rgb(179, 18, 43)", light);
        Assert.NotEqual(light, dark);
        Assert.Equal(light, print);
    }

    [Fact]
    public async Task The_filter_shows_one_direction_and_paper_shows_all()
    {
        await using var open = await chromium.OpenAsync(await Html("worse"));
        var flips = open.Page.Locator(".flip:visible");
        Assert.Equal(9, await flips.CountAsync());
        await open.Page.GetByLabel("newly wrong").CheckAsync();
        Assert.Equal(6, await flips.CountAsync());
        await open.Page.GetByLabel("newly right").CheckAsync();
        Assert.Equal(3, await flips.CountAsync());
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(9, await flips.CountAsync());
    }

    [Fact]
    public async Task Without_scripts_all_but_the_charts_is_there()
    {
        await using var open = await chromium.OpenAsync(await Html("worse"), scripts: false);
        Assert.Equal(0, await open.Page.Locator(".chart:visible").CountAsync());
        Assert.Equal(9, await open.Page.Locator(".flip:visible").CountAsync());
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "α = 0.05" })).ToBeVisibleAsync();
        await Assertions.Expect(open.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "−37.4 to −28.4" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_paper_charts_and_tables_fit_and_no_answer_is_cut()
    {
        // A4 less the margins of the sheet.
        await using var open = await chromium.OpenAsync(await Html("worse"), width: 680);
        await open.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await open.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.chart svg')].every(e => e.getBoundingClientRect().width <= 640)"));
        Assert.True(await open.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.long')].every(e => e.scrollHeight <= e.clientHeight + 1)"));
        Assert.Equal(680, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.NotEmpty(await open.Page.PdfAsync(new() { Format = "A4" }));
    }

    [Fact]
    public async Task A_dot_stands_on_its_interval_at_the_place_of_its_rating()
    {
        await using var open = await chromium.OpenAsync(await Html("ranking"));
        double[][] rows = await open.Page.EvaluateAsync<double[][]>(
            """
            [...document.querySelectorAll('.forest')][0].querySelectorAll('tbody tr').length &&
            [...document.querySelectorAll('.forest')[0].querySelectorAll('tbody tr')].map(r => {
              const frame = r.querySelector('.plot svg').getBoundingClientRect();
              const dot = r.querySelector('.estimate').getBoundingClientRect();
              const whisker = r.querySelector('.whisker').getBoundingClientRect();
              const at = x => (x - frame.left) / frame.width;
              return [at(dot.left + dot.width / 2), at(whisker.left), at(whisker.right)];
            })
            """);
        var models = Fixture.Ranking.Main!.Models;
        Assert.Equal(models.Length, rows.Length);

        // All on one straight scale: two models give it, the others lie on it.
        var (first, last) = (models[0].Fit!, models[^1].Fit!);
        double unit = (rows[0][0] - rows[^1][0]) / (first.Rating - last.Rating);
        Assert.All(models.Zip(rows), m =>
        {
            double At(double rating) => rows[0][0] + (unit * (rating - first.Rating));
            Assert.Equal(At(m.First.Fit!.Rating), m.Second[0], .01);
            Assert.Equal(At(m.First.Fit!.RatingInterval.Lower), m.Second[1], .02);
            Assert.Equal(At(m.First.Fit!.RatingInterval.Upper), m.Second[2], .02);
        });
    }

    private static Task<string> Html(string name) => name switch
    {
        "worse" => Pages.Tests.Page.Of(Fixture.Worse),
        "no change" => Pages.Tests.Page.Of(Fixture.NoChange),
        "nothing measured" => Pages.Tests.Page.Of(Fixture.NothingMeasured),
        "attacked" => Pages.Tests.Page.Of(Fixture.Attacked),
        "Chinese" => Pages.Tests.Page.Of(Fixture.Worse, Language.TraditionalChinese),
        "log" => Pages.Tests.Page.Of(Fixture.Log),
        "attacked log" => Pages.Tests.Page.Of(Fixture.AttackedLog),
        "log without times" => Pages.Tests.Page.Of(Fixture.LogWithoutTimes),
        "ranking" => Pages.Tests.Page.Of(Fixture.Ranking),
        "Chinese ranking" => Pages.Tests.Page.Of(Fixture.Ranking, Language.TraditionalChinese),
        "attacked ranking" => Pages.Tests.Page.Of(Fixture.AttackedRanking),
        "no ranking" => Pages.Tests.Page.Of(Fixture.NoRanking),
        "brief" => Pages.Tests.Page.Of(BriefFixture.One),
        "Chinese brief" => Pages.Tests.Page.Of(BriefFixture.One, Language.TraditionalChinese),
        "attacked brief" => Pages.Tests.Page.Of(BriefFixture.Attacked),
        "empty brief" => Pages.Tests.Page.Of(BriefFixture.Empty),
        "all labs" => Pages.Tests.Page.Of(BriefFixture.All),
        "standing" => Pages.Tests.Page.Of(BriefFixture.One.Standing),
        "claims" => Pages.Tests.Page.Of(BriefFixture.One.Claims),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such fixture."),
    };
}
