using System.CommandLine;

namespace CodeRed.Cli;

internal static class SuiteCommand
{
    public static Command Create() => new("suite", """
        Work with suites: the questions that models are asked.

        Examples:
          codered suite check suite.yaml
          codered suite check quick --json
        """)
    {
        SuiteCheckCommand.Create(),
    };
}
