// Makes answers.csv: SIMULATED answers of four made-up models to the same support tickets, with latency, tokens and cost, for the how-to "Choose between models".
//
//   dotnet run examples/choose/simulate.cs -- examples/choose
#:property PublishAot=false
using System.Globalization;

string folder = args is [var named] ? named : ".";
string[] labels = ["billing", "technical", "shipping"];
var random = new Random(4);
double[] hard = [.. Enumerable.Range(0, 240).Select(_ => random.NextDouble())];
using var file = new StreamWriter(Path.Combine(folder, "answers.csv")) { NewLine = "\n" };
file.WriteLine("id,expected,answer,model,latency_ms,input_tokens,output_tokens,cost_usd");

// Name, share right, typical latency, tokens of an answer, dollars for a million tokens in and out; null where the log has no cost.
Answer("amber", .93, 900, 60, (2m, 10m));
Answer("basalt", .91, 420, 30, (.4m, 1.6m));
Answer("cedar", .74, 1300, 90, (1m, 5m));
Answer("dune", .88, 380, 25, null);

void Answer(string model, double right, double latency, int tokens, (decimal In, decimal Out)? price)
{
    for (int item = 0; item < hard.Length; item++)
    {
        // What is hard for one is mostly hard for all.
        bool knows = (.7 * hard[item]) + (.3 * random.NextDouble()) < (.7 * right) + (.3 * right) + .05 - (.1 * random.NextDouble());
        string answer = labels[(item + (knows ? 0 : 1)) % 3];
        int milliseconds = (int)(latency * Math.Exp(.35 * Normal()));
        int input = 150 + (item % 40);
        int output = Math.Max(1, (int)(tokens * (.7 + (.6 * random.NextDouble()))));
        string cost = price is var (i, o) ? (((input * i) + (output * o)) / 1_000_000m).ToString("0.00000000", CultureInfo.InvariantCulture) : "";
        file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"t{item + 1},{labels[item % 3]},{answer},{model},{milliseconds},{input},{output},{cost}"));
    }
}

double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
