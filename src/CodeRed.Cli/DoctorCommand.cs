using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CodeRed.Findings.Wording;
using CodeRed.Providers;
using CodeRed.Store;

namespace CodeRed.Cli;

internal static class DoctorCommand
{
    private static readonly IReadOnlyList<string> Keys = ProviderCatalogue.KeyVariables;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var db = Database.Option();
        var command = new Command("doctor", """
            Say what is installed and whether the database is sound.
            Of the keys it says which are set, never their values.

            Examples:
              codered doctor
              codered doctor --json

            Exit code: 0 all is well; 3 the database is not.
            """)
        { json, db };
        command.SetAction(parsed =>
        {
            string path = Database.PathOf(parsed.GetValue(db));
            var (state, problems) = Examine(path);
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(new JsonObject
                {
                    ["schema"] = "codered.doctor/1",
                    ["version"] = Version,
                    ["runtime"] = RuntimeInformation.FrameworkDescription,
                    ["system"] = RuntimeInformation.RuntimeIdentifier,
                    ["database"] = new JsonObject { ["path"] = path, ["state"] = state, ["problems"] = new JsonArray([.. problems.Select(p => (JsonNode)p)]) },
                    ["keys"] = new JsonObject(Keys.Select(k => KeyValuePair.Create(k, (JsonNode?)IsSet(k)))),
                }.ToJsonString(new() { WriteIndented = true }));
            }
            else
            {
                Console.Out.WriteLine($"Code Red   {Version}");
                Console.Out.WriteLine($"Runtime    {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
                Console.Out.WriteLine($"Database   {InertText.OnOneLine(path)}: {state}");
                foreach (string problem in problems)
                {
                    Console.Out.WriteLine($"           {InertText.OnOneLine(problem)}");
                }

                Console.Out.WriteLine("Keys       (each is sent to its provider alone, and by 'codered probe' alone)");
                foreach (string key in Keys)
                {
                    Console.Out.WriteLine($"           {key,-22} {(IsSet(key) ? "set" : "not set")}");
                }
            }

            return problems.Count == 0 ? ExitCode.Fine : ExitCode.CouldNotMeasure;
        });
        return command;
    }

    public static string Version => typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static bool IsSet(string key) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(key));

    private static (string State, IReadOnlyList<string> Problems) Examine(string path)
    {
        if (!File.Exists(path))
        {
            return ("not there yet; the first import makes it", []);
        }

        try
        {
            using var store = EvidenceStore.Open(path, TimeProvider.System);
            var problems = store.Check();
            string unfinished = store.HasUnfinishedImport() ? "; an import, or the beginning of a run, is under way, or was cut off and will be swept by the next" : "";
            string open = store.Unfinished() is { Count: > 0 } runs ? $" and {runs.Count} unfinished ('codered runs' lists them)" : "";
            return problems.Count == 0 ? ($"sound, {Plural.Of(store.Runs().Count, "run")}{open}{unfinished}", problems) : ("damaged; restore it from a copy, or import again into a new one", problems);
        }
        catch (StoreException e)
        {
            return ("cannot be used", [e.Message]);
        }
    }
}
