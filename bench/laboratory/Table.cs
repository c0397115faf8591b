using System.Globalization;

namespace CodeRed.Laboratory;

/// <summary>The table on the screen, 80 columns wide.</summary>
internal sealed class Table(TextWriter output)
{
    private string? _group;

    public void Write(Experiment experiment, IReadOnlyList<Row> rows)
    {
        var scenario = experiment.Scenario;
        if (scenario.Group != _group)
        {
            _group = scenario.Group;
            output.WriteLine();
            output.WriteLine($"== {_group}{(scenario.Latency ? "" : $" (mean {scenario.Suite.Mean:0.000}, v {scenario.Suite.Variance:0.0000})")}");
        }

        output.WriteLine();
        output.WriteLine($"{scenario.Name[(_group.Length + 2)..]}{(scenario.MustBeRefused ? " [to be refused]" : "")}");
        if (scenario.Change is null)
        {
            output.WriteLine($"  {"%",-20}{"refused",7}{"by A/10",8}{"+-",3}{"worst 5 %",10} {"(99.8)",-9}{"by A",5}{"worst",6}{(scenario.LongerBy > 1 ? "run/A" : "first"),7}");
            foreach (var row in rows)
            {
                output.WriteLine(
                    $"  {row.Method.Name,-20}{Percent(row.Refused),7}{Percent(row.ByTenth!.Mean),8}{Percent(2 * row.ByTenth.Error),3}{Percent(row.ByTenth.Worst),10}"
                    + $" {Range(100 * row.ByTenth.WorstLow, 100 * row.ByTenth.WorstHigh),-9}{Percent(row.ByRunLength!.Mean),5}{Percent(row.ByRunLength.Worst),6}"
                    + $"{(scenario.LongerBy > 1 ? Number(row.MeanRun, "0.00") : Number(row.MedianFalse, "0")),7}{Verdict(row)}");
            }
        }
        else
        {
            output.WriteLine($"  {"",-19}{"refused",7}{"blind",6}{"early",6}{"missed",7}{"samples",8} {"(95 %)",-12}{"rounds",6}{"told",6}");
            foreach (var row in rows)
            {
                output.WriteLine(
                    $"  {row.Method.Name,-19}{Percent(row.Refused),7}{Percent(row.Blind),6}{Percent(row.Early),6}{Percent(row.Missed),7}{Number(row.Samples!.Value, "0"),8}"
                    + $" {Range(row.Samples.Low, row.Samples.High),-12}{Number(row.Rounds!.Value, row.Rounds.Value < 100 ? "0.0" : "0"),6}{Number(row.Announced, row.Announced < 100 ? "0.0" : "0"),6}");
            }
        }
    }

    private static string Verdict(Row row) => row switch
    {
        { Exclusion: not null } => " x",
        { Broken: true } => " !",
        _ => "",
    };

    private static string Percent(double share) => double.IsNaN(share) ? "-" : (100 * share).ToString("0", CultureInfo.InvariantCulture);

    private static string Range(double low, double high) => double.IsNaN(low) ? "" : $"({Number(low, "0")}-{Number(high, "0")})";

    private static string Number(double value, string format) =>
        double.IsNaN(value) ? "-" : double.IsInfinity(value) ? "never" : value.ToString(format, CultureInfo.InvariantCulture);
}
