using System.CommandLine;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;
using CodeRed.Pages;
using CodeRed.Store;

namespace CodeRed.Cli;

/// <summary>The main job on real outcomes, with nothing to set up: no key, no network, no database of the user's.</summary>
internal static class DemoCommand
{
    private const string Data = "gpt-4-primes-2023";

    public static Command Create()
    {
        var html = new Option<string>("--html") { Description = "Where to write the page.", DefaultValueFactory = _ => "codered-demo.html", HelpName = "FILE" };
        var lang = LanguageOption.Create();
        var command = new Command("demo", """
            What happened to GPT-4 in 2023, on 1,000 questions about primes.
            Its snapshots of March and June, real outcomes; no key, no network.
            Prints the verdict and writes the page.

            Examples:
              codered demo
              codered demo --lang zh-Hant --html demo.html

            Exit code: 0, although the verdict is "worse": it is a demonstration.
            """)
        { html, lang };
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(parsed.GetRequiredValue(html), parsed.GetValue(lang) ?? Language.English, cancellation), cancellation));
        return command;
    }

    private static async Task<int> Run(string page, Language language, CancellationToken cancellation)
    {
        Output.Check(page);
        string folder = Directory.CreateTempSubdirectory("codered-demo-").FullName;
        try
        {
            string csv = Unpack(folder, Data + ".csv");
            string mapping = Unpack(folder, Data + ".yaml");
            DriftFinding finding;
            using (var store = EvidenceStore.Open(Path.Combine(folder, "demo.db"), TimeProvider.System))
            {
                Mapping? guessed = null;
                var runs = FileImport.Run(store, csv, mapping, ref guessed, cancellation).Runs.OrderBy(r => r.Target.Name, StringComparer.Ordinal).ToList();
                finding = Judging.Drift(store, runs[0], runs[1], Framing.Drift, new DriftSettings(), cancellation);
            }

            await Output.Page(page, writer => FindingPage.WriteAsync(finding, language, writer));
            bool chinese = language.Tag == "zh-Hant";
            Console.Out.WriteLine(chinese
                ? """
                GPT-4 於 2023 年 3 月與 6 月的兩個版本，在 2023 年 7 月各回答相同的 1,000 題。
                資料：LLMDrift（Chen、Zaharia、Zou，2023），
                github.com/lchen001/LLMDrift 的 4938eb7 版，Apache-2.0 授權；
                只含作答結果，由 examples/llmdrift/outcomes.cs 產生。
                """
                : """
                GPT-4's snapshots of March and June 2023, each asked the same 1,000 questions
                in July 2023. Data: LLMDrift (Chen, Zaharia, Zou 2023),
                github.com/lchen001/LLMDrift at 4938eb7, Apache-2.0; outcomes only, made by
                examples/llmdrift/outcomes.cs.
                """);
            DriftScreen.Write(Terminal.Answer(), finding, language,
            [
                Output.ToSee(page),
                "codered drift BEFORE.csv AFTER.csv         " + (chinese ? "比較你自己的回答，逐題配對" : "your own answers, item by item"),
                "codered drift LOG.csv --split 2026-11-01   " + (chinese ? "比較一份紀錄在某日前後的差異" : "a log, across a date"),
            ]);
            return ExitCode.Fine;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Unpack(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        using var resource = typeof(DemoCommand).Assembly.GetManifestResourceStream(name)!;
        using var file = File.Create(path);
        resource.CopyTo(file);
        return path;
    }
}
