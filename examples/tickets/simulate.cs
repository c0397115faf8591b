// Makes march.csv and june.csv: SIMULATED answers of a made-up model that sorts support tickets, for the tutorial.
//
//   dotnet run examples/tickets/simulate.cs -- examples/tickets
#:property PublishAot=false
string folder = args is [var named] ? named : ".";
string[] labels = ["billing", "technical", "shipping"];
string[][] openings =
[
    ["I was charged twice in", "My invoice is wrong for", "Please refund my payment of"],
    ["The app crashes since", "I cannot log in since", "The export fails since"],
    ["My parcel is late since", "The box arrived broken in", "You sent the wrong size in"],
];
string[] months = ["January", "February", "March", "April", "May"];

// In June it leans towards "technical", and speaks in longer sentences.
Write("march.csv", seed: 1, wrong: .08, lean: 0, label => label);
Write("june.csv", seed: 2, wrong: .08, lean: .25, label => $"This ticket is about: {label}.");

void Write(string name, int seed, double wrong, double lean, Func<string, string> say)
{
    var random = new Random(seed);
    using var file = new StreamWriter(Path.Combine(folder, name)) { NewLine = "\n" };
    file.WriteLine("id,question,expected,answer,latency_ms");
    for (int i = 1; i <= 150; i++)
    {
        int truth = i % 3;
        string question = $"{openings[truth][i / 3 % 3]} {months[i / 9 % 5]} (ticket {i})";
        int given = random.NextDouble() < wrong ? random.Next(3) : random.NextDouble() < lean ? 1 : truth;
        file.WriteLine($"{i},{question},{labels[truth]},{say(labels[given])},{random.Next(300, 900)}");
    }
}
