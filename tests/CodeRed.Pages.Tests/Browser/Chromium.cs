using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CodeRed.Pages.Tests.Browser;

/// <summary>One headless Chromium for all browser tests; where there is none they are skipped and say so.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>Where it is looked for; set CODERED_CHROMIUM for another place.</summary>
    private static readonly string Executable = Environment.GetEnvironmentVariable("CODERED_CHROMIUM") ?? "/usr/bin/chromium";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Executable))
        {
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Executable,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
            });
        }
    }

    /// <summary>Opens a page from a file and waits until its scripts have run.</summary>
    internal async Task<OpenPage> OpenAsync(string html, ColorScheme scheme = ColorScheme.Light, int width = 1280, bool scripts = true)
    {
        Assert.SkipWhen(browser is null, $"There is no Chromium at {Executable}; install it or set CODERED_CHROMIUM.");
        string file = Path.Combine(Path.GetTempPath(), $"codered-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, html, TestContext.Current.CancellationToken);
        var context = await browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = scripts });
        var page = await context.NewPageAsync();
        var open = new OpenPage(context, page, file);
        page.Console += (_, message) => open.Console.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => open.Console.Add(error);
        page.Request += (_, request) => open.Requests.Add(request.Url);
        page.Dialog += (_, dialog) =>
        {
            open.Console.Add("dialog: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync("file://" + file);
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }
}

/// <summary>An open page and everything it said and asked for.</summary>
internal sealed record OpenPage(IBrowserContext Context, IPage Page, string File) : IAsyncDisposable
{
    /// <summary>Console messages, errors and dialogs; a good page has none.</summary>
    public ConcurrentBag<string> Console { get; } = [];

    /// <summary>Requests; a good page makes one, for itself.</summary>
    public ConcurrentBag<string> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await Context.CloseAsync();
        System.IO.File.Delete(File);
    }
}
